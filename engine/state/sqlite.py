"""A state in a file of SQLite: opened, brought up to date, written to."""

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from engine.errors import Busy
from engine.state.archives import SqliteArchive
from engine.state.database import Row, TooNew
from engine.state.dialect import SQLITE
from engine.state.migrations import SET, STEPS, migrate
from engine.state.trouble import NoFolder, NotAState, is_there, said, told

_PATIENCE = 30.0
"""How many seconds a statement waits for another program to let go of the file."""


class Sqlite:
    """One SQLite file (or memory), in WAL mode, with transactions that nest."""

    words = SQLITE

    def __init__(self, path: Path | None) -> None:
        """Open and migrate.

        Args:
            path: The file; None for a state in memory.

        Raises:
            StateError: It cannot be opened, is damaged, or is too new.
        """
        self.path = path
        self._depth = 0
        with self._told():
            if path is not None:
                _keep_private(path)
            self._connection = sqlite3.connect(path or ":memory:", timeout=_PATIENCE)
            self._connection.row_factory = sqlite3.Row
            self._connection.isolation_level = None
            try:
                self._prepare()
            except BaseException:
                self._connection.close()
                raise

    def _prepare(self) -> None:
        applied = self._applied()
        if not applied and self._is_of_another():
            raise NotAState(path=str(self.path), text="")
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            self._connection.execute(f"PRAGMA {pragma}")
        known = {name for name, _ in STEPS}
        if applied - known:
            raise TooNew(path=str(self.path), text="")
        if known - applied:
            migrate(self._connection)

    def _applied(self) -> set[str]:
        table = "SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'"
        if not self._connection.execute(table).fetchone():
            return set()
        rows = self._connection.execute(
            "SELECT name FROM _sqlite_migrations WHERE migration_set = ?", (SET,)
        )
        return {row["name"] for row in rows}

    def _is_of_another(self) -> bool:
        """Whether there are tables, and not one of them is ours."""
        tables = (
            "SELECT count(*) FROM sqlite_master"
            " WHERE type = 'table' AND name NOT LIKE '%sqlite_%'"
        )
        return bool(self._connection.execute(tables).fetchone()[0])

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """Say in our words what SQLite says in its own."""
        try:
            yield
        except sqlite3.Error as error:
            raise said(error, self.path) from error

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Do all of it or nothing; one inside another is part of the outer one."""
        if self._depth:
            yield
            return
        with self._told():
            self._connection.execute("BEGIN IMMEDIATE")
            self._depth += 1
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                # A full disk makes SQLite roll back by itself.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
            finally:
                self._depth -= 1

    def run(self, sql: str, values: Iterable[object] = ()) -> None:
        """Run one statement."""
        with self._told():
            self._connection.execute(sql, tuple(values))

    def add(self, sql: str, values: Iterable[object] = ()) -> int:
        """Run a statement that adds one row; returns the number that it got."""
        with self._told():
            return self._connection.execute(sql, tuple(values)).lastrowid or 0

    def run_many(self, sql: str, rows: Iterable[Iterable[object]]) -> None:
        """Run one statement for many rows."""
        with self._told():
            self._connection.executemany(sql, (tuple(row) for row in rows))

    def rows(self, sql: str, values: Iterable[object] = ()) -> list[Row]:
        """All the rows that a query finds."""
        with self._told():
            found: list[Row] = self._connection.execute(sql, tuple(values)).fetchall()
            return found

    def row(self, sql: str, values: Iterable[object] = ()) -> Row | None:
        """The first row that a query finds, or None."""
        with self._told():
            found: Row | None = self._connection.execute(sql, tuple(values)).fetchone()
            return found

    def number(self, sql: str, values: Iterable[object] = ()) -> int:
        """The one number that a query finds; 0 for none."""
        with self._told():
            found = self._connection.execute(sql, tuple(values)).fetchone()
        return int(found[0]) if found and found[0] is not None else 0

    def copy(self) -> "Sqlite":
        """The same content in memory, for a rehearsal."""
        twin = Sqlite(None)
        with self._told():
            self._connection.backup(twin._connection)
        return twin

    @property
    def archive(self) -> SqliteArchive:
        """All its tables."""
        return SqliteArchive(self._connection)

    def now(self) -> datetime:
        """What time it is on this machine."""
        return datetime.now(UTC)

    def held(
        self, profile: str, seconds: float
    ) -> contextlib.AbstractContextManager[None]:
        """Hold the profile alone, as ``hold`` does."""
        return hold(self.path, profile, seconds)

    def still(self) -> contextlib.AbstractContextManager[None]:
        """See everything as it stands now: whoever would write waits."""
        return self.transaction()

    def close_log(self) -> None:
        """Bring all into the file itself, for it to be copied or given a name."""
        self.run("PRAGMA journal_mode = DELETE")

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


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


def _keep_private(path: Path) -> None:
    """A new state is for its owner's eyes only: it holds what customers entered."""
    with contextlib.suppress(OSError):
        path.touch(mode=0o600)
