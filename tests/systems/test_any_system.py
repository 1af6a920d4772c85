"""What holds for every system: the one in memory and the two behind HTTP."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from engine.errors import Absent, UsageError
from engine.model.record import Record
from engine.values import Json
from tests.systems.worlds import (
    BOOKS,
    CIC,
    CRM,
    PAGE,
    START,
    TENANT,
    World,
    books,
    in_memory,
    tenant,
)


@pytest.fixture(
    params=[
        pytest.param(lambda: in_memory(CIC, BOOKS), id="the books in memory"),
        pytest.param(lambda: in_memory(CRM, TENANT), id="the tenant in memory"),
        pytest.param(books, id="the books"),
        pytest.param(tenant, id="the tenant"),
    ]
)
def world(request: pytest.FixtureRequest) -> Iterator[World]:
    made: World = request.param()
    yield made
    made.system.close()


def test_what_was_created_can_be_read(world: World) -> None:
    id_ = world.new("Esempio S.r.l.", city="Milano")

    record = world.system.get(world.resource, id_)

    assert record.id == id_
    assert record.content[world.name] == "Esempio S.r.l."
    assert record.content[world.city] == "Milano"
    assert record.modified == START


@pytest.mark.parametrize("id_", ["99999", "nobody"])
def test_a_record_that_is_not_there_is_absent(world: World, id_: str) -> None:
    with pytest.raises(Absent) as raised:
        world.system.get(world.resource, id_)

    assert raised.value.parts["id"] == id_


def test_a_full_walk_reads_every_record_once_in_the_order_of_the_keys(
    world: World,
) -> None:
    ids = world.several(2 * PAGE + 3)

    assert [record.id for record in world.read(None)] == ids


def test_a_full_walk_over_nothing_is_one_page_without_records(world: World) -> None:
    pages = list(world.system.changes(world.resource, None))

    assert [page.records for page in pages] == [()]


def test_an_incremental_walk_reads_what_changed_oldest_first(world: World) -> None:
    ids = world.several(PAGE + 2)
    for id_ in reversed(ids):
        world.advance(10)
        world.edit(id_, {world.city: "Roma"})

    found = world.read(START + timedelta(seconds=20))

    assert [record.id for record in found] == list(reversed(ids))[1:]
    assert found[0].modified == START + timedelta(seconds=20)


def test_an_import_within_one_second_is_read_whole(world: World) -> None:
    before = world.new("Prima")
    world.advance(5)
    ids = world.several(3 * PAGE + 1)
    world.advance(5)
    after = world.new("Dopo")

    found = [record.id for record in world.read(START)]

    assert sorted(found, key=int) == sorted([before, *ids, after], key=int)


def test_records_that_move_ahead_during_the_walk_are_read_again(world: World) -> None:
    ids = []
    for index in range(2 * PAGE):
        ids.append(world.new(f"Ditta {index}"))
        world.advance(10)
    pages = world.system.changes(world.resource, START)

    first = [record.id for record in next(pages).records]
    world.edit(ids[0], {world.city: "Torino"})
    others = [record.id for page in pages for record in page.records]

    assert first[0] == ids[0]
    assert set(first + others) == set(ids)
    assert others[-1] == ids[0]


def test_many_are_read_in_few_calls_and_absent_ones_left_out(world: World) -> None:
    ids = world.several(12)
    before = world.system.calls

    found = world.system.get_many(world.resource, [*ids, "99999", ids[0], "nobody"])

    assert [record.id for record in found] == ids
    assert world.system.calls - before <= 3


def test_a_search_finds_every_record_that_has_one_of_the_texts(world: World) -> None:
    first = world.new("A", vat="01234567890")
    second = world.new("L'Oro & C. (50%), [nuova] $", vat="07643520567")
    world.new("C", vat="11111111115")
    wanted = [
        (world.vat, "01234567890"),
        (world.name, "L'Oro & C. (50%), [nuova] $"),
        (world.vat, "99999999990"),
        (world.vat, ""),
    ]

    found = world.system.search(world.resource, wanted, None)

    assert {record.id for record in found} == {first, second}


def test_a_search_can_leave_out_what_is_older(world: World) -> None:
    world.new("A", vat="01234567890")
    world.advance(60)
    newer = world.new("B", vat="01234567890")
    since = START + timedelta(seconds=30)

    found = world.system.search(world.resource, [(world.vat, "01234567890")], since)

    assert [record.id for record in found] == [newer]


def test_a_search_for_nothing_asks_nothing(world: World) -> None:
    before = world.system.calls

    assert world.system.search(world.resource, [], None) == []
    assert world.system.get_many(world.resource, []) == []
    assert world.system.calls == before


def test_an_update_changes_what_it_names_and_keeps_the_rest(world: World) -> None:
    id_ = world.new("Esempio", city="Milano", vat="01234567890")
    record = world.system.get(world.resource, id_)
    world.advance(7)

    content = {**record.content, world.city: "Monza"}
    answer = world.system.update(record, world.resource, content)

    found = world.system.get(world.resource, id_)
    assert answer is None or answer.content[world.city] == "Monza"
    assert answer is None or answer.modified == found.modified
    assert found.modified == START + timedelta(seconds=7)
    assert found.content[world.city] == "Monza"
    moved = {world.city, "lastUpdated", "lastModifiedDate"}
    assert unmoved(found, moved) == unmoved(record, moved)


@pytest.mark.parametrize(
    "empty", [pytest.param(None, id="null"), pytest.param("", id="empty text")]
)
def test_a_property_can_be_cleared(world: World, empty: str | None) -> None:
    id_ = world.new("Esempio", city="Milano")
    record = world.system.get(world.resource, id_)

    world.system.update(record, world.resource, {**record.content, world.city: empty})

    assert not world.system.get(world.resource, id_).content.get(world.city)


def test_a_property_that_is_left_out_is_cleared(world: World) -> None:
    id_ = world.new("Esempio", city="Milano")
    record = world.system.get(world.resource, id_)
    content = {key: value for key, value in record.content.items() if key != world.city}

    world.system.update(record, world.resource, content)

    assert not world.system.get(world.resource, id_).content.get(world.city)


def test_a_deleted_record_is_absent(world: World) -> None:
    id_ = world.new("Esempio")

    world.system.delete(world.resource, id_)

    with pytest.raises(Absent):
        world.system.get(world.resource, id_)
    with pytest.raises(Absent):
        world.system.delete(world.resource, id_)


def test_an_update_of_a_deleted_record_does_not_bring_it_back(world: World) -> None:
    id_ = world.new("Esempio")
    record = world.system.get(world.resource, id_)
    world.system.delete(world.resource, id_)

    with pytest.raises(Absent):
        world.system.update(
            record, world.resource, {**record.content, world.city: "Como"}
        )

    assert world.system.total(world.resource) == 0


def test_records_are_counted_by_their_stamps(world: World) -> None:
    for index in range(4):
        world.new(f"Ditta {index}")
        world.advance(10)
    at = START.__add__

    assert world.system.total(world.resource) == 4
    assert world.system.count(world.resource, None, at(timedelta(seconds=60))) == 4
    since, until = at(timedelta(seconds=10)), at(timedelta(seconds=30))
    assert world.system.count(world.resource, since, until) == 2


def test_the_system_tells_its_own_time(world: World) -> None:
    assert world.system.now() is None

    world.advance(42)
    world.system.total(world.resource)

    assert world.system.now() == START + timedelta(seconds=42)


def test_an_unknown_resource_is_a_mistake_of_the_caller(world: World) -> None:
    with pytest.raises(UsageError, match="invoices"):
        world.system.get("invoices", "1")


def unmoved(record: Record, moved: set[str]) -> Json:
    return {key: value for key, value in record.content.items() if key not in moved}
