"""A second automation rewrites a field after every write of ours."""

from pathlib import Path

import pytest

from tests.integration.office import NOTHING, Office

OVERLAY = """\
schema: 1
extends: customers@1
fields:
  email: {direction: to_crm, foreign_edit: revert}
"""
THEIRS = [{"value": "office@automation.example"}]


class Automation:
    """It lives in the CRM, and puts its own address wherever ours was written."""

    def __init__(self, office: Office, company: int) -> None:
        self._office = office
        self._company = company
        self._seen = 0

    def run(self) -> None:
        writes = len(self._office.crm.traffic.writes)
        if writes > self._seen:
            self._office.crm.companies.edit(self._company, emails=THEIRS)
        self._seen = writes


@pytest.fixture
def office(folder: Path) -> Office:
    (folder / "revert.yml").write_text(OVERLAY, encoding="utf-8")
    made = Office(folder, overlays="revert.yml")
    made.set_up()
    made.crm.traffic.clear()
    return made


def swung(office: Office) -> int:
    """So many writes of ours, until the pair of customer 5 was stopped."""
    company = office.links()[5]
    automation = Automation(office, company)
    office.cic.customers.edit(5, email="info@customer.example")
    for _ in range(12):
        office.sync()
        automation.run()
    return len(office.crm.traffic.writes)


def test_a_pair_that_swings_is_frozen_with_its_trace(office: Office) -> None:
    """One edit of a person: two writes for it, and three more."""
    writes = swung(office)

    (problem,) = office.problems()
    assert writes == 2 * 1 + 3
    assert (problem["code"], problem["field"]) == ("oscillation", "email")
    assert "raccordo #" in problem["message"]
    assert "office@automation.example" in problem["message"]
    assert "info@customer.example" in problem["message"]
    assert office.plan()["operations"] == []
    assert office.plan()["problems"][0]["code"] == "oscillation"


def test_the_other_pairs_go_on(office: Office) -> None:
    swung(office)
    office.cic.customers.edit(6, city="Bergamo")

    document = office.sync()

    assert document["entities"]["customers"]["updated"]["crm"] == 1


def test_a_plan_says_that_the_pair_will_be_stopped(office: Office) -> None:
    """It does so on the copy of the state: the run itself decides anew."""
    company = office.links()[5]
    automation = Automation(office, company)
    office.cic.customers.edit(5, email="info@customer.example")
    for _ in range(2 * 1 + 3):
        office.sync()
        automation.run()

    planned = office.plan()

    assert planned["operations"] == []
    assert [one["code"] for one in planned["problems"]] == ["oscillation"]
    assert office.problems() == []


def test_retry_releases_it_once_the_automation_is_off(office: Office) -> None:
    swung(office)
    (problem,) = office.problems()

    office.ask(lambda raccordo: raccordo.retry([problem["id"]]))

    company = office.crm.companies[office.links()[5]]
    assert company["emails"][0]["value"] == "info@customer.example"
    assert office.problems() == []
    assert office.sync()["exit"] == 0
    assert office.plan() == NOTHING


def test_a_person_who_edits_all_day_is_never_stopped(office: Office) -> None:
    for number in range(12):
        office.cic.customers.edit(5, email=f"info{number}@customer.example")
        office.sync()

    assert len(office.crm.traffic.writes) == 12
    assert office.problems() == []


def test_what_is_older_than_a_day_counts_no_more(office: Office) -> None:
    """Somebody insists every morning: a nuisance, and no oscillation."""
    company = office.links()[5]
    office.cic.customers.edit(5, email="info@customer.example")
    for _ in range(10):
        office.sync()
        office.clock.advance(26 * 3600)
        office.crm.companies.edit(company, emails=THEIRS)

    assert office.problems() == []
