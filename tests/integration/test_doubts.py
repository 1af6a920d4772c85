"""Records that may be the same, and what a person says of them."""

from pathlib import Path

import pytest

from tests.integration.office import NOTHING, Office

VAT = "00000020156"


@pytest.fixture
def office(folder: Path) -> Office:
    """Two customers and one company with one VAT number."""
    made = Office(folder, customers=3)
    for number in (1, 2):
        made.cic.customers.edit(
            number, vatNumber=VAT, corporateIdentificationNumber=None
        )
    made.crm.add("Company", companyName="Chi?", vatId=VAT)
    made.set_up()
    return made


def candidates(office: Office) -> list[tuple[str, str]]:
    found = office.ask(lambda raccordo: raccordo.links()).document["links"]
    return [(one["cic"], one["crm"]) for one in found if one["state"] == "candidate"]


def company(office: Office) -> str:
    (found,) = [
        key
        for key in office.crm.companies
        if office.crm.companies[key]["companyName"] == "Chi?"
    ]
    return str(found)


def test_two_candidates_are_listed_and_never_guessed(office: Office) -> None:
    """Neither is linked, neither is created; the run says that they wait."""
    chi = company(office)

    assert candidates(office) == [("1", chi), ("2", chi)]
    assert set(office.links()) == {3}
    assert len(office.crm.companies) == 2
    assert office.sync()["exit"] == 1
    assert office.plan()["operations"] == []


def test_a_person_says_who_it_is(office: Office) -> None:
    """The other one gets a company of its own."""
    chi = company(office)

    office.ask(lambda raccordo: raccordo.link("customers", "2", chi))
    office.sync()
    office.sync()

    assert office.links()[2] == int(chi)
    assert len(office.crm.companies) == 3
    assert candidates(office) == []
    assert office.plan() == NOTHING


def test_not_the_same_is_remembered(office: Office) -> None:
    """The one that is left is certain then; the other gets its own company."""
    chi = company(office)

    office.ask(lambda raccordo: raccordo.never("customers", "1", chi))
    office.sync()

    assert office.links()[2] == int(chi)
    assert office.links()[1] != int(chi)
    assert office.plan() == NOTHING


def test_a_pair_that_was_unlinked_stays_apart(office: Office) -> None:
    """Whatever is edited: neither created again nor matched again."""
    office.ask(lambda raccordo: raccordo.unlink("customers", "3"))
    office.ask(lambda raccordo: raccordo.exclude("customers", "cic:1", "test"))
    office.ask(lambda raccordo: raccordo.exclude("customers", "cic:2", "test"))
    office.cic.customers.edit(3, city="Bergamo")
    before = office.writes()

    office.sync(full=True)

    assert office.writes() == before
    assert office.plan() == NOTHING


def test_what_is_left_out_is_left_alone_until_it_is_taken_in_again(
    office: Office,
) -> None:
    """An edit made meanwhile is carried then."""
    pair = office.links()[3]
    office.ask(lambda raccordo: raccordo.exclude("customers", "cic:3", "a test"))
    office.cic.customers.edit(3, city="Bergamo")
    office.sync()
    assert office.crm.companies[pair].get("city") != "Bergamo"

    office.ask(lambda raccordo: raccordo.include("customers", "cic:3"))
    office.sync()

    assert office.crm.companies[pair]["city"] == "Bergamo"
