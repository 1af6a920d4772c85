"""The latest reading of every record, and which of them wait to be planned."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias, cast

from engine.model.link import View
from engine.model.observation import Edited, Observation
from engine.model.side import Side
from engine.state.database import Database, Row, to_moment, to_text
from engine.state.dialect import upsert
from engine.values import from_json, to_json

_KeptEdits: TypeAlias = dict[str, tuple[str | None, str | None]]

_KEEP_KEY = upsert("match_key", "entity, side, id, name", "key")


@dataclass(frozen=True, slots=True)
class Sighting:
    """An observation to keep, and the keys by which its counterpart may be found."""

    observation: Observation
    keys: tuple[tuple[str, str], ...]
    is_fresh: bool = True


class Observations:
    """One row for every record ever read."""

    def __init__(self, database: Database, entity: str) -> None:
        self._database = database
        self._entity = entity

    def load(self, side: Side, ids: Sequence[str]) -> dict[str, Observation]:
        """What is known of these records, by id."""
        sql = (
            "SELECT * FROM observation WHERE entity = ? AND side = ?"
            f" AND id IN (SELECT value FROM {self._database.words.listed('?')})"
        )
        rows = self._database.rows(sql, (self._entity, side.value, to_json(list(ids))))
        return {row["id"]: observation(row) for row in rows}

    def get(self, side: Side, id: str) -> Observation | None:
        """What is known of one record."""
        return self.load(side, [id]).get(id)

    def ids(self, side: Side) -> list[str]:
        """Every record of a side that was ever read, and is not forgotten."""
        rows = self._database.rows(
            "SELECT id FROM observation WHERE entity = ? AND side = ? ORDER BY id",
            (self._entity, side.value),
        )
        return [row["id"] for row in rows]

    def keep(self, side: Side, sightings: Iterable[Sighting]) -> None:
        """Keep new readings; a fresh one waits to be planned."""
        sightings = list(sightings)
        self._database.run_many(
            "INSERT INTO observation"
            " (entity, side, id, name, view, modified, edited, is_fresh)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (entity, side, id) DO UPDATE SET name = excluded.name,"
            " view = excluded.view, modified = excluded.modified,"
            " edited = excluded.edited, is_fresh ="
            " CASE WHEN observation.is_fresh = 1 THEN 1 ELSE excluded.is_fresh END",
            (self._row(side, sighting) for sighting in sightings),
        )
        self._database.run_many(
            "DELETE FROM match_key WHERE entity = ? AND side = ? AND id = ?",
            ((self._entity, side.value, one.observation.id) for one in sightings),
        )
        self._database.run_many(
            _KEEP_KEY,
            (
                (self._entity, side.value, one.observation.id, name, key)
                for one in sightings
                for name, key in one.keys
            ),
        )

    def touch(self, side: Side, seen: Iterable[Observation]) -> None:
        """Keep only the newer stamps: the contents are as they were."""
        self._database.run_many(
            "UPDATE observation SET modified = ?"
            " WHERE entity = ? AND side = ? AND id = ?",
            ((to_text(one.modified), self._entity, side.value, one.id) for one in seen),
        )

    def settle(self, side: Side, ids: Iterable[str]) -> None:
        """These records wait for nothing any more."""
        self._mark(side, ids, is_fresh=0)

    def freshen(self, side: Side, ids: Iterable[str]) -> None:
        """These records wait to be planned (again)."""
        self._mark(side, ids, is_fresh=1)

    def freshen_all(self) -> None:
        """Every record waits to be planned again."""
        self._database.run(
            "UPDATE observation SET is_fresh = 1 WHERE entity = ?", (self._entity,)
        )

    def forget(self, side: Side, id: str) -> None:
        """Remember nothing of a record."""
        for table in ("observation", "match_key"):
            self._database.run(
                f"DELETE FROM {table} WHERE entity = ? AND side = ? AND id = ?",
                (self._entity, side.value, id),
            )

    def sharing(self, side: Side, name: str, key: str) -> list[str]:
        """The free records (not linked, not left out) of one side with a key."""
        # What is added keeps SQLite from walking the whole side to have it in order.
        rows = self._database.rows(
            "SELECT k.id FROM match_key k WHERE k.entity = ? AND k.name = ?"
            " AND k.key = ? AND k.side = ?"
            " AND NOT EXISTS (SELECT 1 FROM link l WHERE l.entity = k.entity"
            f" AND l.{side.value}_id = k.id)"
            " AND NOT EXISTS (SELECT 1 FROM excluded x WHERE x.entity = k.entity"
            " AND x.side = k.side AND x.id = k.id)"
            " ORDER BY k.id || ''",
            (self._entity, name, key, side.value),
        )
        return [row["id"] for row in rows]

    def begin_walk(self) -> None:
        """Forget which records the last walk over everything showed."""
        self._database.run(
            "CREATE TEMP TABLE IF NOT EXISTS walked (id TEXT PRIMARY KEY)"
        )
        self._database.run("DELETE FROM walked")

    def walk(self, ids: Iterable[str]) -> None:
        """The walk over everything showed these."""
        self._database.run_many(
            "INSERT INTO walked VALUES (?) ON CONFLICT DO NOTHING",
            ((id,) for id in ids),
        )

    def not_walked(self, side: Side) -> list[str]:
        """The linked records of a side that the walk over everything did not show."""
        rows = self._database.rows(
            f"SELECT l.{side.value}_id AS id FROM link l"
            f" LEFT JOIN walked w ON w.id = l.{side.value}_id"
            " WHERE l.entity = ? AND l.state = 'linked' AND w.id IS NULL"
            " ORDER BY l.number",
            (self._entity,),
        )
        return [row["id"] for row in rows]

    def count_between(self, side: Side, since: datetime, until: datetime) -> int:
        """How many known records have a stamp from ``since`` on, before ``until``."""
        return self._database.number(
            "SELECT count(*) FROM observation WHERE entity = ? AND side = ?"
            " AND modified >= ? AND modified < ?",
            (self._entity, side.value, to_text(since), to_text(until)),
        )

    def _mark(self, side: Side, ids: Iterable[str], *, is_fresh: int) -> None:
        self._database.run_many(
            "UPDATE observation SET is_fresh = ?"
            " WHERE entity = ? AND side = ? AND id = ?",
            ((is_fresh, self._entity, side.value, id) for id in ids),
        )

    def _row(self, side: Side, sighting: Sighting) -> tuple[object, ...]:
        seen = sighting.observation
        edited = {
            unit: [to_text(edit.not_after), to_text(edit.not_before)]
            for unit, edit in seen.edited.items()
        }
        return (
            self._entity,
            side.value,
            seen.id,
            seen.name,
            to_json(seen.view),
            to_text(seen.modified),
            to_json(edited),
            int(sighting.is_fresh),
        )


def observation(row: Row, prefix: str = "") -> Observation:
    """The observation that a row holds, in columns that may have a prefix."""
    edited = cast("_KeptEdits", from_json(row[f"{prefix}edited"]))
    return Observation(
        row[f"{prefix}id"],
        row[f"{prefix}name"],
        view(row[f"{prefix}view"]),
        to_moment(row[f"{prefix}modified"]),
        {
            unit: Edited(to_moment(after), to_moment(before))
            for unit, (after, before) in edited.items()
        },
    )


def view(text: str | None) -> View:
    """The view that a column holds; an empty one for nothing."""
    found = from_json(text) if text else {}
    return found if isinstance(found, dict) else {}
