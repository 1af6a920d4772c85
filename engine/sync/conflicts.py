"""Keep the conflicts of a pair: for review where decided, else for a person."""

from collections.abc import Iterable

from engine.model.decision import Decision, Reason
from engine.model.plan import PairPlan
from engine.model.side import Pair, Side
from engine.state.conflicts import Conflict
from engine.sync.world import World


def keep_conflicts(world: World, plan: PairPlan, decisions: Iterable[Decision]) -> None:
    """Keep the conflicts of a pair: the decided ones for review, the others to ask."""
    decisions = list(decisions)
    number, conflicts = plan.twins.link.number, world.shelves.conflicts
    met = conflicts_of(world, plan, decisions)
    waiting = conflicts.fields_waiting(number) - {one.field for one in met}
    left, right = plan.twins.sides
    for name in waiting:
        winner = _chosen(world, plan, decisions, name)
        same = name in world.mapping.fields and world.mapping.same(
            name, left.view.get(name), right.view.get(name), right.view
        )
        if winner is not None:
            conflicts.close(number, name, winner)
        elif same:
            conflicts.forget(number, name)
    for conflict in met:
        conflicts.add(conflict, world.run, world.now())


def conflicts_of(
    world: World, plan: PairPlan, decisions: Iterable[Decision]
) -> list[Conflict]:
    """The conflicts among some decisions of a plan, one for each field."""
    units = {unit.name: unit.fields for unit in world.mapping.units}
    return [
        _conflict(plan, decision, name)
        for decision in decisions
        if decision.is_conflict
        for name in _disputed(world, plan, decision, units[decision.unit])
    ]


def _chosen(
    world: World, plan: PairPlan, decisions: list[Decision], field: str
) -> Side | None:
    """The side whose value of a field is written to the other, or stays as decided."""
    for decision in decisions:
        if field not in decision.values:
            continue
        if decision.action.target:
            return decision.action.target.other
        if decision.reason is Reason.PERSON:
            value, views = decision.values[field], plan.twins.sides
            return next(
                (
                    side
                    for side in Side
                    if world.mapping.same(
                        field, views[side].view.get(field), value, views[side].view
                    )
                ),
                None,
            )
    return None


def _disputed(
    world: World, plan: PairPlan, decision: Decision, fields: tuple[str, ...]
) -> list[str]:
    if decision.values:
        return list(decision.values)
    left, right = plan.twins.sides
    same = world.mapping.same
    return [
        name
        for name in fields
        if name not in plan.twins.wanted
        and not same(name, left.view.get(name), right.view.get(name), right.view)
    ]


def _conflict(plan: PairPlan, decision: Decision, name: str) -> Conflict:
    target = decision.action.target
    left, right = plan.twins.sides
    return Conflict(
        plan.twins.link.number,
        plan.twins.link.ids,
        left.name,
        name,
        Pair(left.view.get(name), right.view.get(name)),
        target.other if target else None,
        decision.reason.value,
        decision.grade.value if decision.grade else "",
    )
