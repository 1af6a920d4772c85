"""The records of one resource, by key, with what listings still show of the past."""

import copy
from collections.abc import Callable, Iterator
from operator import attrgetter

from engine.sandbox.exact import Fields

Key = int | str
Touch = Callable[[Fields], Fields]
KEPT = 8


class Version:
    """One record as it stood from one moment on; no fields where it was deleted.

    `cached` holds its text as last shown, under whatever it depended on.
    """

    __slots__ = ("at", "cached", "fields", "key")

    def __init__(self, key: Key, fields: Fields | None, at: float) -> None:
        self.key = key
        self.fields = fields
        self.at = at
        self.cached: tuple[object, str] | None = None


class Collection:
    """Records by key.

    A listing may lag behind: it then shows, of each record, the newest version
    that is old enough.
    """

    def __init__(self, clock: Callable[[], float], touch: Touch) -> None:
        self._clock = clock
        self._touch = touch
        self._now: dict[Key, Version] = {}
        self._past: dict[Key, list[Version]] = {}
        self._order: list[Version] | None = None
        self.highest = 0
        self.writes = 0

    def __len__(self) -> int:
        return len(self._now)

    def __contains__(self, key: object) -> bool:
        return key in self._now

    def __iter__(self) -> Iterator[Key]:
        return iter(list(self._now))

    def __getitem__(self, key: Key) -> Fields:
        """Give a copy of one record's fields."""
        return copy.deepcopy(self.version(key).fields or {})

    def version(self, key: Key) -> Version:
        """Give one record as it stands, not copied."""
        return self._now[key]

    def find(self, key: Key) -> Version | None:
        """Give one record as it stands, or nothing."""
        return self._now.get(key)

    def load(self, key: Key, fields: Fields) -> None:
        """Put a record there as it has always been: no stamp moves."""
        self._now[key] = Version(key, fields, float("-inf"))
        self._note(key)

    def put(self, key: Key, fields: Fields) -> Version:
        """Write a record, whole."""
        self._keep(key)
        version = Version(key, fields, self._clock())
        self._now[key] = version
        self._note(key)
        return version

    def edit(self, key: Key, **changes: object) -> Fields:
        """Change some fields as a person at the screen does; None clears one."""
        fields = {**(self.version(key).fields or {}), **copy.deepcopy(changes)}
        kept = {name: value for name, value in fields.items() if value is not None}
        return self.put(key, self._touch(kept)).fields or {}

    def remove(self, key: Key) -> None:
        """Delete a record."""
        self._keep(key)
        del self._now[key]
        self._past[key].append(Version(key, None, self._clock()))
        self._order = None

    def listed(self, lag: float = 0.0) -> list[Version]:
        """Give what a listing shows, by key."""
        if self._order is None:
            self._order = sorted(self._now.values(), key=attrgetter("key"))
        if not lag:
            return self._order
        horizon = self._clock() - lag
        shown = [version for version in self._order if version.at <= horizon]
        shown += self._behind(horizon)
        return sorted(shown, key=attrgetter("key"))

    def _behind(self, horizon: float) -> Iterator[Version]:
        for key, versions in self._past.items():
            current = self._now.get(key)
            if current is not None and current.at <= horizon:
                continue
            old = [version for version in versions if version.at <= horizon]
            if old and old[-1].fields is not None:
                yield old[-1]

    def _keep(self, key: Key) -> None:
        self.writes += 1
        past = self._past.setdefault(key, [])
        current = self._now.get(key)
        if current is not None:
            past.append(current)
        del past[:-KEPT]

    def _note(self, key: Key) -> None:
        self._order = None
        if isinstance(key, int):
            self.highest = max(self.highest, key)
