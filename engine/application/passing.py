"""One entity taken through a run: begun anew, or left where it cannot be had."""

from collections.abc import Callable

from engine import messages
from engine.errors import N_, Forbidden
from engine.model.side import Side
from engine.state.store import Store
from engine.sync.vanished import Vanished
from engine.sync.world import World

_LACKING = "lacking"


def take_through(
    world: World, anew: Callable[[], World], carry: Callable[[World], None], lang: str
) -> World:
    """Carry an entity through, and give the world that it ended with.

    Args:
        world: The entity at work.
        anew: Makes the world again, without the field that has vanished meanwhile.
        carry: What is done; nothing is written before everything was read.
        lang: The language of the warning that an optional part is not there.

    Raises:
        Forbidden: A part is not allowed that no run can do without.
    """
    try:
        try:
            carry(world)
        except Vanished:
            world = anew()
            carry(world)
    except Forbidden as error:
        if not _is_spared(world, error):
            raise
        said = {
            "entity": messages.entity_label(world.mapping.entity, lang),
            "text": messages.sentence_text(error, lang),
        }
        world.tally.warnings.append((N_("{entity} is not kept equal: {text}"), said))
        _remember(world, _LACKING)
    else:
        _remember(world, "")
    return world


def is_lacking(store: Store, entity: str) -> bool:
    """Whether a tenant did not have an entity when a run last asked for it."""
    return store.settings.get(f"tenant of {entity}") == _LACKING


def _remember(world: World, state: str) -> None:
    """Keep whether it is there: what refers to it goes without where it is not."""
    entity, settings = world.mapping.entity, world.store.settings
    if is_lacking(world.store, entity) != bool(state):
        with world.store.transaction():
            settings.set(f"tenant of {entity}", state)


def _is_spared(world: World, error: Forbidden) -> bool:
    """Whether the refused part is one that a tenant may lack."""
    for side in Side:
        resource = world.mapping.resources[side]
        if error.parts.get("resource") == resource.name:
            return resource.is_optional
    return False
