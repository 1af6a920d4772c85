"""From what is remembered to plans, a batch at a time."""

from collections.abc import Iterable, Iterator

from engine.model.link import LinkState
from engine.model.observation import Observation, Twins
from engine.model.plan import NewPlan, PairPlan, Verb
from engine.model.side import Side
from engine.reconcile.newcomers import is_due, plan_newcomer
from engine.reconcile.pairs import plan_pair
from engine.sync.quiet import is_just_made, is_typed_in
from engine.sync.waiting import held_by_parent
from engine.sync.world import World

BATCH = 200


def pair_plans(world: World) -> Iterator[list[PairPlan]]:
    """What the linked pairs need of which something waits."""
    waiting = _pairs_waiting(world)
    for start in range(0, len(waiting), BATCH):
        found = map(world.shelves.links.twins, waiting[start : start + BATCH])
        terms = world.terms
        yield [
            plan_pair(world.mapping, twins, terms)
            for twins in found
            if twins and _is_asked_for(world, twins) and not is_typed_in(world, twins)
        ]


def _is_asked_for(world: World, twins: Twins) -> bool:
    """Whether a pair may be written: where the mapping waits, somebody sent it."""
    if not world.mapping.declaration.waits_for_request or twins.wanted:
        return True
    is_asked = world.shelves.newcomers.is_asked
    return any(is_asked(side, twins.sides[side].id) for side in Side)


def new_plans(
    world: World, target: Side, doubtful: frozenset[str] | set[str] = frozenset()
) -> Iterator[list[NewPlan]]:
    """What the records need that are to get a counterpart on ``target``.

    The ``doubtful`` left records wait for a person to say who they are.
    """
    source = target.other
    shelves = world.shelves
    unsure = {
        kept.source_id
        for kept in shelves.outbox.open()
        if kept.verb is Verb.CREATE and kept.side is target
    }
    waiting = [
        id
        for id in in_order(shelves.newcomers.waiting(source))
        if id not in unsure
        and world.wants(source, id)
        and not (source is Side.LEFT and id in doubtful)
    ]
    for start in range(0, len(waiting), BATCH):
        known = shelves.observations.load(source, waiting[start : start + BATCH])
        plans = [
            _plan(world, known[id], target)
            for id in waiting[start : start + BATCH]
            if id in known and not is_just_made(world, source, known[id])
        ]
        yield [plan for plan in plans if plan]


def in_order(ids: Iterable[str]) -> list[str]:
    """Ids as a person counts: 9 before 10, and 9/2 before 9/10."""
    return sorted(ids, key=lambda one: [(len(part), part) for part in one.split("/")])


def _plan(world: World, seen: Observation, target: Side) -> NewPlan | None:
    """What one record needs; None where it is to stay without a counterpart."""
    if wants_counterpart(world, target.other, seen):
        return plan_newcomer(world.mapping, seen, target)
    held = held_by_parent(world, target.other, seen)
    return NewPlan(seen, target, {}, problems=(held,)) if held else None


def wants_counterpart(world: World, side: Side, seen: Observation) -> bool:
    """Whether a record without a counterpart is to get one."""
    asked_for = world.shelves.newcomers.is_asked(side, seen.id)
    return is_due(world.mapping, side.other, seen, asked_for=asked_for)


def _pairs_waiting(world: World) -> list[int]:
    if world.only is None:
        return world.shelves.links.waiting()
    link = world.shelves.links.of(*world.only)
    if link is None or link.state is not LinkState.LINKED:
        return []
    # Naming a record does not take it in again.
    reasons = [world.shelves.newcomers.reason(side, link.ids[side]) for side in Side]
    return [link.number] if reasons == [None, None] else []
