"""Taking writes back, on both sandboxes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.application import Answer, Application
from engine.errors import SafetyStop, Stopped, Unclear
from engine.sandbox import Mishap
from tests.integration.office import NOTHING, Office

CUSTOMERS = 30


@pytest.fixture
def office(folder: Path) -> Iterator[Office]:
    made = Office(folder)
    made.ask(lambda raccordo: raccordo.setup())
    yield made
    assert made.plan() == NOTHING


def test_a_first_sync_is_taken_back_but_for_what_people_edited(office: Office) -> None:
    """The CRM is where it was, and the two edited companies stay, unlinked."""
    run = office.sync()["run"]
    links = office.links()
    edited = {links[1], links[2]}
    for company in edited:
        office.crm.companies.edit(company, city="Bergamo")

    answer = office.ask(lambda raccordo: raccordo.undo(str(run), force=True))

    assert answer.exit == 1
    assert set(office.crm.companies) == edited
    assert len(office.cic.customers) == CUSTOMERS
    assert office.links() == {}


def test_an_undo_past_the_cap_asks_for_force(office: Office) -> None:
    """Taking back 30 of 30 pairs stops before the first write."""
    run = office.sync()["run"]
    office.crm.traffic.clear()

    with pytest.raises(SafetyStop):
        office.ask(lambda raccordo: raccordo.undo(str(run)))

    assert not office.crm.traffic.writes
    assert len(office.crm.companies) == CUSTOMERS


def test_a_company_that_something_points_to_is_only_unlinked(office: Office) -> None:
    """A contact of the company keeps it from being deleted."""
    office.sync()
    company = office.links()[1]
    office.crm.add("Contact", surname="Rossi", companyId=company)

    answer = office.ask(lambda raccordo: raccordo.undo(f"crm:{company}"))

    (row,) = answer.document["undo"]
    assert row["verb"] == "unlink"
    assert [one["code"] for one in row["left"]] == ["referenced"]
    assert company in office.crm.companies


def test_one_update_is_taken_back_and_stays_back(office: Office) -> None:
    """The city of CiC went to the CRM and is taken back there; CiC keeps its own."""
    office.sync()
    company = office.links()[1]
    city = office.crm.companies[company]["city"]
    office.cic.customers.edit(1, city="Bergamo", zip="24121")
    run = office.sync()["run"]

    answer = office.ask(lambda raccordo: raccordo.undo(str(run), "city"))

    assert answer.exit == 0
    assert office.crm.companies[company]["city"] == city
    assert office.crm.companies[company]["zipCode"] == "24121"
    assert office.cic.customers[1]["city"] == "Bergamo"
    office.sync()
    assert office.crm.companies[company]["city"] == city


def test_an_edit_after_an_undo_travels_as_ever(office: Office) -> None:
    """The difference that the undo left is no edit; the next edit is one."""
    office.sync()
    company = office.links()[1]
    office.cic.customers.edit(1, city="Bergamo")
    run = office.sync()["run"]
    office.ask(lambda raccordo: raccordo.undo(str(run)))

    office.cic.customers.edit(1, city="Lodi")
    office.sync()

    assert office.crm.companies[company]["city"] == "Lodi"


def test_an_undo_can_be_undone(office: Office) -> None:
    """The deleted company is there again, with its values, and linked."""
    office.sync()
    company = office.links()[1]
    before = office.crm.companies[company]
    undone = office.ask(lambda raccordo: raccordo.undo(f"crm:{company}"))
    assert company not in office.crm.companies

    office.ask(lambda raccordo: raccordo.undo(str(undone.document["run"])))

    again = office.crm.companies[office.links()[1]]
    kept = ("companyName", "vatId", "city", "province", "FF_CIC_VAT_ZONE")
    assert {name: again[name] for name in kept if name in before} == {
        name: before[name] for name in kept if name in before
    }


def test_a_customer_created_in_cic_is_never_deleted(office: Office) -> None:
    """Undo of a send dissolves the link, and says what remains."""
    office.sync()
    fields = office.crm.companies[office.links()[3]]
    chosen = {name: value for name, value in fields.items() if name.startswith("FF_")}
    company = office.crm.add("Company", companyName="Torrefazione Aurora", **chosen)
    sent = office.ask(lambda raccordo: raccordo.send_company(str(company))).document
    number = int(sent["result"]["id"])

    answer = office.ask(lambda raccordo: raccordo.undo(f"cic:{number}"))

    (row,) = answer.document["undo"]
    assert row["verb"] == "unlink"
    assert [one["code"] for one in row["left"]] == ["kept_there"]
    assert number in office.cic.customers
    assert number not in office.links()


@pytest.mark.parametrize("applied", [True, False], ids=["done", "not done"])
def test_a_lost_reply_to_a_company_made_anew_doubles_nothing(
    office: Office, *, applied: bool
) -> None:
    """Undo of an undo creates; what becomes of it is looked up by the next run."""
    office.sync()
    company = office.links()[1]
    undone = office.ask(lambda raccordo: raccordo.undo(f"crm:{company}"))
    lost = Mishap(method="POST", path="*CreateOrUpdate*", times=1, applied=applied)
    office.crm.set_faults(mishaps=(lost,))

    with pytest.raises(Unclear):
        office.ask(lambda raccordo: raccordo.undo(str(undone.document["run"])))

    office.crm.set_faults(mishaps=())
    office.sync()
    assert len(office.crm.companies) == CUSTOMERS
    assert len(office.links()) == CUSTOMERS


@pytest.mark.parametrize("applied", [True, False], ids=["done", "not done"])
def test_a_lost_reply_to_a_delete_leaves_no_pair_of_one(
    office: Office, *, applied: bool
) -> None:
    """The next run looks: the pair is parted with the company, or as it was."""
    office.sync()
    company = office.links()[1]
    lost = Mishap(method="DELETE", path="*/Company/*", times=20, applied=applied)
    office.crm.set_faults(mishaps=(lost,))

    with pytest.raises(Unclear):
        office.ask(lambda raccordo: raccordo.undo(f"crm:{company}"))

    office.crm.set_faults(mishaps=())
    office.sync()
    assert (company in office.crm.companies) is not applied
    assert len(office.links()) == len(office.crm.companies)
    assert office.sync(full=True)["exit"] == 0


def test_a_lost_reply_to_a_restored_value_can_still_be_undone(office: Office) -> None:
    """What stood there before is kept with the operation."""
    office.sync()
    company = office.links()[1]
    office.cic.customers.edit(1, city="Bergamo")
    run = office.sync()["run"]
    lost = Mishap(method="POST", path="*CreateOrUpdate*", times=1, applied=True)
    office.crm.set_faults(mishaps=(lost,))
    with pytest.raises(Unclear):
        office.ask(lambda raccordo: raccordo.undo(str(run)))
    again = office.sync()["run"]

    office.ask(lambda raccordo: raccordo.undo(str(again)))

    assert office.crm.companies[company]["city"] == "Bergamo"


def test_an_undo_goes_on_from_one_whose_outcome_is_not_known(office: Office) -> None:
    """It looks first what became of it, and ends as if nothing had happened."""
    run = office.sync()["run"]
    lost = Mishap(method="DELETE", path="*/Company/*", times=20, applied=True)
    office.crm.set_faults(mishaps=(lost,))
    with pytest.raises(Unclear):
        office.ask(lambda raccordo: raccordo.undo(str(run), force=True))
    office.crm.set_faults(mishaps=())

    answer = office.ask(lambda raccordo: raccordo.undo(str(run), force=True))

    assert answer.exit == 1
    assert not office.crm.companies
    assert office.links() == {}


def test_an_undo_that_was_undone_already_makes_nothing_twice(office: Office) -> None:
    """Not even a firm that nothing identifies."""
    office.cic.customers.edit(1, vatNumber=None, corporateIdentificationNumber=None)
    office.sync()
    undone = office.ask(lambda raccordo: raccordo.undo(f"crm:{office.links()[1]}"))
    run = str(undone.document["run"])
    office.ask(lambda raccordo: raccordo.undo(run))
    links = office.links()

    office.ask(lambda raccordo: raccordo.undo(run))

    assert len(office.crm.companies) == CUSTOMERS
    assert office.links() == links


def test_an_undo_that_is_stopped_says_so(office: Office) -> None:
    """What was not taken back is not told as taken back."""
    run = office.sync()["run"]
    office.crm.traffic.clear()

    def stop_and_undo(raccordo: Application) -> Answer:
        raccordo.stop()
        return raccordo.undo(str(run), force=True)

    with pytest.raises(Stopped):
        office.ask(stop_and_undo)

    assert not office.crm.traffic.writes
    assert len(office.crm.companies) == CUSTOMERS
