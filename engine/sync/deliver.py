"""Carry the updates of pairs out, and keep what became of them.

Every operation is kept in the outbox before it is sent, a batch in one
transaction; it leaves the outbox when its outcome is known.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from engine.errors import RemoteError
from engine.model.link import View
from engine.model.plan import PairPlan, Verb
from engine.model.problem import Problem
from engine.model.record import Record
from engine.model.side import Pair, Side
from engine.state.outbox import Kept
from engine.state.problems import Whose
from engine.sync.behind import by_another, learn_our_name, told_meanwhile
from engine.sync.carry import carry_pair
from engine.sync.missing import ask
from engine.sync.observe import sight
from engine.sync.outcome import Fate, PairOutcome, Written
from engine.sync.settle import (
    causes_of,
    fingerprint,
    finish,
    finish_partly,
    keep_entries,
    refusal,
    report_problems,
    rest,
    settle_quiet,
    settle_written,
)
from engine.sync.swing import is_stopped, note_write
from engine.sync.world import World

_TURN = 40
"""So many outcomes are kept together: as many as one call reads back."""

T = TypeVar("T")
U = TypeVar("U")


def deliver_pairs(world: World, plans: Sequence[PairPlan]) -> None:
    """Write what a batch of pairs needs; what needs no write is settled at once."""
    due = [plan for plan in plans if plan.targets and not _is_kept_back(world, plan)]
    chosen = {id(plan) for plan in due}
    settle_quiet(
        world,
        [plan for plan in plans if id(plan) not in chosen and not plan.targets],
    )
    if not due:
        return
    kept = keep_pairs(world, due)
    for some in in_turn(world, lambda plan: carry_pair(world, plan), due):
        outcomes = _read_back(world, some)
        with world.store.transaction():
            for outcome in outcomes:
                _settle(world, outcome, kept[outcome.plan.twins.link.number])


def foresee_pairs(world: World, plans: Sequence[PairPlan]) -> list[PairPlan]:
    """The plans that would be carried out; keeps the problems that would remain."""
    due = [plan for plan in plans if not _is_kept_back(world, plan)]
    for plan in due:
        report_problems(world, plan)
    return due


def keep_pairs(world: World, plans: Iterable[PairPlan]) -> dict[int, dict[Side, int]]:
    """Keep the operations of pairs in the outbox; their numbers, by link and side."""
    kept: dict[int, dict[Side, int]] = {}
    with world.store.transaction():
        for plan in plans:
            number = plan.twins.link.number
            kept[number] = {
                side: world.shelves.outbox.keep(
                    _operation(world, plan, side), world.run
                )
                for side in plan.targets
            }
    return kept


def at_once(world: World, call: Callable[[T], U], items: Sequence[T]) -> list[U]:
    """Call for all of them, as many at a time as the profile allows; in order."""
    if min(world.limits.concurrency, len(items)) <= 1:
        return [call(item) for item in items]
    return list(world.workers().map(call, items))


def in_turn(
    world: World, call: Callable[[T], U], items: Sequence[T]
) -> Iterator[list[U]]:
    """The same, a few outcomes at a time: they are kept while the next are made."""
    outcomes: Iterator[U] = map(call, items)
    if min(world.limits.concurrency, len(items)) > 1:
        outcomes = world.workers().map(call, items)
    while some := list(itertools.islice(outcomes, _TURN)):
        yield some


def read_again(world: World, side: Side, ids: Sequence[str]) -> dict[str, Record]:
    """Read records back after a write that did not show them."""
    if not ids:
        return {}
    system, resource = world.systems[side], world.resource(side)
    size = system.description.keys_per_search
    chunks = [ids[start : start + size] for start in range(0, len(ids), size)]
    try:
        read = at_once(world, lambda some: system.get_many(resource.name, some), chunks)
    except RemoteError as error:
        world.tally.outage = error
        return {}
    return {record.id: record for chunk in read for record in chunk}


def read_one(world: World, side: Side, id: str) -> Record | None:
    """Read one record by itself, where a listing did not show what was written."""
    if world.tally.outage is not None:
        return None
    try:
        return world.read(side, id)
    except RemoteError as error:
        world.tally.outage = error
        return None


def _operation(world: World, plan: PairPlan, side: Side) -> Kept:
    patch = plan.patches[side]
    source = plan.twins.sides[side.other]
    return Kept(
        0,
        side,
        Verb.UPDATE,
        source.id,
        plan.twins.sides[side].id,
        plan.twins.link.number,
        patch,
        {name: source.view.get(name) for name in patch},
        world.systems[side].now(),
        {name: plan.twins.sides[side].view.get(name) for name in patch},
        causes_of(plan, side),
    )


def _is_kept_back(world: World, plan: PairPlan) -> bool:
    """Whether what a pair needs is not sent: it was refused, or never comes to rest."""
    return bool(plan.targets) and (_was_refused(world, plan) or is_stopped(world, plan))


def _was_refused(world: World, plan: PairPlan) -> bool:
    """Whether a system refused just this already, and nobody asked to try again."""
    for side in plan.targets:
        seen = plan.twins.sides[side.other]
        mark = _mark(plan, side)
        whose = Whose(side.other, seen.id, seen.name)
        if any(held.attempt == mark for held in world.shelves.problems.of(whose)):
            rest(world, plan)
            return True
    return False


def _mark(plan: PairPlan, side: Side) -> str:
    """What is known again when the same would be written over the same."""
    return fingerprint([plan.patches[side], plan.twins.sides[side].view])


def _read_back(world: World, outcomes: list[PairOutcome]) -> list[PairOutcome]:
    """Read what was written without an answer, as few calls as it takes."""
    for side in Side:
        unread = [one for one in outcomes if _is_unread(one.sides.get(side))]
        ids = [one.plan.twins.sides[side].id for one in unread]
        found = read_again(world, side, ids)
        for outcome in unread:
            written = outcome.sides[side]
            id = outcome.plan.twins.sides[side].id
            after = found.get(id)
            if after is None or after == written.before:
                # A listing may show a write late.
                after = read_one(world, side, id)
            outcome.sides[side] = written.with_after(after)
    return outcomes


def _is_unread(written: Written | None) -> bool:
    return written is not None and written.fate is Fate.DONE and written.after is None


def _settle(world: World, outcome: PairOutcome, kept: dict[Side, int]) -> None:
    plan = outcome.plan
    baseline, found, again, done = plan.twins.baseline, [], False, set()
    read: Pair[View] = Pair({}, {})
    rest(world, plan)
    for side, written in outcome.sides.items():
        after = written.after
        if written.fate is Fate.DONE and after is not None:
            agreed, changed = _keep_done(world, plan, side, written, after)
            baseline = baseline.with_agreed(agreed)
            read[side].update(agreed[side])
            found += changed
            done.add(side)
            world.shelves.outbox.drop([kept[side]])
            continue
        again |= _settle_undone(world, plan, side, written, kept[side])
    # A list that was written on both sides: what was read is agreed on, on each.
    baseline = baseline.with_agreed(read)
    if done == set(outcome.sides):
        finish(world, plan, baseline, found)
    elif done:
        finish_partly(world, plan, baseline, (done, found))
    if again:
        for side in Side:
            world.shelves.observations.freshen(side, [plan.twins.sides[side].id])


def _keep_done(
    world: World, plan: PairPlan, side: Side, written: Written, after: Record
) -> tuple[Pair[View], list[Problem]]:
    """Keep one write that was done and read back; see ``settle_written``."""
    agreed, changed = settle_written(world, plan, side, after)
    changed += told_meanwhile(world, plan, side, written)
    if written.is_sent:
        learn_our_name(world, side, plan, written)
        keep_entries(world, plan, side, after)
        note_write(world, plan.twins.link.number, side, after.modified)
    if not by_another(world, side, after):
        world.learn(side, after.modified, written.sent)
    return agreed, changed


def _settle_undone(
    world: World, plan: PairPlan, side: Side, written: Written, kept: int
) -> bool:
    """Keep why a write was not done; tells whether the pair has to be planned again."""
    match written.fate:
        case Fate.DONE | Fate.UNCLEAR:
            # It stays in the outbox: the next round looks what became of it.
            return False
        case Fate.MOVED:
            if written.before is not None:
                sight(world, side, [written.before])
        case Fate.UNSENT:
            world.tally.outage = written.error or world.tally.outage
        case Fate.ABSENT:
            # What was to be written there is an edit that never arrived.
            ask(world, side, plan.twins.link)
        case Fate.REFUSED:
            _keep_refusal(world, plan, side, written)
    world.shelves.outbox.drop([kept])
    world.tally.again += written.fate is Fate.MOVED
    return written.fate in {Fate.MOVED, Fate.UNSENT}


def _keep_refusal(world: World, plan: PairPlan, side: Side, written: Written) -> None:
    if written.error is None:
        return
    seen = plan.twins.sides[side.other]
    record = {**plan.twins.sides[side].view, **plan.patches[side]}
    problem = refusal(world, side, written.error, record)
    mark = _mark(plan, side)
    whose = Whose(side.other, seen.id, seen.name)
    world.shelves.problems.report(whose, [problem], world.now(), mark)
