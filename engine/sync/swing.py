"""Stop a pair that does not come to rest, and show who moved it.

Attempts of one operation count once: what counts is in the journal, and a write is
there when its outcome is known.
"""

from collections.abc import Sequence
from datetime import datetime

from engine.messages.systems import system_name
from engine.model.link import LinkState
from engine.model.observation import Observation
from engine.model.plan import PairPlan
from engine.model.problem import Problem
from engine.model.side import Side
from engine.reconcile.swing import DAY, Ours, Retyped, is_answer, is_swinging
from engine.state.journal import Entry
from engine.state.moves import Mover
from engine.state.problems import Whose
from engine.sync.world import World
from engine.values import Value

_SHOWN = 6


def note_edit(
    world: World, side: Side, earlier: Observation, seen: Observation
) -> None:
    """Count an edit of a pair, where it is a person's."""
    link = world.shelves.links.of(side, seen.id)
    if link is None or link.state is not LinkState.LINKED:
        return
    at = seen.modified or world.systems[side].now()
    if at is None:
        return
    written_at = world.shelves.moves.latest(link.number, side, Mover.WE)
    changed = [
        name
        for name in world.mapping.fields
        if seen.view.get(name) != earlier.view.get(name)
    ]
    edits = {
        name: Retyped(earlier.view.get(name), seen.view.get(name), at)
        for name in changed
    }
    if written_at is not None and all(
        is_answer(edit, _ours(world, side, seen.id, name, written_at))
        for name, edit in edits.items()
    ):
        return
    _note(world, link.number, side, Mover.PERSON, at)


def note_write(world: World, link: int, side: Side, at: datetime | None) -> None:
    """Count a write of ours."""
    at = at or world.systems[side].now()
    if at is not None:
        _note(world, link, side, Mover.WE, at)


def is_stopped(world: World, plan: PairPlan) -> bool:
    """Tell whether a pair is not written any more; freeze it where it swings."""
    if plan.twins.wanted:
        # A person just decided: that is not an answer to anything.
        return False
    link, moves = plan.twins.link.number, world.shelves.moves
    writes, edits = (moves.count(link, by) for by in (Mover.WE, Mover.PERSON))
    if not is_swinging(writes, edits) or not _is_of_today(world, plan):
        return False
    _freeze(world, plan)
    return True


def _is_of_today(world: World, plan: PairPlan) -> bool:
    """Count again without what is older than a day."""
    link, moves = plan.twins.link.number, world.shelves.moves
    now = world.systems[plan.targets[0]].now()
    if now is not None:
        moves.forget(link, now - DAY)
    writes, edits = (moves.count(link, by) for by in (Mover.WE, Mover.PERSON))
    return is_swinging(writes, edits)


def _note(world: World, link: int, side: Side, by: Mover, at: datetime) -> None:
    world.shelves.moves.forget(link, at - DAY)
    world.shelves.moves.note(link, side, by, at)


def _freeze(world: World, plan: PairPlan) -> None:
    target = plan.targets[0]
    seen, shelves = plan.twins.sides[target.other], world.shelves
    written = shelves.journal.read(None, (target, plan.twins.sides[target].id))
    problem = Problem(
        "oscillation",
        target,
        next(iter(plan.patches[target])),
        {"trace": _trace(world, written[-_SHOWN:])},
        "engine",
    )
    with world.store.transaction():
        shelves.links.set_state(plan.twins.link.number, LinkState.FROZEN)
        for side in Side:
            shelves.observations.settle(side, [plan.twins.sides[side].id])
        whose = Whose(target.other, seen.id, seen.name)
        shelves.problems.report(whose, [problem], world.now())


def _trace(world: World, written: Sequence[Entry]) -> str:
    """Who wrote what, oldest first; what others wrote is seen between two of ours."""
    steps: list[str] = []
    known: dict[tuple[Side, str], Value] = {}
    for entry in written:
        place = system_name(world.systems[entry.side].name)
        then = known.get((entry.side, entry.field), entry.before)
        if then != entry.before:
            steps.append(f"{place}: {entry.field} {_step(then, entry.before)}")
        own = f"raccordo #{entry.run} → {place}"
        steps.append(f"{own}: {entry.field} {_step(entry.before, entry.after)}")
        known[entry.side, entry.field] = entry.after
    return "; ".join(steps)


def _step(before: Value, after: Value) -> str:
    left, right = ("—" if value is None else f"«{value}»" for value in (before, after))
    return f"{left} → {right}"


def _ours(world: World, side: Side, id: str, field: str, at: datetime) -> Ours | None:
    """Our latest write of a field, as the journal has it."""
    entry = world.shelves.journal.latest(side, id, field)
    return Ours(entry.before, entry.after, at) if entry else None
