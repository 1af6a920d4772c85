"""Lookups go with the customers, one way, where the profile keeps orders equal."""

from pathlib import Path
from typing import Any

import pytest

from tests.integration.office import Office
from tests.integration.shop import Without


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


RATES = {"4": "4", "10": "10", "22": "22", "FC": "0"}
"""The rates that the CRM had before, by their codes."""
SOLD = ["V004", "V005", "V010", "V022", "V300", "V301", "V305", "V308", "V309"]
SOLD += ["V310", "V315"]
"""The codes of CiC that sell and are not barred."""


def rates(office: Office) -> dict[str, dict[str, Any]]:
    """The VAT rates of the CRM by their codes."""
    rows = [version.fields or {} for version in office.crm["TaxValue"].listed()]
    assert len({row["taxCode"] for row in rows}) == len(rows)
    return {row["taxCode"]: row for row in rows}


def sell(office: Office, code: str, percentage: int) -> None:
    """Add a VAT code of sales to CiC."""
    office.cic.add(
        "vat-accounts",
        vatCode=code,
        name=f"Vendite {code}",
        ratePercentage=percentage,
        account={"accountNumber": 2720005},
        vatType={"vatTypeNumber": 1},
    )


def test_a_rate_is_linked_by_its_percentage_where_there_is_one_on_each_side(
    office: Office,
) -> None:
    office.sync()

    found = rates(office)
    by_percentage = {"V004": "4", "V010": "10", "V022": "22"}
    made = {by_percentage.get(code, code) for code in SOLD}
    assert set(found) == made | set(RATES)
    assert found["22"]["taxDescription"] == "Vendite IVA 22%"
    assert all(row["active"] for row in found.values())


def test_a_rate_is_linked_by_its_code_whatever_its_percentage(office: Office) -> None:
    other = office.crm.add("TaxValue", taxCode="V022", taxValue=20)

    office.sync()

    found = rates(office)
    assert found["V022"]["id"] == other
    assert found["V022"]["taxValue"] == 22
    assert found["22"]["taxDescription"] == "Imponibile 22%"


@pytest.mark.parametrize(
    "percentage",
    [
        pytest.param(22, id="two in CiC"),
        pytest.param(0, id="no percentage at all"),
    ],
)
def test_a_rate_is_linked_by_no_percentage_that_says_too_little(
    office: Office, percentage: int
) -> None:
    for version in [*office.cic["vat-accounts"].listed()]:
        if (version.fields or {}).get("ratePercentage") == 0:
            office.cic["vat-accounts"].remove(version.key)
    sell(office, "V900", percentage)

    office.sync()

    found = rates(office)
    assert found["V900"]["taxValue"] == percentage
    assert found["FC"]["taxDescription"] == "Fuori campo IVA"
    assert ("V022" in found) == (percentage == 22)


def test_two_rates_of_the_crm_with_one_percentage_are_linked_by_none(
    office: Office,
) -> None:
    office.crm.add("TaxValue", taxCode="22S", taxValue=22, taxDescription="Split")

    office.sync()

    found = rates(office)
    assert found["V022"]["taxDescription"] == "Vendite IVA 22%"
    assert found["22S"]["taxDescription"] == "Split"
    assert office.problems() == []


def test_a_rate_that_is_barred_is_switched_off_and_on_again(office: Office) -> None:
    office.sync()

    office.cic["vat-accounts"].edit("V022", barred=True)
    office.sync()
    barred = rates(office)["22"]["active"]
    office.cic["vat-accounts"].edit("V022", barred=None)
    office.sync()

    assert not barred
    assert rates(office)["22"]["active"]


def test_a_rate_that_left_is_switched_off_and_stays(office: Office) -> None:
    office.sync()
    before = set(rates(office))

    office.cic["vat-accounts"].remove("V022")
    office.sync()

    found = rates(office)
    assert set(found) == before
    assert [code for code, row in found.items() if not row["active"]] == ["22"]


def test_a_rate_that_is_back_is_switched_on_again(office: Office) -> None:
    office.sync()
    before = {code: row["id"] for code, row in rates(office).items()}
    office.cic["vat-accounts"].remove("V010")
    office.sync()

    sell(office, "V010", 10)
    office.sync()

    found = rates(office)
    assert {code: row["id"] for code, row in found.items()} == before
    assert found["10"]["active"]


def test_a_rate_that_a_person_switched_off_in_the_crm_stays_so(office: Office) -> None:
    office.sync()
    office.crm["TaxValue"].edit(rates(office)["FC"]["id"], active=False)
    office.crm["TaxValue"].edit(rates(office)["V308"]["id"], active=False)
    before = office.writes()

    office.sync()

    assert not rates(office)["V308"]["active"]
    assert office.problems() == []
    assert office.writes() == before


def test_a_code_that_buys_takes_no_part_any_more(office: Office) -> None:
    office.sync()

    office.cic["vat-accounts"].edit("V022", vatType={"vatTypeNumber": 2})
    office.sync()
    before = office.writes()
    office.sync()

    assert not rates(office)["22"]["active"]
    assert office.writes() == before


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
    assert set(rates(office)) == set(RATES)
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
