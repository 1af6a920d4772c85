"""The records of one resource, by key, with what listings still show of the past."""

import copy
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from threading import RLock
from typing import Any

from engine.sandbox.exact import Fields

Key = int | str
Touch = Callable[[Fields], Fields]
Read = Callable[[Fields], Any]
Watch = Callable[[Key | None, Key | None], None]
KEPT = 8


@dataclass(frozen=True, slots=True)
class Pick:
    """The records of which a property has one of some values."""

    name: str
    read: Read
    values: frozenset[Hashable]


class Version:
    """One record as it stood from one moment on; no fields where it was deleted.

    `cached` holds its text as last shown, under whatever that depended on.
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
    that is old enough. `watch` is told of each write: the key before, the key after.
    """

    def __init__(self, clock: Callable[[], float], touch: Touch, lock: RLock) -> None:
        self._clock = clock
        self._touch = touch
        self._lock = lock
        self._now: dict[Key, Version] = {}
        self._past: dict[Key, list[Version]] = {}
        self._order: list[Version] | None = None
        self._indexes: dict[str, tuple[Read, dict[Hashable, set[Key]]]] = {}
        self.highest = 0
        self.writes = 0
        self.watch: Watch | None = None

    def __len__(self) -> int:
        return len(self._now)

    def __contains__(self, key: object) -> bool:
        return key in self._now

    def __iter__(self) -> Iterator[Key]:
        with self._lock:
            return iter(list(self._now))

    def __getitem__(self, key: Key) -> Fields:
        """Give a copy of one record's fields."""
        return copy.deepcopy(self._now[key].fields or {})

    def find(self, key: Key) -> Version | None:
        """Give one record as it stands, not copied, or nothing."""
        return self._now.get(key)

    def load(self, key: Key, fields: Fields) -> None:
        """Put a record there as it has always been: no stamp moves."""
        self._set(Version(key, fields, float("-inf")))

    def put(self, key: Key, fields: Fields, formerly: Key | None = None) -> Version:
        """Write a record, whole; `formerly` is the key that it may have had."""
        with self._lock:
            before = key if formerly is None else formerly
            was_there = before in self._now
            if before != key and was_there:
                self._drop(before)
            self._keep(key)
            version = Version(key, fields, self._clock())
            self._set(version)
            self._tell(before if was_there else None, key)
            return version

    def edit(self, key: Key, **changes: object) -> Fields:
        """Change some fields as a person at the screen does; None clears one."""
        with self._lock:
            fields = {**(self._now[key].fields or {}), **copy.deepcopy(changes)}
            kept = {name: value for name, value in fields.items() if value is not None}
            self.put(key, self._touch(kept))
            return self[key]

    def remove(self, key: Key) -> None:
        """Delete a record."""
        with self._lock:
            self._drop(key)
            self._tell(key, None)

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

    def picked(self, picks: Iterable[Pick]) -> list[Version]:
        """Give the records that one of some picks takes, by key, from an index."""
        found: set[Key] = set()
        for pick in picks:
            keys = self._keys_by_value(pick)
            found.update(*(keys.get(value, ()) for value in pick.values))
        versions = (self._now[key] for key in found)
        return sorted(versions, key=attrgetter("key"))

    def _keys_by_value(self, pick: Pick) -> dict[Hashable, set[Key]]:
        if pick.name not in self._indexes:
            self._indexes[pick.name] = (pick.read, {})
            for version in self._now.values():
                self._index(pick.name, version)
        return self._indexes[pick.name][1]

    def _drop(self, key: Key) -> None:
        self._keep(key)
        self._unindex(self._now.pop(key))
        self._past[key].append(Version(key, None, self._clock()))
        self._order = None

    def _tell(self, before: Key | None, after: Key | None) -> None:
        if self.watch is not None:
            self.watch(before, after)

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

    def _set(self, version: Version) -> None:
        before = self._now.get(version.key)
        if before is not None:
            self._unindex(before)
        self._now[version.key] = version
        for name in self._indexes:
            self._index(name, version)
        self._order = None
        if isinstance(version.key, int):
            self.highest = max(self.highest, version.key)

    def _index(self, name: str, version: Version) -> None:
        read, keys = self._indexes[name]
        keys.setdefault(read(version.fields or {}), set()).add(version.key)

    def _unindex(self, version: Version) -> None:
        for read, keys in self._indexes.values():
            keys[read(version.fields or {})].discard(version.key)
