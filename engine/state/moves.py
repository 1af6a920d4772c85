"""Who moved a pair in the last day: a person on one of its sides, or we.

The times are those of the servers; what is older than a day counts no more and goes
with the next move of its pair.
"""

from datetime import datetime
from enum import Enum

from engine.model.side import Side
from engine.state.database import Database, to_moment, to_text


class Mover(Enum):
    """Who moved a side."""

    PERSON = "person"
    WE = "we"


class Moves:
    """The moves of the pairs of one entity."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, link: int, side: Side, by: Mover, at: datetime) -> None:
        """A side of a pair was moved."""
        self._database.run(
            "INSERT INTO move (link, side, mover, at) VALUES (?, ?, ?, ?)",
            (link, side.value, by.value, to_text(at)),
        )

    def count(self, link: int, by: Mover) -> int:
        """How often a pair was moved."""
        return self._database.number(
            "SELECT count(*) FROM move WHERE link = ? AND mover = ?", (link, by.value)
        )

    def latest(self, link: int, side: Side, by: Mover) -> datetime | None:
        """When a side was last moved."""
        row = self._database.row(
            "SELECT max(at) AS at FROM move WHERE link = ? AND side = ? AND mover = ?",
            (link, side.value, by.value),
        )
        return to_moment(row["at"]) if row else None

    def waiting_since(self, link: int, side: Side) -> datetime | None:
        """When a person first moved a side since we last moved the pair."""
        row = self._database.row(
            "SELECT min(at) AS at FROM move"
            " WHERE link = ?1 AND side = ?2 AND mover = 'person' AND rowid >"
            " (SELECT coalesce(max(rowid), 0) FROM move"
            " WHERE link = ?1 AND mover = 'we')",
            (link, side.value),
        )
        return to_moment(row["at"]) if row else None

    def forget(self, link: int, until: datetime | None = None) -> None:
        """Count the moves of a pair before a moment no more; or none at all."""
        sql = "DELETE FROM move WHERE link = ?"
        if until is None:
            self._database.run(sql, (link,))
        else:
            self._database.run(f"{sql} AND at < ?", (link, to_text(until)))
