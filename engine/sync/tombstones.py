"""Forget tombstones in time: what was deleted is not brought back after a quarter.

Only a pair of which a record is gone is forgotten.  That two records which both live
are no pair is a person's word, and stays.
"""

from datetime import timedelta

from engine.sync.world import World

KEPT = timedelta(days=90)
"""As long as backups and bins bring records back: until then nobody is made anew."""


def expire(world: World) -> None:
    """Forget the tombstones whose time is over, on the clocks of the servers."""
    times = [now for system in world.systems if (now := system.now()) is not None]
    if times:
        with world.store.transaction():
            world.shelves.links.age(min(times), min(times) - KEPT)
