"""Read at once what somebody said has changed.

A hint only adds to what is read: it may be late, doubled, wrong or missing, and the
cursor finds by itself what no hint told.  It stays until its record was read.
"""

from collections.abc import Sequence

from engine.model.record import Record
from engine.model.side import Side
from engine.state.hints import Hint
from engine.sync.missing import look_for_some
from engine.sync.observe import sight
from engine.sync.vanished import see_what_vanished
from engine.sync.world import World

_ONE_BY_ONE = 8
"""So few are read each by itself: a search may show a record as it was before."""


def observe_soon(world: World) -> None:
    """Read the records that hints name; nobody waits for who types in them."""
    for side in Side:
        hints = world.shelves.hints.of(side)
        world.hinted.update((side, hint.id) for hint in hints)
        size = world.systems[side].description.keys_per_search
        for start in range(0, len(hints), size):
            world.go_on()
            _observe(world, side, hints[start : start + size])


def _observe(world: World, side: Side, hints: Sequence[Hint]) -> None:
    ids = [hint.id for hint in hints]
    records = _read(world, side, ids)
    see_what_vanished(world, side, records)
    there = {record.id for record in records}
    with world.store.transaction():
        world.tally.unchanged += sight(world, side, records)
    world.tally.read[side] += len(records)
    missing = [id for id in ids if id not in there]
    look_for_some(world, side, missing)
    with world.store.transaction():
        _forget_strangers(world, side, missing)
        world.shelves.hints.drop(hints)


def _read(world: World, side: Side, ids: Sequence[str]) -> list[Record]:
    if len(ids) > _ONE_BY_ONE:
        return world.systems[side].get_many(world.resource(side).name, ids)
    found = [world.read(side, id) for id in ids]
    return [record for record in found if record is not None]


def _forget_strangers(world: World, side: Side, ids: Sequence[str]) -> None:
    """Nobody has them (any more), and nothing on the other side depends on them."""
    shelves = world.shelves
    for id in ids:
        if shelves.links.of(side, id) is None:
            shelves.observations.forget(side, id)
            shelves.newcomers.grant(side, id)
            shelves.problems.cure(side, id)
