"""Fields that both sides moved apart: decided, or waiting for a person."""

from dataclasses import dataclass
from datetime import datetime

from engine.model.side import Pair, Side
from engine.state.database import Database, Row, to_moment, to_text
from engine.values import Value, from_json, to_json

# Nobody has to decide about a pair that was dissolved, or that is left out.
_AT_WORK = (
    "EXISTS (SELECT 1 FROM link l WHERE l.number = conflict.link"
    " AND l.state <> 'unlinked')"
    " AND NOT EXISTS (SELECT 1 FROM excluded x WHERE x.entity = conflict.entity"
    " AND x.id = CASE x.side WHEN 'left' THEN left_id ELSE right_id END)"
)


@dataclass(frozen=True, slots=True)
class Conflict:
    """One field of one pair that both sides moved apart.

    Attributes:
        values: What the two sides held.
        decided: The side that won; None while a person has to say.
        reason: What decided it (``last_modified``, ``owner``, ``policy``, ``person``).
        grade: How sure the order of the two edits was, or an empty text.
    """

    link: int
    ids: Pair[str]
    name: str
    field: str
    values: Pair[Value]
    decided: Side | None
    reason: str
    grade: str = ""
    number: int = 0
    run: int = 0
    at: datetime | None = None


class Conflicts:
    """The conflicts of one entity; the decided ones stay for review."""

    def __init__(self, database: Database, entity: str) -> None:
        self._database = database
        self._entity = entity

    def add(self, conflict: Conflict, run: int, at: datetime) -> None:
        """Keep a conflict; one that still waits is brought up to date instead."""
        waiting = self._database.row(
            "SELECT number FROM conflict WHERE entity = ? AND link = ? AND field = ?"
            " AND is_open = 1",
            (self._entity, conflict.link, conflict.field),
        )
        values = (
            to_json(conflict.values.left),
            to_json(conflict.values.right),
            conflict.decided.value if conflict.decided else "",
            conflict.reason,
            conflict.grade,
            int(conflict.decided is None),
        )
        if waiting:
            self._database.run(
                "UPDATE conflict SET left_value = ?, right_value = ?, decided = ?,"
                " reason = ?, grade = ?, is_open = ? WHERE number = ?",
                (*values, waiting["number"]),
            )
            return
        self._database.run(
            "INSERT INTO conflict (left_value, right_value, decided, reason, grade,"
            " is_open, run, entity, link, left_id, right_id, name, field, at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *values,
                run,
                self._entity,
                conflict.link,
                *conflict.ids,
                conflict.name,
                conflict.field,
                to_text(at),
            ),
        )

    def fields_waiting(self, link: int) -> set[str]:
        """The fields of a pair that a person has to decide."""
        rows = self._database.rows(
            "SELECT field FROM conflict WHERE entity = ? AND link = ? AND is_open = 1",
            (self._entity, link),
        )
        return {row["field"] for row in rows}

    def waiting(self) -> list[Conflict]:
        """The conflicts that a person has to decide."""
        return self._find(f"is_open = 1 AND {_AT_WORK}", ())

    def all(self) -> list[Conflict]:
        """Every conflict, those that wait for a person first."""
        return self._find(f"(is_open = 0 OR {_AT_WORK})", ())

    def of_run(self, run: int) -> list[Conflict]:
        """The conflicts that one run met."""
        return self._find("run = ?", (run,))

    def beside(self, conflict: Conflict) -> list[Conflict]:
        """The conflicts of the same pair that were met with it, itself among them."""
        return self._find(
            "link = ? AND (run = ? OR is_open = 1)", (conflict.link, conflict.run)
        )

    def get(self, number: int) -> Conflict | None:
        """One conflict by its number."""
        found = self._find("number = ?", (number,))
        return found[0] if found else None

    def forget(self, link: int, field: str) -> None:
        """A conflict that waited is none any more: both sides say the same."""
        self._database.run(
            "DELETE FROM conflict"
            " WHERE entity = ? AND link = ? AND field = ? AND is_open = 1",
            (self._entity, link, field),
        )

    def close(self, link: int, field: str, decided: Side) -> None:
        """A conflict that waited is decided."""
        self._database.run(
            "UPDATE conflict SET is_open = 0, decided = ?, reason = 'person'"
            " WHERE entity = ? AND link = ? AND field = ? AND is_open = 1",
            (decided.value, self._entity, link, field),
        )

    def _find(self, where: str, values: tuple[object, ...]) -> list[Conflict]:
        rows = self._database.rows(
            f"SELECT * FROM conflict WHERE entity = ? AND {where}"
            " ORDER BY is_open DESC, number",
            (self._entity, *values),
        )
        return [_conflict(row) for row in rows]


def _conflict(row: Row) -> Conflict:
    return Conflict(
        row["link"],
        Pair(row["left_id"], row["right_id"]),
        row["name"],
        row["field"],
        Pair(from_json(row["left_value"]), from_json(row["right_value"])),
        Side(row["decided"]) if row["decided"] else None,
        row["reason"],
        row["grade"],
        row["number"],
        row["run"],
        to_moment(row["at"]),
    )
