"""The parents that a plan would create: their records are planned with them."""

from collections.abc import Callable

from engine.model.problem import Severity
from engine.model.side import Pair, Side
from engine.sync.prepare import wants_counterpart
from engine.sync.world import World

_NEW = "-"
"""Stands before the id of a record whose counterpart is to come: none is below zero."""

Linked = Callable[[Side, str], str | None]


def coming_parents(world: World) -> Pair[frozenset[str]]:
    """The records of each side that are to get a counterpart, and are not held."""
    return Pair(*(frozenset(_coming(world, side)) for side in Side))


def foreseen_too(linked: Linked, coming: Pair[frozenset[str]]) -> Linked:
    """The counterparts of parents, those among them that are to come."""

    def ask(side: Side, own: str) -> str | None:
        known = linked(side, own)
        if known is None and own in coming[side]:
            return stand_in(own)
        if known is None and own.removeprefix(_NEW) in coming[side.other]:
            return own.removeprefix(_NEW)
        return known

    return ask


def stand_in(own: str) -> str:
    """What stands for the id of the counterpart that a record is to get."""
    return f"{_NEW}{own}"


def is_to_come(id: object) -> bool:
    """Whether an id is none yet."""
    return str(id).startswith(_NEW)


def _coming(world: World, side: Side) -> list[str]:
    shelves = world.shelves
    waiting = shelves.newcomers.waiting(side)
    known = shelves.observations.load(side, waiting)
    held = {
        one.record
        for one in shelves.problems.all()
        if one.side is side and one.problem.severity is Severity.ERROR
    }
    return [
        id
        for id, seen in known.items()
        if id not in held and wants_counterpart(world, side, seen)
    ]
