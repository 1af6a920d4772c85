"""A masked record says nothing of anybody, and breaks the rules that it broke."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.rules.masking import masked, values_in
from engine.rules.shapes import SHAPES
from engine.rules.vocabulary import FieldSpec, Kind, Vocabulary
from engine.source import Source
from engine.values import Value
from tests.unit.rules.customers import CUSTOMERS

NOBODY: frozenset[object] = frozenset()


def mask(field: str, value: Value) -> Value:
    return masked({field: value}, CUSTOMERS, NOBODY)[field]


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        pytest.param("name", "Rossi & C. 2", "Xxxxx & X. 0", id="a name"),
        pytest.param("vat_number", "12345670017", "00743110157", id="a VAT number"),
        pytest.param("vat_number", "IT12345670017", "IT00743110157", id="with IT"),
        pytest.param("vat_number", "1234567", "0000000", id="a wrong one"),
        pytest.param("tax_code", "RSSMRA85T10A562S", "RCCMNL83S18D969H", id="a person"),
        pytest.param(
            "iban",
            "IT40S0542811101000000123456",
            "IT60X0542811101000000123456",
            id="an IBAN",
        ),
        pytest.param("email", "mario@rossi.it", "nome@example.it", id="an address"),
        pytest.param(
            "pec", "mario@gmail.com", "nome@gmail.com", id="a PEC that is none"
        ),
        pytest.param("sdi_code", "AB12CD3", "XX00XX0", id="an SDI code"),
        pytest.param("country", "IT", "IT", id="a country stays"),
        pytest.param("province", "MI", "MI", id="a province stays"),
        pytest.param("since", "2024-01-31", "2024-01-31", id="a date stays"),
        pytest.param("vat_zone", "1", "1", id="an option stays"),
        pytest.param("discount", 10, 10, id="a number stays"),
        pytest.param("barred", True, True, id="a truth stays"),
        pytest.param("name", None, None, id="nothing stays"),
        pytest.param("tags", ["Rossi", "VIP"], ["Xxxxx", "XXX"], id="a list"),
    ],
)
def test_a_value_is_masked_by_its_shape(
    field: str, value: Value, expected: Value
) -> None:
    assert mask(field, value) == expected


def test_a_value_that_stands_in_a_rule_stays() -> None:
    from engine.rules.reading import read_rules

    text = "for customers\nforbid kind in ['B2G', 'PA'] when name = 'Acme'\n"
    rules = read_rules([Source("r.rules", text)], CUSTOMERS)
    named = frozenset(values_in(tuple(one.rule for sheet in rules for one in sheet)))

    found = masked({"kind": "B2G", "name": "Rossi", "city": "Acme"}, CUSTOMERS, named)

    assert named == {"B2G", "PA", "Acme"}
    assert found == {"kind": "B2G", "name": "Xxxxx", "city": "Acme"}


def test_the_items_of_a_list_are_masked_by_their_fields() -> None:
    items = {"name": FieldSpec("name"), "amount": FieldSpec("amount", Kind.NUMBER)}
    words = Vocabulary(
        "quotations", {"lines": FieldSpec("lines", Kind.LIST, items=items)}
    )

    found = masked({"lines": [{"name": "Rossi", "amount": 5}]}, words, NOBODY)

    assert found == {"lines": [{"name": "Xxxxx", "amount": 5}]}


SHAPED = [
    (shape.name, text)
    for shape in SHAPES.values()
    for text in (*shape.good, *shape.bad)
]


@pytest.mark.parametrize(("name", "text"), SHAPED)
def test_what_has_a_shape_keeps_it_and_what_has_not_does_not_get_it(
    name: str, text: str
) -> None:
    fits = SHAPES[name].fits

    assert fits(str(mask("name", text))) == fits(text)


@given(st.text(st.characters(categories=["Lu", "Ll"]), min_size=1))
def test_no_letter_of_a_name_is_left(name: str) -> None:
    found = str(mask("name", name))

    is_public = any(
        SHAPES[one].fits(name) for one in ("country", "currency", "provincia")
    )
    assert is_public or set(found) <= set("XxÈè")
