"""The firms that both sandboxes are seeded with."""

import pytest
from stdnum.it import codicefiscale, iva

from engine.sandbox.italy.firms import Firm, firms
from engine.sandbox.italy.geography import province_numbers, words


@pytest.fixture(scope="module")
def drawn() -> list[Firm]:
    return list(firms(1000, seed=1))


def test_the_same_seed_draws_the_same_firms() -> None:
    assert list(firms(5, seed=3)) == list(firms(9, seed=3))[:5]
    assert list(firms(5, seed=3)) != list(firms(5, seed=4))


def test_every_number_is_valid(drawn: list[Firm]) -> None:
    italian = [firm for firm in drawn if firm.country == "IT"]

    assert all(iva.is_valid(firm.vat_number) for firm in italian if firm.vat_number)
    people = [firm for firm in italian if firm.is_person]
    assert all(codicefiscale.is_valid(person.fiscal_code) for person in people)
    assert all(len(person.fiscal_code) == 16 for person in people)


def test_the_kinds_of_firm_come_in_their_shares(drawn: list[Firm]) -> None:
    people = sum(firm.is_person for firm in drawn)
    foreign = sum(firm.country != "IT" for firm in drawn)
    certified = sum(bool(firm.certified_email) for firm in drawn)

    assert 60 <= people <= 140
    assert 50 <= foreign <= 110
    assert 0.5 <= certified / (len(drawn) - people - foreign) <= 0.7


def test_a_postcode_stands_with_its_city_and_province(drawn: list[Firm]) -> None:
    known = {(city, code, province) for city, code, province, _ in words()["places"]}

    italian = [firm for firm in drawn if firm.country == "IT"]
    assert {(firm.city, firm.zip, firm.province) for firm in italian} <= known
    assert {firm.province for firm in italian} <= province_numbers().keys()
