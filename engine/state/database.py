"""What the shelves ask of a database, and how moments stand in it."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any, Protocol

from engine.errors import N_, StateError
from engine.state.dialect import Words

MOVED = "moved to"
"""The setting of a state that is used no more: where it is now."""


class TooNew(StateError):
    """The state was written by a newer raccordo."""

    template = N_("the state {path} was written by a newer version of raccordo")
    advice = N_("install that version, or use another state")


class MovedAway(StateError):
    """A state that was moved to another place."""

    template = N_("the state {path} was moved to {to}")
    advice = N_("write that place as `state` in the profile")


class Row(Protocol):
    """One row that was found: its values by the names of their columns."""

    def __getitem__(self, name: str, /) -> Any: ...  # noqa: ANN401 - of any column


class Database(Protocol):
    """The state of one profile, one transaction at a time.

    Statements are written as ``engine.state.dialect`` says.  Outside a transaction
    each is kept at once; a transaction inside another is part of the outer one.
    """

    @property
    def words(self) -> Words:
        """The phrases that this database says in its own way."""

    def transaction(self) -> AbstractContextManager[None]:
        """Do all of it or nothing."""

    def run(self, sql: str, values: Iterable[object] = ()) -> None:
        """Run one statement."""

    def add(self, sql: str, values: Iterable[object] = ()) -> int:
        """Run a statement that adds one row; returns the number that it got."""

    def run_many(self, sql: str, rows: Iterable[Iterable[object]]) -> None:
        """Run one statement for many rows."""

    def rows(self, sql: str, values: Iterable[object] = ()) -> list[Row]:
        """All the rows that a query finds."""

    def row(self, sql: str, values: Iterable[object] = ()) -> Row | None:
        """The first row that a query finds, or None."""

    def number(self, sql: str, values: Iterable[object] = ()) -> int:
        """The one number that a query finds; 0 for none."""

    def now(self) -> datetime:
        """What time it is, on the clock that all share who write to it."""

    def held(self, profile: str, seconds: float) -> AbstractContextManager[None]:
        """Hold the profile alone; ``Busy`` where another run holds it still."""

    def copy(self) -> "Database":
        """The same content in memory, for a rehearsal."""

    def close(self) -> None:
        """Let go of it."""


def to_text(moment: datetime | None) -> str | None:
    """A moment as it stands in the state: UTC, sortable."""
    if moment is None:
        return None
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def to_moment(text: str | None) -> datetime | None:
    """The moment that a text of the state names."""
    return None if text is None else datetime.fromisoformat(text)
