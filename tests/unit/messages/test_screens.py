"""The one place where a field becomes a label and a value a text."""

from decimal import Decimal

import pytest

from engine.messages import Screens, plain_screens
from engine.messages.screens import Shown

ROW = {
    "price": Shown({"it": "Prezzo unitario", "en": "Unit price"}, "number"),
    "is_gift": Shown({"it": "Omaggio", "en": "Gift"}, "truth"),
}
FIELDS = {
    "code": Shown({"it": "Codice articolo", "en": "Product code"}),
    "price": Shown({"it": "Prezzo", "en": "Price"}, "number"),
    "active": Shown({"it": "Attivo", "en": "Active"}, "truth"),
    "day": Shown({}, "date", lambda text: text[:10]),
    "at": Shown({}, "date"),
    "lines": Shown({"it": "Righe", "en": "Rows"}, "list", items=ROW),
    "tags": Shown({}, "list"),
}
ROWS = [{"price": "1.50", "is_gift": False, "kind": 0}, {"price": "0E-8", "kind": 1}]


def screens(lang: str) -> Screens:
    return Screens(lang, lambda entity: FIELDS if entity == "products" else {})


@pytest.mark.parametrize(
    ("field", "value", "italian", "english"),
    [
        pytest.param("price", "24.9000000000", "24.9", "24.9", id="zeros"),
        pytest.param("price", "0E-8", "0", "0", id="an exponent"),
        pytest.param("price", Decimal("1E+2"), "100", "100", id="a power of ten"),
        pytest.param("price", "-0.00", "0", "0", id="no zero is below zero"),
        pytest.param("price", "a lot", "a lot", "a lot", id="no number at all"),
        pytest.param("code", "1.10", "1.10", "1.10", id="a code is no number"),
        pytest.param("active", True, "sì", "yes", id="yes"),
        pytest.param("active", "false", "no", "no", id="no, as a part of a message"),
        pytest.param("code", "true", "true", "true", id="a text is no truth"),
        pytest.param("code", None, "—", "—", id="nothing"),
        pytest.param("code", "", "—", "—", id="an empty text"),
        pytest.param(
            "day", "2026-11-24T00:00:00", "2026-11-24", "2026-11-24", id="a day"
        ),
        pytest.param(
            "at", "2026-11-24T08:15", "2026-11-24T08:15", "2026-11-24T08:15", id="when"
        ),
        pytest.param("tags", ["a", "b"], "a, b", "a, b", id="texts"),
        pytest.param(
            "lines",
            ROWS,
            "Prezzo unitario: 1.5, Omaggio: no; Prezzo unitario: 0",
            "Unit price: 1.5, Gift: no; Unit price: 0",
            id="rows, without what is on no screen",
        ),
        pytest.param(
            "lines",
            '[{"price":"2.00"}]',
            "Prezzo unitario: 2",
            "Unit price: 2",
            id="rows, as a part of a message",
        ),
        pytest.param(
            "",
            {"code": "A-1", "price": "2.50", "active": None},
            "Codice articolo: A-1, Prezzo: 2.5",
            "Product code: A-1, Price: 2.5",
            id="a whole record",
        ),
    ],
)
def test_a_value_is_shown_as_a_screen_shows_it(
    field: str, value: object, italian: str, english: str
) -> None:
    assert screens("it").value("products", field, value) == italian
    assert screens("en").value("products", field, value) == english


@pytest.mark.parametrize(
    ("entity", "field", "italian"),
    [
        pytest.param("products", "code", "Codice articolo", id="as its mapping says"),
        pytest.param("products", "lines.price", "Prezzo unitario", id="of an item"),
        pytest.param("products", "lines.due_on", "lines.due on", id="of no item"),
        pytest.param("others", "city", "Città", id="of a mapping that cannot be read"),
        pytest.param("others", "hair_colour", "hair colour", id="that nobody named"),
    ],
)
def test_a_field_is_called_as_its_screen_calls_it(
    entity: str, field: str, italian: str
) -> None:
    assert screens("it").field(entity, field) == italian


def test_the_fields_of_a_key_are_listed() -> None:
    assert screens("en").fields("products", "code+price") == "Product code, Price"


def test_without_a_mapping_a_value_is_shown_as_far_as_it_says_itself() -> None:
    shown = plain_screens("it").value("", "", {"city": "Asti", "rows": [True, None]})

    assert shown == "city: Asti, rows: sì, —"


def test_the_fields_of_an_entity_are_asked_for_once() -> None:
    asked: list[str] = []

    def fields_of(entity: str) -> dict[str, Shown]:
        asked.append(entity)
        return FIELDS

    one = Screens("it", fields_of)
    one.field("products", "code")
    one.value("products", "price", "1.0")

    assert asked == ["products"]
