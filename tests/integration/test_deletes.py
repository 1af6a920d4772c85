"""Records that disappear on one side."""

from pathlib import Path

import pytest

from engine.errors import SafetyStop
from tests.integration.office import NOTHING, Office


@pytest.fixture
def office(folder: Path) -> Office:
    made = Office(folder)
    made.set_up()
    return made


def test_a_deleted_customer_freezes_its_pair_and_deletes_nothing(
    office: Office,
) -> None:
    """A full run notices it, asks, and touches the company no more."""
    company = office.links()[5]
    office.cic.customers.remove(5)
    office.crm.companies.edit(company, city="Bergamo")

    document = office.sync(full=True)

    (problem,) = document["entities"]["customers"]["problems"]
    assert (problem["code"], problem["record"]) == ("deleted_there", str(company))
    assert document["exit"] == 1
    assert company in office.crm.companies
    assert len(office.cic.customers) == 29
    assert office.plan()["operations"] == []


def test_a_deleted_company_is_not_created_again(office: Office) -> None:
    """Neither by a full run, nor by an edit of its customer."""
    company = office.links()[5]
    office.crm.companies.remove(company)
    office.sync(full=True)
    office.cic.customers.edit(5, city="Bergamo")

    document = office.sync()

    assert document["entities"]["customers"]["created"] == {"cic": 0, "crm": 0}
    assert [one["code"] for one in office.problems()] == ["deleted_there"]


def test_unlinking_a_frozen_pair_settles_it(office: Office) -> None:
    """A person says so, and a second run plans nothing."""
    company = office.links()[5]
    office.crm.companies.remove(company)
    office.sync(full=True)

    office.ask(lambda raccordo: raccordo.unlink("customers", "5"))

    assert office.sync(full=True)["exit"] == 0
    assert office.plan() == NOTHING


def test_an_update_of_a_deleted_record_is_noticed_without_a_full_run(
    office: Office,
) -> None:
    """The read before the write finds nothing: nothing is written."""
    office.crm.companies.remove(office.links()[5])
    office.cic.customers.edit(5, city="Bergamo")
    office.crm.traffic.clear()

    document = office.sync()

    assert document["exit"] == 1
    assert not office.crm.traffic.writes
    assert [one["code"] for one in office.problems()] == ["deleted_there"]


def test_a_side_that_lost_many_stops_the_run(office: Office) -> None:
    """Six of thirty are gone: somebody has to look first."""
    for number in range(1, 7):
        office.cic.customers.remove(number)
    before = office.writes()

    with pytest.raises(SafetyStop):
        office.sync(full=True)

    assert office.writes() == before
    assert len(office.links()) == 30
