"""A state on a server of PostgreSQL: one schema for each profile.

The lock that holds a profile belongs to the very connection that writes, so that
who has lost the one cannot go on with the other.
"""

import contextlib
import itertools
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from engine.errors import Busy
from engine.state.address import Address, quoted
from engine.state.archives import PostgresArchive
from engine.state.database import Row, TooNew
from engine.state.dialect import POSTGRES, declared, numbered, storable
from engine.state.migrations import STEPS
from engine.state.refusals import retold
from engine.state.server import connect
from engine.state.sqlite import Sqlite
from engine.state.transfer import transfer
from engine.state.trouble import NotAState

_WATCHED = ("tcp_keepalives_idle", "tcp_keepalives_interval", "tcp_keepalives_count")
"""How soon the server notices that we are gone, and lets another run begin."""

_LOCK = "hashtextextended($1, 0)"


class Postgres:
    """The schema of one profile, over one connection."""

    words = POSTGRES

    def __init__(self, address: Address) -> None:
        """Connect and migrate.

        Args:
            address: The server, and whose schema it is.

        Raises:
            StateError: It cannot be reached, lets us do nothing, or is too new.
        """
        self.address = address
        self._depth = 0
        self._connection = connect(address)
        try:
            with self._told():
                self._prepare()
        except BaseException:
            self._connection.close()
            raise

    def transaction(self) -> contextlib.AbstractContextManager[None]:
        """Do all of it or nothing; one inside another is part of the outer one."""
        return contextlib.nullcontext() if self._depth else self._outermost()

    def run(self, sql: str, values: Iterable[object] = ()) -> None:
        """Run one statement."""
        with self._told():
            self._execute(sql, values)

    def add(self, sql: str, values: Iterable[object] = ()) -> int:
        """Run a statement that adds one row; returns the number that it got."""
        return self.number(f"{sql} RETURNING number", values)

    def run_many(self, sql: str, rows: Iterable[Iterable[object]]) -> None:
        """Run one statement for many rows."""
        with self._told(), self._connection.cursor() as cursor:
            given = [[storable(one) for one in row] for row in rows]
            if given:
                cursor.executemany(numbered(sql), given)

    def rows(self, sql: str, values: Iterable[object] = ()) -> list[Row]:
        """All the rows that a query finds."""
        with self._told():
            return list(self._execute(sql, values).fetchall())

    def row(self, sql: str, values: Iterable[object] = ()) -> Row | None:
        """The first row that a query finds, or None."""
        with self._told():
            found: Row | None = self._execute(sql, values).fetchone()
            return found

    def number(self, sql: str, values: Iterable[object] = ()) -> int:
        """The one number that a query finds; 0 for none."""
        with self._told():
            found = self._execute(sql, values).fetchone()
        number = next(iter(found.values())) if found else None
        return int(number) if number is not None else 0

    def copy(self) -> Sqlite:
        """The same content in memory, for a rehearsal."""
        twin = Sqlite(None)
        with self.still(), twin.transaction():
            transfer(self.archive, twin.archive)
        return twin

    @property
    def archive(self) -> PostgresArchive:
        """All its tables."""
        return PostgresArchive(self._connection, self._name)

    def still(self) -> contextlib.AbstractContextManager[None]:
        """See everything as it stands now, whoever writes meanwhile."""
        begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        return contextlib.nullcontext() if self._depth else self._outermost(begin)

    def now(self) -> datetime:
        """What time it is on the server."""
        with self._told():
            row = self._execute("SELECT clock_timestamp() AS now").fetchone()
        now: datetime = row["now"]
        return now

    @contextlib.contextmanager
    def held(self, profile: str, seconds: float) -> Iterator[None]:
        """Hold the profile alone; the server lets go of it when we are gone.

        Raises:
            Busy: Another run holds it still, on this machine or another.
        """
        from psycopg import Error, errors

        try:
            # Zero would be no limit at all.
            self.run(f"SET lock_timeout = {max(1, round(seconds * 1000))}")
            with self._told(spares=errors.LockNotAvailable):
                self._execute(f"SELECT pg_advisory_lock({_LOCK})", (self._name,))
        except errors.LockNotAvailable as error:
            raise Busy(profile=profile) from error
        finally:
            with contextlib.suppress(Error):
                self._execute("SET lock_timeout = 0")
        try:
            yield
        finally:
            with contextlib.suppress(Error):
                self._execute(f"SELECT pg_advisory_unlock({_LOCK})", (self._name,))

    def set_aside(self) -> str:
        """Begin anew in an empty schema, inside a transaction.

        Returns:
            The name under which the schema is kept that was there.
        """
        names = (f"before restore {number}" for number in itertools.count(1))
        kept = next(name for name in map(self._beside, names) if not self._has(name))
        self._execute(f"ALTER SCHEMA {quoted(self._name)} RENAME TO {quoted(kept)}")
        self._migrate()
        return kept

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()

    @property
    def _name(self) -> str:
        return self.address.schema

    def _prepare(self) -> None:
        self._execute(f"SET search_path TO {quoted(self._name)}")
        for name, wanted in zip(_WATCHED, (10, 5, 3), strict=True):
            self._execute(f"SET {name} = {wanted}")
        known = {name for name, _ in STEPS}
        applied = self._applied()
        if applied - known:
            raise TooNew(path=str(self.address), text="")
        if known - applied:
            self._migrate()

    def _applied(self) -> set[str]:
        sql = "SELECT table_name FROM information_schema.tables WHERE table_schema = ?"
        tables = {row["table_name"] for row in self._execute(sql, (self._name,))}
        if not tables:
            return set()
        if "migration" not in tables:
            raise NotAState(path=str(self.address), text="")
        return {row["name"] for row in self._execute("SELECT name FROM migration")}

    def _beside(self, why: str) -> str:
        return Address(self.address.url, f"{self.address.profile} {why}").schema

    def _has(self, schema: str) -> bool:
        sql = "SELECT count(*) FROM pg_namespace WHERE nspname = ?"
        return self.number(sql, (schema,)) > 0

    def _migrate(self) -> None:
        with self.transaction():
            # Two who open a new state at once make it one after the other.
            self._execute(f"SELECT pg_advisory_xact_lock({_LOCK})", ("raccordo",))
            self._execute(f"CREATE SCHEMA IF NOT EXISTS {quoted(self._name)}")
            self._execute(
                "CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY,"
                " applied_at TIMESTAMPTZ NOT NULL DEFAULT now())"
            )
            applied = self._applied()
            for name, step in STEPS:
                if name not in applied:
                    step(_Declaring(self._connection))
                    self._execute("INSERT INTO migration (name) VALUES (?)", (name,))

    def _execute(self, sql: str, values: Iterable[object] = ()) -> Any:  # noqa: ANN401 - a cursor of psycopg
        given = [storable(value) for value in values]
        return self._connection.execute(numbered(sql), given)

    @contextlib.contextmanager
    def _outermost(self, begin: str = "BEGIN") -> Iterator[None]:
        from psycopg import Error

        with self._told():
            self._execute(begin)
            self._depth += 1
            try:
                yield
                self._execute("COMMIT")
            except BaseException:
                # Where the server is gone there is nothing left to take back.
                with contextlib.suppress(Error):
                    self._connection.rollback()
                raise
            finally:
                self._depth -= 1

    @contextlib.contextmanager
    def _told(self, spares: type[Exception] | tuple[()] = ()) -> Iterator[None]:
        """Say in our words what the server says in its own."""
        from psycopg import Error

        try:
            yield
        except spares:
            raise
        except Error as error:
            raise retold(error, self.address) from error


class _Declaring:
    """Makes tables as SQLite's words say, in those of PostgreSQL."""

    def __init__(self, connection: Any) -> None:  # noqa: ANN401 - psycopg's own
        self._connection = connection

    def execute(self, sql: str) -> object:
        return self._connection.execute(numbered(declared(sql)))
