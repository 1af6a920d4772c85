"""Somebody types in a record while it is being written."""

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from tests.integration.office import NOTHING, Office

Typing = Callable[[], object]


class Interrupted(httpx.BaseTransport):
    """A way to the CRM on which somebody is quicker, once."""

    def __init__(self, inner: httpx.BaseTransport, busy: "Busy") -> None:
        self._inner = inner
        self._busy = busy

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        is_write = request.url.path.endswith("Company/CreateOrUpdate")
        if is_write and self._busy.before:
            self._busy.before.pop()()
        response = self._inner.handle_request(request)
        if is_write and self._busy.after:
            self._busy.after.pop()()
        return response


class Busy(Office):
    """An office in which people type while raccordo writes to the CRM.

    Attributes:
        before: What they do before the next write arrives.
        after: What they do when it was done.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, customers=5)
        self.before: list[Typing] = []
        self.after: list[Typing] = []

    def transports(self) -> dict[str, httpx.BaseTransport]:
        ways = super().transports()
        return {**ways, "crm": Interrupted(ways["crm"], self)}


@pytest.fixture
def busy(tmp_path: Path) -> Busy:
    """Raccordo has written to companies that people had edited: it knows its name."""
    office = Busy(tmp_path)
    office.set_up()
    office.crm.companies.edit(office.links()[5], city="Lodi")
    office.sync()
    office.cic.customers.edit(5, city="Pavia")
    office.sync()
    return office


def test_an_edit_between_a_write_and_its_reading_is_an_edit(busy: Busy) -> None:
    """Not something that the CRM made of what was written."""
    company = busy.links()[1]
    busy.cic.customers.edit(1, city="Torino")
    busy.after = [lambda: busy.crm.companies.edit(company, city="Milano")]

    busy.sync()

    assert busy.cic.customers[1]["city"] == "Milano"
    assert busy.crm.companies[company]["city"] == "Milano"
    assert busy.problems() == []
    assert busy.plan() == NOTHING


def test_a_value_that_is_put_back_at_once_stays_as_it_was_put(busy: Busy) -> None:
    """The person saw the new city, and typed the old one again."""
    company = busy.links()[1]
    before = busy.crm.companies[company]["city"]
    busy.cic.customers.edit(1, city="Torino")
    busy.after = [lambda: busy.crm.companies.edit(company, city=before)]

    busy.sync()

    assert busy.cic.customers[1]["city"] == before
    assert busy.conflicts() == []
    assert busy.plan() == NOTHING


def test_an_edit_between_a_reading_and_the_write_is_told_as_one_that_may_be_lost(
    busy: Busy,
) -> None:
    """The e-mail that was typed in the same moment is seen; a name would not be."""
    company = busy.links()[1]
    named = busy.crm.companies[company]["companyName"]
    mail = [{"value": "moment@example.it"}]
    busy.cic.customers.edit(1, name="Uno S.p.A.")
    busy.before = [
        lambda: busy.crm.companies.edit(company, emails=mail, companyName="Gone")
    ]

    exit_code = busy.sync()["exit"]

    assert exit_code == 0
    assert busy.cic.customers[1]["email"] == "moment@example.it"
    (problem,) = busy.problems()
    assert (problem["code"], problem["severity"]) == ("possible_overwrite", "warning")
    assert "E-mail changed in CRM while Company name was written" in problem["message"]
    assert f"--record crm:{company}" in problem["fix"]
    (line,) = [
        one
        for one in busy.ask(lambda one: one.journal(None, f"crm:{company}")).document[
            "journal"
        ]
        if one["after"] == "Uno S.p.A."
    ]
    assert line["before"] == named
    assert busy.plan()["operations"] == []


def test_a_possible_overwrite_is_told_until_a_person_has_seen_it(busy: Busy) -> None:
    company = busy.links()[1]
    mail = [{"value": "moment@example.it"}]
    busy.cic.customers.edit(1, name="Uno S.p.A.")
    busy.before = [lambda: busy.crm.companies.edit(company, emails=mail)]
    busy.sync()
    busy.cic.customers.edit(1, city="Torino")
    busy.sync()
    (problem,) = busy.problems()

    busy.ask(lambda one: one.dismiss(problem["id"]))
    busy.sync()

    assert busy.problems() == []
    assert busy.plan() == NOTHING
