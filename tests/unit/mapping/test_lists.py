"""Lists whose items are paired by a key, on records."""

import pytest

from engine.mapping.compiled import Mapping
from engine.mapping.coverage import uncovered
from engine.mapping.trying import make
from engine.mapping.vocabulary import vocabulary
from engine.model.side import Side
from engine.rules.vocabulary import Kind
from engine.values import Json, Value
from tests.unit.mapping.listed import (
    KEEPING,
    ORDERED,
    REMOVING,
    declared,
    listed,
    put,
)

WORK: Value = {"kind": "Work", "value": "+39 02 1234567"}
HOME: Value = {"kind": "Home", "value": "+39 06 7654321"}
FAX: Value = {"kind": "Fax", "value": "+39 011 555555"}
BOOKS: Json = {
    "name": "ACME",
    "land": {"code": "IT"},
    "numbers": [
        {"kind": "W", "number": "02 1234567", "self": "/numbers/1"},
        {"kind": "H", "number": "06 7654321"},
    ],
}
SALES: Json = {
    "title": "ACME",
    "nation": "IT",
    "phones": [
        {"type": "Home", "value": "06 7654321", "id": 8},
        {"id": 9},
        {"type": "Work", "value": "02 999", "id": 7, "isMain": True},
    ],
}


def test_items_are_read_in_the_order_of_their_keys() -> None:
    mapping = listed()
    turned = {**BOOKS, "numbers": [*reversed(BOOKS["numbers"])]}  # type: ignore[arg-type]

    read = mapping.view(Side.LEFT, BOOKS)["numbers"]

    assert read == [
        {"kind": "Home", "value": "06 7654321"},
        {"kind": "Work", "value": "02 1234567"},
    ]
    assert mapping.view(Side.LEFT, turned)["numbers"] == read


def test_an_item_of_which_nothing_is_mapped_is_none() -> None:
    read = listed().view(Side.RIGHT, SALES)["numbers"]

    assert read == [
        {"kind": "Home", "value": "06 7654321"},
        {"kind": "Work", "value": "02 999"},
    ]


@pytest.mark.parametrize(
    "value",
    [
        pytest.param([], id="empty"),
        pytest.param(None, id="null"),
        pytest.param("02 1234567", id="a text"),
        pytest.param([{"id": 9}, "x", None], id="nothing that is mapped"),
    ],
)
def test_a_list_without_items_is_not_set(value: Value) -> None:
    assert listed().view(Side.RIGHT, {"phones": value})["numbers"] is None


def test_only_the_item_that_changed_is_written_and_keeps_the_rest() -> None:
    wanted: Value = [{"kind": "Home", "value": "06 7654321"}, WORK]

    assert put(listed(), Side.RIGHT, SALES, wanted) == [
        {"type": "Home", "value": "06 7654321", "id": 8},
        {"id": 9},
        {"type": "Work", "value": "+39 02 1234567", "id": 7, "isMain": True},
    ]


def test_a_new_item_comes_last_in_the_form_of_its_side() -> None:
    wanted: Value = [FAX, *listed().view(Side.LEFT, BOOKS)["numbers"]]  # type: ignore[misc]

    assert put(listed(), Side.LEFT, BOOKS, wanted) == [
        *BOOKS["numbers"],  # type: ignore[misc]
        {"kind": "F", "number": "+39 011 555555"},
    ]


def test_a_new_record_gets_all_items() -> None:
    mapping = listed()
    view = mapping.view(Side.LEFT, BOOKS)

    made = mapping.put(Side.RIGHT, None, {"numbers": view["numbers"]}, view)

    assert made == {
        "phones": [
            {"type": "Home", "value": "06 7654321"},
            {"type": "Work", "value": "02 1234567"},
        ]
    }


@pytest.mark.parametrize(
    ("change", "left"),
    [
        pytest.param(KEEPING, ["Home", "Work"], id="stays by default"),
        pytest.param(REMOVING, ["Work"], id="goes where the mapping says so"),
    ],
)
def test_an_item_that_the_source_lacks(
    change: tuple[str, str], left: list[str]
) -> None:
    given: Json = {**BOOKS, "numbers": [{"kind": "W", "number": "02 1234567"}]}

    made = make(listed(change), Side.LEFT, given, SALES).record

    assert made is not None
    phones = made["phones"]
    assert isinstance(phones, list)
    assert {"id": 9} in phones
    kinds = [one.get("type") for one in phones if isinstance(one, dict)]
    assert [kind for kind in kinds if kind] == left


def test_a_field_of_the_record_may_be_asked_for() -> None:
    same = listed().same
    work: Value = [{"kind": "Work", "value": "02 1234567"}]
    abroad: Value = [{"kind": "Work", "value": "+34 02 1234567"}]

    assert same("numbers", work, [WORK], {"land": "IT"})
    assert not same("numbers", abroad, [WORK], {"land": "IT"})


def test_the_same_items_in_any_order_are_the_same_list() -> None:
    assert listed().same("numbers", [WORK, HOME], [HOME, WORK])
    assert not listed().same("numbers", [WORK, HOME], [WORK])


@pytest.mark.parametrize(
    ("items", "code", "words"),
    [
        pytest.param(
            [WORK, {"kind": "work ", "value": "1"}],
            "doubled_key",
            ["work", "twice"],
            id="two items of one key",
        ),
        pytest.param(
            [HOME, {"kind": "Cell", "value": "1"}],
            "unknown_value",
            ["'Cell'", "numbers (Cell), kind"],
            id="what the lens of an item refuses",
        ),
        pytest.param(
            [{"kind": "Fax", "value": None}],
            "mandatory_missing",
            ["numbers (Fax), value"],
            id="an item that is not whole",
        ),
        pytest.param(
            [{"kind": "Fax", "value": "+39 02 " + "1" * 20}],
            "too_long",
            ["numbers (Fax), value", "20"],
            id="too long a text, by the description",
        ),
    ],
)
def test_what_speaks_against_an_item_names_it(
    items: Value, code: str, words: list[str]
) -> None:
    scope: Json = {"land": "IT"}
    (found,) = listed().check(Side.LEFT, {"numbers": items}, scope, is_new=False)

    assert (found.code, found.field) == (code, "numbers")
    assert all(word in found.parts["en"] for word in words)


def test_two_items_of_one_key_are_never_guessed_at() -> None:
    twice: Json = {
        **SALES,
        "phones": [{"type": "Work", "value": str(n)} for n in (1, 2)],
    }

    for change in (KEEPING, REMOVING):
        made = make(listed(change), Side.LEFT, BOOKS, twice)

        assert [one.code for one in made.problems] == ["doubled_key"]
        assert made.record is None


BARE = (
    (
        """\
      kind:  {books: kind, sales: type, as: {table: kinds}}
      value: {books: number, sales: value, as: {phone: {country: land}}, required: true}
""",
        "      word: {books: ., sales: value}\n",
    ),
    ("    books: numbers\n", "    books: tags\n"),
    ("key: kind", "key: word"),
)


def test_an_item_may_be_a_value_and_no_object() -> None:
    mapping = listed(*BARE)
    view = mapping.view(Side.LEFT, {"tags": ["b", "a"]})

    assert view["numbers"] == [{"word": "a"}, {"word": "b"}]
    assert mapping.put(Side.RIGHT, None, {"numbers": view["numbers"]}, view) == {
        "phones": [{"value": "a"}, {"value": "b"}]
    }
    more: Value = [{"word": "a"}, {"word": "b"}, {"word": "c"}]
    assert mapping.put(Side.LEFT, {"tags": ["b", "a"]}, {"numbers": more}, {}) == {
        "tags": ["b", "a", "c"]
    }


def ordered() -> Mapping:
    return listed(ORDERED)


def test_a_list_without_a_key_keeps_its_order_and_is_written_whole() -> None:
    view = ordered().view(Side.LEFT, BOOKS)

    assert put(ordered(), Side.RIGHT, SALES, view["numbers"]) == [
        {"type": "Work", "value": "02 1234567"},
        {"type": "Home", "value": "06 7654321"},
    ]
    assert not ordered().same("numbers", [WORK, HOME], [HOME, WORK])
    assert (
        ordered().check(Side.RIGHT, {"numbers": [WORK, WORK]}, {}, is_new=False) == ()
    )


def test_a_key_of_a_collection_is_written_as_its_reference() -> None:
    zone = "      zone: {books: zone.zoneNumber, sales: z, as: {option: zones}}\n"
    mapping = listed(("      value:", f"{zone}      value:"))
    items: Value = [{"kind": "Work", "zone": "2", "value": "1"}]
    old: Json = {
        "numbers": [
            {"kind": "W", "number": "1", "zone": {"zoneNumber": 1, "self": "x"}}
        ]
    }

    assert put(mapping, Side.LEFT, old, items) == [
        {"kind": "W", "number": "1", "zone": {"zoneNumber": 2}}
    ]


def test_rules_see_the_fields_of_items() -> None:
    spec = vocabulary(declared(), None).fields["numbers"]

    assert spec.kind is Kind.LIST
    assert spec.items is not None
    assert set(spec.items["kind"].options or ()) == {"Fax", "Home", "Work"}
    assert spec.items["value"].kind is Kind.TEXT


def test_properties_of_items_that_no_line_names_are_told() -> None:
    mapping = listed()
    names = {
        one.property
        for one in uncovered(mapping.declaration, mapping.resources)
        if one.side is Side.LEFT
    }

    assert "numbers.zone" in names
    assert names.isdisjoint({"numbers", "numbers.kind", "numbers.number"})


def test_another_field_of_an_item_reads_everything_anew() -> None:
    more = ("      value:", "      extra: {books: zone, sales: extra}\n      value:")

    assert declared(more).fingerprint != declared().fingerprint


def test_every_item_that_something_speaks_against_is_told() -> None:
    items: Value = [
        {"kind": "Cell", "value": "1"},
        HOME,
        {"kind": "Home", "value": "+39 06 1"},
        {"kind": "Pager", "value": None},
    ]

    found = listed().check(Side.LEFT, {"numbers": items}, {"land": "IT"}, is_new=False)

    assert [(one.code, one.parts["value"]) for one in found] == [
        ("unknown_value", "Cell"),
        ("doubled_key", "Home"),
        ("unknown_value", "Pager"),
        ("mandatory_missing", "Pager"),
    ]


LABELLED = (
    "tables:",
    """\
labels:
  it: {numbers: Recapiti, numbers.value: Numero}
  en: {numbers: Numbers, numbers.value: Digits}

tables:""",
)


def test_a_field_of_an_item_is_called_as_the_file_says() -> None:
    numbers = declared(LABELLED).fields["numbers"]

    assert numbers.items["value"].labels == {"it": "Numero", "en": "Digits"}
    assert numbers.items["kind"].labels == {}


def test_what_speaks_against_an_item_names_its_field_as_the_screen_does() -> None:
    numbers: Value = [{"kind": "Work", "value": "1" * 30}]

    (problem,) = listed(LABELLED).check(
        Side.LEFT, {"numbers": numbers}, {}, is_new=False
    )

    assert "«Recapiti (Work), Numero»" in problem.parts["it"]
    assert "'Numbers (Work), Digits'" in problem.parts["en"]
