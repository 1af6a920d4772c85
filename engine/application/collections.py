"""The collections that select lists are made of: read, kept, and read again."""

from datetime import UTC, datetime, timedelta

from engine.application.wiring import Wiring
from engine.errors import Forbidden
from engine.model.option import Option, Options
from engine.model.resource import Resource
from engine.state.store import Store
from engine.systems.protocol import System
from engine.values import Value

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
            found = [
                _option(resource, record.id, record.content)
                for page in self._left.changes(name, None)
                for record in page.records
            ]
        except Forbidden:
            if not resource.is_optional:
                raise
            options = Options(name, (), is_missing=True)
        else:
            options = Options(name, tuple(found))
        self._store.collections.keep(options, datetime.now(UTC))
        return options


def _option(resource: Resource, id: str, content: dict[str, Value]) -> Option:
    key = content.get(resource.key)
    label = str(content.get(resource.label) or id)
    within: Value = content
    for step in resource.within.split(".") if resource.within else ():
        within = within.get(step) if isinstance(within, dict) else None
    named = str(within) if resource.within and within else ""
    return Option(key if isinstance(key, int) else str(key), label, content, named)
