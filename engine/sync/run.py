"""One pass over one mapping, told as verbs.

``rehearse.py`` is the same path with the last arrow not drawn.
"""

from engine.model.plan import NewPlan, PairPlan
from engine.model.problem import Problem
from engine.model.side import Side
from engine.reconcile.safety import guard_changes
from engine.sync.agreement import audit
from engine.sync.below import observe_below
from engine.sync.create import deliver_new
from engine.sync.deliver import deliver_pairs
from engine.sync.link import link_up
from engine.sync.mark import count_marks, deliver_marks
from engine.sync.observe import observe
from engine.sync.prepare import new_plans, pair_plans
from engine.sync.recover import recover
from engine.sync.soon import observe_soon
from engine.sync.tombstones import expire
from engine.sync.world import World

_MOST_ROUNDS = 8
"""One in five replies lost leaves two writes in a million unclear after so many."""


def run_pass(world: World, *, is_full: bool = False) -> None:
    """Carry one mapping through one pass.

    Raises:
        SafetyStop: A listing or the plan is too destructive; nothing was written.
        RemoteError: A system refused us or could not be reached.
        Stopped: This process was asked to end; what was done is kept.
    """
    observe_soon(world)
    observe(world, is_full=is_full)
    observe_below(world, is_full=is_full)
    expire(world)
    if is_full:
        audit(world)
        _forgive(world)
    world.go_on()
    catch_up(world)


def heed(world: World) -> None:
    """Read no more than what hints name, and carry on from there.

    Raises:
        SafetyStop: The plan is too destructive; nothing was written.
        RemoteError: A system refused us or could not be reached.
        Stopped: This process was asked to end; what was done is kept.
    """
    observe_soon(world)
    world.go_on()
    catch_up(world)


def catch_up(world: World) -> None:
    """Plan and deliver what waits, until nothing does or it no longer helps."""
    for attempt in range(_MOST_ROUNDS):
        restless = world.tally.again
        recover(world)
        doubtful = link_up(world)
        if attempt == 0:
            look_ahead(world, doubtful)
        _deliver(world, doubtful)
        if world.tally.again == restless and not world.shelves.outbox.open():
            break
    world.tally.unclear = len(world.shelves.outbox.open())
    world.remember_clocks()


def _forgive(world: World) -> None:
    """Let what was refused be sent once more: its cause may be gone at the server."""
    held = world.shelves.problems.all()
    world.shelves.problems.try_again(one.number for one in held if one.attempt)


def look_ahead(world: World, doubtful: set[str]) -> None:
    """Count what would change, before the first write.

    Where a value refers to an option that is not known, the collections are
    read again first: somebody may have added it since.

    Raises:
        SafetyStop: It is more than the profile allows.
    """
    changes, has_unknown = _count(world, doubtful)
    if has_unknown and world.refresh is not None:
        known = world.mapping.knows
        world.mapping = world.refresh()
        if world.mapping.knows != known:
            # What records refer to says something else by now: so do they.
            observe(world, is_full=False)
        changes, _ = _count(world, doubtful)
    if not world.limits.is_forced:
        guard_changes(changes, world.shelves.links.count(), world.limits.caps)


def _deliver(world: World, doubtful: set[str]) -> None:
    waiting = len(world.shelves.links.waiting())
    done = 0
    for pairs in pair_plans(world):
        deliver_pairs(world, pairs)
        done += len(pairs)
        world.progress("deliver updates", done, waiting)
        world.go_on()
    deliver_marks(world)
    for target in (Side.RIGHT, Side.LEFT):
        done = 0
        for newcomers in new_plans(world, target, doubtful):
            deliver_new(world, newcomers)
            done += len(newcomers)
            world.progress(f"create {world.systems[target].name}", done, None)
            world.go_on()


def _count(world: World, doubtful: set[str]) -> tuple[int, bool]:
    changes, has_unknown = count_marks(world), False
    for pairs in pair_plans(world):
        changes += sum(1 for plan in pairs if _counts(plan))
        has_unknown |= any(_is_unknown(one) for plan in pairs for one in plan.problems)
    for target in Side:
        for newcomers in new_plans(world, target, doubtful):
            has_unknown |= _has_unknown(newcomers)
    return changes, has_unknown


def _counts(plan: PairPlan) -> bool:
    """Whether a pair's plan counts against the cap: it overwrites what was there."""
    was_agreed = bool(plan.twins.baseline.sides.left)
    return bool(plan.targets) and (was_agreed or plan.overwrites)


def _has_unknown(plans: list[NewPlan]) -> bool:
    return any(_is_unknown(problem) for plan in plans for problem in plan.problems)


def _is_unknown(problem: Problem) -> bool:
    return "registry" in problem.parts
