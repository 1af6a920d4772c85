"""What the two systems have in common: records out of answers, walks, batches."""

import contextlib
import dataclasses
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from urllib.parse import quote

from engine.errors import N_, Absent, Forbidden, UsageError
from engine.model.record import Record
from engine.model.resource import Resource, SystemDescription
from engine.systems.calls import Answer, Call
from engine.systems.paging import (
    Ask,
    BadAnswer,
    BadListing,
    Cut,
    Listing,
    Order,
    Unordered,
    by_key,
    by_page,
    by_stamp,
)
from engine.systems.protocol import Offset, Page
from engine.systems.stamps import read_stamp
from engine.systems.transport import Transport
from engine.values import Json, Value

_ABSENT = 404


class UnknownResource(UsageError):
    """A resource that the description of the system does not have."""

    template = N_("{system} has no resource {resource!r} in its description")


class NothingPrinted(UsageError):
    """A record of a kind that its system does not print."""

    template = N_("{system} prints no {resource}")


class Remote(ABC):
    """A system behind HTTP, driven by its description."""

    def __init__(self, description: SystemDescription, transport: Transport) -> None:
        self._description = description
        self._transport = transport
        self._resources = dict(description.resources)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._transport!r})"

    @property
    def name(self) -> str:
        """The key of this system in mappings."""
        return self._description.name

    @property
    def description(self) -> SystemDescription:
        """The facts of its API."""
        return self._description

    @property
    def calls(self) -> int:
        """How many requests were sent since this object was made."""
        return self._transport.calls

    @property
    def retries(self) -> int:
        """How many of them failed, and were tried again."""
        return self._transport.retries

    @property
    def offset(self) -> Offset | None:
        """How far its clock is ahead of ours, as far as the answers prove."""
        return self._transport.clock.offset

    def now(self) -> datetime | None:
        """The server's own time in its latest answer, or None before any."""
        return self._transport.clock.latest

    def changes(self, resource: str, since: datetime | None) -> Iterator[Page]:
        """Read what changed at or after ``since`` (all, for None), oldest first."""
        described = self._described(resource)
        if since is None or not described.modified:
            return self._walk(described, "")
        ask = partial(self._ask, described)
        grain, is_keyed = described.granularity, described.is_keyed
        return self._kept(described, by_stamp(ask, since, grain, is_keyed=is_keyed))

    def below(self, resource: str, parents: Sequence[str]) -> Iterator[Page]:
        """Read the records that live under these parents."""
        described = self._described(resource)
        for parent in dict.fromkeys(parents):
            under = dataclasses.replace(described, path=path_under(described, parent))
            try:
                for page in self._walk(under, ""):
                    # How many it has in all says nothing of the resource.
                    yield dataclasses.replace(page, total=None)
            except Forbidden as error:
                if error.parts["status"] != _ABSENT:
                    raise

    def get_many(self, resource: str, ids: Sequence[str]) -> list[Record]:
        """Read these records in as few calls as it takes; absent ones are left out."""
        key = self._described(resource).key
        if self._described(resource).parent:
            parents = [id_.partition("/")[0] for id_ in ids]
            pages = self.below(resource, parents)
            return [one for page in pages for one in page.records if one.id in ids]
        return self.search(resource, [(key, id_) for id_ in ids], None)

    def search(
        self, resource: str, wanted: Sequence[tuple[str, str]], since: datetime | None
    ) -> list[Record]:
        """Read every record for which any (path, exact text) of ``wanted`` holds."""
        described = self._described(resource)
        if described.parent:
            # Nobody can be asked for who lives under somebody, but by the parent.
            parents = [text for path, text in wanted if path == described.within]
            pages = self.below(resource, parents)
            return [record for page in pages for record in page.records]
        asked = [pair for pair in dict.fromkeys(wanted) if _can_be(described, *pair)]
        found: dict[str, Record] = {}
        for batch in self._batches(described, asked):
            terms = self._any_of(described, batch)
            for page in self._walk(described, terms, since):
                found.update({record.id: record for record in page.records})
        return self._wholly(described, list(found.values()))

    def _wholly(self, resource: Resource, records: list[Record]) -> list[Record]:
        """The records, each read by itself where listings leave something out."""
        if not resource.omits:
            return records
        whole = []
        for record in records:
            with contextlib.suppress(Absent):
                whole.append(self.get(resource.name, record.id))
        return whole

    def paper(self, resource: str, id: str) -> bytes:  # noqa: ARG002 - nothing is printed here
        """Refuse: this system prints nothing."""
        raise NothingPrinted(system=self.name, resource=resource)

    def probe(self, path: str, query: tuple[tuple[str, str], ...] = ()) -> Answer:
        """Ask something that changes nothing, and give back whatever comes."""
        return self._transport.probe(path, query)

    def cut(self) -> None:
        """Break off the calls in hand: whoever asked them has no time left."""
        self._transport.cut()

    def close(self) -> None:
        """Let go of the connections."""
        self._transport.close()

    @abstractmethod
    def get(self, resource: str, id: str) -> Record:
        """Read one record, whole."""

    @abstractmethod
    def _ask(self, resource: Resource, cut: Cut) -> Listing:
        """Ask for the first page of a cut."""

    @abstractmethod
    def _any_of(self, resource: Resource, wanted: Sequence[tuple[str, str]]) -> str:
        """Say, in the system's language, that any of ``wanted`` holds."""

    def _described(self, resource: str) -> Resource:
        try:
            return self._resources[resource]
        except KeyError:
            raise UnknownResource(system=self.name, resource=resource) from None

    def _walk(
        self, resource: Resource, terms: str, since: datetime | None = None
    ) -> Iterator[Page]:
        ask: Ask = partial(self._ask, resource)
        since = since if resource.modified else None
        if resource.is_keyed:
            cut = Cut(Order.KEY, since=since, terms=terms)
            return self._kept(resource, by_key(ask, cut))
        cut = Cut(Order.NONE, since=since, terms=terms)
        return self._kept(resource, by_page(ask, cut))

    def _kept(self, resource: Resource, pages: Iterator[Page]) -> Iterator[Page]:
        try:
            yield from pages
        except Unordered:
            raise BadListing(system=self.name, resource=resource.name) from None

    def _batches(
        self, resource: Resource, wanted: Sequence[tuple[str, str]]
    ) -> Iterator[Sequence[tuple[str, str]]]:
        """Cut ``wanted`` so that each part fits into one question."""
        most = self._description.keys_per_search
        for first in range(0, len(wanted), most):
            yield from self._fitting(resource, wanted[first : first + most])

    def _fitting(
        self, resource: Resource, batch: Sequence[tuple[str, str]]
    ) -> Iterator[Sequence[tuple[str, str]]]:
        """Halve a batch until its filter is short enough for an address."""
        length = len(quote(self._any_of(resource, batch), safe=""))
        if len(batch) == 1 or length <= self._description.query_length:
            yield batch
            return
        middle = len(batch) // 2
        yield from self._fitting(resource, batch[:middle])
        yield from self._fitting(resource, batch[middle:])

    def _records(self, resource: Resource, items: Value) -> tuple[Record, ...]:
        if not isinstance(items, list):
            raise BadAnswer(system=self.name, resource=resource.name)
        return tuple(self._record(resource, item) for item in items)

    def _record(self, resource: Resource, content: Value) -> Record:
        if not isinstance(content, dict) or content.get(resource.key) is None:
            raise BadAnswer(system=self.name, resource=resource.name)
        within = value_at(content, resource.within) if resource.within else None
        own = str(content[resource.key])
        return Record(
            id=f"{within}/{own}" if within else own,
            content=content,
            modified=read_stamp(content.get(resource.modified)),
            editor=editor_of(resource, content),
        )

    def _read_one(self, call: Call) -> Record:
        resource = self._described(call.resource)
        absent = Absent(system=self.name, resource=call.resource, id=call.id)
        if not _can_be(resource, resource.key, call.id):
            raise absent
        value = self._transport.send(call).value
        if value is None:
            raise absent
        return self._record(resource, value)


def editor_of(resource: Resource, content: Json) -> str:
    """Whom a record names as the last to change it; empty where it names nobody."""
    return str(content.get(resource.modified_by) or "")


def path_under(resource: Resource, parent: str) -> str:
    """Where the records of one parent are listed."""
    key = quote(parent, safe="")
    return resource.path.replace(f"{{{resource.parent}}}", key)


def _can_be(resource: Resource, path: str, text: str) -> bool:
    """Whether any record can have this text there: a key that is a number is one."""
    is_number = text.isascii() and text.isdigit()
    return bool(text) and (is_number or not resource.is_keyed or path != resource.key)


def value_at(content: Json, path: str) -> Value:
    """What stands at a path of names, or None."""
    value: Value = content
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value
