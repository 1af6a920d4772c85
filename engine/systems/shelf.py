"""The records of one resource of a system in memory."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime

from engine.errors import Absent
from engine.model.record import Record
from engine.model.resource import Resource
from engine.systems.paging import Cut, Order
from engine.systems.remote import editor_of, value_at
from engine.systems.stamps import floor, read_stamp, write_stamp
from engine.values import Json, Value

OURSELVES, A_PERSON = 1, 2
"""Whom a record names as the last to change it."""

_STEP = re.compile(r"(\w+)(\[\w*\])?")


class Shelf:
    """Records by id; each write stamps its record, and what leaves is a copy."""

    def __init__(
        self, system: str, resource: Resource, clock: Callable[[], datetime]
    ) -> None:
        self.resource = resource
        self.contents: dict[str, Json] = {}
        self._system = system
        self._clock = clock
        self._highest = 0

    def place(self, content: Json, stamp: Value = None, editor: Value = None) -> str:
        """Put a record there, under its own key or the next number."""
        stored = _copied(content)
        if editor is not None and self.resource.modified_by:
            stored[self.resource.modified_by] = editor
        key = stored.get(self.resource.key)
        if key is None:
            key = stored[self.resource.key] = self._highest + 1
        if isinstance(key, int):
            self._highest = max(self._highest, key)
        if self.resource.modified:
            now = write_stamp(floor(self._clock(), self.resource.granularity))
            stored[self.resource.modified] = stamp or now
        within = self.resource.within
        id_ = f"{value_at(stored, within)}/{key}" if within else str(key)
        self.contents[id_] = stored
        return id_

    def content(self, id_: str) -> Json:
        """What a record holds, not a copy.

        Raises:
            Absent: There is none.
        """
        try:
            return self.contents[id_]
        except KeyError:
            name = self.resource.name
            raise Absent(system=self._system, resource=name, id=id_) from None

    def record(self, id_: str) -> Record:
        """A copy of a record.

        Raises:
            Absent: There is none.
        """
        content = self.content(id_)
        editor = editor_of(self.resource, content)
        return Record(id_, _copied(content), self._stamp(content), editor)

    def ids(self, cut: Cut) -> list[str]:
        """The ids of the records that a cut describes, in its order."""
        found = [
            (stamp, _rank(id_), id_)
            for id_, content in self.contents.items()
            if _is_in(cut, stamp := self._stamp(content), id_)
        ]
        if cut.order is Order.STAMP:
            found.sort(key=lambda item: (item[0] is not None, item[:2]))
        elif cut.order is Order.KEY:
            found.sort(key=lambda item: item[1])
        return [id_ for _, _, id_ in found]

    def _stamp(self, content: Json) -> datetime | None:
        return read_stamp(content.get(self.resource.modified))


def texts_at(content: Value, path: str) -> Iterator[str]:
    """Every text at a path; of a list each item is looked at."""
    head, _, rest = path.partition(".")
    step = _STEP.fullmatch(head)
    value = content.get(step[1]) if isinstance(content, dict) and step else None
    for item in value if isinstance(value, list) else [value]:
        if rest:
            yield from texts_at(item, rest)
        elif isinstance(item, str | int):
            yield str(item)


def _is_in(cut: Cut, stamp: datetime | None, id_: str) -> bool:
    if cut.since is not None and (stamp is None or stamp < cut.since):
        return False
    if cut.before is not None and (stamp is None or stamp >= cut.before):
        return False
    return cut.after is None or _rank(id_) > (cut.after, "")


def _rank(id_: str) -> tuple[int, str]:
    return (int(id_), "") if id_.isdigit() else (0, id_)


def _copied(content: Json) -> Json:
    return {name: _copy(value) for name, value in content.items()}


def _copy(value: Value) -> Value:
    match value:
        case dict():
            return _copied(value)
        case list():
            return [_copy(item) for item in value]
        case _:
            return value
