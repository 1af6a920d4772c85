"""Records that a walk over everything did not show: gone, or only overlooked.

Absence from a listing proves nothing; a read of the record itself does.  What
is gone is dealt with as the mapping says, unless what is left of the pair holds an
edit that never arrived: then a person decides::

    the mapping says   what is left       what happens to the pair
    -----------------  -----------------  ----------------------------------------
    any                nothing            its link becomes a tombstone
    any                an unsynced edit   it is frozen, and a person decides
    ask                as agreed          it is frozen, and a person decides
    mark               as agreed          the other is marked, then a tombstone;
                                          a side without a mark: as ask
    unlink             as agreed          its link becomes a tombstone
    recreate           as agreed          its link is forgotten: the other gets a
                                          new counterpart
"""

import dataclasses
from collections.abc import Sequence

from engine.model.decision import Action
from engine.model.link import Link, LinkState
from engine.model.problem import Problem
from engine.model.record import Record
from engine.model.side import Pair, Side
from engine.reconcile.pairs import plan_pair
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
        is_gone = record is None or not world.mapping.takes_part(side, record.content)
        if is_gone and link is not None:
            lose(world, side, link)


def lose(world: World, side: Side, link: Link) -> None:
    """A record of a pair is gone for certain: do as the mapping says."""
    left = world.read(side.other, link.ids[side.other])
    has_edit = left is not None and _has_unsynced_edit(world, side, link, left)
    with world.store.transaction():
        if left is None:
            world.shelves.observations.forget(side.other, link.ids[side.other])
            bury(world, link)
        elif has_edit:
            ask(world, side, link)
        else:
            _part(world, side, link)
        world.shelves.observations.forget(side, link.ids[side])


def ask(world: World, side: Side, link: Link) -> None:
    """Freeze a pair whose record on ``side`` is gone: a person says what becomes."""
    survivor = link.ids[side.other]
    seen = world.shelves.observations.get(side.other, survivor)
    problem = Problem(
        "deleted_there",
        side,
        parts={
            "id": link.ids[side],
            "system": world.systems[side].name,
            **of_pair(world, link),
        },
        source="server",
    )
    whose = Whose(side.other, survivor, seen.name if seen else "")
    world.shelves.links.set_state(link.number, LinkState.FROZEN)
    world.shelves.problems.report(whose, [problem], world.now())
    world.shelves.observations.settle(side.other, [survivor])
    world.shelves.observations.forget(side, link.ids[side])


def of_pair(world: World, link: Link) -> dict[str, str]:
    """What a command about a pair has to name."""
    ids = {side.value: link.ids[side] for side in Side}
    return {"entity": world.mapping.entity, **ids}


def bury(world: World, link: Link) -> None:
    """Make the link a tombstone: neither side is created or matched again."""
    world.shelves.links.set_state(link.number, LinkState.UNLINKED)
    for side in Side:
        world.shelves.problems.cure(side, link.ids[side])


def _part(world: World, side: Side, link: Link) -> None:
    """Do as the mapping says with a pair of which one record is left."""
    match world.mapping.declaration.deletion:
        case "unlink":
            bury(world, link)
        case "recreate":
            world.shelves.links.remove(link.number)
            world.shelves.observations.freshen(side.other, [link.ids[side.other]])
        case "mark" if world.mapping.marks[side.other]:
            world.shelves.links.set_state(link.number, LinkState.PARTING)
        case _:
            ask(world, side, link)


def _has_unsynced_edit(world: World, gone: Side, link: Link, left: Record) -> bool:
    """Whether what is left of a pair holds what the other one was to get."""
    twins = world.shelves.links.twins(link.number)
    if twins is None:
        return False
    view = world.mapping.view(gone.other, left.content)
    seen = dataclasses.replace(twins.sides[gone.other], view=view)
    other = twins.sides[gone]
    sides = Pair(other, seen) if gone is Side.LEFT else Pair(seen, other)
    plan = plan_pair(
        world.mapping, dataclasses.replace(twins, sides=sides), world.terms
    )
    is_open = any(one.action is Action.HOLD for one in plan.decisions)
    return bool(plan.patches[gone]) or is_open
