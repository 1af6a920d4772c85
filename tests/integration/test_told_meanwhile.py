"""A web hook that comes while its record is being written in CiC."""

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from engine.application import Application
from tests.integration.office import NOTHING, Office

Deed = Callable[[], object]


class Interrupted(httpx.BaseTransport):
    """A way to CiC on which something happens around a call, once."""

    def __init__(self, inner: httpx.BaseTransport, desk: "Desk") -> None:
        self._inner = inner
        self._desk = desk

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        deeds = self._desk.deeds.pop((request.method, "before", path), None)
        if deeds:
            deeds()
        response = self._inner.handle_request(request)
        deeds = self._desk.deeds.pop((request.method, "after", path), None)
        if deeds:
            deeds()
        return response


class Desk(Office):
    """An office in which web hooks come while raccordo writes to CiC."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, customers=5)
        self.deeds: dict[tuple[str, str, str], Deed] = {}

    def transports(self) -> dict[str, httpx.BaseTransport]:
        ways = super().transports()
        return {**ways, "cic": Interrupted(ways["cic"], self)}

    def hook(self) -> None:
        """CiC calls the hook of customer 1."""
        with Application(self._profile) as raccordo:
            raccordo.service_desk().heed({"customers": ["1"]})

    def edit(self, city: str) -> None:
        """Somebody edits customer 1 in CiC, and its hook comes at once."""
        self.cic.customers.edit(1, city=city)
        self.hook()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    office = Desk(tmp_path)
    office.set_up()
    return office


READ = ("GET", "after", "/customers/1")
ASKED = ("GET", "before", "/customers/1")
WRITTEN = ("PUT", "after", "/customers/1")


def test_an_edit_that_its_hook_told_between_reading_and_write_is_told(
    desk: Desk,
) -> None:
    desk.crm.companies.edit(desk.links()[1], companyName="Uno S.p.A.")
    desk.deeds[READ] = lambda: desk.edit("Bergamo")

    assert desk.sync()["exit"] == 0

    (problem,) = desk.problems()
    assert (problem["code"], problem["severity"]) == ("possible_overwrite", "warning")
    assert "something changed in CiC while Company name" in problem["message"]
    assert "--record cic:1" in problem["fix"]
    assert desk.plan()["operations"] == []


@pytest.mark.parametrize(
    ("moment", "city"),
    [
        pytest.param(ASKED, "Bergamo", id="before the reading, of an edit"),
        pytest.param(WRITTEN, "Bergamo", id="after the write, of an edit"),
        pytest.param(WRITTEN, "", id="after the write, which is its cause"),
    ],
)
def test_a_hook_at_another_time_is_no_news(
    desk: Desk, moment: tuple[str, str, str], city: str
) -> None:
    company = desk.links()[1]
    desk.crm.companies.edit(company, companyName="Uno S.p.A.")
    desk.deeds[moment] = lambda: desk.edit(city) if city else desk.hook()

    desk.sync()
    desk.sync()

    assert desk.cic.customers[1]["name"] == "Uno S.p.A."
    assert city in {"", desk.crm.companies[company]["city"]}
    assert desk.plan() == NOTHING


def test_a_hook_of_long_ago_is_no_news(desk: Desk) -> None:
    desk.crm.companies.edit(desk.links()[1], companyName="Uno S.p.A.")
    desk.hook()

    desk.sync()

    assert desk.cic.customers[1]["name"] == "Uno S.p.A."
    assert desk.plan() == NOTHING


def test_a_late_hook_of_an_edit_that_was_read_is_no_news(desk: Desk) -> None:
    """The edit stands in the reading; only its hook is slow."""
    company = desk.links()[1]
    desk.crm.companies.edit(company, companyName="Uno S.p.A.")
    desk.deeds[ASKED] = lambda: desk.cic.customers.edit(1, city="Bergamo")

    def again() -> None:
        desk.deeds[READ] = desk.hook

    desk.deeds[READ] = again

    desk.sync()

    assert desk.crm.companies[company]["city"] == "Bergamo"
    assert desk.plan() == NOTHING
