"""All the shelves behind one door."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from engine.errors import Busy
from engine.state.conflicts import Conflicts
from engine.state.cursors import Cursors
from engine.state.database import Database
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
from engine.state.sqlite import Sqlite
from engine.state.trouble import NoFolder, is_there, told


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
    def open(cls, path: Path | None) -> "Store":
        """Open the state in a file (made and migrated if need be), or in memory.

        Raises:
            StateError: It cannot be opened, is damaged, or is too new.
        """
        return cls(Sqlite(path))

    def of(self, entity: str) -> Shelves:
        """The shelves of one entity."""
        return Shelves(self._database, entity)

    def rehearsal(self) -> "Store":
        """A copy in memory, to plan on without changing anything."""
        return Store(self._database.copy())

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()


@contextlib.contextmanager
def hold(path: Path | None, profile: str, seconds: float) -> Iterator[None]:
    """Hold a profile alone: a lock of the operating system, free when we die.

    Args:
        path: The state file; the lock stands beside it.
        profile: The name that an error says.
        seconds: How long to wait for another run to end.

    Raises:
        Busy: Another run holds it still.
        StateError: The lock cannot be kept beside the state.
    """
    if path is None:
        yield
        return
    # Imported here: a command that only reads takes no lock.
    from filelock import FileLock, Timeout

    if not is_there(path.parent):
        raise NoFolder(path=str(path))
    lock = FileLock(f"{path}.lock")
    try:
        lock.acquire(timeout=seconds)
    except Timeout as error:
        raise Busy(profile=profile) from error
    except OSError as error:
        raise told(error, path) from error
    try:
        yield
    finally:
        lock.release()
