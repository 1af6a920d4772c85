"""The remembered pairs, what they last agreed on, and who is never paired."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from engine.model.link import Baseline, Link, LinkState, View
from engine.model.observation import Twins
from engine.model.side import Pair, Side
from engine.state.database import Database, Row, to_text
from engine.state.dialect import Words, upsert
from engine.state.observations import observation, view
from engine.values import from_json, to_json

_TWINS = """
SELECT l.number, l.left_id, l.right_id, l.state,
  a.id AS a_id, a.name AS a_name, a.view AS a_view,
  a.modified AS a_modified, a.edited AS a_edited,
  b.id AS b_id, b.name AS b_name, b.view AS b_view,
  b.modified AS b_modified, b.edited AS b_edited,
  base.left_view, base.right_view, base.accepted,
  (SELECT {gathered} FROM wanted w WHERE w.link = l.number) AS wanted
FROM link l
JOIN observation a ON a.entity = l.entity AND a.side = 'left' AND a.id = l.left_id
JOIN observation b ON b.entity = l.entity AND b.side = 'right' AND b.id = l.right_id
LEFT JOIN baseline base ON base.link = l.number
"""
_AGREE = upsert("baseline", "link", "left_view, right_view, agreed_at, accepted")
_WANT = upsert("wanted", "link, field", "value")


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link to be remembered."""

    ids: Pair[str]
    made_by: str
    state: LinkState = LinkState.LINKED


class Links:
    """The links of one entity."""

    def __init__(self, database: Database, entity: str) -> None:
        self._database = database
        self._entity = entity

    def count(self) -> int:
        """How many pairs are at work."""
        return self._database.number(
            "SELECT count(*) FROM link WHERE entity = ? AND state <> 'unlinked'",
            (self._entity,),
        )

    def count_whole(self) -> int:
        """How many pairs have both their records, as far as is known."""
        return self._database.number(
            "SELECT count(*) FROM link WHERE entity = ? AND state = 'linked'",
            (self._entity,),
        )

    def all(self) -> Iterator[Link]:
        """Every link, tombstones too, in the order in which they were made."""
        rows = self._database.rows(
            "SELECT * FROM link WHERE entity = ? ORDER BY number", (self._entity,)
        )
        return (_link(row) for row in rows)

    def differing(self) -> list[int]:
        """The pairs at work whose agreed readings are not word by word the same."""
        rows = self._database.rows(
            "SELECT l.number FROM link l JOIN baseline b ON b.link = l.number"
            " WHERE l.entity = ? AND l.state = 'linked'"
            " AND b.left_view <> b.right_view ORDER BY l.number",
            (self._entity,),
        )
        return [row["number"] for row in rows]

    def parting(self) -> list[Link]:
        """The pairs of which one side is gone and the other is about to be marked."""
        rows = self._database.rows(
            "SELECT * FROM link WHERE entity = ? AND state = 'parting' ORDER BY number",
            (self._entity,),
        )
        return [_link(row) for row in rows]

    def buried(self, side: Side, ids: Sequence[str]) -> list[Link]:
        """The tombstones that these records have."""
        rows = self._database.rows(
            "SELECT * FROM link WHERE entity = ? AND state = 'unlinked'"
            f" AND {side.value}_id IN"
            f" (SELECT value FROM {self._database.words.listed('?')})",
            (self._entity, to_json(list(ids))),
        )
        return [_link(row) for row in rows]

    def revive(self, number: int) -> None:
        """Put a tombstone to work again, as if the two had never agreed."""
        self._database.run("DELETE FROM baseline WHERE link = ?", (number,))
        self.set_state(number, LinkState.LINKED)

    def of(self, side: Side, id: str) -> Link | None:
        """The link of a record, tombstones too."""
        row = self._database.row(
            f"SELECT * FROM link WHERE entity = ? AND {side.value}_id = ?",
            (self._entity, id),
        )
        return _link(row) if row else None

    def add(self, new: NewLink, at: datetime) -> int:
        """Remember a link in place of any other that the two records had."""
        replaced = "entity = ? AND (left_id = ? OR right_id = ?)"
        values = (self._entity, new.ids.left, new.ids.right)
        self._let_go(replaced, values)
        self._database.run(f"DELETE FROM link WHERE {replaced}", values)
        return self._database.add(
            "INSERT INTO link (entity, left_id, right_id, state, made_by, made_at)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (self._entity, *new.ids, new.state.value, new.made_by, to_text(at)),
        )

    def set_state(self, number: int, state: LinkState) -> None:
        """Freeze a link, put it to work again, or make it a tombstone."""
        if state is LinkState.UNLINKED:
            self._let_go("number = ?", (number,))
        self._database.run(
            "UPDATE link SET state = ?, parted_at = NULL WHERE number = ?",
            (state.value, number),
        )

    def age(self, now: datetime, until: datetime) -> None:
        """Forget the tombstones of before ``until`` of which a record is gone."""
        self._database.run(
            "UPDATE link SET parted_at = ? WHERE entity = ? AND state = 'unlinked'"
            " AND parted_at IS NULL",
            (to_text(now), self._entity),
        )
        alive = (
            "EXISTS (SELECT 1 FROM observation o WHERE o.entity = link.entity"
            " AND o.side = '{side}' AND o.id = link.{side}_id)"
        )
        both = " AND ".join(alive.format(side=side.value) for side in Side)
        self._database.run(
            "DELETE FROM link WHERE entity = ? AND state = 'unlinked'"
            f" AND parted_at < ? AND NOT ({both})",
            (self._entity, to_text(until)),
        )

    def remove(self, number: int) -> None:
        """Forget a link altogether."""
        self._let_go("number = ?", (number,))
        self._database.run("DELETE FROM link WHERE number = ?", (number,))

    def _let_go(self, which: str, values: tuple[object, ...]) -> None:
        """Nobody has to decide a conflict of a pair that is none any more."""
        self._database.run(
            "DELETE FROM conflict WHERE entity = ? AND is_open = 1 AND link IN"
            f" (SELECT number FROM link WHERE {which})",
            (self._entity, *values),
        )

    def agree(self, baselines: Iterable[tuple[int, Baseline]], at: datetime) -> None:
        """Keep what pairs now agree on."""
        self._database.run_many(
            _AGREE,
            (
                (
                    number,
                    to_json(base.sides.left),
                    to_json(base.sides.right),
                    to_text(at),
                    to_json(sorted(base.accepted)),
                )
                for number, base in baselines
            ),
        )

    def want(self, number: int, values: View) -> None:
        """Keep what a person decided both sides shall have."""
        self._database.run_many(
            _WANT,
            ((number, field, to_json(value)) for field, value in values.items()),
        )

    def unwant(self, number: int, fields: Iterable[str]) -> None:
        """Both sides have it now."""
        self._database.run_many(
            "DELETE FROM wanted WHERE link = ? AND field = ?",
            ((number, field) for field in fields),
        )

    def twins(self, number: int) -> Twins | None:
        """A pair with both its observations, or None where one was never read."""
        row = self._database.row(_twins_in(self._database.words), (number,))
        return _twins(row) if row else None

    def waiting(self) -> list[int]:
        """The pairs at work of which something waits to be planned.

        A side was read anew, a problem or a person's decision is open.
        """
        causes = [
            f" SELECT l.number FROM {table} c JOIN link l"
            f" ON l.entity = c.entity AND l.{side.value}_id = c.{id}"
            f" WHERE c.entity = ?1 AND c.side = '{side.value}' AND {when}"
            " AND l.state = 'linked'"
            for table, id, when in (
                ("observation", "id", "c.is_fresh = 1"),
                ("problem", "record", "1 = 1"),
            )
            for side in Side
        ]
        wanted = (
            " SELECT l.number FROM wanted w JOIN link l ON l.number = w.link"
            " WHERE l.entity = ?1 AND l.state = 'linked'"
        )
        left_out = [
            " SELECT l.number FROM excluded x JOIN link l"
            f" ON l.entity = x.entity AND l.{side.value}_id = x.id"
            f" WHERE x.entity = ?1 AND x.side = '{side.value}'"
            for side in Side
        ]
        waiting = " UNION".join([*causes, wanted])
        sql = " EXCEPT".join([waiting, *left_out])
        rows = self._database.rows(f"{sql} ORDER BY 1", (self._entity,))
        return [row["number"] for row in rows]

    def never(self, ids: Pair[str]) -> None:
        """Remember that two records are not the same thing."""
        self._database.run(
            "INSERT INTO never_match VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            (self._entity, *ids),
        )

    def strangers(self, side: Side, id: str) -> set[str]:
        """The records of the other side that a record is never paired with."""
        rows = self._database.rows(
            f"SELECT {side.other.value}_id AS id FROM never_match"
            f" WHERE entity = ? AND {side.value}_id = ?",
            (self._entity, id),
        )
        return {row["id"] for row in rows}

    def never_pairs(self) -> list[Pair[str]]:
        """All the pairs of which somebody said that they are not the same."""
        rows = self._database.rows(
            "SELECT left_id, right_id FROM never_match WHERE entity = ? ORDER BY 1, 2",
            (self._entity,),
        )
        return [Pair(row["left_id"], row["right_id"]) for row in rows]


@cache
def _twins_in(words: Words) -> str:
    gathered = words.gathered("w.field", "w.value")
    return f"{_TWINS.format(gathered=gathered)} WHERE l.number = ?"


def _link(row: Row) -> Link:
    ids = Pair(row["left_id"], row["right_id"])
    return Link(row["number"], ids, LinkState(row["state"]))


def _accepted(text: str | None, agreed: Pair[View]) -> frozenset[str]:
    """The fields that were to differ; of an old agreement, all that did."""
    if text is None:
        left, right = agreed
        return frozenset(name for name in left if left[name] != right.get(name))
    found = from_json(text)
    return frozenset(map(str, found)) if isinstance(found, list) else frozenset()


def _twins(row: Row) -> Twins:
    agreed = Pair(view(row["left_view"]), view(row["right_view"]))
    baseline = Baseline(agreed, _accepted(row["accepted"], agreed))
    return Twins(
        _link(row),
        Pair(observation(row, "a_"), observation(row, "b_")),
        baseline,
        view(row["wanted"]),
    )
