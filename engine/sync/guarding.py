"""Watch a listing: a side that is emptied or shortened is not believed."""

from engine.model.side import Side
from engine.reconcile.safety import guard_total, guard_walk
from engine.sync.world import World
from engine.systems.protocol import Page


class Guard:
    """Watches one listing: what the system says that it has, and what it shows."""

    def __init__(self, world: World, side: Side) -> None:
        self._world = world
        self._side = side
        self._links = world.shelves.links.count_whole()
        self._total: int | None = None
        self.found = 0

    def ask_first(self) -> None:
        """Where the listing itself does not say how many there are, ask.

        Without a stamp every listing shows all there is: it is counted instead.
        """
        has_parts = self._world.resource(self._side).modified
        if self._links and has_parts and self._side is Side.RIGHT:
            system = self._world.systems[self._side]
            self._take(system.total(self._world.resource(self._side).name))
        self._tell()

    def look(self, page: Page) -> None:
        """Look at a page before anything of it is kept."""
        if page.total is not None and self._total is None:
            self._take(page.total)
        self.found += len(page.records)
        self._tell()

    def check_whole(self) -> None:
        """A walk over everything has to show everything."""
        if self._total is None:
            self._take(self.found)
        else:
            guard_walk(*self._named(), self.found, self._total)

    def _take(self, total: int) -> None:
        self._total = total
        if self._world.limits.is_guarded:
            guard_total(*self._named(), total, self._links)

    def _named(self) -> tuple[str, str]:
        system = self._world.systems[self._side].name
        return system, self._world.resource(self._side).name

    def _tell(self) -> None:
        name = self._world.systems[self._side].name
        self._world.progress(f"observe {name}", self.found, self._total)
