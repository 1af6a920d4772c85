"""Which parents had their records read, and as what they stood then."""

from dataclasses import dataclass

from engine.model.side import Side
from engine.state.database import Database, Row
from engine.state.dialect import upsert
from engine.values import to_json

_KEEP = upsert("read_below", "entity, side, id", "mark")


@dataclass(frozen=True, slots=True)
class Due:
    """A parent whose records are to be read.

    Attributes:
        mark: What it is like now: its stamp, and its counterpart.
        counterpart: The id of its counterpart, where it got one since; or empty.
    """

    id: str
    mark: str
    counterpart: str = ""


class Parents:
    """The parents of the records of one entity."""

    def __init__(self, database: Database, entity: str) -> None:
        self._database = database
        self._entity = entity

    def due(self, side: Side, parent: str, *, is_full: bool) -> list[Due]:
        """The parents that changed, or were paired, since they were read; or all."""
        rows = self._database.rows(
            "SELECT p.id, p.mark, p.other, r.mark AS before FROM ("
            f" SELECT o.id, coalesce(l.{side.other.value}_id, '') AS other,"
            " coalesce(o.modified, '') || ' '"
            f" || coalesce(l.{side.other.value}_id, '') AS mark"
            " FROM observation o LEFT JOIN link l ON l.entity = o.entity"
            f" AND l.{side.value}_id = o.id AND l.state = 'linked'"
            " WHERE o.entity = ?1 AND o.side = ?2) p"
            " LEFT JOIN read_below r ON r.entity = ?3 AND r.side = ?2 AND r.id = p.id"
            " WHERE ?4 = 1 OR r.mark IS NULL OR r.mark != p.mark ORDER BY p.id",
            (parent, side.value, self._entity, int(is_full)),
        )
        return [Due(row["id"], row["mark"], _paired(row)) for row in rows]

    def keep(self, side: Side, due: Due) -> None:
        """The records of a parent were read."""
        self._database.run(_KEEP, (self._entity, side.value, due.id, due.mark))

    def wake(self, side: Side, field: str, parents: list[str]) -> None:
        """The free records of these parents wait to be planned again."""
        words = self._database.words
        self._database.run(
            "UPDATE observation SET is_fresh = 1 WHERE entity = ?1 AND side = ?2"
            f" AND {words.picked('view', field)} IN"
            f" (SELECT value FROM {words.listed('?3')})"
            " AND NOT EXISTS (SELECT 1 FROM link l WHERE l.entity = ?1"
            f" AND l.{side.value}_id = observation.id)",
            (self._entity, side.value, to_json(parents)),
        )

    def children(self, side: Side, parent: str) -> list[str]:
        """The linked records that live under a parent."""
        rows = self._database.rows(
            f"SELECT {side.value}_id AS id FROM link WHERE entity = ?"
            f" AND state = 'linked' AND {side.value}_id > ? AND {side.value}_id < ?"
            " ORDER BY number",
            # Whatever begins with a slash stands before the character after it.
            (self._entity, f"{parent}/", f"{parent}0"),
        )
        return [row["id"] for row in rows]

    def reset(self) -> None:
        """Read the records of every parent anew."""
        self._database.run("DELETE FROM read_below WHERE entity = ?", (self._entity,))


def _paired(row: Row) -> str:
    """The counterpart that a parent got since its records were read."""
    before = str(row["before"] or "").partition(" ")[2]
    other: str = row["other"]
    return "" if other == before else other
