"""The memory of what was deleted: seen, taken back, and forgotten after a quarter."""

from pathlib import Path

import pytest

from tests.integration.office import Office

DAY = 24 * 3600


@pytest.fixture
def office(folder: Path) -> Office:
    made = Office(folder, customers=6)
    made.set_up()
    return made


def states(office: Office) -> dict[str, str]:
    found = office.ask(lambda raccordo: raccordo.links()).document["links"]
    return {one["cic"]: one["state"] for one in found}


def bury(office: Office) -> int:
    """The pair of customer 5 ends: its company was deleted, and a person agreed."""
    company = office.links()[5]
    office.crm.companies.remove(company)
    office.sync(full=True)
    office.ask(lambda raccordo: raccordo.unlink("customers", "5"))
    office.sync()
    return company


def test_a_tombstone_is_listed_and_keeps_its_record_from_being_made_anew(
    office: Office,
) -> None:
    bury(office)
    office.clock.advance(89 * DAY)
    office.cic.customers.edit(5, city="Bergamo")

    document = office.sync(full=True)

    assert states(office)["5"] == "unlinked"
    assert document["entities"]["customers"]["created"] == {"cic": 0, "crm": 0}


def test_after_a_quarter_it_is_forgotten(office: Office) -> None:
    """An edit then is that of a customer without a company."""
    bury(office)
    office.clock.advance(91 * DAY)
    office.cic.customers.edit(5, city="Bergamo")

    planned = office.plan()["operations"]
    document = office.sync()

    assert [(one["verb"], one["record"]) for one in planned] == [("create", "5")]
    assert document["entities"]["customers"]["created"] == {"cic": 0, "crm": 1}
    assert states(office)["5"] == "linked"


def test_that_two_living_records_are_no_pair_is_not_forgotten(office: Office) -> None:
    company = office.links()[5]
    office.ask(lambda raccordo: raccordo.unlink("customers", "5"))
    office.sync()
    office.clock.advance(120 * DAY)
    office.crm.companies.edit(company, city="Bergamo")

    office.sync(full=True)

    assert states(office)["5"] == "unlinked"


def test_a_person_makes_a_pair_of_a_tombstone_again(office: Office) -> None:
    company = office.links()[5]
    office.ask(lambda raccordo: raccordo.unlink("customers", "5"))

    office.ask(lambda raccordo: raccordo.link("customers", "5", str(company)))

    assert states(office)["5"] == "linked"
    assert office.sync()["exit"] == 0
