"""Lookups go with the customers, one way, where the profile keeps orders equal."""

from collections.abc import Iterable
from pathlib import Path
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import pytest

from tests.integration.office import Office


class Without:
    """A server that knows nothing of one table."""

    def __init__(self, app: WSGIApplication, part: str) -> None:
        self._app = app
        self._part = part

    def __call__(
        self, environ: WSGIEnvironment, start: StartResponse
    ) -> Iterable[bytes]:
        if f"{environ['PATH_INFO']}/".find(f"{self._part}/") >= 0:
            start("404 Not Found", [("Content-Type", "text/plain")])
            return [b"no such page"]
        return self._app(environ, start)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    found = Office(tmp_path, customers=3, orders=True)
    found.ask(lambda raccordo: raccordo.setup())
    return found


def codes(office: Office, controller: str) -> list[str]:
    """The codes of one table of the CRM."""
    rows = (version.fields or {} for version in office.crm[controller].listed())
    return sorted(row["code"] for row in rows)


def numbers(office: Office, resource: str) -> list[str]:
    """The numbers of one registry of CiC."""
    return sorted(str(version.key) for version in office.cic[resource].listed())


@pytest.mark.parametrize(
    ("resource", "controller"),
    [
        pytest.param("payment-terms", "Payment", id="payment terms"),
        pytest.param("payment-types", "PaymentMode", id="payment types"),
        pytest.param("units", "UnitMeasure", id="units"),
    ],
)
def test_a_lookup_is_created_once_and_linked_by_its_code(
    office: Office, resource: str, controller: str
) -> None:
    known = numbers(office, resource)
    office.crm.add(controller, code=known[0], description="Messo a mano")

    office.sync()

    assert codes(office, controller) == known


def test_a_second_run_writes_nothing(office: Office) -> None:
    office.sync()
    before = office.writes()

    office.sync()

    assert office.writes() == before


def test_nothing_goes_back_to_accounting(office: Office) -> None:
    office.sync()
    before = numbers(office, "payment-terms")
    office.crm.add("Payment", code="999", description="Solo nel CRM")

    office.sync()

    assert numbers(office, "payment-terms") == before


def test_without_orders_none_of_it_runs(tmp_path: Path) -> None:
    office = Office(tmp_path, customers=3)

    office.set_up()

    assert codes(office, "Payment") == []
    assert codes(office, "UnitMeasure") == []


def test_a_table_that_the_crm_lacks_is_told_and_stops_nothing_else(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office.crm, "app", Without(office.crm.app, "/Payment"))

    planned = office.ask(lambda raccordo: raccordo.plan())
    synced = office.ask(lambda raccordo: raccordo.sync())
    checked = office.ask(lambda raccordo: raccordo.check()).document["check"]

    (said,) = synced.document["warnings"]
    assert said.startswith("Payment terms is not kept equal: ")
    assert planned.document["warnings"] == [said]
    assert synced.exit == 0
    assert codes(office, "PaymentMode") == numbers(office, "payment-types")
    assert len(office.crm.companies) == 3
    told = [row["what"] for row in checked if row["state"] != "ok"]
    assert told == ["Payment"]
