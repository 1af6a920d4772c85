"""The runs, the collections read for select lists, and single settings."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict, cast

from engine.model.option import Option, Options
from engine.state.database import Database, to_moment, to_text
from engine.state.dialect import upsert
from engine.values import Json, from_json, to_json

_KEEP = upsert("collection", "name", "options, is_missing, read_at")
_SET = upsert("setting", "name", "value")
_TAKE = (
    "INSERT INTO setting VALUES (?, ?)"
    " ON CONFLICT (name) DO UPDATE SET value = setting.value"
)


@dataclass(frozen=True, slots=True)
class Run:
    """One execution: when, how, and how it ended (None while it goes on)."""

    number: int
    command: str
    mode: str
    started_at: datetime | None
    seconds: float | None
    exit: int | None
    report: str


class Runs:
    """Every run of the profile."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, command: str, mode: str, at: datetime) -> int:
        """A run begins; returns its number."""
        return self._database.add(
            "INSERT INTO run (command, mode, started_at, report) VALUES (?, ?, ?, '')",
            (command, mode, to_text(at)),
        )

    def end(self, number: int, seconds: float, exit: int, report: str) -> None:
        """A run has ended."""
        self._database.run(
            "UPDATE run SET seconds = ?, exit = ?, report = ? WHERE number = ?",
            (seconds, exit, report, number),
        )

    def has(self, number: int) -> bool:
        """Whether there was such a run."""
        found = self._database.row("SELECT 1 FROM run WHERE number = ?", (number,))
        return found is not None

    def forget(self, number: int) -> None:
        """A run was none: nothing could be done of what was asked."""
        self._database.run("DELETE FROM run WHERE number = ?", (number,))

    def shorten(self, count: int) -> None:
        """Forget what all but the newest runs reported; that they were stays."""
        self._database.run(
            "UPDATE run SET report = '' WHERE report <> '' AND number <="
            " (SELECT max(number) FROM run) - ?",
            (count,),
        )

    def last(self, count: int) -> list[Run]:
        """The newest runs, newest first."""
        rows = self._database.rows(
            "SELECT * FROM run ORDER BY number DESC LIMIT ?", (count,)
        )
        return [
            Run(
                row["number"],
                row["command"],
                row["mode"],
                to_moment(row["started_at"]),
                row["seconds"],
                row["exit"],
                row["report"],
            )
            for row in rows
        ]


class _KeptOption(TypedDict):
    key: str | int
    label: str
    content: Json
    within: str


class Collections:
    """The collections that select lists are made of, as they were last read."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, name: str) -> tuple[Options, datetime] | None:
        """A collection and when it was read, or None."""
        row = self._database.row("SELECT * FROM collection WHERE name = ?", (name,))
        read_at = to_moment(row["read_at"]) if row else None
        if row is None or read_at is None:
            return None
        kept = cast("list[_KeptOption]", from_json(row["options"]))
        options = tuple(
            Option(one["key"], one["label"], one["content"], one["within"])
            for one in kept
        )
        return Options(name, options, bool(row["is_missing"])), read_at

    def keep(self, options: Options, at: datetime) -> None:
        """Keep a collection as it was just read."""
        kept = [
            {
                "key": one.key,
                "label": one.label,
                "content": one.content,
                "within": one.within,
            }
            for one in options.options
        ]
        self._database.run(
            _KEEP,
            (options.name, to_json(kept), int(options.is_missing), to_text(at)),
        )


class Settings:
    """Single values by name."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, name: str) -> str:
        """The value of a setting, or an empty text."""
        row = self._database.row("SELECT value FROM setting WHERE name = ?", (name,))
        return row["value"] if row else ""

    def set(self, name: str, value: str) -> None:
        """Keep a setting."""
        self._database.run(_SET, (name, value))

    def change(self, name: str, change: Callable[[str], str]) -> None:
        """Keep what follows from the value of now; others who change it wait."""
        with self._database.transaction():
            # Written before it is read: from here on it is ours.
            self._database.run(_TAKE, (name, ""))
            self.set(name, change(self.get(name)))
