"""Records that take part, and those that are as if they were not there."""

from collections.abc import Sequence

from engine.model.record import Record
from engine.model.side import Side
from engine.sync.missing import look_for_some
from engine.sync.world import World


def partakers(world: World, side: Side, records: Sequence[Record]) -> list[Record]:
    """The records of which the mapping says that they take part."""
    mapping = world.mapping
    if mapping.only[side] is None:
        return list(records)
    return [one for one in records if mapping.takes_part(side, one.content)]


def part_from_others(world: World, side: Side, records: Sequence[Record]) -> None:
    """Deal with those of a page that take part no more as if they were gone."""
    taking = {one.id for one in partakers(world, side, records)}
    others = [one.id for one in records if one.id not in taking]
    if not others:
        return
    for id in world.shelves.observations.load(side, others):
        if world.shelves.links.of(side, id) is None:
            with world.store.transaction():
                world.shelves.problems.cure(side, id)
                world.shelves.observations.forget(side, id)
        else:
            look_for_some(world, side, [id])
