"""The collections that select lists are made of: read, kept, and read again."""

import contextlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from engine.application.wiring import Wiring
from engine.errors import Absent, Forbidden
from engine.model.option import Option, Options
from engine.model.record import Record
from engine.model.resource import Resource
from engine.state.store import Store
from engine.systems.protocol import System
from engine.values import Json, Value, is_set

_LIFE = timedelta(hours=1)


class Collections:
    """The options of the left system, remembered for an hour."""

    def __init__(self, wiring: Wiring, store: Store) -> None:
        self._store = store
        self._left: System = wiring.systems.left
        self._go_on = wiring.go_on

    def get(self, names: tuple[str, ...]) -> dict[str, Options]:
        """These collections, read now where they are older than an hour."""
        return {name: self._remembered(name) or self._read(name) for name in names}

    def refresh(self, names: tuple[str, ...]) -> dict[str, Options]:
        """These collections, read now."""
        return {name: self._read(name) for name in names}

    def _remembered(self, name: str) -> Options | None:
        found = self._store.collections.get(name)
        if found is None:
            return None
        options, read_at = found
        age = datetime.now(UTC) - read_at
        return options if timedelta(0) <= age < _LIFE else None

    def _read(self, name: str) -> Options:
        self._go_on()
        resource = self._left.description.resource(name)
        if resource is None:
            return Options(name, (), is_missing=True)
        try:
            records = self._named(resource) if resource.named_by else self._all(name)
            found = [
                _option(resource, one.id, self._whole(resource, one)) for one in records
            ]
        except (Absent, Forbidden):
            if not resource.is_optional:
                raise
            options = Options(name, (), is_missing=True)
        else:
            options = Options(name, tuple(found))
        self._store.collections.keep(options, datetime.now(UTC))
        return options

    def _all(self, name: str) -> Iterator[Record]:
        """The records of a listing."""
        for page in self._left.changes(name, None):
            yield from page.records

    def _named(self, resource: Resource) -> list[Record]:
        """The records that others name, each read by itself.

        Raises:
            Absent: None of them is there, as far as that can be told.
        """
        keys = dict.fromkeys(
            key
            for name, path in resource.named_by
            for option in self.get((name,))[name].options
            for key in _ends(option.content, path.split("."))
        )
        found = []
        for key in keys:
            self._go_on()
            with contextlib.suppress(Absent):
                found.append(self._left.get(resource.name, key))
        if keys and not found:
            raise Absent(
                system=self._left.name, resource=resource.name, id=next(iter(keys))
            )
        return found

    def _whole(self, resource: Resource, record: Record) -> Json:
        """What a record holds, also what a listing left out of it."""
        if all(name in record.content for name in resource.omits):
            return record.content
        with contextlib.suppress(Absent):
            return self._left.get(resource.name, record.id).content
        return record.content


def _ends(content: Value, steps: Sequence[str]) -> Iterator[str]:
    """Every text or number that stands at a path, in whichever item of a list."""
    if isinstance(content, list):
        for item in content:
            yield from _ends(item, steps)
    elif isinstance(content, dict) and steps:
        yield from _ends(content.get(steps[0]), steps[1:])
    elif is_set(content) and not steps:
        yield str(content)


def _option(resource: Resource, id: str, content: dict[str, Value]) -> Option:
    key = content.get(resource.key)
    label = str(content.get(resource.label) or id)
    within: Value = content
    for step in resource.within.split(".") if resource.within else ():
        within = within.get(step) if isinstance(within, dict) else None
    named = str(within) if resource.within and within else ""
    return Option(key if isinstance(key, int) else str(key), label, content, named)
