"""A quote whose company is held: the company comes first, and is named as such."""

from pathlib import Path
from typing import Any

import pytest

from engine.application.answer import Exit
from tests.integration.dealer import Dealer

FIRST = "mend the company first: its problems are listed above"


@pytest.fixture
def dealer(tmp_path: Path) -> Dealer:
    return Dealer(tmp_path, "quotes_ready: date is set")


def held_quote(dealer: Dealer, name: str) -> int:
    """A quote of a company that lacks what CiC demands of a customer."""
    company = dealer.crm.add("Company", companyName=name, state="IT")
    return dealer.quote(crossId=company)


def fixes(document: dict[str, Any]) -> set[str]:
    return {
        one["fix"] for one in document["problems"] if one["code"] == "customer_missing"
    }


def test_a_quote_of_a_held_company_says_that_the_company_comes_first(
    dealer: Dealer,
) -> None:
    quote = held_quote(dealer, "Aurora S.r.l.")

    plan = dealer.ask(lambda raccordo: raccordo.foresee_quote(str(quote)))
    answer = dealer.send(quote)

    for one in (plan, answer):
        assert one.exit is Exit.HELD
        assert fixes(one.document) == {FIRST}
        entities = [problem["entity"] for problem in one.document["problems"]]
        assert entities == sorted(entities)
        assert entities[0] == "customers"


def test_of_several_quotes_only_those_of_held_companies_say_so(
    dealer: Dealer,
) -> None:
    for name in ("Aurora S.r.l.", "Borea S.r.l."):
        held_quote(dealer, name)
    gone = dealer.crm.add("Company", companyName="Fu S.r.l.")
    orphan = dealer.quote(crossId=gone)
    dealer.crm.companies.remove(gone)

    plan = dealer.ask(lambda raccordo: raccordo.foresee_ready()).document
    answer = dealer.ask(lambda raccordo: raccordo.send_ready()).document

    for document in (plan, answer):
        missing = [
            one for one in document["problems"] if one["code"] == "customer_missing"
        ]
        assert len(missing) == 3
        assert {one["record"] for one in missing if one["fix"] != FIRST} == {
            str(orphan)
        }
        companies = [
            (one["record"], one["code"], one["field"])
            for one in document["problems"]
            if one["entity"] == "customers"
        ]
        assert len(companies) == len(set(companies))
        assert len({record for record, _, _ in companies}) == 2
