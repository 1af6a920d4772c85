"""Records that are to be read soon, because somebody said that they changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.model.side import Side
from engine.state.database import Database, to_moment, to_text


@dataclass(frozen=True, slots=True)
class Hint:
    """One record to be read; said again meanwhile, it gets another number."""

    number: int
    side: Side
    id: str
    at: datetime | None


class Hints:
    """The hints of one entity: one row for each record, however often it was said."""

    def __init__(self, database: Database, entity: str) -> None:
        self._database = database
        self._entity = entity

    def keep(self, side: Side, ids: Iterable[str], at: datetime) -> None:
        """Keep that these records may have changed."""
        rows = [(self._entity, side.value, id) for id in dict.fromkeys(ids)]
        # A new number: who reads the record just now does not drop what came since.
        with self._database.transaction():
            self._database.run_many(
                "DELETE FROM hint WHERE entity = ? AND side = ? AND id = ?", rows
            )
            self._database.run_many(
                "INSERT INTO hint (entity, side, id, at) VALUES (?, ?, ?, ?)",
                ((*row, to_text(at)) for row in rows),
            )

    def of(self, side: Side) -> list[Hint]:
        """The records of one side that wait to be read, in the order of the hints."""
        rows = self._database.rows(
            "SELECT * FROM hint WHERE entity = ? AND side = ? ORDER BY number",
            (self._entity, side.value),
        )
        return [
            Hint(row["number"], Side(row["side"]), row["id"], to_moment(row["at"]))
            for row in rows
        ]

    def came_at(self, side: Side, id: str) -> datetime | None:
        """When somebody last said that a record changed that was not read since."""
        rows = self._database.rows(
            "SELECT at FROM hint WHERE entity = ? AND side = ? AND id = ?",
            (self._entity, side.value, id),
        )
        return next((to_moment(row["at"]) for row in rows), None)

    def count(self) -> int:
        """How many records wait to be read."""
        return self._database.number(
            "SELECT count(*) FROM hint WHERE entity = ?", (self._entity,)
        )

    def drop(self, hints: Sequence[Hint]) -> None:
        """These were read; what was said of them since stays."""
        self._database.run_many(
            "DELETE FROM hint WHERE number = ?", ((one.number,) for one in hints)
        )
