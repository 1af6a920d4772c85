"""A conflict that waits for a person, and what may become of its pair meanwhile."""

from pathlib import Path

import pytest

from engine.errors import UsageError
from engine.sandbox import Mishap
from tests.integration.office import NOTHING, Office


@pytest.fixture
def office(folder: Path) -> Office:
    """The first pair waits for a person to say what its name is."""
    made = Office(folder, customers=5, policy="conflict: manual")
    made.set_up()
    made.cic.customers.edit(1, name="Libri")
    made.crm.companies.edit(made.links()[1], companyName="Vendite")
    assert made.sync()["exit"] == 1
    return made


def test_nobody_decides_about_a_pair_that_was_parted(office: Office) -> None:
    """It is listed no more, and can no more be resolved."""
    office.ask(lambda raccordo: raccordo.unlink("customers", "1"))

    assert office.conflicts() == []
    assert office.sync()["exit"] == 0
    with pytest.raises(UsageError):
        office.ask(lambda raccordo: raccordo.resolve(1, "cic"))
    assert office.plan() == NOTHING


def test_a_pair_that_is_left_out_waits_for_nobody(office: Office) -> None:
    """Until it is taken in again."""
    office.ask(lambda raccordo: raccordo.exclude("customers", "cic:1", "a test"))
    assert office.sync()["exit"] == 0

    office.ask(lambda raccordo: raccordo.include("customers", "cic:1"))

    assert office.sync()["exit"] == 1
    assert office.plan()["operations"] == []


@pytest.mark.parametrize("side", ["cic", "crm"])
def test_a_pair_that_is_left_out_is_not_written_by_a_decision(
    office: Office, side: str
) -> None:
    """Neither by one about its conflict, nor by sending its company."""
    company = office.links()[1]
    ref = f"cic:{1}" if side == "cic" else f"crm:{company}"
    office.ask(lambda raccordo: raccordo.exclude("customers", ref, "a test"))
    before = office.writes()

    with pytest.raises(UsageError, match="left out"):
        office.ask(lambda raccordo: raccordo.resolve(1, "cic"))
    answer = office.ask(lambda raccordo: raccordo.send_company(str(company)))

    assert office.writes() == before
    assert [one["code"] for one in answer.document["problems"]] == ["excluded"]


def test_taking_a_side_takes_what_it_holds_now(office: Office) -> None:
    """Somebody typed again there, after the conflict was listed."""
    office.cic.customers.edit(1, name="Libri nuovi")

    office.ask(lambda raccordo: raccordo.resolve(1, "cic"))

    assert office.cic.customers[1]["name"] == "Libri nuovi"
    assert office.crm.companies[office.links()[1]]["companyName"] == "Libri nuovi"
    assert office.plan() == NOTHING


@pytest.mark.parametrize("applied", [True, False], ids=["done", "not done"])
def test_a_decision_stays_in_the_list_when_the_reply_to_its_write_is_lost(
    office: Office, *, applied: bool
) -> None:
    """What became of the write is looked up, and the conflict is a decided one."""
    lost = Mishap(method="POST", path="*CreateOrUpdate*", times=1, applied=applied)
    office.crm.set_faults(mishaps=(lost,))

    office.ask(lambda raccordo: raccordo.resolve(1, "cic"))

    office.sync()
    (conflict,) = office.conflicts()
    assert conflict["decided"] == "cic"
    assert office.crm.companies[office.links()[1]]["companyName"] == "Libri"


def test_a_retry_does_not_bring_a_deleted_record_back(office: Office) -> None:
    """It stays a problem, until a person says what becomes of the pair."""
    office.ask(lambda raccordo: raccordo.resolve(1, "cic"))
    office.crm.companies.remove(office.links()[2])
    office.cic.customers.edit(2, name="Due S.p.A.")
    assert office.sync()["exit"] == 1

    office.ask(lambda raccordo: raccordo.retry())

    assert [one["code"] for one in office.problems()] == ["deleted_there"]
    assert len(office.crm.companies) == 4
    assert office.plan()["operations"] == []
