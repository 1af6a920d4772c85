"""What a person asks of a fleet that no worker is at."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.fleet.desk import FleetDesk
from engine.state.members import NoMember
from tests.integration.firms import Fleet, fleet
from tests.servers import database

Ask = Callable[[FleetDesk, list[str]], Any]

ASKS: list[Any] = [
    pytest.param(lambda desk, names: desk.remove(names), id="remove"),
    pytest.param(lambda desk, names: desk.pause(names, is_over=False), id="pause"),
    pytest.param(lambda desk, names: desk.run(names, is_full=False), id="run"),
]


@pytest.fixture
def firms(tmp_path: Path) -> Iterator[Fleet]:
    """Three agreements in a fleet, none of them run yet."""
    sizes = dict.fromkeys(("client1", "client2", "shop"), 1)
    with (
        database() as url,
        fleet(tmp_path, url, sizes, "customers: 5m, full: 1d") as made,
    ):
        made.add()
        yield made


@pytest.mark.parametrize("ask", ASKS)
def test_where_one_name_is_unknown_nothing_is_done_to_the_others(
    ask: Ask, firms: Fleet
) -> None:
    before = firms.status()

    with pytest.raises(NoMember, match=r"'cliemt2': did you mean 'client2'\?"):
        ask(firms.desk, ["client1", "shop", "cliemt2"])

    assert firms.status() == before


@pytest.mark.parametrize("ask", ASKS)
def test_a_name_that_is_said_twice_is_one(ask: Ask, firms: Fleet) -> None:
    answer = ask(firms.desk, ["client1", "shop", "client1"])

    assert answer.document["operation"]["profiles"] == ["client1", "shop"]


def test_a_name_that_is_like_no_other_is_answered_with_where_they_are_listed(
    firms: Fleet,
) -> None:
    with pytest.raises(NoMember, match="`raccordo fleet status` lists them"):
        firms.desk.remove(["boh"])
