"""What is known of the life of a pair beside its values: who made it, and when."""

from dataclasses import dataclass
from datetime import datetime

from engine.model.link import View
from engine.model.side import Side
from engine.state.database import Database, to_moment
from engine.state.observations import view


@dataclass(frozen=True, slots=True)
class Life:
    """The life of one pair.

    Attributes:
        made_by: The key that matched, ``person``, ``created`` and the like.
        agreed_at: When the two sides last agreed on anything.
        wanted: What a person decided both sides shall have, and they do not yet.
    """

    made_by: str
    made_at: datetime | None
    agreed_at: datetime | None
    wanted: View


class Lives:
    """The lives of the pairs and records of one entity; only to be read."""

    def __init__(self, database: Database, entity: str) -> None:
        self._database = database
        self._entity = entity

    def of(self, link: int) -> Life | None:
        """The life of a pair by its number."""
        gathered = self._database.words.gathered("w.field", "w.value")
        row = self._database.row(
            f"SELECT l.made_by, l.made_at, b.agreed_at, (SELECT {gathered}"
            " FROM wanted w WHERE w.link = l.number) AS wanted"
            " FROM link l LEFT JOIN baseline b ON b.link = l.number"
            " WHERE l.entity = ? AND l.number = ?",
            (self._entity, link),
        )
        if row is None:
            return None
        return Life(
            row["made_by"],
            to_moment(row["made_at"]),
            to_moment(row["agreed_at"]),
            view(row["wanted"]),
        )

    def asked_at(self, side: Side, id: str) -> datetime | None:
        """When a person asked for a record to be sent; None where nobody waits."""
        row = self._database.row(
            "SELECT at FROM asked WHERE entity = ? AND side = ? AND id = ?",
            (self._entity, side.value, id),
        )
        return to_moment(row["at"]) if row else None
