"""What stops a run before its first write, or in the middle of it."""

import sqlite3
from datetime import UTC, datetime, timedelta
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


def test_a_side_that_is_meant_to_be_empty_is_believed_with_force(
    office: Office,
) -> None:
    """Each record was looked for by itself, and a person says what becomes of it."""
    for company in list(office.crm.companies):
        office.crm.companies.remove(company)

    office.sync(full=True, force=True)

    assert {one["code"] for one in office.problems()} == {"deleted_there"}
    assert len(office.problems()) == 40
    assert len(office.cic.customers) == 40
    office.sync()


def test_a_plan_over_the_cap_is_carried_out_only_with_force(office: Office) -> None:
    """Thirty of forty pairs were edited: somebody has to insist."""
    for number in list(office.cic.customers)[:30]:
        office.cic.customers.edit(number, city="Bergamo")
    before = office.writes()

    with pytest.raises(SafetyStop, match="30 of 40"):
        office.sync()
    assert office.writes() == before

    planned = office.ask(lambda raccordo: raccordo.plan())

    assert planned.exit == 4
    assert len(planned.document["operations"]) == 30
    (error,) = planned.document["errors"]
    assert "30 of 40" in error["message"]
    assert office.writes() == before
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


def test_a_plan_links_whom_only_a_search_finds(office: Office) -> None:
    """The company has a stamp of long ago, so that no listing shows it."""
    office.sync()
    company = office.crm.companies[office.links()[1]]
    twin = office.crm.companies.highest + 1
    same = {"vatId": "IT00743110157", "lastModifiedDate": "2001-01-01T00:00:00Z"}
    office.crm.companies.put(twin, {**company, **same, "id": twin, "taxId": ""})
    number = office.cic.customers.highest + 1
    office.cic.customers.put(number, {**office.cic.customers[1], "vatNumber": ""})
    office.cic.customers.edit(
        number, customerNumber=number, vatNumber="00743110157", city="Bergamo"
    )
    before = office.writes()

    planned = office.plan()

    assert office.writes() == before
    verbs = [(one["verb"], one["record"]) for one in planned["operations"]]
    assert verbs == [("link", str(twin)), ("update", str(twin))]
    run = office.sync()["run"]
    done = office.ask(lambda raccordo: raccordo.journal(run=run)).document["journal"]
    assert {
        (one["side"], one["record"], field, change["after"])
        for one in planned["operations"]
        if one["verb"] == "update"
        for field, change in one["fields"].items()
    } == {(one["side"], one["record"], one["field"], one["after"]) for one in done}
    assert office.links()[number] == twin
    assert office.plan() == NOTHING


def test_a_plan_searches_for_so_many_only_and_says_so(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.sync.rehearse._MOST_SEARCHED", 2)
    office.sync()
    for number in range(41, 45):
        office.cic.customers.put(number, {**office.cic.customers[1], "name": "Nuova"})
        office.cic.customers.edit(number, customerNumber=number, vatNumber=str(number))
    office.crm.traffic.clear()

    planned = office.plan()

    assert [one["verb"] for one in planned["operations"]] == ["create"] * 4
    (warning,) = planned["warnings"]
    assert "the first 2 new records" in warning
    assert not office.crm.traffic.writes


def test_two_plans_of_one_state_are_equal_whenever_they_are_made(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A problem that is only foreseen is not there since the plan."""
    office.crm.companies.edit(office.links()[1], FF_CIC_VAT_ZONE=None)
    office.cic.customers.edit(2, name="Due S.p.A.")
    first = office.plan()
    later = datetime.now(UTC) + timedelta(hours=1)
    monkeypatch.setattr("engine.sync.world.World.now", lambda _: later)

    again = office.plan()

    assert first["problems"]
    assert again == first


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
