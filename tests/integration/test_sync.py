"""What people do on both sides, and what a run makes of it."""

from pathlib import Path
from typing import Any

import pytest

from engine.sandbox import Mishap
from tests.integration.office import NOTHING, Office

READY: dict[str, Any] = {
    "companyName": "Nuova S.r.l.",
    "vatId": "00000020156",
    "FF_CIC_CURRENCY": "EUR",
    "FF_CIC_CUSTOMER_GROUP": "1",
    "FF_CIC_PAYMENT_TERMS": "6",
}


@pytest.fixture
def office(folder: Path) -> Office:
    made = Office(folder, customers=12)
    made.set_up()
    return made


def counts(document: dict[str, Any], what: str) -> dict[str, int]:
    found: dict[str, int] = document["entities"]["customers"][what]
    return found


def rests(office: Office) -> bool:
    """A second run plans nothing, and writes nothing."""
    before = office.writes()
    office.sync()
    return office.plan() == NOTHING and office.writes() == before


def test_a_first_sync_makes_one_company_of_each_customer(tmp_path: Path) -> None:
    """With its select fields filled."""
    office = Office(tmp_path, customers=12)
    office.ask(lambda raccordo: raccordo.setup())

    document = office.sync()

    assert counts(document, "created") == {"cic": 0, "crm": 12}
    companies = [office.crm.companies[key] for key in office.crm.companies]
    assert len(companies) == 12
    assert all(one["FF_CIC_VAT_ZONE"] for one in companies)
    assert rests(office)


def test_edits_of_different_fields_both_survive(office: Office) -> None:
    """One on each side, in one pair, between two runs."""
    company = office.links()[1]
    office.cic.customers.edit(1, name="Uno S.p.A.")
    office.crm.companies.edit(company, zipCode="00185")

    office.sync()

    assert office.crm.companies[company]["companyName"] == "Uno S.p.A."
    assert office.cic.customers[1]["zip"] == "00185"
    assert office.cic.customers[1]["name"] == "Uno S.p.A."
    assert rests(office)


def test_a_field_that_is_cleared_is_cleared_on_the_other_side(office: Office) -> None:
    """And comes back when it is filled again."""
    company = office.links()[1]
    office.cic.customers.edit(1, address=None)
    office.sync()
    assert not office.crm.companies[company].get("address")

    office.crm.companies.edit(company, address="Via Nuova 1")
    office.sync()

    assert office.cic.customers[1]["address"] == "Via Nuova 1"
    assert rests(office)


def test_a_tie_goes_to_the_owner_of_the_field(office: Office) -> None:
    """The books own a name, where nobody is named; the CRM owns an e-mail address."""
    company = office.links()[1]
    office.cic.customers.edit(1, name="Libri", email="libri@example.it")
    office.crm.companies.edit(
        company, companyName="Vendite", emails=[{"value": "vendite@example.it"}]
    )

    document = office.sync()

    assert office.crm.companies[company]["companyName"] == "Libri"
    assert office.cic.customers[1]["email"] == "vendite@example.it"
    decided = {
        one["field"]: (one["decided"], one["by"], one["grade"])
        for one in document["entities"]["customers"]["conflicts"]
    }
    assert decided == {
        "name": ("cic", "owner", "tie"),
        "email": ("crm", "owner", "tie"),
    }
    assert rests(office)


def test_a_held_company_goes_out_when_it_is_mended(office: Office) -> None:
    """It stays asked for: the next run sends it by itself."""
    company = office.crm.add("Company", **READY)
    said = office.ask(lambda raccordo: raccordo.send_company(str(company)))
    assert said.exit == 1
    assert [one["code"] for one in said.document["problems"]] == ["vat_zone_missing"]
    before = office.writes()
    office.sync()
    assert office.writes() == before

    office.crm.companies.edit(company, FF_CIC_VAT_ZONE="1")
    document = office.sync()

    assert counts(document, "created") == {"cic": 1, "crm": 0}
    assert office.problems() == []
    assert rests(office)


def test_what_was_refused_is_not_sent_again_by_itself(office: Office) -> None:
    """It is when something changes, or when somebody asks for it."""
    office.crm.companies.edit(office.links()[1], city="Bergamo")
    refused = Mishap(method="PUT", path="/customers/1", status=400)
    office.cic.set_faults(mishaps=(refused,))
    assert office.sync()["exit"] == 1
    before = office.writes()

    assert office.sync()["exit"] == 1
    assert office.plan()["operations"] == []
    assert office.writes() == before

    office.ask(lambda raccordo: raccordo.retry())
    assert office.cic.customers[1]["city"] == "Bergamo"
    assert office.problems() == []
    assert rests(office)


def test_a_correction_goes_out_without_a_retry(office: Office) -> None:
    """What is sent then is not what was refused."""
    company = office.links()[1]
    office.crm.companies.edit(company, city="Bergamo")
    refused = Mishap(method="PUT", path="/customers/1", status=400)
    office.cic.set_faults(mishaps=(refused,))
    office.sync()

    office.crm.companies.edit(company, city="Brescia")

    assert office.sync()["exit"] == 0
    assert office.cic.customers[1]["city"] == "Brescia"
    assert rests(office)


def test_a_refusal_on_one_side_does_not_hide_what_the_other_lost(
    office: Office,
) -> None:
    """The conflict that was decided is listed, though the pair is held."""
    company = office.links()[1]
    office.cic.customers.edit(1, name="Libri")
    office.crm.companies.edit(company, companyName="Vendite", city="Bergamo")
    refused = Mishap(method="PUT", path="/customers/1", status=400)
    office.cic.set_faults(mishaps=(refused,))

    document = office.sync()

    assert office.crm.companies[company]["companyName"] == "Libri"
    (conflict,) = document["entities"]["customers"]["conflicts"]
    assert (conflict["field"], conflict["crm"]) == ("name", "Vendite")


def test_a_lost_answer_does_not_hide_what_was_overwritten(office: Office) -> None:
    """The conflict and the journal say what stood there before."""
    company = office.links()[1]
    office.cic.customers.edit(1, name="Libri")
    office.crm.companies.edit(company, companyName="Vendite")
    lost = Mishap(method="POST", path="*Company*", applied=True)
    office.crm.set_faults(mishaps=(lost, lost))

    office.sync()

    assert office.crm.companies[company]["companyName"] == "Libri"
    (conflict,) = office.conflicts()
    assert (conflict["decided"], conflict["crm"]) == ("cic", "Vendite")
    written = office.ask(lambda raccordo: raccordo.journal(record=f"crm:{company}"))
    assert written.document["journal"][-1]["before"] == "Vendite"
    assert rests(office)


def test_a_customer_without_any_key_is_not_created_twice(tmp_path: Path) -> None:
    """Its create was done and not answered: it is found by its name."""
    office = Office(tmp_path, customers=1)
    office.cic.customers.edit(
        1, vatNumber=None, corporateIdentificationNumber=None, zip=None
    )
    office.ask(lambda raccordo: raccordo.setup())
    lost = Mishap(method="POST", path="*Company*", applied=True)
    office.crm.set_faults(mishaps=(lost,))

    office.sync()

    assert len(office.crm.companies) == 1
    assert rests(office)
