"""What a person asks of a fleet that no worker is at."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.cli.desk import Desk
from engine.cli.render import fleets
from engine.cli.render.page import Page
from engine.fleet.desk import FleetDesk, address_of
from engine.fleet.queue import NOW
from engine.fleet.worker import Worker
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


def test_a_detour_in_a_path_is_not_kept(firms: Fleet) -> None:
    path = firms.firms["shop"].path
    (path.parent / "x").mkdir()

    firms.desk.add([path.parent / "x" / ".." / path.name])

    assert firms.status()["shop"]["path"] == str(path)


def test_a_detour_through_a_link_is_kept(firms: Fleet, tmp_path: Path) -> None:
    """Without it the path would lead to another file, or to none."""
    path = firms.firms["shop"].path
    (tmp_path / "releases" / "of today").mkdir(parents=True)
    moved = path.rename(tmp_path / "releases" / path.name)
    (tmp_path / "today").symlink_to(tmp_path / "releases" / "of today")
    detour = tmp_path / "today" / ".." / moved.name

    firms.desk.add([detour])

    assert firms.status()["shop"]["path"] == str(detour)


def test_what_waits_after_a_run_is_counted(firms: Fleet) -> None:
    """One company without what CiC asks for, and one customer moved on both sides."""
    shop = firms.firms["shop"]
    shop.path.write_text(
        shop.path.read_text(encoding="utf-8").replace(
            "policy: {quiet: 0s}", "policy: {quiet: 0s, conflict: manual}"
        ),
        encoding="utf-8",
    )
    worker = Worker(address_of(shop.profile), "en", {})
    worker.work("shop", NOW)
    assert firms.status()["shop"]["said"] == ""
    (company,) = shop.crm.companies
    shop.cic.customers.edit(1, name="Libri S.r.l.")
    shop.crm.companies.edit(company, companyName="Vendite S.r.l.")

    worker.work("shop", NOW)

    status = firms.status()["shop"]
    assert status["exit"] == 1
    assert status["said"] == "waiting for a person: problems 0, conflicts 1"


def test_what_was_begun_while_no_worker_is_there_is_not_called_running(
    capsys: pytest.CaptureFixture[str],
) -> None:
    one = {
        "profile": "shop",
        "running": True,
        "paused": False,
        "waiting": 0,
        "ended_at": None,
        "exit": None,
        "said": "",
    }

    page = Page(Desk("en", {}))
    fleets.status(page, {"workers": 0, "fleet": [one]})

    assert "begun, but no worker is there" in capsys.readouterr().out
