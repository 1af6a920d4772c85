"""What the engine asks of any system."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from engine.model.record import Record
from engine.model.resource import Property, SystemDescription
from engine.values import Json


@dataclass(frozen=True, slots=True)
class Page:
    """Some records of a listing, in the order of their stamps (or keys).

    Attributes:
        records: The records of this page.
        total: How many the resource holds in all, before any filter; None where
            the answer does not say.
    """

    records: tuple[Record, ...]
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Offset:
    """What is proved of how far a server's clock is ahead of ours, in seconds.

    The interval is the intersection of ``(d - r, d + g - s)`` over the answers
    of a run: ``d`` the server's ``Date``, ``g`` its granularity, ``s`` and
    ``r`` our times of sending and receiving.
    """

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Field:
    """A field that was added to a system; a select field has values and labels.

    Attributes:
        code: Its code, without what stands before it in a record (``FF_``).
        label: What a person reads beside it.
        values: Each value as a record holds it, and the label of that value.
        id: The system's id of the definition; empty where there is none yet.
        type: ``select``, ``text``, ``number``, ``date`` or ``boolean``.
    """

    code: str
    label: str
    values: tuple[tuple[str, str], ...]
    id: str = ""
    type: str = "select"


class System(Protocol):
    """One application behind an API.

    Every method may raise ``Unauthorised``, ``Forbidden`` and ``Unavailable``;
    the writing ones also ``Refused``, ``Absent`` and ``Unclear`` (sent, and not
    answered: the caller looks before it tries again).  Reading is tried again
    inside, a bounded number of times; a write never is once it may have been
    applied: somebody may have edited the record meanwhile.
    """

    @property
    def name(self) -> str:
        """The key of this system in mappings (and in documents for scripts)."""

    @property
    def description(self) -> SystemDescription:
        """The facts of its API."""

    @property
    def calls(self) -> int:
        """How many requests were sent since this object was made."""

    @property
    def retries(self) -> int:
        """How many of them failed, and were tried again."""

    @property
    def offset(self) -> Offset | None:
        """How far its clock is ahead of ours, as far as the answers prove."""

    def now(self) -> datetime | None:
        """The server's own time in its latest answer, or None before any."""

    def changes(self, resource: str, since: datetime | None) -> Iterator[Page]:
        """Read what changed at or after ``since`` (all, for None), oldest first.

        A walk over everything is ordered by key; pages follow each other
        lazily, each is asked for when it is wanted, and the walk cannot loop.
        There is always one page, perhaps empty.  A record that is edited during
        an incremental walk may come again, with its new stamp; none that is left
        alone is skipped.  A resource without stamps is read whole.  The id of a
        record that is unique within another one only names both: ``IT/58``.
        """

    def below(self, resource: str, parents: Sequence[str]) -> Iterator[Page]:
        """Read the records that live under these parents; an absent one has none.

        The id of such a record names its parent too: ``56/140``.
        """

    def count(self, resource: str, since: datetime | None, until: datetime) -> int:
        """How many records have a stamp at or after ``since`` and before ``until``."""

    def total(self, resource: str) -> int:
        """How many records the resource holds."""

    def get(self, resource: str, id: str) -> Record:
        """Read one record, whole.

        Raises:
            Absent: There is none (404 or 410).
        """

    def get_many(self, resource: str, ids: Sequence[str]) -> list[Record]:
        """Read these records in as few calls as it takes; absent ones are left out."""

    def search(
        self, resource: str, wanted: Sequence[tuple[str, str]], since: datetime | None
    ) -> list[Record]:
        """Read every record for which any (path, exact text) of ``wanted`` holds.

        As few calls as it takes; ``since`` keeps only those modified at or after it.
        A few more may come, where a system compares without case or by the
        beginning of a list: the caller compares.  A path that cannot be searched
        is ``Refused``.
        """

    def create(self, resource: str, content: Json) -> Record | str:
        """Create a record: what the answer shows of it, or only its id."""

    def update(self, record: Record, resource: str, content: Json) -> Record | None:
        """Write ``content`` (the whole document) over ``record``, as just read.

        A system of partial updates sends only the top-level properties in which
        ``content`` differs from ``record``.  Returns what the answer shows, or
        None where it shows nothing and the record has to be read again.
        """

    def delete(self, resource: str, id: str) -> None:
        """Delete one record (a person asked for it by name)."""

    def paper(self, resource: str, id: str) -> bytes:
        """A record as it is printed: the bytes of a PDF.

        Raises:
            Absent: There is no such record.
            UsageError: Nothing of that kind is printed here.
        """

    def whoami(self) -> str:
        """Who we are to this system: the cheapest call that proves the credentials."""

    def fields(self, resource: str) -> list[Field]:
        """The fields that were added to a resource, ours and others."""

    def keep_field(self, resource: str, field: Field) -> None:
        """Create a field, or bring its label and values up to date."""

    def schema(self, resource: str) -> tuple[Property, ...] | None:
        """What this tenant shows of a resource; None where it does not say."""

    def close(self) -> None:
        """Let go of the connections."""
