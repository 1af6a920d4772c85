"""Records that a walk over everything did not show: gone, or only overlooked.

Absence from a listing proves nothing; a read of the record itself does.  What
is gone is dealt with as the mapping says::

    the mapping says   what happens to the pair
    -----------------  ---------------------------------------------------------
    ask, mark          it is frozen, and a person decides (a problem of the other)
    unlink             its link becomes a tombstone
    recreate           its link is forgotten: the other gets a new counterpart
"""

from collections.abc import Sequence

from engine.model.link import Link, LinkState
from engine.model.problem import Problem
from engine.model.side import Side
from engine.state.problems import Whose
from engine.sync.world import World


def look_for_missing(world: World, side: Side) -> None:
    """Read what the walk did not show, one by one; nothing is decided on less."""
    look_for_some(world, side, world.shelves.observations.not_walked(side))


def look_for_some(world: World, side: Side, ids: Sequence[str]) -> None:
    """Read these records one by one; lose those that are gone."""
    for id in ids:
        world.go_on()
        record = world.read(side, id)
        link = world.shelves.links.of(side, id)
        if record is None and link is not None:
            lose(world, side, link)


def lose(world: World, side: Side, link: Link) -> None:
    """A record of a pair is gone for certain: do as the mapping says."""
    shelves = world.shelves
    with world.store.transaction():
        match world.mapping.declaration.deletion:
            case "unlink":
                shelves.links.set_state(link.number, LinkState.UNLINKED)
            case "recreate":
                shelves.links.remove(link.number)
                shelves.observations.freshen(side.other, [link.ids[side.other]])
            case _:
                _ask(world, side, link)
        shelves.observations.forget(side, link.ids[side])


def _ask(world: World, side: Side, link: Link) -> None:
    survivor = link.ids[side.other]
    seen = world.shelves.observations.get(side.other, survivor)
    problem = Problem(
        "deleted_there",
        side,
        parts={"id": link.ids[side], "system": world.systems[side].name},
        source="server",
    )
    whose = Whose(side.other, survivor, seen.name if seen else "")
    world.shelves.links.set_state(link.number, LinkState.FROZEN)
    world.shelves.problems.report(whose, [problem], world.now())
    world.shelves.observations.settle(side.other, [survivor])
