"""Two servers whose clocks disagree."""

from pathlib import Path

import pytest

from tests.integration.office import NOTHING, Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path, customers=8)


@pytest.mark.parametrize("offset", [-300, 300])
@pytest.mark.parametrize("later", ["cic", "crm"])
def test_the_later_edit_wins_whatever_the_clocks_say(
    office: Office, offset: int, later: str
) -> None:
    """The clock of CiC is five minutes off; the two edits are a minute apart."""
    office.cic.set_faults(clock_offset=offset)
    office.set_up()
    company = office.links()[1]
    edits = {
        "cic": lambda: office.cic.customers.edit(1, name="of cic"),
        "crm": lambda: office.crm.companies.edit(company, companyName="of crm"),
    }
    first = "crm" if later == "cic" else "cic"
    edits[first]()
    office.clock.advance(60)
    edits[later]()

    office.sync()

    assert office.cic.customers[1]["name"] == f"of {later}"
    assert office.crm.companies[company]["companyName"] == f"of {later}"
    assert office.plan() == NOTHING


@pytest.mark.parametrize("offset", [-300, 300])
@pytest.mark.parametrize("later", ["cic", "crm"])
def test_stamps_of_another_clock_than_the_date_are_found_out(
    office: Office, offset: int, later: str
) -> None:
    """Only the stamps of the CRM are off; a first sync has shown by how much."""
    office.has_true_dates = True
    office.crm.set_faults(clock_offset=offset)
    office.set_up()
    company = office.links()[1]
    edits = {
        "cic": lambda: office.cic.customers.edit(1, name="of cic"),
        "crm": lambda: office.crm.companies.edit(company, companyName="of crm"),
    }
    first = "crm" if later == "cic" else "cic"
    edits[first]()
    office.clock.advance(60)
    edits[later]()

    office.sync()

    assert office.cic.customers[1]["name"] == f"of {later}"
    assert office.plan() == NOTHING
