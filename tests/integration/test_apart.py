"""Neither side changed, and the two are not equal: an audit finds what merges miss."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.integration.office import Office

OVERLAY = """\
schema: 1
extends: customers@1
fields:
  phone: {clear: false}
"""


@pytest.fixture
def office(tmp_path: Path) -> Office:
    (tmp_path / "own.yml").write_text(OVERLAY, encoding="utf-8")
    made = Office(tmp_path, customers=8, overlays="own.yml")
    made.set_up()
    made.sync()
    return made


def changed_state(folder: Path, *statements: str) -> None:
    (path,) = folder.glob("*.db")
    with sqlite3.connect(path) as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def put_apart(office: Office, folder: Path) -> int:
    """A city that both sides are believed to have agreed on, and that differs."""
    company = office.links()[5]
    office.crm.companies.edit(company, city="Bergamo")
    changed_state(
        folder,
        "UPDATE observation SET view = json_set(view, '$.city', 'Bergamo')"
        " WHERE side = 'right'"
        " AND id = (SELECT right_id FROM link WHERE left_id = '5')",
        "UPDATE baseline SET right_view = json_set(right_view, '$.city', 'Bergamo')"
        " WHERE link = (SELECT number FROM link WHERE left_id = '5')",
    )
    return company


def of_customers(document: dict[str, Any]) -> list[tuple[str, str]]:
    found = document["entities"]["customers"]["problems"]
    return [(one["code"], one["field"]) for one in found]


def checked(office: Office) -> dict[str, str]:
    rows = office.ask(lambda raccordo: raccordo.state_check()).document["check"]
    return {one["what"]: one["state"] for one in rows}


def test_a_full_run_reports_what_is_apart_and_writes_nothing(
    office: Office, tmp_path: Path
) -> None:
    put_apart(office, tmp_path)
    before = office.writes()

    assert of_customers(office.sync()) == []
    document = office.sync(full=True)

    assert of_customers(document) == [("apart", "city")]
    assert document["exit"] == 0
    assert office.writes() == before
    (problem,) = office.problems()
    assert "Bergamo" in problem["message"]
    assert problem["severity"] == "warning"


def test_it_goes_away_when_a_record_is_corrected(
    office: Office, tmp_path: Path
) -> None:
    company = put_apart(office, tmp_path)
    office.sync(full=True)
    office.cic.customers.edit(5, city="Cremona")

    document = office.sync()

    assert of_customers(document) == []
    assert office.crm.companies[company]["city"] == "Cremona"


def test_the_state_check_names_the_pair(office: Office, tmp_path: Path) -> None:
    assert checked(office)["apart"] == "ok"

    put_apart(office, tmp_path)

    assert checked(office)["apart"] == "warning"


def test_a_difference_that_was_accepted_is_not_apart(office: Office) -> None:
    """The mapping says that clearing the phone does not travel."""
    number = next(
        one
        for one in office.links()
        if office.cic.customers[one].get("telephoneAndFaxNumber")
    )
    office.cic.customers.edit(number, telephoneAndFaxNumber="")

    office.sync()

    assert office.crm.companies[office.links()[number]].get("phones")
    assert of_customers(office.sync(full=True)) == []
    assert checked(office)["apart"] == "ok"


def test_what_differed_before_it_was_remembered_counts_as_accepted(
    office: Office, tmp_path: Path
) -> None:
    """A state of an earlier version says nothing of what was accepted."""
    put_apart(office, tmp_path)
    changed_state(tmp_path, "UPDATE baseline SET accepted = NULL")

    assert of_customers(office.sync(full=True)) == []
