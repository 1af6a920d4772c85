"""Fields that both sides moved apart, and who decides."""

from collections.abc import Callable
from pathlib import Path

import pytest

from engine.application import Answer, Application
from tests.integration.office import NOTHING, Office


@pytest.fixture
def office(folder: Path) -> Office:
    made = Office(folder, policy="conflict: manual")
    made.set_up()
    return made


def both_edit(office: Office, cic: dict[str, str], crm: dict[str, str]) -> int:
    """Both sides of the first pair are edited; the number of its company."""
    company = office.links()[1]
    office.cic.customers.edit(1, **cic)
    office.crm.companies.edit(company, **crm)
    office.sync()
    return company


def waiting(office: Office) -> list[str]:
    return [one["field"] for one in office.conflicts() if one["decided"] is None]


def test_a_conflict_waits_and_nothing_of_it_is_written(office: Office) -> None:
    """Other fields of the pair go through."""
    company = both_edit(office, {"name": "A", "zip": "20100"}, {"companyName": "B"})

    assert waiting(office) == ["name"]
    assert office.cic.customers[1]["name"] == "A"
    assert office.crm.companies[company]["companyName"] == "B"
    assert office.crm.companies[company]["zipCode"] == "20100"
    assert office.sync()["exit"] == 1


@pytest.mark.parametrize(
    ("take", "name"), [("cic", "A"), ("crm", "B"), ("name=C", "C")]
)
def test_a_person_decides(office: Office, take: str, name: str) -> None:
    """The decision goes to whoever does not have it yet."""
    company = both_edit(office, {"name": "A"}, {"companyName": "B"})
    (conflict,) = office.conflicts()

    answer = office.ask(lambda raccordo: raccordo.resolve(conflict["id"], take))

    assert answer.exit == 0
    assert office.cic.customers[1]["name"] == name
    assert office.crm.companies[company]["companyName"] == name
    assert waiting(office) == []
    assert office.plan() == NOTHING


def test_fields_of_a_group_are_decided_together(office: Office) -> None:
    """One side's address wins whole, whichever of its conflicts is named."""
    company = both_edit(
        office,
        {"city": "Como", "zip": "22100"},
        {"city": "Lecco", "zipCode": "23900"},
    )
    assert sorted(waiting(office)) == ["city", "zip"]
    first = office.conflicts()[0]["id"]

    office.ask(lambda raccordo: raccordo.resolve(first, "crm"))

    assert office.cic.customers[1]["city"] == "Lecco"
    assert office.cic.customers[1]["zip"] == "23900"
    assert office.crm.companies[company]["city"] == "Lecco"
    assert waiting(office) == []
    assert office.plan() == NOTHING


def test_a_value_decides_its_own_field_and_the_rest_waits(office: Office) -> None:
    """``--take zip=…`` says nothing of the city."""
    company = both_edit(
        office,
        {"city": "Como", "zip": "22100"},
        {"city": "Lecco", "zipCode": "23900"},
    )
    by_field = {one["field"]: one["id"] for one in office.conflicts()}

    office.ask(lambda raccordo: raccordo.resolve(by_field["zip"], "zip=20121"))

    assert office.cic.customers[1]["zip"] == "20121"
    assert office.crm.companies[company]["zipCode"] == "20121"
    assert waiting(office) == ["city"]
    assert office.sync()["exit"] == 1
    office.ask(lambda raccordo: raccordo.resolve(by_field["city"], "cic"))
    assert office.crm.companies[company]["city"] == "Como"
    assert office.plan() == NOTHING


def test_a_conflict_that_people_settle_themselves_is_gone(office: Office) -> None:
    """Both typed the same in the end: nothing waits, nothing is written."""
    company = both_edit(office, {"name": "A"}, {"companyName": "B"})
    office.cic.customers.edit(1, name="C")
    office.crm.companies.edit(company, companyName="C")
    before = office.writes()

    assert office.sync()["exit"] == 0
    assert office.conflicts() == []
    assert office.writes() == before
    assert office.plan() == NOTHING


def test_a_decision_of_the_policy_can_be_decided_otherwise(tmp_path: Path) -> None:
    """The loser is put back on both sides."""
    office = Office(tmp_path)
    office.set_up()
    company = both_edit(office, {"name": "A"}, {"companyName": "B"})
    (conflict,) = office.conflicts()
    assert conflict["decided"] is not None
    loser = "crm" if conflict["decided"] == "cic" else "cic"

    office.ask(lambda raccordo: raccordo.resolve(conflict["id"], loser))

    name = conflict[loser]
    assert office.cic.customers[1]["name"] == name
    assert office.crm.companies[company]["companyName"] == name
    assert office.plan() == NOTHING


@pytest.mark.parametrize(
    "part",
    [
        pytest.param(lambda office, _: office.ask(unlink), id="unlinked"),
        pytest.param(lambda office, company: office.ask(undo(company)), id="undone"),
    ],
)
def test_a_conflict_of_a_pair_that_is_none_any_more_waits_for_nobody(
    office: Office, part: Callable[[Office, int], Answer]
) -> None:
    """The link is dissolved, and with it what somebody had to decide."""
    company = both_edit(office, {"name": "A"}, {"companyName": "B"})
    assert waiting(office) == ["name"]

    part(office, company)

    assert waiting(office) == []
    assert office.sync()["exit"] == 0


def unlink(raccordo: Application) -> Answer:
    return raccordo.unlink("customers", "1")


def undo(company: int) -> Callable[[Application], Answer]:
    return lambda raccordo: raccordo.undo(f"crm:{company}")
