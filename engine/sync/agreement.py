"""What pairs agree on, and whether they still do."""

from collections.abc import Iterator

from engine.model.link import Baseline
from engine.model.observation import Twins
from engine.model.side import Side
from engine.reconcile.apart import apart
from engine.sync.world import World


def keep_agreed(world: World, link: int, earlier: Baseline, baseline: Baseline) -> None:
    """Keep what a pair agrees on; what differs all the same is accepted so."""
    left, right = baseline.sides
    fresh = {
        name
        for name in left
        if (left.get(name), right.get(name))
        != (earlier.sides.left.get(name), earlier.sides.right.get(name))
        or not earlier.knows(name)
    }
    differing = {
        name
        for name in fresh & set(world.mapping.fields)
        if not world.mapping.same(name, left.get(name), right.get(name), right)
    }
    accepted = frozenset((earlier.accepted - fresh) | differing)
    kept = Baseline(baseline.sides, accepted)
    world.shelves.links.agree([(link, kept)], world.now())


def pairs_apart(world: World) -> Iterator[Twins]:
    """The pairs that differ though neither side was changed."""
    for number in world.shelves.links.differing():
        twins = world.shelves.links.twins(number)
        if twins is not None and apart(world.mapping, twins):
            yield twins


def audit(world: World) -> None:
    """Let the pairs be planned, and so reported, that differ unchanged."""
    for twins in pairs_apart(world):
        world.shelves.observations.freshen(Side.LEFT, [twins.sides.left.id])
