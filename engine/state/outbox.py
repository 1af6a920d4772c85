"""Operations, kept from before they are sent until their outcome is known."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias, cast

from engine.model.link import View
from engine.model.plan import Verb
from engine.model.side import Side
from engine.state.database import Database, Row, to_moment, to_text
from engine.state.observations import view
from engine.values import from_json, to_json

_KeptCauses: TypeAlias = dict[str, tuple[str, str, bool]]


@dataclass(frozen=True, slots=True)
class Cause:
    """Why one field is written: what the journal and the conflicts will say.

    Attributes:
        reason: A ``Reason``.
        grade: How sure the order of two edits was, or an empty text.
        is_conflict: Whether it lays itself over somebody's edit.
    """

    reason: str
    grade: str = ""
    is_conflict: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """One write that was about to be sent.

    Attributes:
        side: The side that it writes to.
        source_id: The record that the values came from.
        target_id: The record that is written; None for a create.
        link: The number of the link; None for a create.
        sent: The values to be written, by field.
        snap: What the source held of the same fields.
        kept_at: The target server's own time when it was kept, if known.
        before: What the target held of the same fields.
        causes: Why each of them is written.
    """

    number: int
    side: Side
    verb: Verb
    source_id: str
    target_id: str | None
    link: int | None
    sent: View
    snap: View
    kept_at: datetime | None = None
    before: View = field(default_factory=dict)
    causes: dict[str, Cause] = field(default_factory=dict)


class Outbox:
    """The operations of one entity whose outcome is not known yet."""

    def __init__(self, database: Database, entity: str) -> None:
        self._database = database
        self._entity = entity

    def keep(self, kept: Kept, run: int) -> int:
        """Keep one operation; returns its number."""
        return self._database.add(
            "INSERT INTO operation (run, entity, side, verb, source_id, target_id,"
            " link, sent, snap, kept_at, before, causes)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                run,
                self._entity,
                kept.side.value,
                kept.verb.value,
                kept.source_id,
                kept.target_id,
                kept.link,
                to_json(kept.sent),
                to_json(kept.snap),
                to_text(kept.kept_at),
                to_json(kept.before),
                to_json(
                    {
                        name: [cause.reason, cause.grade, cause.is_conflict]
                        for name, cause in kept.causes.items()
                    }
                ),
            ),
        )

    def open(self) -> list[Kept]:
        """The operations whose outcome is not known, oldest first."""
        rows = self._database.rows(
            "SELECT * FROM operation WHERE entity = ? ORDER BY number", (self._entity,)
        )
        return [_kept(row) for row in rows]

    def drop(self, numbers: Iterable[int]) -> None:
        """The outcome of these is known."""
        self._database.run_many(
            "DELETE FROM operation WHERE number = ?", ((number,) for number in numbers)
        )


def _kept(row: Row) -> Kept:
    return Kept(
        row["number"],
        Side(row["side"]),
        Verb(row["verb"]),
        row["source_id"],
        row["target_id"],
        row["link"],
        view(row["sent"]),
        view(row["snap"]),
        to_moment(row["kept_at"]),
        view(row["before"]),
        {
            name: Cause(*cause)
            for name, cause in cast("_KeptCauses", from_json(row["causes"])).items()
        },
    )
