"""Check digits, held against a library that knows them."""

from datetime import date

import pytest
from stdnum import iban as any_iban
from stdnum.it import codicefiscale, iva

from engine.sandbox.italy.numbers import fiscal_code, iban, vat_number


@pytest.mark.parametrize("company", [1, 764352, 1234567, 9999999])
def test_a_vat_number_has_its_check_digit(company: int) -> None:
    assert iva.is_valid(vat_number(company, 56))


@pytest.mark.parametrize(
    ("surname", "name", "woman", "expected"),
    [
        pytest.param("Rossi", "Mario", False, "RSSMRA80A01F205X", id="man"),
        pytest.param("Rossi", "Maria", True, "RSSMRA80A41F205B", id="woman"),
        pytest.param("Fo", "Ugo", False, "FOXGUO80A01F205X", id="short names"),
        pytest.param("D'Angelo", "Gianfranco", False, "DNGGFR80A01F205F", id="four"),
    ],
)
def test_a_fiscal_code_is_made_by_the_rules(
    surname: str, name: str, *, woman: bool, expected: str
) -> None:
    code = fiscal_code(surname, name, date(1980, 1, 1), "F205", woman=woman)

    assert code[:15] == expected[:15]
    assert codicefiscale.is_valid(code)


def test_an_iban_has_its_check_digits() -> None:
    assert iban(5428, 11101, 123456) == "IT60X0542811101000000123456"
    assert any_iban.is_valid(iban(3069, 9606, 7))
