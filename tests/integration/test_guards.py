"""What stops a run before its first write, or in the middle of it."""

import sqlite3
from pathlib import Path

import pytest

from engine.errors import SafetyStop, Unauthorised, Unavailable
from tests.integration.office import NOTHING, Office


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def office(folder: Path) -> Office:
    made = Office(folder, customers=40)
    made.set_up()
    return made


def remembered(folder: Path) -> list[str]:
    """The whole state, as text."""
    (path,) = folder.glob("*.db")
    connection = sqlite3.connect(path)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


def test_an_emptied_side_stops_the_run(office: Office) -> None:
    """Nothing is written to either side, though there is something to write."""
    for company in list(office.crm.companies):
        office.crm.companies.remove(company)
    office.cic.customers.edit(1, city="Bergamo")
    before = office.writes()

    with pytest.raises(SafetyStop, match="no Company left"):
        office.sync()

    assert office.writes() == before


def test_a_plan_over_the_cap_is_carried_out_only_with_force(office: Office) -> None:
    """Thirty of forty pairs were edited: somebody has to insist."""
    for number in list(office.cic.customers)[:30]:
        office.cic.customers.edit(number, city="Bergamo")
    before = office.writes()

    with pytest.raises(SafetyStop, match="30 of 40"):
        office.sync()
    assert office.writes() == before
    with pytest.raises(SafetyStop, match="30 of 40"):
        office.plan()

    office.sync(force=True)

    assert office.writes() == before + 30
    assert office.plan() == NOTHING


@pytest.mark.parametrize("name", ["cic", "crm"])
def test_a_system_that_is_down_fails_no_record(office: Office, name: str) -> None:
    """When it is back, the next run goes on."""
    system = {"cic": office.cic, "crm": office.crm}[name]
    office.cic.customers.edit(1, name="Uno S.p.A.")
    system.set_faults(down=True)

    with pytest.raises(Unavailable) as raised:
        office.sync()

    assert raised.value.exit_code == 3
    assert office.problems() == []
    system.set_faults(down=False)
    office.sync()
    assert office.crm.companies[office.links()[1]]["companyName"] == "Uno S.p.A."
    assert office.plan() == NOTHING


def test_credentials_that_are_refused_stop_the_run(office: Office) -> None:
    """At once, and no record is marked as failed."""
    office.crm.companies.edit(office.links()[1], city="Bergamo")
    office.cic.set_faults(grant_expired=True)

    with pytest.raises(Unauthorised) as raised:
        office.sync()

    assert raised.value.exit_code == 3
    assert office.problems() == []
    office.cic.set_faults(grant_expired=False)
    office.sync()
    assert office.cic.customers[1]["city"] == "Bergamo"
    assert office.plan() == NOTHING


def test_a_plan_changes_nothing_and_says_what_a_run_does(
    office: Office, folder: Path
) -> None:
    """Field by field, on both sides, creates too."""
    company = office.links()[1]
    office.cic.customers.edit(1, name="Uno S.p.A.")
    office.cic.customers.edit(2, address=None)
    office.crm.companies.edit(company, zipCode="00185")
    office.cic.add(
        "customers",
        name="Nuova",
        currency="EUR",
        customerGroup={"customerGroupNumber": 1},
        paymentTerms={"paymentTermsNumber": 6},
        vatZone={"vatZoneNumber": 1},
    )
    writes, state = office.writes(), remembered(folder)

    planned = office.plan()["operations"]

    assert (office.writes(), remembered(folder)) == (writes, state)
    run = office.sync()["run"]
    done = office.ask(lambda raccordo: raccordo.journal(run=run)).document["journal"]
    updates = {
        (one["side"], one["record"], field, change["after"])
        for one in planned
        if one["verb"] == "update"
        for field, change in one["fields"].items()
    }
    assert updates == {
        (one["side"], one["record"], one["field"], one["after"])
        for one in done
        if one["verb"] == "update"
    }
    assert sum(one["verb"] == "create" for one in planned) == 1
    assert sum(one["verb"] == "create" for one in done) == 1
    assert office.plan() == NOTHING


def test_a_plan_does_not_list_what_it_would_cure(office: Office) -> None:
    """It ends like the run that it announces."""
    company = office.links()[1]
    office.crm.companies.edit(company, FF_CIC_VAT_ZONE=None)
    assert office.sync()["exit"] == 1
    office.crm.companies.edit(company, FF_CIC_VAT_ZONE="1", city="Bergamo")

    planned = office.plan()

    assert planned["problems"] == []
    assert [one["verb"] for one in planned["operations"]] == ["update"]
    assert office.sync()["exit"] == 0
    assert office.plan() == NOTHING
