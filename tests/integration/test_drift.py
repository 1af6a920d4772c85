"""A tenant changes its layout: the lines that it hits stop, and nothing is lost."""

from pathlib import Path
from typing import Any

import pytest

from tests.integration.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    office.set_up()
    return office


def forget_the_layout(office: Office) -> None:
    """As after an hour."""
    office.ask(lambda raccordo: raccordo.setup())


def check(office: Office) -> dict[str, dict[str, Any]]:
    rows = office.ask(lambda raccordo: raccordo.check()).document["check"]
    return {row["what"]: row for row in rows if row.get("drift")}


def schema_calls(office: Office) -> int:
    calls = office.crm.traffic.calls
    return sum("GetPolymorphicSchema" in call.path for call in calls)


def test_a_layout_as_it_is_described_is_no_drift(office: Office) -> None:
    assert check(office) == {}
    assert office.sync()["warnings"] == []


def test_an_hour_of_syncs_asks_for_the_layout_once(office: Office) -> None:
    office.crm.traffic.clear()

    for _ in range(5):
        office.sync()

    assert schema_calls(office) == 0  # the first sync asked already


def test_a_hidden_property_is_told_with_its_line(office: Office) -> None:
    office.crm.set_faults(hidden={"Company": ["zipCode"]})

    row = check(office)["customers zipCode"]

    assert row["drift"] == "hidden"
    assert row["source"] == "mappings/customers.yml:29"
    assert row["message"].startswith("mappings/customers.yml:29: ")
    assert row["fix"]


def test_what_is_hidden_meanwhile_clears_nothing_and_the_rest_goes_on(
    office: Office,
) -> None:
    (number, id_), *_ = office.links().items()
    before = dict(office.cic.customers[number])
    assert before["zip"]
    office.crm.set_faults(hidden={"Company": ["zipCode"]})
    # Somebody edits the company: it now comes without its postal code.
    office.crm.companies.edit(id_, city="Lodi")

    planned = office.plan()["warnings"]
    report = office.sync()

    assert planned == report["warnings"]
    after = office.cic.customers[number]
    assert after["zip"] == before["zip"]
    assert after["city"] == "Lodi"
    assert len(report["warnings"]) == 1
    assert report["warnings"][0].startswith("mappings/customers.yml:29: ")
    assert "zipCode" in report["warnings"][0]
    assert office.sync()["entities"]["customers"]["updated"] == {"cic": 0, "crm": 0}


def test_a_property_that_comes_back_is_kept_equal_again(office: Office) -> None:
    (number, id_), *_ = office.links().items()
    office.crm.set_faults(hidden={"Company": ["zipCode"]})
    forget_the_layout(office)
    office.crm.companies.edit(id_, city="Lodi")
    office.sync()
    office.cic.customers.edit(number, zip="26900")
    office.sync()
    assert office.crm.companies[id_].get("zipCode") != "26900"

    office.crm.set_faults(hidden={})
    office.ask(lambda raccordo: raccordo.check())
    report = office.sync()

    assert report["warnings"] == []
    assert office.crm.companies[id_]["zipCode"] == "26900"
    assert office.sync()["entities"]["customers"]["updated"] == {"cic": 0, "crm": 0}


def test_who_cannot_be_recognised_any_more_is_not_created_twice(
    office: Office,
) -> None:
    office.crm.set_faults(hidden={"Company": ["vatId"]})
    office.ask(lambda raccordo: raccordo.check())
    customers = office.cic.customers
    number = next(one for one in customers if customers[one].get("vatNumber"))
    new = customers.highest + 1
    twin = {**customers[number], "customerNumber": new, "name": "Nuova"}
    customers.put(new, twin)

    report = office.sync()

    assert report["entities"]["customers"]["created"] == {"cic": 0, "crm": 0}


def test_a_property_that_became_mandatory_holds_records_beforehand(
    office: Office,
) -> None:
    (number, _), *_ = office.links().items()
    office.crm.set_faults(mandatory={"Company": ["city"]})

    row = check(office)["customers city"]
    office.cic.customers.edit(number, city="")
    office.sync()

    assert row["drift"] == "mandatory"
    (held,) = office.problems()
    assert (held["code"], held["field"], held["side"]) == (
        "mandatory_missing",
        "city",
        "cic",
    )


def test_a_mandatory_property_that_no_line_names_is_told(office: Office) -> None:
    office.crm.set_faults(mandatory={"Company": ["webSite"]})

    row = check(office)["customers webSite"]

    assert (row["drift"], row["source"]) == ("unmapped", "mappings/customers.yml")


def test_an_option_that_somebody_added_in_the_tenant_is_told(office: Office) -> None:
    (key,) = (
        one
        for one in office.crm.free_fields
        if office.crm.free_fields[one]["code"] == "CIC_VAT_ZONE"
    )
    kept = office.crm.free_fields[key]
    office.crm.free_fields.edit(
        key,
        dropItems=[*kept["dropItems"], "Marte"],
        dropItemsValues=[*kept["dropItemsValues"], "99"],
    )

    row = check(office)["customers FF_CIC_VAT_ZONE"]

    assert (row["drift"], row["field"]) == ("options", "vat_zone")
    assert "99" in row["message"]


def test_a_field_under_another_code_is_taken_for_a_renamed_one(office: Office) -> None:
    (key,) = (
        one
        for one in office.crm.free_fields
        if office.crm.free_fields[one]["code"] == "CIC_PRICE_GROUP"
    )
    office.crm.free_fields.edit(key, code="LISTINO")
    office.ask(lambda raccordo: raccordo.check())

    report = office.sync()

    (warning,) = report["warnings"]
    assert "FF_CIC_PRICE_GROUP" in warning
    assert warning.startswith("mappings/customers.yml:40: ")
