"""A line that goes one way names the side on which an edit stays."""

from pathlib import Path

import pytest

from tests.integration.office import Office


def office(folder: Path, direction: str) -> Office:
    text = "schema: 1\nextends: customers@1\n"
    text += f"fields: {{email: {{direction: {direction}}}}}\n"
    (folder / "one.yml").write_text(text, encoding="utf-8")
    made = Office(folder, customers=3, overlays="one.yml")
    made.set_up()
    return made


@pytest.mark.parametrize(
    ("direction", "edited"),
    [
        pytest.param("to_crm", "CRM", id="to the CRM"),
        pytest.param("to_cic", "CiC", id="to CiC"),
    ],
)
def test_an_edit_that_does_not_travel_is_reported_where_it_was_made(
    tmp_path: Path, direction: str, edited: str
) -> None:
    firm = office(tmp_path, direction)
    company = firm.links()[1]
    # Both hold the same before anybody edits.
    address = [{"value": firm.cic.customers[1]["email"]}]
    firm.crm.companies.edit(company, emails=address)
    firm.sync()
    if edited == "CRM":
        firm.crm.companies.edit(company, emails=[{"value": "altra@example.it"}])
    else:
        firm.cic.customers.edit(1, email="altra@example.it")

    firm.sync()

    (problem,) = firm.problems()
    assert problem["code"] == "foreign_edit"
    assert f"changed in {edited}, " in problem["message"]
