"""Records by key, their indexes, and what a lagging listing shows."""

from threading import RLock

import pytest

from engine.sandbox.clock import Clock
from engine.sandbox.collection import Collection, Key, Pick
from engine.sandbox.exact import Fields


@pytest.fixture
def time() -> list[float]:
    return [1000.0]


@pytest.fixture
def records(time: list[float]) -> Collection:
    def touch(fields: Fields) -> Fields:
        return {**fields, "at": time[0]}

    records = Collection(lambda: time[0], touch, RLock())
    for key in (3, 1, 2):
        records.load(key, {"name": f"n{key}", "city": "Lodi"})
    return records


def names(records: Collection, lag: float = 0.0) -> list[str]:
    return [(version.fields or {})["name"] for version in records.listed(lag)]


def test_a_listing_goes_by_key(records: Collection) -> None:
    assert names(records) == ["n1", "n2", "n3"]


def test_an_edit_stamps_and_clears(records: Collection) -> None:
    edited = records.edit(1, name="neu", city=None)

    assert edited == {"name": "neu", "at": 1000.0} == records[1]


def test_a_lagging_listing_shows_the_newest_version_old_enough(
    records: Collection, time: list[float]
) -> None:
    shown = []
    for step in range(3):
        time[0] += 10
        records.edit(1, name=f"step {step}")
        shown.append(names(records, lag=15)[0])

    assert shown == ["n1", "n1", "step 0"]


def test_a_lagging_listing_forgets_a_deleted_record_in_time(
    records: Collection, time: list[float]
) -> None:
    records.remove(2)
    before = names(records, lag=10)
    time[0] += 10

    assert (before, names(records, lag=10)) == (["n1", "n2", "n3"], ["n1", "n3"])


def test_a_record_that_came_and_went_is_never_listed_late(
    records: Collection, time: list[float]
) -> None:
    records.put(9, {"name": "n9"})
    records.remove(9)
    time[0] += 5

    assert names(records, lag=10) == ["n1", "n2", "n3"]


def test_an_index_follows_every_change(records: Collection) -> None:
    def found(*cities: str) -> list[Key]:
        pick = Pick("city", lambda fields: fields.get("city"), frozenset(cities))
        return [version.key for version in records.picked([pick])]

    before = found("Lodi")
    records.edit(1, city="Monza")
    records.remove(2)
    records.put(7, {"name": "n7", "city": "Monza"})

    assert before == [1, 2, 3]
    assert (found("Lodi"), found("Monza"), found("Lodi", "Monza", "x")) == (
        [3],
        [1, 7],
        [1, 3, 7],
    )


def test_a_clock_runs_until_it_is_set() -> None:
    clock = Clock()
    first = clock()
    clock.advance(100)

    assert clock() - first >= 100
