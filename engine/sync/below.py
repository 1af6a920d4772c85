"""Read the records of a resource that lives under a parent.

Nobody can ask for all of them at once: they are read parent by parent.  A parent is
due when it changed, or got a counterpart, since its records were last read; a full
pass reads those of all.
"""

from engine.mapping.parts import Parent
from engine.model.side import Side
from engine.state.parents import Due
from engine.sync.missing import look_for_missing, look_for_some
from engine.sync.observe import sight
from engine.sync.partaking import partakers
from engine.sync.world import World


def observe_below(world: World, *, is_full: bool) -> None:
    """Read what lives under the parents that are due, where it lives so."""
    parent = world.mapping.declaration.parent
    for side in Side:
        if parent is not None and world.resource(side).parent:
            _observe_side(world, side, parent, is_full=is_full)


def _observe_side(world: World, side: Side, parent: Parent, *, is_full: bool) -> None:
    due = world.shelves.parents.due(side, parent.entity, is_full=is_full)
    paired = [one.counterpart for one in due if one.counterpart]
    if paired:
        # Who belongs to them on the other side waited for that.
        world.shelves.parents.wake(side.other, parent.entity, paired)
    world.shelves.observations.begin_walk()
    for number, one in enumerate(due):
        world.go_on()
        world.progress(f"observe {world.systems[side].name}", number, len(due))
        _read(world, side, one)
    if is_full:
        look_for_missing(world, side)


def _read(world: World, side: Side, due: Due) -> None:
    system, resource = world.systems[side], world.resource(side)
    seen: set[str] = set()
    for page in system.below(resource.name, [due.id]):
        with world.store.transaction():
            world.tally.unchanged += sight(world, side, page.records)
            world.shelves.observations.walk(record.id for record in page.records)
        world.tally.read[side] += len(page.records)
        seen.update(one.id for one in partakers(world, side, page.records))
    known = world.shelves.parents.children(side, due.id)
    look_for_some(world, side, [id for id in known if id not in seen])
    world.shelves.parents.keep(side, due)
