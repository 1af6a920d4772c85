"""Leave a record alone that a person is typing in: in scheduled runs only.

What a hint named is not waited for: who sent it says that the edit is done.

What counts is when its content was last edited, and never a write of ours::

    the last edit is           its pair waits   a record that was never read before
    -------------------------  ---------------  -----------------------------------
    older than the quiet time  not              not
    younger                    up to ten        once
                               minutes
"""

from datetime import datetime, timedelta

from engine.model.observation import Observation, Twins
from engine.model.side import Side
from engine.sync.world import World

_LONGEST = timedelta(minutes=10)
"""Who types longer is waited for no more: the other side would never hear of it."""


def is_typed_in(world: World, twins: Twins) -> bool:
    """Whether somebody may still be typing in one of the records of a pair."""
    sides = [(side, twins.sides[side].id) for side in Side]
    if not world.is_scheduled or not world.hinted.isdisjoint(sides):
        return False
    return any(_waits(world, twins, side) for side in Side)


def is_just_made(world: World, side: Side, seen: Observation) -> bool:
    """Whether somebody may still be filling in a record that is new to us."""
    now = world.systems[side].now()
    if not world.is_scheduled or now is None or seen.edited:
        return False
    if (side, seen.id) in world.hinted:
        return False
    return _is_young(world, seen.modified, now)


def _waits(world: World, twins: Twins, side: Side) -> bool:
    now = world.systems[side].now()
    if now is None:
        return False
    edits = [edit.not_after for edit in twins.sides[side].edited.values()]
    if not any(_is_young(world, at, now) for at in edits):
        return False
    since = world.shelves.moves.waiting_since(twins.link.number, side)
    return since is None or now - since < _LONGEST


def _is_young(world: World, at: datetime | None, now: datetime) -> bool:
    return at is not None and now - at < world.limits.quiet
