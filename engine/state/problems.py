"""Records held back, why, and since when; one row for each cause of a record."""

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from engine.model.problem import Problem, Severity
from engine.model.side import Side
from engine.state.database import Database, Row, to_moment, to_text
from engine.values import from_json, to_json


@dataclass(frozen=True, slots=True)
class Held:
    """A problem of one record, as it is kept.

    Attributes:
        side: The side of the record that a person has to look at.
        problem: What is wrong with it.
        attempt: What was refused, so that the same is not sent again by itself.
    """

    number: int
    side: Side
    record: str
    name: str
    problem: Problem
    since: datetime | None
    tries: int
    attempt: str = ""
    is_dismissed: bool = False


@dataclass(frozen=True, slots=True)
class Whose:
    """The record that problems are about."""

    side: Side
    record: str
    name: str


class Problems:
    """The problems of one entity."""

    def __init__(self, database: Database, entity: str) -> None:
        self._database = database
        self._entity = entity

    def report(
        self,
        whose: Whose,
        problems: Iterable[Problem],
        at: datetime,
        attempt: str = "",
    ) -> None:
        """Keep the problems of a record: these are all that it has now.

        One that it had already keeps its number and since when it is open; several
        of one cause about one field, as rows of a list have, are one that says all.
        """
        problems = _together(problems)
        known = {(one.problem.code, one.problem.field): one for one in self.of(whose)}
        for problem in problems:
            earlier = known.pop((problem.code, problem.field), None)
            self._keep(whose, problem, at, earlier, attempt)
        for earlier in known.values():
            self.drop(earlier.number)

    def cure(self, side: Side, record: str) -> None:
        """The record has no problem any more."""
        self._database.run(
            "DELETE FROM problem WHERE entity = ? AND side = ? AND record = ?",
            (self._entity, side.value, record),
        )

    def of(self, whose: Whose) -> list[Held]:
        """The problems of one record."""
        rows = self._database.rows(
            "SELECT * FROM problem WHERE entity = ? AND side = ? AND record = ?"
            " ORDER BY number",
            (self._entity, whose.side.value, whose.record),
        )
        return [_held(row) for row in rows]

    def all(self) -> list[Held]:
        """Every problem that nobody dismissed, in the order in which they came."""
        rows = self._database.rows(
            "SELECT * FROM problem WHERE entity = ? AND is_dismissed = 0"
            " ORDER BY number",
            (self._entity,),
        )
        return [_held(row) for row in rows]

    def get(self, number: int) -> Held | None:
        """One problem by its number."""
        row = self._database.row(
            "SELECT * FROM problem WHERE entity = ? AND number = ?",
            (self._entity, number),
        )
        return _held(row) if row else None

    def dismiss(self, number: int) -> None:
        """Show a problem no more until it changes."""
        self._database.run(
            "UPDATE problem SET is_dismissed = 1 WHERE number = ?", (number,)
        )

    def try_again(self, numbers: Iterable[int]) -> None:
        """Let what was refused be sent once more."""
        self._database.run_many(
            "UPDATE problem SET attempt = '' WHERE number = ?",
            ((number,) for number in numbers),
        )

    def drop(self, number: int) -> None:
        """Forget one problem."""
        self._database.run("DELETE FROM problem WHERE number = ?", (number,))

    def _keep(
        self,
        whose: Whose,
        problem: Problem,
        at: datetime,
        earlier: Held | None,
        attempt: str,
    ) -> None:
        is_same = earlier is not None and earlier.problem.parts == problem.parts
        tries = earlier.tries + 1 if earlier else 1
        since = earlier.since if earlier else at
        hidden = bool(earlier and earlier.is_dismissed and is_same)
        values = (
            whose.name,
            problem.severity.value,
            to_json(problem.parts),
            problem.source,
            to_text(since),
            tries,
            attempt,
            int(hidden),
        )
        key = (
            self._entity,
            whose.side.value,
            whose.record,
            problem.code,
            problem.field,
        )
        if earlier:
            self._database.run(
                "UPDATE problem SET name = ?, severity = ?, parts = ?, source = ?,"
                " since = ?, tries = ?, attempt = ?, is_dismissed = ?"
                " WHERE number = ?",
                (*values, earlier.number),
            )
            return
        self._database.run(
            "INSERT INTO problem (name, severity, parts, source, since, tries, attempt,"
            " is_dismissed, entity, side, record, code, field)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*values, *key),
        )


def _together(problems: Iterable[Problem]) -> list[Problem]:
    """One problem for each code and field, in the words of all of them."""
    found: dict[tuple[str, str], Problem] = {}
    for problem in problems:
        key = (problem.code, problem.field)
        first = found.get(key)
        found[key] = _joined(first, problem) if first else problem
    return list(found.values())


def _joined(first: Problem, other: Problem) -> Problem:
    parts = dict(first.parts)
    for lang in ("it", "en", "fix_it", "fix_en"):
        said, more = parts.get(lang, ""), other.parts.get(lang, "")
        if more and more not in said:
            parts[lang] = f"{said}; {more}" if said else more
    return dataclasses.replace(first, parts=parts)


def _held(row: Row) -> Held:
    parts = from_json(row["parts"])
    problem = Problem(
        row["code"],
        Side(row["side"]).other,
        row["field"],
        {key: str(value) for key, value in parts.items()}
        if isinstance(parts, dict)
        else {},
        row["source"],
        Severity(row["severity"]),
    )
    return Held(
        row["number"],
        Side(row["side"]),
        row["record"],
        row["name"],
        problem,
        to_moment(row["since"]),
        row["tries"],
        row["attempt"],
        bool(row["is_dismissed"]),
    )
