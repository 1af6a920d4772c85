"""A system in memory, for tests and rehearsals.

A write is whole or partial and a stamp as coarse as its description says; what is
handed out or taken in is a copy.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from math import ceil
from typing import TypeAlias

from engine.model.record import Record
from engine.model.resource import Property, SystemDescription
from engine.systems.paging import Cut, Listing, Order, by_key, by_page, by_stamp
from engine.systems.partial import changed_properties
from engine.systems.protocol import Field, Offset, Page
from engine.systems.remote import UnknownResource
from engine.systems.shelf import A_PERSON, OURSELVES, Shelf, texts_at
from engine.systems.stamps import SECOND, floor
from engine.values import Json, Value, to_json

Hook: TypeAlias = Callable[[str, str, str], None]
"""Called with the verb, the resource and the id; what it raises, the caller sees."""


def _nothing(verb: str, resource: str, id_: str) -> None:
    """Let a write pass."""


@dataclass(slots=True)
class Faults:
    """Where a test stands in the way of a write.

    Attributes:
        before: Called before a write; an error means that it was not done.
        after: Called after a write; an error means that it was done, unanswered.
    """

    before: Hook = _nothing
    after: Hook = _nothing


class Memory:
    """A system that is kept in memory; its clock is the one that it is given.

    Attributes:
        faults: Where a test stands in the way of writes.
        offset: What it tells of its clock.
        writes: The verb, resource and id of every write that was done.
        hidden: Properties that it does not show in its schema.
    """

    def __init__(
        self, description: SystemDescription, clock: Callable[[], datetime]
    ) -> None:
        self.faults = Faults()
        self.offset: Offset | None = Offset(0.0, 0.0)
        self.retries = self._calls = 0
        self.writes: list[tuple[str, str, str]] = []
        self.hidden: set[str] = set()
        self._description = description
        self._clock = clock
        self._shelves = {
            name: Shelf(description.name, resource, clock)
            for name, resource in description.resources
        }
        self._fields: dict[tuple[str, str], Field] = {}
        self._latest: datetime | None = None
        self._lock = threading.RLock()

    @property
    def name(self) -> str:
        """The key of this system in mappings."""
        return self._description.name

    @property
    def description(self) -> SystemDescription:
        """The facts of the API that it stands for."""
        return self._description

    @property
    def calls(self) -> int:
        """How many requests it would have taken."""
        return self._calls

    def now(self) -> datetime | None:
        """Its own time at the latest call, or None before any."""
        return self._latest

    def seed(self, resource: str, *contents: Json) -> list[str]:
        """Put records there, with their own stamps if they have any."""
        shelf = self._shelf(resource)
        modified = shelf.resource.modified
        with self._lock:
            return [shelf.place(content, content.get(modified)) for content in contents]

    def edit(self, resource: str, id: str, **changes: Value) -> None:
        """Change some properties of a record, as a person would."""
        shelf = self._shelf(resource)
        with self._lock:
            shelf.place({**shelf.content(id), **changes}, editor=A_PERSON)

    def content(self, resource: str, id: str) -> Json:
        """What a record holds now; no call is counted."""
        with self._lock:
            return self._shelf(resource).record(id).content

    def ids(self, resource: str) -> list[str]:
        """The ids of all records; no call is counted."""
        with self._lock:
            return list(self._shelf(resource).contents)

    def changes(self, resource: str, since: datetime | None) -> Iterator[Page]:
        """Read what changed at or after ``since`` (all, for None), oldest first."""
        described, ask = self._shelf(resource).resource, partial(self._ask, resource)
        if since is not None and described.modified:
            grain, is_keyed = described.granularity, described.is_keyed
            return by_stamp(ask, since, grain, is_keyed=is_keyed)
        if described.is_keyed:
            return by_key(ask, Cut(Order.KEY))
        return by_page(ask, Cut(Order.NONE))

    def count(self, resource: str, since: datetime | None, until: datetime) -> int:
        """How many records have a stamp at or after ``since`` and before ``until``."""
        with self._call():
            cut = Cut(Order.NONE, since=since, before=until)
            return len(self._shelf(resource).ids(cut))

    def total(self, resource: str) -> int:
        """How many records the resource holds."""
        with self._call():
            return len(self._shelf(resource).contents)

    def get(self, resource: str, id: str) -> Record:
        """Read one record, whole."""
        with self._call():
            return self._shelf(resource).record(id)

    def below(self, resource: str, parents: Sequence[str]) -> Iterator[Page]:
        """Read the records that live under these parents."""
        shelf = self._shelf(resource)
        for parent in dict.fromkeys(parents):
            with self._call():
                ids = [id_ for id_ in shelf.contents if id_.startswith(f"{parent}/")]
                yield Page(tuple(shelf.record(id_) for id_ in ids))

    def get_many(self, resource: str, ids: Sequence[str]) -> list[Record]:
        """Read these records; absent ones are left out."""
        shelf = self._shelf(resource)
        with self._call(self._questions(ids)):
            wanted = dict.fromkeys(ids)
            return [shelf.record(id_) for id_ in wanted if id_ in shelf.contents]

    def search(
        self, resource: str, wanted: Sequence[tuple[str, str]], since: datetime | None
    ) -> list[Record]:
        """Read every record for which any (path, exact text) of ``wanted`` holds."""
        shelf = self._shelf(resource)
        texts_by_path: dict[str, set[str]] = {}
        for path, text in wanted:
            if text:
                texts_by_path.setdefault(path, set()).add(text.casefold())
        cut = Cut(Order.KEY, since=since if shelf.resource.modified else None)
        with self._call(self._questions(wanted)):
            return [
                shelf.record(id_)
                for id_ in shelf.ids(cut)
                if _has_any(shelf.contents[id_], texts_by_path)
            ]

    def create(self, resource: str, content: Json) -> Record | str:
        """Create a record: what the answer shows of it, or only its id."""
        shelf = self._shelf(resource)
        with self._call():
            self.faults.before("create", resource, "")
            id_ = shelf.place(content, editor=OURSELVES)
            self.writes.append(("create", resource, id_))
            record = shelf.record(id_)
            self.faults.after("create", resource, id_)
        return id_ if self._description.partial_update else record

    def update(self, record: Record, resource: str, content: Json) -> Record | None:
        """Write ``content``, whole or only where it differs from ``record``."""
        if self._description.partial_update:
            changed = changed_properties(record.content, content)
            if changed:
                self._overwrite(resource, record.id, changed)
            return None if changed else record
        return self._overwrite(resource, record.id, content)

    def delete(self, resource: str, id: str) -> None:
        """Delete one record."""
        shelf = self._shelf(resource)
        with self._call():
            self.faults.before("delete", resource, id)
            shelf.content(id)
            del shelf.contents[id]
            self.writes.append(("delete", resource, id))
            self.faults.after("delete", resource, id)

    def paper(self, resource: str, id: str) -> bytes:
        """The record as a text that calls itself a PDF."""
        return f"%PDF {to_json(self.get(resource, id).content)}".encode()

    def whoami(self) -> str:
        """Its own name."""
        with self._call():
            return self.name

    def fields(self, resource: str) -> list[Field]:
        """The fields that were added to a resource, with their values."""
        with self._call():
            return [field for (on, _), field in self._fields.items() if on == resource]

    def keep_field(self, resource: str, field: Field) -> None:
        """Create a field, or bring its label and values up to date."""
        names = self._description.fields
        code = field.code.removeprefix(names.prefix if names else "")
        with self._call():
            known = self._fields.get((resource, code))
            id_ = known.id if known else str(len(self._fields) + 1)
            self._fields[resource, code] = replace(field, code=code, id=id_)

    def schema(self, resource: str) -> tuple[Property, ...] | None:
        """What it shows of a resource: all but what is hidden; None for anything."""
        described = self._shelf(resource).resource
        if not described.properties:
            return None
        names = self._description.fields
        prefix = names.prefix if names else ""
        with self._call():
            own = [one for (on, _), one in self._fields.items() if on == resource]
            return tuple(
                Property(
                    name,
                    name,
                    is_required=name in described.required,
                    is_writable=name not in described.read_only,
                )
                for name in described.properties
                if name not in self.hidden
            ) + tuple(Property(f"{prefix}{one.code}", one.label) for one in own)

    def close(self) -> None:
        """Keep everything: a test may look at it."""

    @contextmanager
    def _call(self, times: int = 1) -> Iterator[None]:
        """Count a call and hold the system still while it lasts."""
        with self._lock:
            self._calls += times
            self._latest = floor(self._clock(), SECOND)
            yield

    def _questions(self, wanted: Sequence[object]) -> int:
        return ceil(len(wanted) / self._description.keys_per_search)

    def _shelf(self, resource: str) -> Shelf:
        try:
            return self._shelves[resource]
        except KeyError:
            raise UnknownResource(system=self.name, resource=resource) from None

    def _overwrite(self, resource: str, id_: str, written: Json) -> Record:
        shelf = self._shelf(resource)
        with self._call():
            self.faults.before("update", resource, id_)
            old = shelf.content(id_)
            kept = (shelf.resource.key, *shelf.resource.read_only)
            base = old if self._description.partial_update else {}
            own = {name: old[name] for name in kept if name in old}
            shelf.place({**base, **written, **own}, editor=OURSELVES)
            self.writes.append(("update", resource, id_))
            record = shelf.record(id_)
            self.faults.after("update", resource, id_)
        return record

    def _ask(self, resource: str, cut: Cut) -> Listing:
        shelf, size = self._shelf(resource), self._description.page_size
        with self._call():
            ids, first = shelf.ids(cut), cut.skip * size
            page = ids[first : first + size]
            return Listing(
                tuple(shelf.record(id_) for id_ in page),
                is_last=first + len(page) >= len(ids),
                matching=len(ids),
                total=len(shelf.contents),
            )


def _has_any(content: Json, texts_by_path: dict[str, set[str]]) -> bool:
    return any(
        text.casefold() in texts
        for path, texts in texts_by_path.items()
        for text in texts_at(content, path)
    )
