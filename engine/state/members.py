"""The profiles of a fleet on one server: where each is, when it is due, how it went.

Beside them, in the same schema, the queue keeps tables of its own.  All times are
the server's, so that no machine's clock decides.
"""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from engine.errors import N_, StateError, UsageError
from engine.source import nearest
from engine.state.address import Address
from engine.state.refusals import retold
from engine.state.server import connect

SCHEMA = "raccordo_fleet"
"""No profile's schema is called so: theirs have a blank after the first word."""

_ALIVE = "20 seconds"

_TABLES = """
CREATE TABLE IF NOT EXISTS member (
  name TEXT PRIMARY KEY,
  path TEXT NOT NULL,
  is_paused BOOLEAN NOT NULL DEFAULT false,
  ended_at TIMESTAMPTZ,
  exit INTEGER,
  said TEXT NOT NULL DEFAULT ''
);
CREATE TABLE IF NOT EXISTS due (
  name TEXT NOT NULL REFERENCES member (name) ON DELETE CASCADE,
  entity TEXT NOT NULL,
  every INTERVAL NOT NULL,
  at TIMESTAMPTZ NOT NULL DEFAULT now(),
  PRIMARY KEY (name, entity)
);
CREATE TABLE IF NOT EXISTS step (name TEXT PRIMARY KEY);
"""


class NoMember(UsageError):
    """A profile that the fleet does not have."""

    template = N_("the fleet has no profile {name!r}")
    advice = N_("did you mean {nearest!r}?")

    def __init__(self, *, name: str, nearest: str = "") -> None:
        super().__init__(name=name, nearest=nearest)
        if not nearest:
            self.advice = N_(
                "`raccordo fleet status` lists them, `raccordo fleet add` adds one"
            )


class NewerFleet(StateError):
    """The queue was made by a newer version."""

    template = N_("the queue on {path} was made by a newer version")
    advice = N_("pip install --upgrade 'raccordo[fleet]' on this machine")


@dataclass(frozen=True, slots=True)
class Member:
    """One profile of the fleet.

    Attributes:
        path: Its file, the same on every machine.
        waiting: How many of its runs wait in the queue.
        is_running: Whether a worker is at it.
        ended_at: When its last run ended, and how.
    """

    name: str
    path: Path
    is_paused: bool = False
    waiting: int = 0
    is_running: bool = False
    ended_at: datetime | None = None
    exit: int | None = None
    said: str = ""


class Members:
    """The profiles of a fleet, over one connection."""

    def __init__(self, address: Address) -> None:
        """Connect; the schema and its tables are made if need be.

        Raises:
            StateError: The server cannot be reached, or lets us do nothing.
        """
        self.address = address
        self._connection = connect(address)
        with self._told():
            self._run(f"SET search_path TO {SCHEMA}")
            if not self._rows("SELECT 1 FROM pg_namespace WHERE nspname = $1", SCHEMA):
                self._make()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def bring_up(self, schema: str, steps: Mapping[str, str]) -> None:
        """Make the tables of the queue, or take the steps that they lack.

        Args:
            schema: The statements that make them as they are now.
            steps: What leads there from any older form, by name, in order.

        Raises:
            NewerFleet: A step was taken that is not known here.
        """
        with self._told(), self._alone():
            taken = {row["name"] for row in self._rows("SELECT name FROM step")}
            if taken - set(steps):
                raise NewerFleet(path=str(self.address), text="")
            missing = [name for name in steps if name not in taken]
            for sql in [schema] if not taken else [steps[name] for name in missing]:
                # Without parameters it may be more than one statement.
                self._connection.execute(sql)
            for name in missing:
                self._run("INSERT INTO step VALUES ($1)", name)

    def add(self, name: str, path: Path, every: Mapping[str, float]) -> None:
        """Add a profile, or read its schedule anew; what is new is due at once."""
        with self._told(), self._alone():
            self._run(
                "INSERT INTO member (name, path) VALUES ($1, $2)"
                " ON CONFLICT (name) DO UPDATE SET path = excluded.path",
                name,
                str(path),
            )
            self._run(
                "DELETE FROM due WHERE name = $1 AND entity <> ALL ($2)",
                name,
                list(every),
            )
            for entity, seconds in every.items():
                self._run(
                    "INSERT INTO due (name, entity, every)"
                    " VALUES ($1, $2, make_interval(secs => $3))"
                    " ON CONFLICT (name, entity) DO UPDATE SET every = excluded.every",
                    name,
                    entity,
                    float(seconds),
                )

    def remove(self, names: Sequence[str]) -> None:
        """Take profiles out of the fleet, all or none; what they remember stays."""
        with self._told(), self._alone():
            self._need(names)
            self._run("DELETE FROM member WHERE name = ANY ($1)", list(names))

    def pause(self, names: Sequence[str], *, is_paused: bool) -> None:
        """Have no worker run these profiles, or again; all or none."""
        with self._told(), self._alone():
            self._need(names)
            sql = "UPDATE member SET is_paused = $2 WHERE name = ANY ($1)"
            self._run(sql, list(names), is_paused)

    def need(self, names: Sequence[str]) -> None:
        """See that all of these profiles are there.

        Raises:
            NoMember: One is not; the nearest name is offered.
        """
        with self._told():
            self._need(names)

    def due(self) -> list[tuple[str, str]]:
        """The profiles and entities whose time has come, the longest waiting first."""
        with self._told():
            rows = self._rows(
                "SELECT name, entity FROM due JOIN member USING (name)"
                " WHERE at <= now() AND NOT is_paused ORDER BY at"
            )
        return [(row["name"], row["entity"]) for row in rows]

    def set_next(self, name: str, entity: str) -> None:
        """It is in the queue: its time comes again, not in step with all others."""
        with self._told():
            self._run(
                "UPDATE due SET at = now() + every * (0.95 + random() * 0.1)"
                " WHERE name = $1 AND entity = $2",
                name,
                entity,
            )

    def ended(self, name: str, exit: int, said: str) -> None:
        """A run of a profile has ended."""
        with self._told():
            self._run(
                "UPDATE member SET ended_at = now(), exit = $2, said = $3"
                " WHERE name = $1",
                name,
                exit,
                said,
            )

    def get(self, name: str) -> Member:
        """One profile.

        Raises:
            NoMember: There is none of that name.
        """
        with self._told():
            found = self._rows(f"{_MEMBERS} WHERE name = $1", name)
        if not found:
            raise NoMember(name=name)
        return _member(found[0])

    def all(self) -> list[Member]:
        """Every profile, by name."""
        with self._told():
            return [_member(row) for row in self._rows(f"{_MEMBERS} ORDER BY name")]

    def workers(self) -> int:
        """How many workers were heard of a moment ago."""
        with self._told():
            (row,) = self._rows(
                "SELECT count(*) AS count FROM procrastinate_workers"
                f" WHERE last_heartbeat > now() - interval '{_ALIVE}'"
            )
        return int(row["count"])

    def _make(self) -> None:
        with self._alone():
            self._run(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
            # Without parameters it may be more than one statement.
            self._connection.execute(_TABLES)

    def _need(self, names: Sequence[str]) -> None:
        known = [row["name"] for row in self._rows("SELECT name FROM member")]
        for name in names:
            if name not in known:
                raise NoMember(name=name, nearest=nearest(name, known))

    def _run(self, sql: str, *values: object) -> None:
        self._connection.execute(sql, values)

    def _rows(self, sql: str, *values: object) -> list[Any]:
        found: list[Any] = self._connection.execute(sql, values).fetchall()
        return found

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """All of it or nothing, one machine after another."""
        with self._connection.transaction():
            lock = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))"
            self._run(lock, SCHEMA)
            yield

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        from psycopg import Error

        try:
            yield
        except Error as error:
            raise retold(error, self.address) from error


_MEMBERS = (
    "SELECT member.*, (SELECT count(*) FROM procrastinate_jobs j"
    " WHERE j.lock = member.name AND j.status = 'todo') AS waiting,"
    " EXISTS (SELECT 1 FROM procrastinate_jobs j WHERE j.lock = member.name"
    " AND j.status = 'doing') AS is_running FROM member"
)


def _member(row: Any) -> Member:  # noqa: ANN401 - of psycopg
    return Member(
        row["name"],
        Path(row["path"]),
        row["is_paused"],
        row["waiting"],
        row["is_running"],
        row["ended_at"],
        row["exit"],
        row["said"],
    )
