"""Records without a link: which of them wait, who asked for them, who is left out."""

from datetime import datetime

from engine.model.side import Side
from engine.state.database import Database, to_text
from engine.state.dialect import upsert

_EXCLUDE = upsert("excluded", "entity, side, id", "reason")


class Newcomers:
    """The records of one entity that have no counterpart."""

    def __init__(self, database: Database, entity: str) -> None:
        self._database = database
        self._entity = entity

    def waiting(self, side: Side) -> list[str]:
        """The free records that were read anew, have a problem, or were asked for."""
        free = _free(side)
        rows = self._database.rows(
            "SELECT o.id FROM observation o"
            f" WHERE o.entity = ?1 AND o.side = ?2 AND o.is_fresh = 1{free}"
            " UNION SELECT o.id FROM observation o JOIN problem p"
            " ON p.entity = o.entity AND p.side = o.side AND p.record = o.id"
            f" WHERE o.entity = ?1 AND o.side = ?2{free}"
            " UNION SELECT o.id FROM observation o JOIN asked q"
            " ON q.entity = o.entity AND q.side = o.side AND q.id = o.id"
            f" WHERE o.entity = ?1 AND o.side = ?2{free}"
            " ORDER BY 1",
            (self._entity, side.value),
        )
        return [row["id"] for row in rows]

    def free(self, side: Side) -> list[str]:
        """Every record without a link that is not left out."""
        rows = self._database.rows(
            "SELECT o.id FROM observation o"
            f" WHERE o.entity = ?1 AND o.side = ?2{_free(side)}"
            " ORDER BY o.id",
            (self._entity, side.value),
        )
        return [row["id"] for row in rows]

    def ask(self, side: Side, id: str, at: datetime) -> None:
        """Remember that a person wants this record on the other side."""
        self._database.run(
            "INSERT INTO asked VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (self._entity, side.value, id, to_text(at)),
        )

    def is_asked(self, side: Side, id: str) -> bool:
        """Whether a person wants this record on the other side."""
        return bool(
            self._database.row(
                "SELECT 1 FROM asked WHERE entity = ? AND side = ? AND id = ?",
                (self._entity, side.value, id),
            )
        )

    def asked(self, side: Side) -> list[str]:
        """The records that somebody wants on the other side."""
        rows = self._database.rows(
            "SELECT id FROM asked WHERE entity = ? AND side = ? ORDER BY id",
            (self._entity, side.value),
        )
        return [row["id"] for row in rows]

    def grant(self, side: Side, id: str) -> None:
        """The record is there now: nobody waits for it any more."""
        self._database.run(
            "DELETE FROM asked WHERE entity = ? AND side = ? AND id = ?",
            (self._entity, side.value, id),
        )

    def exclude(self, side: Side, id: str, reason: str) -> None:
        """Leave a record out from now on."""
        values = (self._entity, side.value, id, reason)
        self._database.run(_EXCLUDE, values)

    def include(self, side: Side, id: str) -> bool:
        """Take a record in again; returns whether it had been left out."""
        had = self.reason(side, id)
        self._database.run(
            "DELETE FROM excluded WHERE entity = ? AND side = ? AND id = ?",
            (self._entity, side.value, id),
        )
        return had is not None

    def left_out(self) -> list[tuple[Side, str, str]]:
        """The records that are left out, with the reasons."""
        rows = self._database.rows(
            "SELECT side, id, reason FROM excluded WHERE entity = ? ORDER BY side, id",
            (self._entity,),
        )
        return [(Side(row["side"]), row["id"], row["reason"]) for row in rows]

    def reason(self, side: Side, id: str) -> str | None:
        """Why a record is left out, or None where it is not."""
        row = self._database.row(
            "SELECT reason FROM excluded WHERE entity = ? AND side = ? AND id = ?",
            (self._entity, side.value, id),
        )
        return row["reason"] if row else None


def _free(side: Side) -> str:
    """That a record has no link, and is not left out."""
    return (
        " AND NOT EXISTS (SELECT 1 FROM link l WHERE l.entity = o.entity"
        f" AND l.{side.value}_id = o.id)"
        " AND NOT EXISTS (SELECT 1 FROM excluded x"
        " WHERE x.entity = o.entity AND x.side = o.side AND x.id = o.id)"
    )
