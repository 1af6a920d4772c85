"""All of it or nothing, held by one at a time: in a file as on a server."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.errors import Busy, StateError
from engine.model.link import Baseline
from engine.model.side import Pair, Side
from engine.state.address import Address
from engine.state.links import NewLink
from engine.state.moves import Mover
from engine.state.store import Shelves, Store
from tests.integration.test_any_database import pair_up

AT = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    def fail() -> None:
        with store.transaction():
            store.settings.set("colour", "red")
            with store.transaction():
                store.settings.set("size", "L")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()

    assert (store.settings.get("colour"), store.settings.get("size")) == ("", "")
    store.settings.set("colour", "blue")
    assert store.settings.get("colour") == "blue"


def test_a_statement_that_is_refused_leaves_nothing_of_its_transaction(
    store: Store, shelves: Shelves
) -> None:
    def fail() -> None:
        with store.transaction():
            store.settings.set("colour", "red")
            shelves.links.agree([(99, Baseline())], AT)

    with pytest.raises(StateError):
        fail()

    assert store.settings.get("colour") == ""


def test_numbers_are_never_given_twice(shelves: Shelves) -> None:
    """What a person was told about number 1 is not about another one tomorrow."""
    first = shelves.links.add(NewLink(Pair("1", "2"), "person"), AT)
    shelves.links.remove(first)

    assert shelves.links.add(NewLink(Pair("3", "4"), "person"), AT) > first


def test_a_rehearsal_knows_everything_and_changes_nothing(
    store: Store, shelves: Shelves
) -> None:
    link = pair_up(shelves, "1", "101")
    shelves.links.agree([(link, Baseline(Pair({"n": "1"}, {"n": "1"})))], AT)
    shelves.moves.note(link, Side.LEFT, Mover.WE, AT)
    gone = shelves.links.add(NewLink(Pair("8", "9"), "person"), AT)
    shelves.links.remove(gone)

    twin = store.rehearsal()
    rehearsed = twin.of("customers")
    new = rehearsed.links.add(NewLink(Pair("2", "102"), "person"), AT)
    twin.settings.set("colour", "red")

    assert rehearsed.links.twins(link) == shelves.links.twins(link)
    assert rehearsed.moves.count(link, Mover.WE) == 1
    assert new == gone + 1
    assert [one.number for one in shelves.links.all()] == [link]
    assert store.settings.get("colour") == ""
    twin.close()


def test_a_state_is_there_the_next_time(place: Path | Address) -> None:
    for value in ("1", "2"):
        store = Store.open(place)
        store.settings.set("colour", store.settings.get("colour") + value)
        store.close()

    store = Store.open(place)
    assert store.settings.get("colour") == "12"
    store.close()


def test_a_profile_is_held_by_one_at_a_time(place: Path | Address) -> None:
    first, second = Store.open(place), Store.open(place)

    with first.held("acme", 1), pytest.raises(Busy, match="acme"):
        second.held("acme", 0.1).__enter__()
    with second.held("acme", 1):
        second.settings.set("colour", "red")

    assert first.settings.get("colour") == "red"
    first.close()
    second.close()
