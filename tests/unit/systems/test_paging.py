"""Walks lose nothing, whatever happens between their pages."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.model.record import Record
from engine.systems.paging import (
    Cut,
    Listing,
    Order,
    Unordered,
    by_key,
    by_page,
    by_stamp,
)
from engine.systems.protocol import Page

START = datetime(2026, 1, 5, 10, 0, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


@dataclass
class Server:
    """Records and their true stamps; it shows stamps cut, or rounded, to seconds."""

    stamps: dict[int, float]
    size: int
    rounds: bool = False
    edits: list[tuple[int, str]] = field(default_factory=list)
    now: float = 100.0
    calls: int = 0

    def ask(self, cut: Cut) -> Listing:
        self.calls += 1
        assert self.calls < 1000
        found = [key for key in self.stamps if self.is_in(cut, key)]
        if cut.order is Order.KEY:
            found.sort()
        elif cut.order is Order.STAMP:
            found.sort(key=lambda key: (self.stamps[key], key))
        first = cut.skip * self.size
        page = found[first : first + self.size]
        listing = Listing(
            tuple(self.record(key) for key in page),
            is_last=first + len(page) >= len(found),
            matching=len(found),
        )
        self.change()
        return listing

    def is_in(self, cut: Cut, key: int) -> bool:
        stamp = at(self.stamps[key])
        return (
            (cut.since is None or stamp >= cut.since)
            and (cut.before is None or stamp < cut.before)
            and (cut.after is None or key > cut.after)
        )

    def record(self, key: int) -> Record:
        shown = self.stamps[key] + (0.5 if self.rounds else 0.0)
        return Record(str(key), {}, at(int(shown)))

    def change(self) -> None:
        """Do what a person does between two pages."""
        for _ in range(2):
            if not self.edits:
                return
            key, verb = self.edits.pop()
            self.now += 0.3
            if verb == "delete":
                self.stamps.pop(key, None)
            else:
                self.stamps[key] = self.now


def ids(pages: Iterator[Page]) -> list[int]:
    return [int(record.id) for page in pages for record in page.records]


KEYS = st.integers(1, 30)
STAMPS = st.dictionaries(KEYS, st.integers(0, 60).map(lambda tenths: tenths / 10))
EDITS = st.lists(st.tuples(KEYS, st.sampled_from(["edit", "delete"])), max_size=20)
SERVERS = st.builds(
    Server, STAMPS, st.integers(1, 6), rounds=st.booleans(), edits=EDITS
)


@given(SERVERS)
def test_a_walk_by_key_loses_no_record_that_was_there_all_the_time(
    server: Server,
) -> None:
    before = set(server.stamps)

    found = ids(by_key(server.ask, Cut(Order.KEY)))

    assert found == sorted(set(found))
    assert before & set(server.stamps) <= set(found) | added(server)


def added(server: Server) -> set[int]:
    """The keys that came during the walk, perhaps behind it."""
    return {key for key, stamp in server.stamps.items() if stamp > 100}


@given(SERVERS, st.integers(0, 6))
def test_a_walk_by_stamp_loses_no_record_that_was_there_all_the_time(
    server: Server, since: int
) -> None:
    before = dict(server.stamps)

    found = ids(by_stamp(server.ask, at(since), SECOND))

    still = {key for key in before if server.stamps.get(key) == before[key] >= since}
    assert still <= set(found)


@given(SERVERS)
def test_a_walk_by_stamp_reads_an_edited_record_with_its_last_stamp(
    server: Server,
) -> None:
    server.size = 3

    pages = list(by_stamp(server.ask, at(0), SECOND))

    assert not server.edits or len(pages) > 0
    shown = {r.id: r.modified for page in pages for r in page.records}
    for key, stamp in server.stamps.items():
        if stamp <= 100:
            assert shown[str(key)] == server.record(key).modified


@given(SERVERS)
def test_without_edits_a_walk_by_stamp_is_ordered_and_repeats_nothing(
    server: Server,
) -> None:
    server.edits.clear()

    found = ids(by_stamp(server.ask, at(0), SECOND))

    assert sorted(found) == sorted(server.stamps)
    assert len(found) == len(set(found))


@given(STAMPS, st.integers(1, 6), st.lists(KEYS, max_size=2))
def test_a_stretch_of_one_stamp_is_read_by_page_where_keys_are_texts(
    stamps: dict[int, float], size: int, deleted: list[int]
) -> None:
    server = Server(stamps, size, edits=[(key, "delete") for key in deleted])

    def ask(cut: Cut) -> Listing:
        listing = server.ask(cut)
        named = tuple(replace(one, id=f"P{one.id}") for one in listing.records)
        return replace(listing, records=named)

    pages = by_stamp(ask, at(0), SECOND, is_keyed=False)
    found = [record.id for page in pages for record in page.records]

    assert {f"P{key}" for key in server.stamps} <= set(found)


@given(STAMPS, st.integers(1, 6), st.lists(KEYS, max_size=2))
def test_a_walk_by_page_survives_a_delete_under_it(
    stamps: dict[int, float], size: int, deleted: list[int]
) -> None:
    server = Server(stamps, size, edits=[(key, "delete") for key in deleted])

    found = ids(by_page(server.ask, Cut(Order.NONE)))

    assert set(server.stamps) <= set(found)
    assert len(found) == len(set(found))


def same_page(_: Cut) -> Listing:
    records = tuple(Record(str(key), {}, at(key)) for key in (1, 2))
    return Listing(records, is_last=False)


def backwards(cut: Cut) -> Listing:
    keys = (4, 3) if cut.after is None else (2, 1)
    records = tuple(Record(str(key), {}, at(key)) for key in keys)
    return Listing(records, is_last=False)


def unstamped(_: Cut) -> Listing:
    return Listing((Record("1", {}), Record("2", {})), is_last=False)


def nothing(_: Cut) -> Listing:
    return Listing((), is_last=False)


def words(_: Cut) -> Listing:
    return Listing((Record("one", {}, at(1)),), is_last=False)


@pytest.mark.parametrize(
    "walk",
    [
        pytest.param(lambda ask: by_key(ask, Cut(Order.KEY)), id="by key"),
        pytest.param(lambda ask: by_stamp(ask, at(0), SECOND), id="by stamp"),
        pytest.param(lambda ask: by_page(ask, Cut(Order.NONE)), id="by page"),
    ],
)
def test_a_page_that_comes_again_ends_the_walk(
    walk: Callable[[Callable[[Cut], Listing]], Iterator[Page]],
) -> None:
    with pytest.raises(Unordered):
        list(walk(same_page))


@pytest.mark.parametrize(
    ("walk", "ask"),
    [
        pytest.param("key", backwards, id="keys that fall"),
        pytest.param("key", nothing, id="an empty page that is not the last"),
        pytest.param("key", words, id="keys that are no numbers"),
        pytest.param("stamp", backwards, id="stamps that fall"),
        pytest.param("stamp", nothing, id="an empty page of stamps"),
        pytest.param("stamp", unstamped, id="records without stamps"),
    ],
)
def test_a_server_that_keeps_no_order_ends_the_walk(
    walk: str, ask: Callable[[Cut], Listing]
) -> None:
    pages = (
        by_key(ask, Cut(Order.KEY)) if walk == "key" else by_stamp(ask, at(0), SECOND)
    )

    with pytest.raises(Unordered):
        list(pages)


def test_a_walk_asks_for_a_page_when_it_is_wanted_and_not_before() -> None:
    server = Server(dict.fromkeys(range(10), 0.0), size=2)
    pages = by_key(server.ask, Cut(Order.KEY))

    assert server.calls == 0
    next(pages)
    assert server.calls == 1


def test_a_walk_by_stamp_takes_one_call_a_page_where_stamps_are_apart() -> None:
    server = Server({key: key * 10.0 for key in range(1, 13)}, size=4)

    assert ids(by_stamp(server.ask, at(0), SECOND)) == list(range(1, 13))
    # The last record of a page is the first of the next one.
    assert server.calls == 4
