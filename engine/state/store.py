"""All the shelves behind one door."""

from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path

from engine.state.address import Address
from engine.state.conflicts import Conflicts
from engine.state.cursors import Cursors
from engine.state.database import Database
from engine.state.hints import Hints
from engine.state.journal import Journal
from engine.state.links import Links
from engine.state.lives import Lives
from engine.state.moves import Moves
from engine.state.newcomers import Newcomers
from engine.state.observations import Observations
from engine.state.outbox import Outbox
from engine.state.parents import Parents
from engine.state.problems import Problems
from engine.state.runs import Collections, Runs, Settings
from engine.state.sqlite import Sqlite, hold
from engine.state.trouble import is_there

__all__ = ["Shelves", "Store", "has_any", "hold"]


class Shelves:
    """What is remembered of one entity."""

    def __init__(self, database: Database, entity: str) -> None:
        self.observations = Observations(database, entity)
        self.links = Links(database, entity)
        self.newcomers = Newcomers(database, entity)
        self.parents = Parents(database, entity)
        self.cursors = Cursors(database, entity)
        self.outbox = Outbox(database, entity)
        self.problems = Problems(database, entity)
        self.conflicts = Conflicts(database, entity)
        self.journal = Journal(database, entity)
        self.hints = Hints(database, entity)
        self.moves = Moves(database)
        self.lives = Lives(database, entity)


class Store:
    """The state of one profile."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.runs = Runs(database)
        self.collections = Collections(database)
        self.settings = Settings(database)
        self.transaction = database.transaction

    @classmethod
    def open(cls, place: Path | Address | None) -> "Store":
        """Open the state in a file, on a server (made if need be), or in memory.

        Raises:
            StateError: It cannot be opened, is damaged, or is too new.
        """
        if not isinstance(place, Address):
            return cls(Sqlite(place))
        # Imported here: most states are files.
        from engine.state.postgres import Postgres

        return cls(Postgres(place))

    def of(self, entity: str) -> Shelves:
        """The shelves of one entity."""
        return Shelves(self._database, entity)

    def rehearsal(self) -> "Store":
        """A copy in memory, to plan on without changing anything."""
        return Store(self._database.copy())

    def held(self, profile: str, seconds: float) -> AbstractContextManager[None]:
        """Hold the profile alone, for as long as a block lasts.

        Args:
            profile: The name that an error says.
            seconds: How long to wait for another run to end.

        Raises:
            Busy: Another run holds it still.
        """
        return self._database.held(profile, seconds)

    def now(self) -> datetime:
        """What time it is, on the clock of whoever keeps the state."""
        return self._database.now()

    def close(self) -> None:
        """Let go of it."""
        self._database.close()


def has_any(place: Path | Address | None) -> bool:
    """Whether anything was ever remembered there.

    Raises:
        StateError: A server cannot be asked.
    """
    if not isinstance(place, Address):
        return place is None or is_there(place)
    from engine.state.server import has_schema

    return has_schema(place)
