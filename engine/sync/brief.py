"""Listings that leave properties out: what moved is read by itself.

::

    the record        the listing            it is
    ----------------  ---------------------  -------------------------------------
    known             shows what is known    left as it is known
    known             shows something else   read by itself
    new, with a key   any                    read by itself
    new, without one  any                    nobody's counterpart: left alone
"""

from collections.abc import Sequence

from engine.mapping.paths import bare
from engine.model.record import Record
from engine.model.side import Side
from engine.sync.world import World


def whole(world: World, side: Side, records: Sequence[Record]) -> list[Record]:
    """Of the records of a listing those that have to be looked at, whole."""
    resource = world.resource(side)
    if not resource.omits:
        return list(records)
    shown = [
        pair.name
        for pair in world.mapping.declaration.fields.values()
        if (path := pair.paths[side])
        and bare(path).partition(".")[0] not in resource.omits
    ]
    known = world.shelves.observations.load(side, [one.id for one in records])
    found = []
    for record in records:
        earlier = known.get(record.id)
        view = world.mapping.view(side, record.content)
        if earlier is not None:
            is_due = any(view.get(name) != earlier.view.get(name) for name in shown)
        else:
            is_due = bool(world.mapping.keys(view))
        read = world.read(side, record.id) if is_due else None
        if read is not None:
            found.append(read)
        world.go_on()
    return found
