"""What every run did, field by field; append-only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from engine.model.side import Side
from engine.state.database import Database, Row, to_moment, to_text
from engine.values import Value, from_json, to_json


@dataclass(frozen=True, slots=True)
class Entry:
    """One field of one write.

    Attributes:
        side: The side that was written to.
        record: The id of the record that was written.
        source_id: The id of its counterpart, where the value came from.
        reason: Why (a ``Reason``), and how sure the order of edits was.
        detail: What else there is to know: the rule that filled it.
    """

    side: Side
    record: str
    source_id: str
    verb: str
    field: str
    before: Value
    after: Value
    reason: str
    grade: str = ""
    detail: str = ""
    number: int = 0
    run: int = 0
    at: datetime | None = None


class Journal:
    """The journal of one entity."""

    def __init__(self, database: Database, entity: str) -> None:
        self._database = database
        self._entity = entity

    def write(self, entries: Iterable[Entry], run: int, at: datetime) -> None:
        """Add entries."""
        self._database.run_many(
            "INSERT INTO journal (run, at, entity, side, record, source_id, verb,"
            " field, before, after, reason, grade, detail)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    run,
                    to_text(at),
                    self._entity,
                    entry.side.value,
                    entry.record,
                    entry.source_id,
                    entry.verb,
                    entry.field,
                    to_json(entry.before),
                    to_json(entry.after),
                    entry.reason,
                    entry.grade,
                    entry.detail,
                )
                for entry in entries
            ),
        )

    def read(
        self, run: int | None = None, record: tuple[Side, str] | None = None
    ) -> list[Entry]:
        """The entries of a run, of a record (on either side of its pair), or all."""
        where, values = ["entity = ?"], [self._entity]
        if run is not None:
            where.append("run = ?")
            values.append(str(run))
        if record is not None:
            side, id = record
            where.append("((side = ? AND record = ?) OR (side = ? AND source_id = ?))")
            values += [side.value, id, side.other.value, id]
        rows = self._database.rows(
            f"SELECT * FROM journal WHERE {' AND '.join(where)} ORDER BY number",
            values,
        )
        return [_entry(row) for row in rows]

    def latest(self, side: Side, record: str, field: str) -> Entry | None:
        """The last write of one field of a record."""
        row = self._database.row(
            "SELECT * FROM journal WHERE entity = ? AND side = ? AND record = ?"
            " AND field = ? ORDER BY number DESC LIMIT 1",
            (self._entity, side.value, record, field),
        )
        return _entry(row) if row else None


def _entry(row: Row) -> Entry:
    return Entry(
        Side(row["side"]),
        row["record"],
        row["source_id"],
        row["verb"],
        row["field"],
        from_json(row["before"]),
        from_json(row["after"]),
        row["reason"],
        row["grade"],
        row["detail"],
        row["number"],
        row["run"],
        to_moment(row["at"]),
    )
