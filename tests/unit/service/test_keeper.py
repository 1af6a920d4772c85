"""What web hooks tell is kept before they are answered, and as soon as it can be."""

import threading
from collections.abc import Mapping

import pytest

from engine.errors import StateError
from engine.service.keeper import Keeper


class Shelf:
    """Where hints are kept; it can be broken for a while."""

    def __init__(self, refusals: int = 0, error: Exception | None = None) -> None:
        self.refusals = refusals
        self.error = error or StateError(path="s.db", text="the disk is full")
        self.kept: set[tuple[str, str]] = set()
        self.times = 0
        self.gate = threading.Event()
        self.gate.set()

    def keep(self, told: Mapping[str, list[str]]) -> None:
        self.gate.wait(30)
        self.times += 1
        if self.refusals:
            self.refusals -= 1
            raise self.error
        self.kept |= {(kind, one) for kind, numbers in told.items() for one in numbers}


def test_what_was_told_is_kept_before_the_answer() -> None:
    shelf = Shelf()
    keeper = Keeper(shelf.keep)
    keeper.begin()

    assert keeper.tell("customers", ["5", "7"])

    assert shelf.kept == {("customers", "5"), ("customers", "7")}
    keeper.end()
    assert not keeper.is_up


def test_a_burst_is_kept_in_a_few_times() -> None:
    shelf = Shelf()
    keeper = Keeper(shelf.keep)
    keeper.begin()
    shelf.gate.clear()
    callers = [
        threading.Thread(target=keeper.tell, args=("customers", [str(number)]))
        for number in range(100)
    ]

    for caller in callers:
        caller.start()
    shelf.gate.set()
    for caller in callers:
        caller.join()
    keeper.end()

    assert len(shelf.kept) == 100
    assert shelf.times < 100


@pytest.mark.parametrize("error", [None, ZeroDivisionError("a bug")])
def test_what_could_not_be_kept_is_kept_later(error: Exception | None) -> None:
    shelf = Shelf(1, error)
    keeper = Keeper(shelf.keep)
    keeper.begin()

    assert keeper.tell("customers", ["5"])
    keeper.end()

    assert shelf.kept == {("customers", "5")}


def test_the_end_does_not_wait_for_a_state_that_is_broken_for_good() -> None:
    shelf = Shelf(refusals=1000)
    keeper = Keeper(shelf.keep)
    keeper.begin()
    keeper.tell("customers", ["5"])

    keeper.end()

    assert shelf.kept == set()


def test_there_is_no_room_without_bound() -> None:
    keeper = Keeper(Shelf().keep)

    assert not keeper.tell("customers", [str(number) for number in range(30_000)])
