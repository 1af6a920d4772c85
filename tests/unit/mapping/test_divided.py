"""One value in two properties of a side, on records."""

import pytest
from syrupy.assertion import SnapshotAssertion

from engine.errors import Several
from engine.mapping.coverage import uncovered
from engine.mapping.diagram import mermaid, picture
from engine.mapping.drift import Kind, drifts
from engine.mapping.masking import masked_record
from engine.mapping.vocabulary import vocabulary
from engine.model.resource import Property
from engine.model.side import Pair, Side
from engine.values import Json, Value
from tests.unit.mapping.people import (
    IN_A_LIST,
    LEFTWARDS,
    PEOPLE,
    PEOPLE_SYSTEMS,
    TURNED,
    declared,
    people,
)


@pytest.mark.parametrize(
    ("record", "name"),
    [
        pytest.param({"first": "Mario", "last": "Rossi"}, "Mario Rossi", id="both"),
        pytest.param({"last": "Rossi"}, "Rossi", id="a surname alone"),
        pytest.param({"first": "Mario", "last": ""}, "Mario", id="a first name alone"),
        pytest.param({"first": " Mario ", "last": "Rossi"}, "Mario Rossi", id="spaces"),
        pytest.param({"first": " ", "last": None}, None, id="neither"),
        pytest.param({}, None, id="nothing"),
    ],
)
def test_two_properties_are_read_as_one_name(record: Json, name: Value) -> None:
    assert people().view(Side.RIGHT, record)["name"] == name


@pytest.mark.parametrize(
    ("name", "record"),
    [
        pytest.param(
            "Mario Rossi", {"first": "Mario", "last": "Rossi"}, id="two words"
        ),
        pytest.param(
            "Mario De Rossi", {"first": "Mario", "last": "De Rossi"}, id="three words"
        ),
        pytest.param("Rossi", {"last": "Rossi"}, id="a lone word is a surname"),
        pytest.param(None, {}, id="no name"),
    ],
)
def test_a_new_name_is_divided_after_its_first_word(name: Value, record: Json) -> None:
    assert people().put(Side.RIGHT, None, {"name": name}, {}) == record


OLD: Json = {"id": 7, "first": "Maria Grazia", "last": "Rossi", "street": "Via Po"}


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        pytest.param("Maria Grazia Bianchi", "Maria Grazia", "Bianchi", id="surname"),
        pytest.param("Anna Rossi", "Anna", "Rossi", id="first name"),
        pytest.param("Anna Lia Rossi", "Anna Lia", "Rossi", id="a longer first name"),
        pytest.param("Ugo Verdi", "Ugo", "Verdi", id="somebody else"),
        pytest.param("Rossi", "", "Rossi", id="a surname alone"),
    ],
)
def test_a_name_keeps_the_division_of_the_half_that_stays(
    name: str, first: str, last: str
) -> None:
    written = people().put(Side.RIGHT, OLD, {"name": name}, {})

    assert (written.get("first"), written["last"]) == (first, last)
    assert written["street"] == "Via Po"


def test_whoever_keeps_the_whole_name_in_one_property_goes_on_doing_so() -> None:
    old: Json = {"id": 7, "last": "Rossi Mario"}

    written = people().put(Side.RIGHT, old, {"name": "Rossi Mario Ugo"}, {})

    assert written == {"id": 7, "last": "Rossi Mario Ugo"}


def test_a_name_that_did_not_change_is_not_written() -> None:
    old: Json = {"first": "Maria  Grazia ", "last": "ROSSI"}
    name = people().view(Side.RIGHT, old)["name"]

    assert people().put(Side.RIGHT, old, {"name": name}, {}) == old
    assert people().same("name", name, "maria grazia rossi")


def test_a_cleared_name_is_cleared_in_both_properties() -> None:
    # The right system takes no word of what a write does not name.
    written = people().put(Side.RIGHT, OLD, {"name": None}, {})

    assert written == {"id": 7, "first": "", "last": "", "street": "Via Po"}


def test_a_surname_may_come_first_in_the_whole_name() -> None:
    mapping = people(TURNED)
    record: Json = {"first": "Mario", "last": "De Rossi"}

    assert mapping.view(Side.RIGHT, record)["name"] == "De Rossi Mario"
    assert mapping.put(Side.RIGHT, None, {"name": "De Rossi Mario"}, {}) == record
    assert mapping.put(Side.RIGHT, None, {"name": "Rossi"}, {}) == {"last": "Rossi"}


def test_the_left_side_may_be_the_one_with_two_properties() -> None:
    mapping = people(LEFTWARDS)

    view = mapping.view(Side.LEFT, {"given": "Mario", "family": "Rossi"})

    assert view["name"] == "Mario Rossi"
    assert mapping.put(Side.LEFT, None, {"name": "Ugo Verdi"}, {}) == {
        "given": "UGO",
        "family": "VERDI",
    }
    assert mapping.same("name", "MARIO ROSSI", "Mario Rossi")


def test_a_text_is_put_together_of_a_first_part_and_the_rest() -> None:
    mapping = people()
    record: Json = {"street": "Via Po 1", "house": "Scala B,2"}

    assert mapping.view(Side.RIGHT, record)["street"] == "Via Po 1,Scala B,2"
    typed: Json = {"street": "Via Po 1, Scala B,2"}
    assert mapping.put(Side.RIGHT, None, typed, {}) == record
    assert mapping.same("street", "Via Po 1, Scala B,2", "Via Po 1,Scala B,2")


def test_the_items_of_a_list_have_names_in_two_properties_too() -> None:
    mapping = people(IN_A_LIST)
    old: Json = {
        "people": [{"id": 1, "mail": "a@b.it", "first": "Maria Pia", "last": "Rossi"}]
    }
    assert mapping.view(Side.RIGHT, old)["people"] == [
        {"mail": "a@b.it", "name": "Maria Pia Rossi"}
    ]

    new: Value = [{"mail": "a@b.it", "name": "Maria Pia Verdi"}]
    written = mapping.put(Side.RIGHT, old, {"people": new}, {})

    assert written["people"] == [
        {"id": 1, "mail": "a@b.it", "first": "Maria Pia", "last": "Verdi"}
    ]


def test_a_person_is_searched_by_every_surname_that_the_name_may_hold() -> None:
    wanted = people().wanted(Side.RIGHT, {"name": "Maria Grazia Rossi"})

    typed = [text for path, text in wanted if path == "last" and text[0].isupper()]
    assert typed == ["Maria Grazia Rossi", "Grazia Rossi", "Rossi"]
    assert {path for path, _ in wanted} == {"last"}
    assert people().wanted(Side.LEFT, {"name": "Mario Rossi"})[0] == (
        "name",
        "Mario Rossi",
    )


@pytest.mark.parametrize(
    ("name", "code"),
    [
        pytest.param("Massimiliano Rossi", None, id="as long as it may be"),
        pytest.param("Massimiliano-Ugo Rossi", "too_long", id="a long first name"),
        pytest.param("Ugo Della Casa Bianca A Mare", "too_long", id="a long surname"),
        pytest.param(None, "mandatory_missing", id="no surname"),
    ],
)
def test_what_either_property_does_not_take_is_said_beforehand(
    name: str | None, code: str | None
) -> None:
    found = people().check(Side.RIGHT, {"name": name}, {}, is_new=False)

    assert [one.code for one in found] == ([code] if code else [])


def test_pages_and_pictures_name_both_properties() -> None:
    drawn = mermaid([picture(declared(), Pair("Books", "Sales"), "en")])

    assert '["first + last"]' in drawn


def test_both_properties_are_covered() -> None:
    resources = Pair(
        PEOPLE_SYSTEMS.left.resource("clients"), PEOPLE_SYSTEMS.right.resource("Firm")
    )
    assert resources.left
    assert resources.right

    left_out = uncovered(declared(), resources)  # type: ignore[arg-type]

    assert not {"first", "last", "house"} & {one.property for one in left_out}


def test_a_tenant_that_hides_one_of_them_stops_the_line() -> None:
    firm = PEOPLE_SYSTEMS.right.resource("Firm")
    assert firm
    shown = [Property(one, one) for one in firm.properties if one != "first"]

    found = drifts(declared(), firm, Side.RIGHT, shown)

    assert [(one.name, one.field) for one in found if one.kind is Kind.HIDDEN] == [
        ("first", "name")
    ]


def test_a_masked_record_names_nobody_in_either_property() -> None:
    mapping = people()
    words = vocabulary(mapping.declaration, {})

    masked = masked_record(mapping, words, Side.RIGHT, OLD)

    assert not {"Maria Grazia", "Rossi"} & {str(one) for one in masked.values()}
    assert [masked["first"], masked["last"]] != [None, None]


WRONG = {
    "one property in a list": ("[first, last]", "[last]"),
    "three properties": ("[first, last]", "[first, last, title]"),
    "one property twice": ("[first, last]", "[last, last]"),
    "an unknown property": ("[first, last]", "[first, lats]"),
    "no path": ("[first, last]", "[first, 'la st']"),
    "a list within a list": ("[first, last]", "[[first], last]"),
    "a lens that cannot divide": ("as: person_name", "as: trim"),
    "no lens": (", as: person_name", ""),
    "the dividing lens at the far end": ("as: person_name", "as: [person_name, trim]"),
    "two properties on both sides": ("books: name,", "books: [name, note],"),
    "two properties and no other home": (
        "books: name, sales: [first, last], as: person_name",
        "sales: [first, last], ignore: no place for it",
    ),
    "a constant in two properties": (
        "books: name, sales: [first, last], as: person_name",
        "sales: [first, last], const: X",
    ),
    "a property that another field has": ("[street, house]", "[street, last]"),
    "a property that cannot be written": ("[street, house]", "[street, fixed]"),
    "a limit of both": ("as: person_name", "as: person_name, max: {sales: 20}"),
    "nothing to divide": (
        "{books: vat, sales: vatId}",
        "{books: vat, sales: vatId, as: {together: '-'}}",
    ),
    "a surname of one property": (
        "{books: vat, sales: vatId}",
        "{books: vat, sales: vatId, as: {person_name: {surname: first}}}",
    ),
    "nothing between": ("{together: ','}", "together"),
    "a list in two properties": (
        "{books: vat, sales: vatId}",
        "{books: members, sales: [people, phones], items: {a: {}}}",
    ),
}


@pytest.mark.parametrize(("old", "new"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_where_and_what_to_do(
    old: str, new: str, snapshot: SnapshotAssertion
) -> None:
    assert old in PEOPLE

    with pytest.raises(Several) as raised:
        declared((old, new))

    assert str(raised.value) == snapshot
