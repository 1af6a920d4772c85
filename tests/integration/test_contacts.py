"""A second entity, whose records live under those of the first: no Python is needed."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from engine.config import load_profile
from engine.sandbox.faults import Mishap
from tests.integration.office import Office

MAPPING = Path(__file__).parents[2] / "examples" / "05-contacts" / "contacts.yml"


class Firm(Office):
    """An office that keeps contacts equal too."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, customers=5)
        shutil.copy(MAPPING, folder / "contacts.yml")
        path = folder / "profile.yml"
        with path.open("a", encoding="utf-8") as file:
            file.write("\nmappings: [customers, contacts.yml]\n")
        self._profile = load_profile(path, {})

    def add_person(self, customer: int, **fields: object) -> int:
        """A contact that somebody adds to a customer in the books."""
        people = self.cic["contacts"]
        number = people.highest + 1
        owner = {"customer": {"customerNumber": customer}}
        people.put(number, {**owner, "customerContactNumber": number, **fields})
        self.cic.customers.edit(customer)
        return number

    def contact(self, name: str, surname: str) -> dict[str, Any]:
        """The contact of that name in the CRM."""
        found = [one for one in self.people() if _halves(one) == (name, surname)]
        assert len(found) == 1
        return found[0]

    def people(self) -> list[dict[str, Any]]:
        """Every contact of the CRM."""
        people = self.crm["Contact"]
        return [people[id] for id in people]

    def counts(self) -> dict[str, Any]:
        """What a run did to contacts."""
        report: dict[str, Any] = self.sync()["entities"]["contacts"]
        return report

    def links_of_customers(self) -> dict[int, int]:
        """The companies by their customers."""
        found = self.ask(lambda raccordo: raccordo.links()).document["links"]
        return {
            int(one["cic"]): int(one["crm"])
            for one in found
            if one["entity"] == "customers" and one["state"] == "linked"
        }

    def pairs(self) -> dict[str, str]:
        """The linked contacts."""
        found = self.ask(lambda raccordo: raccordo.links()).document["links"]
        return {
            one["cic"]: one["crm"]
            for one in found
            if one["entity"] == "contacts" and one["state"] == "linked"
        }


def _halves(person: dict[str, Any]) -> tuple[str, str]:
    return (person.get("name", ""), person["surname"])


@pytest.fixture
def firm(folder: Path) -> Firm:
    firm = Firm(folder)
    firm.add_person(1, name="Mario Rossi", email="mario@example.it", phone="02 1234567")
    firm.add_person(1, name="Anna Bianchi", email="anna@example.it")
    firm.add_person(2, name="Mario Rossi", email="mario@example.it")
    firm.set_up()
    return firm


def nothing(counts: dict[str, Any]) -> bool:
    return [counts["created"], counts["updated"]] == [{"cic": 0, "crm": 0}] * 2


def test_contacts_of_a_customer_become_contacts_of_its_company(firm: Firm) -> None:
    links = firm.links_of_customers()

    owners = sorted((one["companyId"], *_halves(one)) for one in firm.people())

    assert owners == sorted(
        [
            (links[1], "Anna", "Bianchi"),
            (links[1], "Mario", "Rossi"),
            (links[2], "Mario", "Rossi"),
        ]
    )
    assert nothing(firm.counts())


def test_an_edit_travels_either_way(firm: Firm) -> None:
    anna = firm.contact("Anna", "Bianchi")
    firm.crm["Contact"].edit(anna["id"], emails=[{"value": "anna.b@example.it"}])
    firm.cic["contacts"].edit(1, phone="02 7654321")
    firm.cic.customers.edit(1)

    counts = firm.counts()

    assert counts["updated"] == {"cic": 1, "crm": 1}
    assert firm.cic["contacts"][2]["email"] == "anna.b@example.it"
    phones = [one["phones"] for one in firm.people() if one.get("phones")]
    assert phones == [[{"value": "02 7654321"}]]
    assert nothing(firm.counts())


def test_a_contact_of_a_linked_company_becomes_one_of_its_customer(firm: Firm) -> None:
    company = firm.links_of_customers()[3]
    firm.crm.add("Contact", surname="Carla Verdi", companyId=company)

    assert firm.counts()["created"] == {"cic": 1, "crm": 0}

    (new,) = (
        one
        for one in firm.cic["contacts"]
        if firm.cic["contacts"][one]["name"] == "Carla Verdi"
    )
    assert firm.cic["contacts"][new]["customer"] == {"customerNumber": 3}
    assert nothing(firm.counts())


@pytest.mark.parametrize("applied", [True, False], ids=["done", "not done"])
def test_a_contact_whose_reply_was_lost_is_not_created_twice(
    firm: Firm, *, applied: bool
) -> None:
    company = firm.links_of_customers()[3]
    firm.crm.add("Contact", surname="Carla Verdi", companyId=company)
    lost = Mishap(method="POST", path="*/contacts", status=500, applied=applied)
    firm.cic.set_faults(mishaps=(lost,))

    firm.sync()
    firm.sync()

    people = [firm.cic["contacts"][one]["name"] for one in firm.cic["contacts"]]
    assert people.count("Carla Verdi") == 1
    assert "3/4" in firm.pairs()
    assert nothing(firm.counts())


@pytest.mark.parametrize("applied", [True, False], ids=["done", "not done"])
def test_a_divided_name_is_found_again_after_a_lost_reply(
    firm: Firm, *, applied: bool
) -> None:
    """The CRM is searched by the surname alone; whose it is, the whole name tells."""
    firm.add_person(3, name="Maria Grazia Verdi")
    mishap = Mishap(method="POST", path="*/Contact/*", status=500, applied=applied)
    firm.crm.set_faults(mishaps=(mishap,))

    firm.sync()
    firm.sync()

    assert firm.contact("Maria", "Grazia Verdi")["companyId"]
    assert nothing(firm.counts())


def test_a_name_that_somebody_divided_otherwise_stays_so(firm: Firm) -> None:
    anna = firm.contact("Anna", "Bianchi")
    firm.crm["Contact"].edit(anna["id"], name="Anna Lia", surname="Bianchi")
    firm.sync()
    assert firm.cic["contacts"][2]["name"] == "Anna Lia Bianchi"

    firm.cic["contacts"].edit(2, name="Anna Lia Verdi")
    firm.cic.customers.edit(1)
    firm.sync()

    assert firm.contact("Anna Lia", "Verdi")["id"] == anna["id"]
    assert nothing(firm.counts())


def test_who_belongs_to_a_prospect_waits_without_a_word(firm: Firm) -> None:
    prospect = firm.crm.add("Company", companyName="Forse S.r.l.")
    firm.crm.add("Contact", surname="Carla Verdi", companyId=prospect)
    firm.crm.add("Contact", surname="Senza Ditta")

    assert nothing(firm.counts())
    assert firm.problems() == []


def test_a_contact_follows_when_its_company_is_sent(firm: Firm) -> None:
    fields = {
        name: value
        for name, value in firm.crm.companies[firm.links_of_customers()[1]].items()
        if name.startswith("FF_")
    }
    prospect = firm.crm.add("Company", companyName="Forse S.r.l.", **fields)
    firm.crm.add("Contact", surname="Carla Verdi", companyId=prospect)
    firm.sync()

    firm.ask(lambda raccordo: raccordo.send_company(str(prospect)))

    assert firm.counts()["created"] == {"cic": 1, "crm": 0}
    assert nothing(firm.counts())


def test_a_contact_waits_for_a_customer_that_is_held_and_follows_by_itself(
    firm: Firm,
) -> None:
    """The customer cannot be written; nobody has to retry its contact."""
    refused = Mishap(method="POST", path="*/Company/CreateOrUpdate*", status=400)
    firm.crm.set_faults(mishaps=(refused,))
    number = firm.cic.customers.highest + 1
    firm.cic.customers.put(number, {**firm.cic.customers[1], "name": "Nuova S.r.l."})
    firm.cic.customers.edit(number, customerNumber=number, vatNumber="")
    firm.add_person(number, name="Carla Verdi")

    counts = firm.counts()

    assert nothing(counts)
    held, waiting = firm.problems()
    assert (held["entity"], held["code"]) == ("customers", "refused")
    assert (waiting["entity"], waiting["code"]) == ("contacts", "waiting")
    who = f"cic:{number} (Nuova S.r.l.)"
    said = f"it waits for {who}, which is held: {held['message']}"
    assert waiting["message"] == said
    firm.ask(lambda raccordo: raccordo.retry(cause="refused"))
    assert firm.counts()["created"] == {"cic": 0, "crm": 1}
    assert firm.problems() == []
    owner = firm.contact("Carla", "Verdi")["companyId"]
    assert owner == firm.links_of_customers()[number]
    assert nothing(firm.counts())


def test_who_waits_says_so_once_and_since_when(firm: Firm) -> None:
    company = firm.links_of_customers()[3]
    firm.crm.companies.remove(company)
    firm.sync(full=True)
    firm.crm.add("Contact", surname="Carla Verdi", companyId=company)
    firm.sync()
    (first,) = [one for one in firm.problems() if one["code"] == "waiting"]

    firm.sync()

    (again,) = [one for one in firm.problems() if one["code"] == "waiting"]
    assert (again["id"], again["since"]) == (first["id"], first["since"])
    assert again["tries"] == first["tries"] + 1


def test_a_contact_of_a_company_that_is_not_there_is_held_until_it_is(
    firm: Firm,
) -> None:
    contact = firm.crm.add("Contact", surname="Carla Verdi", companyId=99_999)

    firm.sync()

    (problem,) = firm.problems()
    assert (problem["code"], problem["record"]) == ("parent_missing", str(contact))
    assert "crm:99999" in problem["message"]
    firm.crm["Contact"].edit(contact, companyId=firm.links_of_customers()[3])
    assert firm.counts()["created"] == {"cic": 1, "crm": 0}
    assert firm.problems() == []


@pytest.mark.parametrize("parting", ["exclude", "unlink"])
def test_who_belongs_to_a_customer_that_a_person_parted_is_left_alone_too(
    firm: Firm, parting: str
) -> None:
    """The person decided about all of them; `explain` says it."""
    number = firm.cic.customers.highest + 1
    firm.cic.customers.put(number, {**firm.cic.customers[1], "name": "Nuova S.r.l."})
    firm.cic.customers.edit(number, customerNumber=number, vatNumber="")
    if parting == "exclude":
        firm.ask(lambda one: one.exclude("customers", f"cic:{number}", "by hand"))
    else:
        firm.sync()
        firm.ask(lambda one: one.unlink("customers", str(number)))
    person = firm.add_person(number, name="Carla Verdi")

    counts = firm.counts()

    assert nothing(counts)
    assert firm.problems() == []
    told = firm.ask(lambda one: one.explain("contacts", f"{number}/{person}", "cic"))
    assert f"cic:{number} (Nuova S.r.l.)" in told.document["next"]


def test_namesakes_are_matched_within_their_own_firm(tmp_path: Path) -> None:
    firm = Firm(tmp_path)
    firm.set_up()
    links = firm.links_of_customers()
    whole = {"name": "Mario", "surname": "Rossi"}
    first = firm.crm.add("Contact", **whole, companyId=links[1])
    second = firm.crm.add("Contact", surname="Mario Rossi", companyId=links[2])
    one = firm.add_person(1, name="Mario Rossi")
    other = firm.add_person(2, name="Mario Rossi")

    counts = firm.counts()

    assert counts["linked"] == 2
    assert firm.pairs() == {f"1/{one}": str(first), f"2/{other}": str(second)}
    assert nothing(counts)


def test_an_idle_run_asks_no_customer_for_its_contacts(firm: Firm) -> None:
    firm.sync()
    firm.cic.traffic.clear()

    assert nothing(firm.counts())

    assert not [one for one in firm.cic.traffic.calls if "/contacts" in one.path]


def test_only_the_customer_that_changed_is_asked(firm: Firm) -> None:
    firm.sync()
    firm.cic.traffic.clear()
    firm.cic.customers.edit(2, city="Lodi")

    firm.sync()

    asked = {one.path for one in firm.cic.traffic.calls if "/contacts" in one.path}
    assert asked == {"/customers/2/contacts"}


def test_lines_of_contacts_are_proved_on_live_ones(firm: Firm) -> None:
    found = firm.ask(lambda one: one.mapping_desk().check(sample=5)).document["laws"]

    tried = {one["field"]: one for one in found if one["entity"] == "contacts"}
    assert tried["name"]["tried"] == 6
    assert tried["name"]["verdict"] == "exact"
    assert not any(one["refused"] for one in tried.values())


def test_a_contact_that_is_gone_is_asked_about(firm: Firm) -> None:
    firm.cic["contacts"].remove(2)
    firm.cic.customers.edit(1)

    firm.sync()

    (problem,) = firm.problems()
    assert (problem["entity"], problem["code"]) == ("contacts", "deleted_there")
    assert firm.contact("Anna", "Bianchi")


def test_a_contact_can_be_looked_at(firm: Firm) -> None:
    ref = next(iter(firm.pairs()))

    told = firm.ask(lambda one: one.explain("contacts", ref, "cic")).document
    shown = firm.ask(
        lambda one: one.mapping_desk().preview("contacts", f"cic:{ref}")
    ).document
    case = firm.ask(
        lambda one: one.mapping_desk().record("contacts", f"cic:{ref}")
    ).document

    assert told
    assert shown["problems"] == []
    assert [one["changes"] for one in shown["fields"]] == [False] * len(shown["fields"])
    assert "Mario Rossi" not in case["yaml"]


def test_a_check_finds_nothing_wrong_with_the_contacts(firm: Firm) -> None:
    rows = firm.ask(lambda raccordo: raccordo.check()).document["check"]

    assert [row for row in rows if row["state"] != "ok"] == []


def test_a_first_plan_shows_the_contacts_of_the_customers_that_it_creates(
    folder: Path,
) -> None:
    """As many, and with the same values, as the sync then writes."""
    firm = Firm(folder)
    firm.add_person(1, name="Mario Rossi", email="mario@example.it")
    firm.add_person(2, name="Anna Bianchi", phone="02 1234567")
    firm.ask(lambda raccordo: raccordo.setup())

    planned = firm.ask(lambda raccordo: raccordo.plan()).document["operations"]

    contacts = [one for one in planned if one["entity"] == "contacts"]
    assert [(one["verb"], one["side"], one["name"]) for one in contacts] == [
        ("create", "crm", "Mario Rossi"),
        ("create", "crm", "Anna Bianchi"),
    ]
    assert {name: one["after"] for name, one in contacts[0]["fields"].items()} == {
        "name": "Mario Rossi",
        "email": "mario@example.it",
    }
    assert firm.people() == []
    assert firm.counts()["created"] == {"cic": 0, "crm": 2}


def test_the_contacts_of_a_customer_that_is_held_are_not_planned(folder: Path) -> None:
    firm = Firm(folder)
    firm.add_person(1, name="Mario Rossi")
    firm.ask(lambda raccordo: raccordo.setup())
    firm.cic.customers.edit(1, name="")

    planned = firm.ask(lambda raccordo: raccordo.plan()).document["operations"]

    assert {one["entity"] for one in planned} == {"customers"}
    assert firm.counts()["created"] == {"cic": 0, "crm": 0}
