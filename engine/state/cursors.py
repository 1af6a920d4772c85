"""The place in each feed to read on from, on the clock of its server."""

from dataclasses import dataclass
from datetime import datetime

from engine.model.side import Side
from engine.state.database import Database, to_moment, to_text
from engine.state.dialect import upsert

_KEEP = upsert(
    "cursor",
    "entity, side",
    "stamp, listed_at, settled, window, first_seen",
)


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where the next incremental reading of one resource begins.

    Attributes:
        stamp: The newest stamp that was read.
        listed_at: The server's time at the start of the latest listing.
        is_settled: Whether everything up to ``stamp`` has become visible and
            was read, so that the overlap need not be read again.
        window: How many records lie in the overlap before ``stamp``.
        first_seen: The server's time when ``stamp`` was first the newest.
    """

    stamp: datetime
    listed_at: datetime | None = None
    is_settled: bool = False
    window: int = 0
    first_seen: datetime | None = None


class Cursors:
    """The cursors of one entity."""

    def __init__(self, database: Database, entity: str) -> None:
        self._database = database
        self._entity = entity

    def get(self, side: Side) -> Cursor | None:
        """The cursor of one side; None before the first whole reading."""
        row = self._database.row(
            "SELECT * FROM cursor WHERE entity = ? AND side = ?",
            (self._entity, side.value),
        )
        if row is None:
            return None
        stamp = to_moment(row["stamp"])
        if stamp is None:
            return None
        return Cursor(
            stamp,
            to_moment(row["listed_at"]),
            bool(row["settled"]),
            row["window"],
            to_moment(row["first_seen"]),
        )

    def set(self, side: Side, cursor: Cursor) -> None:
        """Keep a cursor."""
        self._database.run(
            _KEEP,
            (
                self._entity,
                side.value,
                to_text(cursor.stamp),
                to_text(cursor.listed_at),
                int(cursor.is_settled),
                cursor.window,
                to_text(cursor.first_seen),
            ),
        )

    def reset(self, side: Side | None = None) -> None:
        """Read everything anew next time; of one side only, where it is named."""
        for one in (side,) if side else Side:
            self._database.run(
                "DELETE FROM cursor WHERE entity = ? AND side = ?",
                (self._entity, one.value),
            )
