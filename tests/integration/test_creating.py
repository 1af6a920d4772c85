"""Who gets a counterpart, and who is asked for first."""

from pathlib import Path

import pytest

from tests.integration.office import NOTHING, Office

OVERLAY = """\
schema: 1
extends: customers@1
sync: {create: {crm: always, cic: country = 'IT' and vat_number is set}}
"""


@pytest.fixture
def office(folder: Path) -> Office:
    (folder / "customers.yml").write_text(OVERLAY, encoding="utf-8")
    made = Office(folder, customers=8, overlays="customers.yml")
    made.set_up()
    return made


def add_company(office: Office, **fields: str) -> int:
    """A company with everything that CiC demands."""
    like = office.crm.companies[next(iter(office.crm.companies))]
    chosen = {name: value for name, value in like.items() if name.startswith("FF_")}
    return int(office.crm.add("Company", companyName="Aurora", **{**chosen, **fields}))


def test_a_company_that_meets_the_condition_goes_by_itself(office: Office) -> None:
    """Nobody sends it."""
    company = add_company(office, state="IT", vatId="07643520567")

    document = office.sync()

    assert document["entities"]["customers"]["created"] == {"cic": 1, "crm": 0}
    assert company in office.links().values()
    assert office.plan() == NOTHING


def test_a_company_that_does_not_waits_until_it_does(office: Office) -> None:
    """An edit makes it meet the condition; the next run creates its customer."""
    company = add_company(office, state="FR")
    office.sync()
    assert company not in office.links().values()

    office.crm.companies.edit(company, state="IT", vatId="07643520567")
    office.sync()

    assert company in office.links().values()
    assert office.plan() == NOTHING


def test_a_company_that_does_not_can_still_be_sent(office: Office) -> None:
    """A person's word is stronger than the condition."""
    company = add_company(office, state="FR")
    office.sync()

    office.ask(lambda raccordo: raccordo.send_company(str(company)))

    assert company in office.links().values()
    assert office.plan() == NOTHING


def test_a_mapping_that_comes_to_create_finds_those_that_were_left(
    tmp_path: Path,
) -> None:
    """They were looked at long ago, and nobody has touched them since."""
    office = Office(tmp_path, customers=2)
    office.set_up()
    company = add_company(office, state="IT", vatId="07643520567")
    office.sync()
    (tmp_path / "customers.yml").write_text(OVERLAY, encoding="utf-8")
    office.say("overlays: [customers.yml]")

    document = office.sync()

    assert document["entities"]["customers"]["created"] == {"cic": 1, "crm": 0}
    assert company in office.links().values()
    assert office.plan() == NOTHING
