"""Plan and sync: one pass over each entity that was asked for."""

from collections.abc import Sequence

from engine.application.answer import Answer, Document, Exit
from engine.application.documents import (
    conflict_document,
    link_operation,
    new_operation,
    new_problem_document,
    pair_operations,
    planned_conflicts,
    problem_document,
)
from engine.application.recording import Recorded
from engine.application.wiring import Wiring
from engine.application.worlds import limits_of, make_world, make_world_anew
from engine.sync.run import rehearse, run_pass
from engine.sync.vanished import Vanished
from engine.sync.world import World


def plan(wiring: Wiring, entities: Sequence[str]) -> Answer:
    """What a sync would write.  It is found on a copy of the state."""
    document: Document = {"operations": [], "conflicts": [], "problems": []}
    for entity in wiring.entities(tuple(entities)):
        scratch = wiring.store.rehearsal()
        try:
            world = make_world(wiring, scratch, entity)
            try:
                rehearse(world)
            except Vanished:
                world = make_world_anew(wiring, scratch, entity)
                rehearse(world)
            _add_plan(wiring, world, document)
        finally:
            scratch.close()
    waits = any(one["severity"] == "error" for one in document["problems"])
    waits |= any(one["decided"] is None for one in document["conflicts"])
    return Answer(document, Exit.HELD if waits else Exit.DONE)


def sync(
    wiring: Wiring, entities: Sequence[str], *, is_full: bool, is_forced: bool
) -> Answer:
    """One run: everything that a plan says, done."""
    with Recorded(wiring, "sync", "full" if is_full else "incremental") as run:
        for entity in wiring.entities(tuple(entities)):
            world = make_world(wiring, wiring.store, entity, run.number)
            limits = world.limits = limits_of(wiring, is_forced=is_forced)
            run.worlds.append(world)
            try:
                run_pass(world, is_full=is_full)
            except Vanished:
                world = make_world_anew(wiring, wiring.store, entity, run.number)
                world.limits = limits
                # Nothing was written yet: reading comes first.
                run.worlds[-1] = world
                run_pass(world, is_full=is_full)
        return run.answer()


def _add_plan(wiring: Wiring, world: World, document: Document) -> None:
    lang, entity = wiring.lang, world.mapping.entity
    for link in world.tally.new_links:
        document["operations"].append(link_operation(world, link))
    for pair in world.tally.pair_plans:
        document["operations"] += pair_operations(world, pair, lang)
        document["conflicts"] += planned_conflicts(world, pair)
        for problem in pair.problems:
            seen = pair.twins.sides[problem.side.other]
            whose = (problem.side.other, seen.id, seen.name)
            document["problems"].append(
                new_problem_document(problem, whose, entity, lang)
            )
    for new in world.tally.new_plans:
        if not new.is_held:
            document["operations"].append(new_operation(world, new, lang))
        whose = (new.target.other, new.source.id, new.source.name)
        document["problems"] += [
            new_problem_document(problem, whose, entity, lang)
            for problem in new.problems
        ]
    _add_known(wiring, world, document)


def _add_known(wiring: Wiring, world: World, document: Document) -> None:
    """Add what already waits, where the rehearsal did not find it again."""
    entity, lang = world.mapping.entity, wiring.lang
    found = {_place(one) for one in document["problems"]}
    planned = {(plan.twins.link.number) for plan in world.tally.pair_plans}
    known = [
        problem_document(held, entity, lang) for held in world.shelves.problems.all()
    ]
    document["problems"] += [one for one in known if _place(one) not in found]
    document["conflicts"] += [
        conflict_document(one, entity)
        for one in world.shelves.conflicts.waiting()
        if one.link not in planned
    ]


def _place(problem: Document) -> tuple[str, ...]:
    return tuple(problem[key] for key in ("side", "record", "code", "field"))
