"""Numbers that are given again, and who is left out."""

from pathlib import Path

import pytest

from tests.integration.office import NOTHING, Office


@pytest.fixture
def office(folder: Path) -> Office:
    made = Office(folder, customers=12)
    made.set_up()
    return made


def with_vat_number(office: Office) -> int:
    """The first customer that has one."""
    return next(
        int(key)
        for key in office.cic.customers
        if office.cic.customers[key].get("vatNumber")
    )


def test_another_customer_under_a_known_number_does_not_overwrite_a_company(
    office: Office,
) -> None:
    """VAT number and name changed in one step: the pair is frozen, a person says."""
    number = with_vat_number(office)
    company = office.links()[number]
    before = office.crm.companies[company]

    office.cic.customers.edit(
        number,
        name="Gamma 77",
        vatNumber="07643520567",
        corporateIdentificationNumber="07643520567",
    )
    document = office.sync()

    assert document["exit"] == 1
    (problem,) = office.problems()
    assert (problem["code"], problem["record"]) == ("reused_number", str(company))
    assert "Gamma 77" in problem["message"]
    assert office.crm.companies[company] == before


def test_a_person_may_say_that_it_is_the_same_all_the_same(office: Office) -> None:
    """``retry`` lets the edit through."""
    number = with_vat_number(office)
    company = office.links()[number]
    office.cic.customers.edit(
        number,
        name="Gamma 77",
        vatNumber="07643520567",
        corporateIdentificationNumber="07643520567",
    )
    office.sync()

    office.ask(lambda raccordo: raccordo.retry())

    assert office.crm.companies[company]["companyName"] == "Gamma 77"
    assert office.problems() == []
    assert office.plan() == NOTHING


def test_a_new_name_alone_is_an_edit_like_any_other(office: Office) -> None:
    """It travels."""
    company = office.links()[1]
    office.cic.customers.edit(1, name="Gamma 77")

    assert office.sync()["exit"] == 0
    assert office.crm.companies[company]["companyName"] == "Gamma 77"


def test_sending_a_company_that_is_left_out_says_why(office: Office) -> None:
    """The reason, and how to take it in again."""
    company = int(office.crm.add("Company", companyName="Aurora"))
    office.ask(
        lambda raccordo: raccordo.exclude("customers", f"crm:{company}", "a test firm")
    )

    answer = office.ask(lambda raccordo: raccordo.send_company(str(company)))

    (problem,) = answer.document["problems"]
    assert answer.exit == 1
    assert problem["code"] == "excluded"
    assert "a test firm" in problem["message"]
    assert f"raccordo include customers crm:{company}" in problem["fix"]
