"""Records that take part, and those that are as if they were not there."""

from collections.abc import Sequence

from engine.model.record import Record
from engine.model.side import Side
from engine.sync.missing import look_for_some
from engine.sync.world import World

_UNASKED = ("mark", "unlink")
"""What a mapping says of a delete where no person is asked."""


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


def welcome_back(world: World, side: Side, records: Sequence[Record]) -> None:
    """Make pairs again of records that were gone and are there once more.

    A number that its owner gives (a product's, a VAT code) comes back with the
    same record.  Where nobody was asked what becomes of the pair, nobody has to
    take that back; both meet for the first time.  A listing may lag: what it shows
    is read once more by itself.
    """
    if world.mapping.declaration.deletion not in _UNASKED:
        return
    ids = [one.id for one in partakers(world, side, records)]
    buried = world.shelves.links.buried(side, ids)
    if not buried:
        return
    known = world.shelves.observations.load(side, [link.ids[side] for link in buried])
    for link in buried:
        # Of what is gone no reading is kept; two that live were parted by a person.
        id, other = link.ids[side], link.ids[side.other]
        if id in known or world.read(side, id) is None:
            continue
        with world.store.transaction():
            if world.shelves.observations.get(side.other, other) is None:
                world.shelves.links.remove(link.number)
            else:
                world.shelves.links.revive(link.number)
