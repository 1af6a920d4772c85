"""What a system in memory offers to the tests that stand in its way."""

from datetime import UTC, datetime

import pytest

from engine.errors import Unavailable, Unclear
from engine.model.resource import SystemDescription
from engine.systems.memory import Memory
from engine.values import Json, Value

NOON = datetime(2026, 1, 5, 12, 0, 0, 700_000, tzinfo=UTC)


@pytest.fixture
def books(cic_description: SystemDescription) -> Memory:
    return Memory(cic_description, lambda: NOON)


def test_a_write_that_is_stopped_before_was_not_done(books: Memory) -> None:
    def stop(verb: str, resource: str, id_: str) -> None:
        raise Unavailable(system="cic", text=f"{verb} {resource} {id_}")

    (id_,) = books.seed("customers", {"name": "A"})
    record = books.get("customers", id_)
    books.faults.before = stop

    with pytest.raises(Unavailable, match="update customers 1"):
        books.update(record, "customers", {"name": "B"})

    assert books.content("customers", id_)["name"] == "A"
    assert books.writes == []


def test_a_write_that_is_stopped_after_was_done(books: Memory) -> None:
    def lose(verb: str, resource: str, id_: str) -> None:
        raise Unclear(system="cic", text=f"{verb} {resource} {id_}")

    books.faults.after = lose

    with pytest.raises(Unclear, match="create customers 1"):
        books.create("customers", {"name": "A"})

    assert books.ids("customers") == ["1"]
    assert books.writes == [("create", "customers", "1")]


def test_a_stamp_is_as_coarse_as_declared(books: Memory) -> None:
    books.create("customers", {"name": "A"})

    assert books.content("customers", "1")["lastUpdated"] == "2026-01-05T12:00:00Z"


def test_a_seeded_record_keeps_its_key_and_its_stamp(books: Memory) -> None:
    stamp = "2020-01-01T00:00:00Z"
    books.seed("customers", {"customerNumber": 40, "lastUpdated": stamp})

    made = books.create("customers", {"name": "A"})

    assert books.content("customers", "40")["lastUpdated"] == stamp
    assert not isinstance(made, str)
    assert made.id == "41"


def test_what_the_server_owns_is_kept_by_a_whole_update(books: Memory) -> None:
    books.seed("customers", {"name": "A", "zip": "00100", "balance": 5})
    record = books.get("customers", "1")

    books.update(record, "customers", {"name": "B", "balance": 7})

    content = books.content("customers", "1")
    assert content["balance"] == 5
    assert "zip" not in content


def test_what_is_handed_out_and_taken_in_is_a_copy(books: Memory) -> None:
    tags: list[Value] = ["x"]
    given: Json = {"name": "A", "tags": tags}
    books.seed("customers", given)
    tags.append("y")

    record = books.get("customers", "1")
    record.content["name"] = "B"

    assert books.content("customers", "1")["tags"] == ["x"]
    assert books.content("customers", "1")["name"] == "A"


def test_its_own_screen_is_not_counted_as_calls(books: Memory) -> None:
    books.seed("customers", {"name": "A"})
    books.edit("customers", "1", name="B")

    assert books.content("customers", "1")["name"] == "B"
    assert books.ids("customers") == ["1"]
    assert books.calls == 0
    assert books.writes == []


def test_it_shows_what_is_described_but_for_what_is_hidden(books: Memory) -> None:
    books.hidden.add("zip")

    shown = {one.name: one for one in books.schema("customers") or ()}

    assert "zip" not in shown
    assert shown["name"].is_required
    assert not shown["balance"].is_writable
    assert shown["city"].is_writable


def test_what_lives_under_a_parent_is_read_by_the_parent(books: Memory) -> None:
    for customer, number in ((1, 140), (2, 141)):
        books.seed(
            "contacts",
            {
                "customer": {"customerNumber": customer},
                "customerContactNumber": number,
                "name": "Mario Rossi",
            },
        )

    pages = list(books.below("contacts", ["2", "3"]))

    assert [record.id for page in pages for record in page.records] == ["2/141"]
