"""A state that was lost is found again by matching; what agrees is not written."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.acceptance.scene import CUSTOMERS, Both, Said

Run = Callable[..., Said]

CODES = ("vatId", "taxIdentificationNumber")
MUST = ("currency", "customerGroup", "paymentTerms", "vatZone")
NEW = {"name": "Torrefazione Aurora", "vatNumber": "12345670017"}


@pytest.fixture
def state(profile: Path) -> Path:
    return profile.parent / "acme.db"


def lose(state: Path) -> None:
    for path in state.parent.glob("acme.db*"):
        path.unlink()


def links_of(run: Run) -> set[tuple[str, str]]:
    found = run("links", "--json").document["links"]
    return {(one["cic"], one["crm"]) for one in found if one["state"] == "linked"}


def test_a_lost_state_is_found_again_without_a_write(
    synced: Both, state: Path, run: Run
) -> None:
    before = links_of(run)
    lose(state)

    said = run("sync", "--json")

    assert said.code == 0
    assert said.document["entities"]["customers"]["linked"] == CUSTOMERS
    assert links_of(run) == before
    assert synced.writes == 0


def test_what_was_edited_meanwhile_travels_and_nothing_else(
    synced: Both, state: Path, run: Run
) -> None:
    synced.cic.customers.edit(1, city="Monza")
    lose(state)

    assert run("sync").code == 0

    assert len(synced.crm.traffic.writes) == 1
    assert not synced.cic.traffic.writes
    assert run("plan", "--json").document["operations"] == []


def test_a_firm_without_codes_is_listed_and_linked_by_a_person(
    synced: Both, state: Path, run: Run
) -> None:
    """Its name and its ZIP code are the same: likely, and never guessed."""
    before = dict(links_of(run))
    company = int(before["1"])
    synced.cic.customers.edit(1, vatNumber=None, corporateIdentificationNumber=None)
    synced.crm.companies.edit(company, vatId="", taxIdentificationNumber="")
    synced.clock.advance(300)
    assert run("sync").code == 0
    synced.forget_calls()
    lose(state)

    said = run("sync", "--json")

    assert said.code == 1
    [problem] = said.document["entities"]["customers"]["problems"]
    assert (problem["record"], problem["code"]) == ("1", "review")
    assert str(company) in problem["message"]
    assert links_of(run) == set(before.items()) - {("1", str(company))}
    assert run("link", "customers", "1", str(company)).code == 0
    assert run("sync").code == 0
    assert dict(links_of(run)) == before
    assert synced.writes == 0


def test_a_firm_with_a_double_is_listed_and_never_guessed(
    synced: Both, state: Path, run: Run
) -> None:
    before = dict(links_of(run))
    like = synced.crm.companies[int(before["1"])]
    codes = {name: like[name] for name in CODES if like.get(name)}
    double = synced.crm.add("Company", companyName="Doppione", **codes)
    lose(state)

    said = run("sync", "--json")

    assert said.code == 1
    [problem] = said.document["entities"]["customers"]["problems"]
    assert (problem["record"], problem["code"]) == ("1", "disputed")
    assert str(double) in problem["message"]
    assert before["1"] in problem["message"]
    assert synced.writes == 0


def test_a_state_put_back_reads_what_changed_since(
    synced: Both, state: Path, run: Run
) -> None:
    """Creates after the copy are found again, edits travel, nothing is doubled."""
    copy = state.with_name("copy.db")
    assert run("state", "backup", str(copy)).code == 0
    like = synced.cic.customers[1]
    number = synced.cic.add("customers", **{name: like[name] for name in MUST}, **NEW)
    assert run("sync").code == 0
    synced.cic.customers.edit(2, city="Lodi")
    synced.clock.advance(300)
    synced.forget_calls()

    said = run("state", "restore", str(copy), "--json")

    assert said.code == 0
    assert said.document["operation"]["kept"] == f"{state}.before-restore"
    assert run("sync").code == 0
    assert str(number) in dict(links_of(run))
    assert len(synced.crm.companies) == CUSTOMERS + 1
    assert len(synced.crm.traffic.writes) == 1
    assert run("plan", "--json").document["operations"] == []
