"""A mapping at work on records of two small systems."""

import copy
from decimal import Decimal

import pytest

from engine.mapping.compiler import compile_mapping, vocabulary
from engine.model.option import Options
from engine.model.side import Side
from engine.rules.rulebook import EMPTY, load_rules
from engine.rules.vocabulary import Kind
from engine.source import Source
from engine.values import Json, Value
from tests.unit.mapping.samples import (
    ACME,
    ACME_FIRM,
    GOOD,
    OPTIONS,
    SYSTEMS,
    clients,
    load,
)

MAPPING = clients()
ACME_VIEW: dict[str, Value] = {
    "name": "ACME S.r.l.",
    "vat": "01234567890",
    "street": "Via Roma 1\nScala B",
    "zip": "00100",
    "district": "MI",
    "land": "IT",
    "mail": "info@acme.it",
    "zone": "1",
}


def test_a_left_record_is_read_with_its_one_sided_fields() -> None:
    expected = {**ACME_VIEW, "note": "pays late", "balance": 0}

    assert expected == MAPPING.view(Side.LEFT, ACME)


def test_a_right_record_is_read_as_it_stands() -> None:
    assert MAPPING.view(Side.RIGHT, ACME_FIRM) == ACME_VIEW


@pytest.mark.parametrize("side", Side, ids=lambda side: side.value)
@pytest.mark.parametrize(
    "content",
    [
        pytest.param({}, id="missing"),
        pytest.param({"name": None, "title": None, "emails": None}, id="null"),
        pytest.param({"name": "", "title": "", "emails": []}, id="empty"),
        pytest.param({"zone": "what", "land": 3, "emails": {"value": 1}}, id="astray"),
        pytest.param({"district": {"districtNumber": 999}}, id="key without a code"),
    ],
)
def test_not_set_is_one_state(side: Side, content: Json) -> None:
    assert {None} == set(MAPPING.view(side, content).values())


def test_false_and_zero_are_set() -> None:
    view = MAPPING.view(Side.LEFT, {"note": False, "balance": Decimal("0.00")})

    assert view["note"] is False
    assert view["balance"] == Decimal("0.00")


def test_a_reference_is_read_by_its_own_copy_of_the_country() -> None:
    malaga: Json = {"districtNumber": 58, "land": {"code": "ES"}}

    view = MAPPING.view(Side.LEFT, {"district": malaga, "land": {"code": "IT"}})

    assert view["district"] == "MA"


def test_a_new_right_record_holds_what_is_set() -> None:
    assert MAPPING.put(Side.RIGHT, None, ACME_VIEW, {}) == ACME_FIRM


def test_a_new_left_record_holds_references_in_the_left_form() -> None:
    values = ACME_VIEW | {"vat": "IT 01234567890", "land": "Italia", "mail": None}

    assert MAPPING.put(Side.LEFT, None, values, values) == {
        "name": "ACME S.r.l.",
        "vat": "01234567890",
        "address": "Via Roma 1\nScala B",
        "zip": "00100",
        "district": {"districtNumber": 58, "land": {"code": "IT"}},
        "land": {"code": "IT"},
        "zone": {"zoneNumber": 1},
    }


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param({"zip": "20121"}, {"zip": "20121"}, id="a text"),
        pytest.param({"zone": "2"}, {"zone": {"zoneNumber": 2}}, id="no stale self"),
        pytest.param({"zone": "1"}, {}, id="the same reference keeps its bytes"),
        pytest.param({"zone": None}, {"zone": ...}, id="a reference goes whole"),
        pytest.param({"mail": None}, {"mail": ...}, id="a text goes with its key"),
        pytest.param(
            {"land": "Spagna", "district": "MA"},
            {
                "land": {"code": "ES"},
                "district": {"districtNumber": 58, "land": {"code": "ES"}},
            },
            id="a reference repeats the country",
        ),
        pytest.param({"vat": "01234567890"}, {}, id="the same value"),
        pytest.param({"note": "x"}, {}, id="a field that does not travel"),
    ],
)
def test_a_left_put_changes_nothing_else(
    values: dict[str, Value], expected: dict[str, object]
) -> None:
    before = copy.deepcopy(ACME)

    after = MAPPING.put(Side.LEFT, ACME, values, ACME_VIEW | values)

    assert before == ACME
    whole: dict[str, object] = {**ACME, **expected}
    assert {key: value for key, value in whole.items() if value is not ...} == after


@pytest.mark.parametrize(
    ("emails", "value", "expected"),
    [
        pytest.param(None, "a@b.it", [{"value": "a@b.it"}], id="no list"),
        pytest.param([], "a@b.it", [{"value": "a@b.it"}], id="empty list"),
        pytest.param(
            [{"value": "old", "kind": 1}, {"value": "two"}],
            "new",
            [{"value": "new", "kind": 1}, {"value": "two"}],
            id="only the first",
        ),
        pytest.param([{"value": "old", "kind": 1}], None, [], id="clear the only one"),
        pytest.param(
            [{"value": "old"}, {"value": "two"}],
            None,
            [{"value": ""}, {"value": "two"}],
            id="clear one of two: the second does not move up",
        ),
    ],
)
def test_a_right_put_keeps_the_other_items_of_a_list(
    emails: Value, value: Value, expected: Value
) -> None:
    firm: Json = {"emails": emails, "title": "ACME"}

    after = MAPPING.put(Side.RIGHT, firm, {"mail": value}, {})

    assert after == {"emails": expected, "title": "ACME"}
    assert MAPPING.view(Side.RIGHT, after)["mail"] == value


def test_a_system_of_partial_updates_is_told_what_is_cleared() -> None:
    firm = ACME_FIRM | {"postcode": 100}

    after = MAPPING.put(Side.RIGHT, firm, {"zip": None, "zone": None}, {})

    assert after == ACME_FIRM | {"postcode": None, "XX_ZONE": ""}


def test_items_are_found_by_their_key() -> None:
    text = GOOD.replace("sales: street", "sales: 'addresses[type=legal].street'")
    mapping = clients(text)
    home: Json = {"type": "home", "street": "Via B"}

    laid = mapping.put(Side.RIGHT, {"addresses": [home]}, {"street": "Via A"}, {})

    assert laid == {"addresses": [home, {"type": "legal", "street": "Via A"}]}
    assert mapping.view(Side.RIGHT, laid)["street"] == "Via A"
    cleared = mapping.put(Side.RIGHT, laid, {"street": None}, {})
    assert cleared == {"addresses": [home]}


@pytest.mark.parametrize(
    ("field", "left", "right", "expected"),
    [
        pytest.param("vat", "01234567890", "IT 01234567890", True, id="vat number"),
        pytest.param("land", "IT", "Italia", True, id="country"),
        pytest.param("name", None, " ", True, id="nothing"),
        pytest.param("zip", "00100", "100", False, id="zip is no number"),
        pytest.param("zone", "1", None, False, id="one not set"),
    ],
)
def test_two_sides_are_compared_by_the_lens(
    field: str, left: Value, right: Value, *, expected: bool
) -> None:
    assert expected is MAPPING.same(field, left, right)


def test_a_record_is_matched_by_keys_whose_fields_are_all_set() -> None:
    assert MAPPING.keys({**ACME_VIEW, "vat": "it 01234567890"}) == (
        ("vat", "01234567890"),
        ("name+zip", "acme s.r.l.\n00100"),
    )
    assert MAPPING.keys({"name": "ACME", "vat": None, "zip": " "}) == ()


def test_searches_ask_for_every_spelling_of_a_sure_match() -> None:
    assert MAPPING.wanted(Side.RIGHT, ACME_VIEW) == (
        ("vatId", "01234567890"),
        ("vatId", "IT01234567890"),
        ("vatId", "IT 01234567890"),
    )
    assert {"vat"} == {path for path, _ in MAPPING.wanted(Side.LEFT, ACME_VIEW)}
    assert MAPPING.wanted(Side.LEFT, {"name": "ACME", "zip": "00100"}) == ()


@pytest.mark.parametrize(
    ("side", "values", "expected"),
    [
        pytest.param(
            Side.LEFT, {"name": None}, [("name", "mandatory_missing")], id="empty"
        ),
        pytest.param(
            Side.LEFT, {"name": "  "}, [("name", "mandatory_missing")], id="blank"
        ),
        pytest.param(
            Side.LEFT, {"zone": None}, [("zone", "mandatory_missing")], id="by api"
        ),
        pytest.param(Side.RIGHT, {"zone": None}, [], id="the right can do without"),
        pytest.param(
            Side.LEFT, {"name": "x" * 25}, [], id="as long as the mapping lets"
        ),
        pytest.param(
            Side.LEFT, {"name": "x" * 26}, [("name", "too_long")], id="too long"
        ),
        pytest.param(Side.RIGHT, {"name": "x" * 26}, [], id="no limit there"),
        pytest.param(
            Side.LEFT, {"vat": "IT 012 345 678 90"}, [], id="short as written"
        ),
        pytest.param(
            Side.LEFT, {"vat": "ATU1234567890"}, [("vat", "too_long")], id="by api"
        ),
        pytest.param(
            Side.LEFT, {"zone": "9"}, [("zone", "unknown_option")], id="option"
        ),
        pytest.param(
            Side.LEFT, {"land": "Oz"}, [("land", "unknown_country")], id="country"
        ),
        pytest.param(
            Side.LEFT,
            {"land": "ES", "district": "MI"},
            [("district", "option_elsewhere")],
            id="province of another country",
        ),
    ],
)
def test_what_a_system_would_refuse_is_said_before(
    side: Side, values: dict[str, Value], expected: list[tuple[str, str]]
) -> None:
    found = MAPPING.check(side, values, ACME_VIEW | values, is_new=False)

    assert expected == [(problem.field, problem.code) for problem in found]
    assert {side} >= {problem.side for problem in found}


def test_a_new_record_is_checked_whole() -> None:
    found = MAPPING.check(Side.LEFT, {"zip": "00100"}, {}, is_new=True)

    assert [problem.field for problem in found] == ["name", "zone"]


def test_a_problem_brings_its_words_in_both_languages() -> None:
    (problem,) = MAPPING.check(Side.LEFT, {"zone": "9"}, {}, is_new=False)

    assert problem.parts["it"] == "«9» non è tra i valori di «Zona»"
    assert problem.parts["en"] == "'9' is not among the values of 'Zone'"
    assert (
        problem.parts["fix_it"]
        == "scegli un valore di «Zona» nella sua scheda (sales) e salva"
    )
    assert (
        problem.parts["fix_en"]
        == "choose a value of 'Zone' in its form (sales), and save"
    )
    assert problem.source == "mapping clients.yml"


def test_a_rule_about_a_field_lends_its_code() -> None:
    declaration = load()
    rules = load_rules(
        [
            Source(
                "clients.rules", "# language: en\nfor clients\nno_zone: require zone\n"
            )
        ],
        vocabulary(declaration, OPTIONS),
    )
    mapping = compile_mapping(declaration, SYSTEMS, OPTIONS, rules)

    codes = [
        mapping.check(Side.LEFT, {"zone": value}, {}, is_new=False)[0].code
        for value in (None, "9")
    ]

    assert codes == ["no_zone", "no_zone"]


def test_a_field_whose_options_cannot_be_had_is_left_alone() -> None:
    options = {**OPTIONS, "districts": Options("districts", (), is_missing=True)}

    mapping = compile_mapping(load(), SYSTEMS, options, EMPTY)

    assert mapping.switched_off == ("district",)
    assert "district" not in mapping.fields
    assert mapping.units[2].fields == ("street", "land")
    assert mapping.put(Side.LEFT, ACME, {"district": "MA"}, {}) == ACME
    assert "district" not in mapping.view(Side.RIGHT, ACME_FIRM)
    assert mapping.view(Side.LEFT, ACME)["district"] == 58


def test_a_demanded_field_stays_on_without_its_options() -> None:
    options = {**OPTIONS, "zones": Options("zones", (), is_missing=True)}

    mapping = compile_mapping(load(), SYSTEMS, options, EMPTY)

    assert mapping.switched_off == ()
    assert mapping.view(Side.LEFT, ACME)["zone"] == "1"


def test_rules_may_name_every_field_with_its_values() -> None:
    known = vocabulary(load(), OPTIONS)

    assert known.entity == "clients"
    assert list(load().fields) == list(known.fields)
    assert known.fields["zone"].kind is Kind.OPTION
    assert known.fields["zone"].options == ("1", "2")
    assert known.fields["district"].options == ("MI", "MA")
    assert known.fields["zone"].labels == {"it": "Zona", "en": "Zone"}
    assert known.fields["balance"].kind is Kind.NUMBER


def test_without_options_rules_may_name_any_value() -> None:
    assert vocabulary(load(), None).fields["zone"].options is None


def test_a_field_is_called_by_its_label_or_its_name() -> None:
    assert MAPPING.label("name", "it") == "Ragione sociale"
    assert MAPPING.label("mail", "en") == "mail"
