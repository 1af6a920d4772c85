"""Keep what became of writes: baselines, links, the journal, problems.

The baseline takes what was read back, and only for what was written; everything
else that a reading shows is somebody's edit and waits to be planned.
"""

import dataclasses
import hashlib
from collections.abc import Iterable

from engine.errors import RemoteError
from engine.mapping.paths import each
from engine.model.decision import Action
from engine.model.link import Baseline, View
from engine.model.plan import PairPlan, Verb
from engine.model.problem import Problem
from engine.model.record import Record
from engine.model.side import Pair, Side
from engine.state.journal import Entry
from engine.state.observations import Sighting
from engine.state.outbox import Cause
from engine.state.problems import Whose
from engine.sync.agreement import keep_agreed
from engine.sync.behind import differing, overtaken, possible_overwrite
from engine.sync.conflicts import keep_conflicts
from engine.sync.observe import seen_as, with_edits
from engine.sync.swing import note_edit
from engine.sync.world import World
from engine.values import as_part, to_json


def settle_quiet(world: World, plans: Iterable[PairPlan]) -> None:
    """Keep what pairs agree on that are not written, and why they are held."""
    with world.store.transaction():
        for plan in plans:
            rest(world, plan)
            if plan.is_held:
                report_problems(world, plan)
            else:
                finish(world, plan, plan.twins.baseline, ())


def settle_written(
    world: World, plan: PairPlan, side: Side, after: Record
) -> tuple[Pair[View], list[Problem]]:
    """Keep one write that was done.

    Returns:
        What the two sides now agree on, and what came back otherwise than sent.
    """
    patch = plan.patches[side]
    earlier, source = plan.twins.sides[side], plan.twins.sides[side.other]
    seen = seen_as(world, side, after, earlier)
    others = {
        name
        for name in world.mapping.fields
        if name not in patch and seen.view.get(name) != earlier.view.get(name)
    }
    lost = overtaken(world, side, patch, after)
    edits = others | lost
    seen = with_edits(world, seen, edits, earlier.modified)
    own = _own(patch, seen.view, lost)
    if edits:
        before = dataclasses.replace(earlier, view={**earlier.view, **own})
        note_edit(world, side, before, seen)
    keys = world.mapping.keys(seen.view)
    sighting = Sighting(seen, keys, is_fresh=bool(edits))
    world.shelves.observations.keep(side, [sighting])
    came_from = {name: source.view.get(name) for name in patch}
    world.tally.again += bool(edits)
    agreed = Pair(own, came_from) if side is Side.LEFT else Pair(came_from, own)
    kept = {name: value for name, value in patch.items() if name not in lost}
    return agreed, [
        *changed_by_target(world, side, kept, seen.view),
        *possible_overwrite(world, plan, side, others, after),
    ]


def _own(patch: View, view: View, overtaken: set[str]) -> View:
    """What our write left: as it reads; where somebody wrote after us, as we sent it.

    That the system took it is its answer; what stands there now is an edit.
    """
    return {
        name: value if name in overtaken else view.get(name)
        for name, value in patch.items()
    }


def keep_entries(world: World, plan: PairPlan, side: Side, after: Record) -> None:
    """Keep in the journal what was written to one side."""
    patch, view = plan.patches[side], world.mapping.view(side, after.content)
    written = _own(patch, view, overtaken(world, side, patch, after))
    entries = _entries(plan, side, written)
    world.shelves.journal.write(entries, world.run, world.now())
    world.tally.updated[side] += 1


def finish(
    world: World, plan: PairPlan, baseline: Baseline, found: Iterable[Problem]
) -> None:
    """Keep what a pair agrees on after its writes."""
    agree(world, plan, baseline)
    keep_conflicts(world, plan, plan.decisions)
    is_open = any(one.action is Action.HOLD for one in plan.decisions)
    proofs = [] if is_open else proved(world, plan.twins.link.ids)
    report_problems(world, plan, [*found, *proofs])
    if plan.twins.wanted:
        world.shelves.links.unwant(plan.twins.link.number, plan.twins.wanted)
    if world.mapping.declaration.waits_for_request and not is_open:
        for side in Side:
            world.shelves.newcomers.grant(side, plan.twins.sides[side].id)


def proved(world: World, ids: Pair[str]) -> list[Problem]:
    """What the two records show to be wrong, where somebody looks."""
    if world.proving is None:
        return []
    observations = world.shelves.observations
    left, right = (observations.get(side, ids[side]) for side in Side)
    return list(world.proving(Pair(left.view, right.view))) if left and right else []


def finish_partly(
    world: World,
    plan: PairPlan,
    baseline: Baseline,
    done: tuple[set[Side], list[Problem]],
) -> None:
    """Keep what became of the sides that were written, where another was not."""
    sides, found = done
    keep_agreed(world, plan.twins.link.number, plan.twins.baseline, baseline)
    settled = [one for one in plan.decisions if one.action.target in sides]
    keep_conflicts(world, plan, settled)
    for side in sides:
        seen = plan.twins.sides[side.other]
        own = [problem for problem in found if problem.side is side]
        if own:
            whose = Whose(side.other, seen.id, seen.name)
            world.shelves.problems.report(whose, own, world.now())


def changed_by_target(
    world: World, side: Side, sent: View, view: View
) -> list[Problem]:
    """What a system made of values that it was sent, where it is not the same."""
    found = set(differing(world, side, sent, view))
    return [
        Problem(
            "target_changed",
            side,
            name,
            {
                "side": world.systems[side].name,
                "sent": as_part(value),
                "value": as_part(view.get(name)),
            },
            "server",
        )
        for name, value in sent.items()
        if name in found
    ]


def rest(world: World, plan: PairPlan) -> None:
    """Neither side of a pair waits to be planned any more."""
    for side in Side:
        world.shelves.observations.settle(side, [plan.twins.sides[side].id])


def report_problems(
    world: World, plan: PairPlan, found: Iterable[Problem] = ()
) -> None:
    """Keep the problems of a pair, each with the record that a person has to mend."""
    found = [*plan.problems, *found]
    for target in Side:
        seen = plan.twins.sides[target.other]
        whose = Whose(target.other, seen.id, seen.name)
        own = [problem for problem in found if problem.side is target]
        lasting = _lasting(world, plan, whose, {problem.field for problem in own})
        world.shelves.problems.report(whose, [*own, *lasting], world.now())


def _lasting(
    world: World, plan: PairPlan, whose: Whose, fields: set[str]
) -> list[Problem]:
    """What a system changed stays a problem as long as the two sides differ by it.

    What may have been written over stays until a person has seen it.
    """
    left, right = plan.twins.sides
    moved = {one.unit for one in plan.decisions if one.action is not Action.NOTHING}
    units = {name: unit.name for unit in world.mapping.units for name in unit.fields}
    known = world.shelves.problems.of(whose)
    return [
        held.problem
        for held in known
        if held.problem.code == "possible_overwrite" and not held.is_dismissed
    ] + [
        held.problem
        for held in known
        if held.problem.code == "target_changed"
        and (name := held.problem.field) in units
        and name not in fields
        and units[name] not in moved
        and not world.mapping.same(
            name, left.view.get(name), right.view.get(name), right.view
        )
    ]


def refusal(world: World, target: Side, error: RemoteError, record: View) -> Problem:
    """What a system said no to, recognised by its words where they are known.

    Words that say in general that something is missing are believed only where
    what they name is missing in ``record``; otherwise its own words are shown.
    """
    text = str(error.parts.get("text", error))
    known = world.systems[target].description.recognise(text)
    parts = {
        "system": world.systems[target].name,
        "status": str(error.parts.get("status", "")),
        "text": text,
    }
    named = _neutral(world, target, str(error.parts.get("field", "")))
    if known is None or (not known.field and record.get(named) is not None):
        return Problem("refused", target, named, parts, "server")
    return Problem(known.code, target, known.field or named, parts, "server")


def fingerprint(values: object) -> str:
    """A short name of what was sent, to know it again."""
    return hashlib.sha256(to_json(values).encode()).hexdigest()[:16]


def agree(world: World, plan: PairPlan, baseline: Baseline) -> None:
    """Keep what a pair agrees on as it stands, on top of a baseline."""
    left, right = plan.twins.sides
    agreed = Pair(
        {name: left.view.get(name) for name in plan.agreed},
        {name: right.view.get(name) for name in plan.agreed},
    )
    after = baseline.with_agreed(agreed)
    if after != plan.twins.baseline:
        number = plan.twins.link.number
        keep_agreed(world, number, plan.twins.baseline, after)


def causes_of(plan: PairPlan, side: Side) -> dict[str, Cause]:
    """Why each field of one side is written."""
    return {
        name: Cause(
            decision.reason.value,
            decision.grade.value if decision.grade else "",
            decision.is_conflict,
        )
        for decision in plan.decisions
        if decision.action.target is side
        for name in decision.values
    }


def _entries(plan: PairPlan, side: Side, written: View) -> list[Entry]:
    seen, source = plan.twins.sides[side], plan.twins.sides[side.other]
    causes = causes_of(plan, side)
    return [
        Entry(
            side,
            seen.id,
            source.id,
            Verb.UPDATE.value,
            name,
            seen.view.get(name),
            value,
            causes[name].reason,
            causes[name].grade,
        )
        for name, value in written.items()
    ]


def _neutral(world: World, side: Side, path: str) -> str:
    """The neutral field whose home on a side is ``path``, or the path itself."""
    for name, pair in world.mapping.fields.items():
        homes = each(pair.paths[side])
        if path and any(one == path or one.startswith(f"{path}.") for one in homes):
            return name
    return path
