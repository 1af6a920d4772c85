"""Walks over a resource, page by page, that lose no record and cannot loop.

Three ways, by what a resource offers:

- **by key**: each page begins after the last key of the one before.  Records
  may come, go and be edited while the walk is under way: whatever is there from
  its first page to its last is read exactly once.
- **by stamp**, oldest first: each page begins at the last stamp of the one
  before, less one granularity (a server may round where it should cut), and
  drops what was read already.  A record that is edited during the walk moves
  ahead of it and is read again, with its new stamp; one that is not edited is
  never skipped.  Where a whole page lies inside one granularity (an import),
  that stretch of stamps is read by key (by page, where keys are texts), and the
  walk goes on behind it.
- **by page**, for small registries that can be neither filtered nor sorted by
  their key: pages are counted, and where one came twice or the number of
  records moved, the walk is made again for what it may have skipped.

A server that does not keep the order or repeats itself ends a walk with
``BadListing``: going on would lose records in silence.
"""

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from itertools import count, pairwise
from typing import TypeAlias

from engine.errors import N_, Unavailable
from engine.model.record import Record
from engine.systems.protocol import Page

_MOST_WALKS = 3


class BadListing(Unavailable):
    """A listing cannot be walked over without losing records."""

    template = N_("{system} lists {resource} out of order, or one page again and again")
    advice = N_("nothing is lost: run again later")


class BadAnswer(Unavailable):
    """An answer is no record, or no list of records, or no number, where one is due."""

    template = N_("{system} answers for {resource} with something that is no record")
    advice = N_("look at the address in the profile, then run again")


class Order(Enum):
    """What the records of a listing are sorted by."""

    KEY = "key"
    STAMP = "stamp"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Cut:
    """Which records of a resource are asked for.

    Attributes:
        order: How they are sorted.
        since: Only stamps at or after this.
        before: Only stamps before this.
        after: Only keys greater than this.
        skip: How many pages to leave out.
        terms: What else must hold, in the system's own language.
    """

    order: Order
    since: datetime | None = None
    before: datetime | None = None
    after: int | None = None
    skip: int = 0
    terms: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """One answer to a question for records.

    Attributes:
        records: The first of those that the cut describes.
        is_last: Whether there are no others.
        matching: How many the cut describes; None where the answer is silent.
        total: How many the resource holds; None where the answer is silent.
    """

    records: tuple[Record, ...]
    is_last: bool
    matching: int | None = None
    total: int | None = None


Ask: TypeAlias = Callable[[Cut], Listing]


class Unordered(Exception):
    """A page does not follow the one before it."""


def by_key(ask: Ask, cut: Cut) -> Iterator[Page]:
    """Walk over the records of a cut in the order of their keys."""
    while True:
        listing = ask(cut)
        yield Page(listing.records, listing.total)
        if listing.is_last:
            return
        cut = replace(cut, after=_last_key(listing.records, cut.after))


def by_stamp(
    ask: Ask, since: datetime, grain: timedelta, *, is_keyed: bool = True
) -> Iterator[Page]:
    """Walk over what was modified since, oldest first."""
    walk = by_key if is_keyed else by_page
    cut = Cut(Order.STAMP, since=since)
    seen: dict[str, datetime | None] = {}
    while True:
        listing = ask(cut)
        yield _fresh(listing.records, seen, listing.total)
        if listing.is_last:
            return
        last = _last_stamp(listing.records)
        seen = {record.id: record.modified for record in listing.records}
        if last - grain > since:
            since = last - grain
        else:
            behind = max(last, since) + grain
            stretch = Cut(Order.KEY, since=since, before=behind)
            for page in walk(ask, stretch):
                yield _fresh(page.records, seen, page.total)
            since = behind
        cut = replace(cut, since=since)


def by_page(ask: Ask, cut: Cut) -> Iterator[Page]:
    """Walk over a registry by counting its pages."""
    seen: set[str] = set()
    for _ in range(_MOST_WALKS):
        has_shifted = yield from _one_walk(ask, cut, seen)
        if not has_shifted:
            return


def _one_walk(ask: Ask, cut: Cut, seen: set[str]) -> Generator[Page, None, bool]:
    """One walk by page; tells at its end whether records moved under it."""
    met: set[str] = set()
    sizes: set[int | None] = set()
    has_repeated = False
    for skip in count():
        listing = ask(replace(cut, skip=skip))
        ids = {record.id for record in listing.records}
        if skip and ids and ids <= met:
            raise Unordered
        has_repeated = has_repeated or bool(ids & met)
        fresh = tuple(record for record in listing.records if record.id not in seen)
        yield Page(fresh, listing.total)
        met |= ids
        seen |= ids
        sizes.add(listing.matching)
        if listing.is_last or not ids:
            break
    return has_repeated or len(sizes) > 1


def _fresh(
    records: tuple[Record, ...], seen: dict[str, datetime | None], total: int | None
) -> Page:
    """A page of what was not read with this stamp before."""
    return Page(
        tuple(
            record
            for record in records
            if record.id not in seen or seen[record.id] != record.modified
        ),
        total,
    )


def _last_key(records: tuple[Record, ...], after: int | None) -> int:
    try:
        keys = [int(record.id) for record in records]
    except ValueError:
        raise Unordered from None
    walked = keys if after is None else [after, *keys]
    if not keys or any(one >= other for one, other in pairwise(walked)):
        raise Unordered
    return keys[-1]


def _last_stamp(records: tuple[Record, ...]) -> datetime:
    stamps = [record.modified for record in records if record.modified is not None]
    is_whole = len(stamps) == len(records) > 0
    if not is_whole or any(one > other for one, other in pairwise(stamps)):
        raise Unordered
    return stamps[-1]
