"""A pass on a state that is thrown away: everything is read, nothing is written.

Its steps are those of a pass, in their order: who is searched for before a create
is searched for here too, so that the plan says "link" where the pass will link.  A
target of which everything was read just now has nobody whom a search could add.
"""

from collections.abc import Sequence

from engine.errors import N_
from engine.model.side import Side
from engine.reconcile.safety import TooManyChanges
from engine.sync.below import observe_below
from engine.sync.create import foresee_new, look_for, to_create
from engine.sync.deliver import foresee_pairs
from engine.sync.link import link_up
from engine.sync.mark import mark_plans
from engine.sync.observe import observe
from engine.sync.prepare import new_plans, pair_plans
from engine.sync.recover import recover
from engine.sync.run import look_ahead
from engine.sync.soon import observe_soon
from engine.sync.tombstones import expire
from engine.sync.world import World

_MOST_SEARCHED = 1000
"""So many are searched for on each side; a pass searches for every one."""


def rehearse(world: World) -> None:
    """Observe and plan; what a safety stop would keep from being written too.

    Raises:
        SafetyStop: A listing is not to be trusted: there is nothing to plan on.
        RemoteError: A system refused us or could not be reached.
    """
    partly_read = [side for side in Side if world.shelves.cursors.get(side)]
    observe_soon(world)
    observe(world, is_full=False)
    observe_below(world, is_full=False)
    expire(world)
    _plan(world, partly_read)


def rehearse_one(world: World) -> None:
    """Plan what waits of what was read already."""
    _plan(world, list(Side))


def _plan(world: World, searched: list[Side]) -> None:
    recover(world)
    doubtful = link_up(world)
    try:
        look_ahead(world, doubtful)
    except TooManyChanges as stop:
        world.tally.stop = stop
    doubtful = _search(world, searched, doubtful)
    world.tally.mark_plans += mark_plans(world)
    for pairs in pair_plans(world):
        world.tally.pair_plans += foresee_pairs(world, pairs)
    for target in Side:
        for newcomers in new_plans(world, target, doubtful):
            world.tally.new_plans += foresee_new(world, newcomers)


def _search(world: World, targets: Sequence[Side], doubtful: set[str]) -> set[str]:
    """Link whom a pass would find before it creates anybody.

    Returns:
        The left records that wait for a person, now that more is known.
    """
    searched: dict[Side, set[str]] = {target: set() for target in targets}
    while True:
        restless = world.tally.again
        for target, known in searched.items():
            for plans in new_plans(world, target, doubtful):
                world.go_on()
                new = [plan for plan in plans if plan.source.id not in known]
                due = to_create(world, new)[: _MOST_SEARCHED - len(known)]
                look_for(world, due)
                known.update(plan.source.id for plan in due)
        if world.tally.again == restless:
            break
        doubtful = link_up(world)
    for target, known in searched.items():
        if len(known) >= _MOST_SEARCHED:
            _warn(world, target)
    return doubtful


def _warn(world: World, target: Side) -> None:
    text = N_(
        "the plan searched {system} for the first {n} new records only: the sync "
        "searches for every one, and links whom it finds"
    )
    system = world.systems[target].name
    world.tally.warnings.append((text, {"system": system, "n": str(_MOST_SEARCHED)}))
