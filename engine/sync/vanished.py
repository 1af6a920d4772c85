"""A value that is gone because its property is: hidden by the tenant, not cleared.

A tenant that shows a property shows it in every record, set or not.  Where a record
comes without one that it had a value in, somebody may have hidden the property a
moment ago; taking that for an edit would clear the value on the other side.
"""

from collections.abc import Sequence

from engine.model.record import Record
from engine.model.side import Side
from engine.sync.world import World
from engine.values import is_set


class Vanished(Exception):
    """A property that was shown is not: look at the tenant again before going on."""


def see_what_vanished(world: World, side: Side, records: Sequence[Record]) -> None:
    """Look at a page before anything of it is kept.

    Raises:
        Vanished: A record lacks a property that the tenant is believed to show.
    """
    shown = world.shown[side]
    if not shown:
        return
    known = world.shelves.observations.load(side, [one.id for one in records])
    tops = [
        (name, top)
        for name, line in world.mapping.lines.items()
        for top in line.homes[side].tops
        if top in shown
    ]
    for record in records:
        earlier = known.get(record.id)
        if earlier is not None and any(
            top not in record.content and is_set(earlier.view.get(name))
            for name, top in tops
        ):
            raise Vanished
