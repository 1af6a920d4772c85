import pytest

from engine.model.problem import Problem
from engine.model.side import Side
from engine.values import Value
from tests.unit.rules.customers import NOTHING, book, judged


def _only(rules: str, record: dict[str, Value]) -> Problem:
    (problem,) = judged(rules, {**NOTHING, **record})
    return problem


_MESSAGES = [
    pytest.param(
        "require vat_zone when country = 'IT'",
        {"country": "IT"},
        "Manca Zona iva Reviso (vat_zone), quando Nazione (country) è 'IT'",
        "Reviso VAT zone (vat_zone) is missing, when Country (country) is 'IT'",
        id="require, with a condition",
    ),
    pytest.param(
        "require one of vat_number, country",
        {},
        "Manca almeno uno tra vat_number, Nazione (country)",
        "None of vat_number, Country (country) is filled in",
        id="require one of",
    ),
    pytest.param(
        "province requires country",
        {"province": "MI"},
        "province richiede anche Nazione (country)",
        "province needs Country (country) as well",
        id="requires",
    ),
    pytest.param(
        "check vat_number is a partita_iva unless country != 'IT'",
        {"vat_number": "1", "country": "IT"},
        "vat_number deve essere una partita IVA italiana valida,"
        " salvo quando Nazione (country) non è 'IT' (vat_number = '1')",
        "vat_number must be a valid Italian VAT number (partita IVA),"
        " unless Country (country) is not 'IT' (vat_number = '1')",
        id="check of a shape, with unless",
    ),
    pytest.param(
        "check country in ['IT', 'SM'] or discount <= 1.5 and barred = false",
        {"country": "DE"},
        "Nazione (country) deve essere uno tra 'IT', 'SM' oppure"
        " (discount deve essere al massimo 1.5 e barred deve essere falso)"
        " (Nazione = 'DE')",
        "Country (country) must be one of 'IT', 'SM' or"
        " (discount must be at most 1.5 and barred must be false) (Country = 'DE')",
        id="check of alternatives",
    ),
    pytest.param(
        "forbid length of sdi_code = 7 and not zip is set",
        {"sdi_code": "1234567"},
        "La lunghezza di sdi_code non deve essere 7 oppure zip deve essere compilato"
        " (sdi_code = '1234567')",
        "The length of sdi_code must not be 7 or zip must be filled in"
        " (sdi_code = '1234567')",
        id="forbid turns both round",
    ),
]


@pytest.mark.parametrize(("rules", "record", "italian", "english"), _MESSAGES)
def test_a_rule_without_a_message_gets_a_good_one(
    rules: str, record: dict[str, Value], italian: str, english: str
) -> None:
    problem = _only(rules, record)

    assert problem.parts["it"] == italian
    assert problem.parts["en"] == english


def test_a_message_of_its_own_comes_first() -> None:
    problem = _only("require zip message it 'Manca {field}!' en 'No {field}!'", {})

    assert problem.parts["it"] == "Manca zip!"
    assert problem.parts["en"] == "No zip!"


def test_a_message_in_one_language_leaves_the_other_to_us() -> None:
    problem = _only("require zip message it 'Il CAP, per favore'", {})

    assert problem.parts["it"] == "Il CAP, per favore"
    assert problem.parts["en"] == "zip is missing"


def test_a_message_without_a_language_is_for_all() -> None:
    problem = _only("require zip message 'CAP?'", {})

    assert problem.parts["it"] == problem.parts["en"] == "CAP?"


def test_a_fix_names_the_screen_of_the_side_that_it_comes_from() -> None:
    left, right = (
        book("require vat_zone").judge(NOTHING, side=side)[0].parts for side in Side
    )

    assert left["fix_it"] == (
        "compila il campo Zona iva Reviso nella scheda completa dell'azienda"
    )
    assert (
        right["fix_it"] == "compila il campo Zona iva Reviso nella scheda del cliente"
    )
    assert left["fix_en"] == (
        "fill in the field Reviso VAT zone in the full form of the company"
    )
