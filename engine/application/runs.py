"""Plan and sync: one pass over each entity that was asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from engine import messages
from engine.application.answer import Answer, Document, Exit
from engine.application.documents import (
    conflict_document,
    link_operation,
    mark_operation,
    moment,
    new_operation,
    pair_operations,
    planned_conflicts,
    problem_document,
)
from engine.application.passing import take_through
from engine.application.printing import give_back
from engine.application.quote_rows import with_rows
from engine.application.recording import Recorded, warnings
from engine.application.sides import QUOTATIONS
from engine.application.wiring import Wiring
from engine.application.worlds import limits_of, make_world, make_world_anew
from engine.errors import SafetyStop
from engine.sync.rehearse import rehearse
from engine.sync.run import heed, run_pass
from engine.sync.world import World


@dataclass(frozen=True, slots=True)
class Manner:
    """How a run goes about it.

    Attributes:
        command: What it is remembered as.
        is_full: Whether it reads everything, and not only what changed.
        is_forced: Whether somebody insisted.
        is_scheduled: Whether nobody asked for it.
        heeds: Whether it reads no more than what hints name.
    """

    command: str = "sync"
    is_full: bool = False
    is_forced: bool = False
    is_scheduled: bool = False
    heeds: bool = False


def plan(wiring: Wiring, entities: Sequence[str]) -> Answer:
    """What a sync would write.  It is found on a copy of the state.

    Where a safety stop would keep the sync from writing it, the plan says that
    too, as any error is said, and ends with its exit code.
    """
    stops: list[SafetyStop] = []
    document: Document = {
        name: [] for name in ("operations", "conflicts", "problems", "warnings")
    }
    # What one entity would get, those after it count upon: they share the copy.
    scratch = wiring.rehearsal()
    try:
        for entity in wiring.entities(tuple(entities)):
            world = take_through(
                make_world(wiring, scratch, entity),
                partial(make_world_anew, wiring, scratch, entity),
                rehearse,
                wiring.lang,
            )
            world.dismiss()
            add_plan(wiring, world, document)
            stops += [world.tally.stop] if world.tally.stop else []
    finally:
        scratch.close()
    if stops:
        document["exit"] = stops[0].exit_code
        document["errors"] = [_error_document(wiring, stop) for stop in stops]
        return Answer(document, stops[0].exit_code)
    waits = any(one["severity"] == "error" for one in document["problems"])
    waits |= any(one["decided"] is None for one in document["conflicts"])
    return Answer(document, Exit.HELD if waits else Exit.DONE)


def sync(wiring: Wiring, entities: Sequence[str], manner: Manner) -> Answer:
    """One run: everything that a plan says, done."""
    mode = "full" if manner.is_full else "hints" if manner.heeds else "incremental"
    with Recorded(wiring, manner.command, mode) as run:
        # What a hint names needs no lookups read, nor anything that goes along.
        for entity in entities if manner.heeds else wiring.entities(tuple(entities)):
            pass_over(wiring, run, entity, manner)
        return run.answer()


def pass_over(
    wiring: Wiring,
    run: Recorded,
    entity: str,
    manner: Manner,
) -> None:
    """One pass over one entity, as a part of a run."""
    if entity == QUOTATIONS:
        give_back(wiring, wiring.store)
    world = make_world(wiring, wiring.store, entity, run.number)
    world.limits = limits_of(wiring, is_forced=manner.is_forced)
    world.is_scheduled = manner.is_scheduled
    run.worlds.append(world)
    carry = heed if manner.heeds else partial(run_pass, is_full=manner.is_full)
    take_through(world, partial(_begin_anew, wiring, run), carry, wiring.lang)


def _begin_anew(wiring: Wiring, run: Recorded) -> World:
    """The last world again; nothing was written yet, for reading comes first."""
    before = run.worlds[-1]
    entity = before.mapping.entity
    world = make_world_anew(wiring, wiring.store, entity, run.number)
    world.limits = before.limits
    world.is_scheduled, world.hinted = before.is_scheduled, before.hinted
    run.worlds[-1] = world
    return world


def add_plan(wiring: Wiring, world: World, document: Document) -> None:
    """Add what an entity would get to the document of a plan."""
    lang = wiring.lang
    for link in world.tally.new_links:
        document["operations"].append(link_operation(world, link))
    for pair in world.tally.pair_plans:
        view = pair.twins.sides.right.view
        found = pair_operations(world, pair, lang)
        document["operations"] += [with_rows(one, view) for one in found]
        document["conflicts"] += planned_conflicts(world, pair)
    for mark in world.tally.mark_plans:
        document["operations"].append(mark_operation(world, mark, lang))
    for new in world.tally.new_plans:
        if not new.is_held:
            operation = new_operation(world, new, lang)
            document["operations"].append(with_rows(operation, new.source.view))
    _add_known(wiring, world, document)
    document["warnings"] += warnings(world, wiring.screens)


def _error_document(wiring: Wiring, error: SafetyStop) -> Document:
    return {
        "message": messages.sentence_text(error, wiring.lang),
        "fix": messages.advice_text(error, wiring.lang),
    }


def _add_known(wiring: Wiring, world: World, document: Document) -> None:
    """Add what waits for a person: the copy of the state knows it as a sync would."""
    entity = world.mapping.entity
    kept = wiring.shelves(entity).problems.all() if wiring.has_state else []
    known = {held.number: held for held in kept}
    for held in world.shelves.problems.all():
        row = problem_document(held, entity, wiring.screens)
        earlier = known.get(held.number)
        if earlier:
            row |= {"since": moment(earlier.since), "tries": earlier.tries}
        else:
            # What is only foreseen has no number yet, and nobody tried it.
            row |= {"id": None, "since": None, "tries": 0}
        document["problems"].append(row)
    planned = {(plan.twins.link.number) for plan in world.tally.pair_plans}
    document["conflicts"] += [
        conflict_document(one, entity)
        for one in world.shelves.conflicts.waiting()
        if one.link not in planned
    ]
