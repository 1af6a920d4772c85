"""A mapping file is read whole, and every mistake in it points."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from engine.errors import Several
from engine.mapping.declaration import (
    Creation,
    Direction,
    Policy,
    SelectField,
    Unit,
)
from engine.mapping.parts import Confidence, LensUse, Mark, Match
from engine.model.side import Pair, Side
from engine.values import Value
from tests.unit.mapping.samples import GOOD, load

# The first example of a run waits for tables to be read: no deadline.
PATIENT = settings(deadline=None)


def test_a_file_is_read_whole() -> None:
    declaration = load()

    assert declaration.entity == "clients"
    assert declaration.version == 3
    assert declaration.titles == {"it": "Clienti", "en": "Clients"}
    assert declaration.resources == Pair("clients", "Firm")
    assert declaration.matches == (
        Match(("vat",)),
        Match(("name", "zip"), Confidence.REVIEW),
    )
    assert declaration.direction is Direction.BOTH
    assert declaration.creation == Pair(Creation.ON_REQUEST, Creation.ALWAYS)
    assert declaration.deletion == "unlink"
    assert declaration.conflict is Policy.RIGHT
    assert declaration.first == "last_modified"
    assert declaration.after == ("zones",)
    assert declaration.rules == "clients.rules"
    assert declaration.registries == ("districts", "zones")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("true", True, id="a truth"),
        pytest.param("7", 7, id="a number"),
        pytest.param("0.50", Decimal("0.50"), id="a number with its digits"),
        pytest.param("'7'", "7", id="a number in quotes is a text"),
        pytest.param("007", "007", id="zeros in front make a code"),
        pytest.param("NO", "NO", id="a country is no truth"),
        pytest.param("gone", "gone", id="a text"),
    ],
)
def test_a_mark_is_a_property_and_what_it_holds(text: str, value: Value) -> None:
    mark = f"delete: mark\n  mark: {{books: {{path: note, value: {text}}}}}"

    declaration = load(GOOD.replace("delete: unlink", mark))

    assert declaration.marks == Pair(Mark("note", value), None)


def test_a_line_says_all_about_its_field() -> None:
    fields = load().fields

    assert fields["name"].required == Pair(left=True, right=True)
    assert fields["name"].max_length == Pair(25, None)
    assert fields["name"].labels == {"it": "Ragione sociale", "en": "Company name"}
    assert fields["name"].lens == (LensUse("text"),)
    assert fields["vat"].lens == (LensUse("vat_number", {"country": "land"}),)
    assert fields["vat"].owner is Side.LEFT
    assert fields["note"].ignore == "no place for it"
    assert not fields["note"].has_two_homes


def test_fields_travel_alone_or_in_their_group() -> None:
    assert load().units == (
        Unit("name", ("name",)),
        Unit("vat", ("vat",)),
        Unit("place", ("street", "district", "land")),
        Unit("zip", ("zip",)),
        Unit("mail", ("mail",)),
        Unit("zone", ("zone",)),
    )


def test_a_select_field_lends_its_label_to_its_line() -> None:
    declaration = load()

    assert declaration.select_fields == (
        SelectField("ZONE", "XX_ZONE", {"it": "Zona", "en": "Zone"}, "zones"),
    )
    assert declaration.fields["zone"].labels == {"it": "Zona", "en": "Zone"}


def test_what_a_key_is_unique_in_comes_from_the_description() -> None:
    (use,) = load().fields["district"].lens

    assert use.arguments == {
        "registry": "districts",
        "show": "code",
        "within": "land",
    }


def test_a_lens_may_be_a_list_and_an_option_may_have_its_name() -> None:
    text = GOOD.replace("as: lines", "as: [text, {lines: {}}]").replace(
        "{option: zones}", "{option: {registry: zones}}"
    )

    fields = load(text).fields

    assert fields["street"].lens == (LensUse("text"), LensUse("lines"))
    assert fields["zone"].lens == (LensUse("option", {"registry": "zones"}),)


def test_scalars_are_what_they_look_like() -> None:
    text = GOOD.replace("it: Clienti, en: Clients", "it: NO, en: 00100")

    assert load(text).titles == {"it": "NO", "en": "00100"}


WRONG = {
    "unknown key": ("delete: unlink", "delte: unlink"),
    "unknown key of a line": ("owner: books", "owners: books"),
    "missing keys": ("entity: clients\nversion: 3\n", ""),
    "key twice": ("version: 3", "version: 3\nversion: 4"),
    "version with a zero in front": ("version: 3", "version: 00100"),
    "other schema": ("schema: 1", "schema: 7"),
    "NO is no truth": ("owner: books}", "owner: books, clear: NO}"),
    "list where keys are due": (
        "title: {it: Clienti, en: Clients}",
        "title: [Clienti]",
    ),
    "one language missing": (", en: Clients}", "}"),
    "unknown lens": ("as: lines", "as: linse"),
    "lens far from any": ("as: lines", "as: qwertz"),
    "no lens at all": ("as: lines", "as: []"),
    "unknown option of a lens": ("{country: land}", "{contry: land}"),
    "lens without its option": ("as: {option: zones}", "as: option"),
    "lens asks for an unknown field": ("{country: land}", "{country: lnd}"),
    "lens asks for a field that asks": ("{country: land}", "{country: district}"),
    "unknown registry": ("as: {option: zones}", "as: {option: zonse}"),
    "unknown property of a registry": ("show: code", "show: cod"),
    "unknown property": ("books: zip,", "books: zipp,"),
    "unknown property of a reference": ("books: land.code", "books: land.cod"),
    "unknown select field": ("sales: XX_ZONE", "sales: XX_ZONA"),
    "no path": ("books: zip,", "books: 'zip[1]',"),
    "unknown resource": ("sales: Firm", "sales: Firma"),
    "two-way line without a way back": ("as: lines", "as: first_line"),
    "write to a read-only property": (
        "{books: balance, type: number, ignore: a figure}",
        "{books: balance, sales: phones, type: number}",
    ),
    "one home without a reason": (", ignore: no place for it", ""),
    "empty reason": ("ignore: no place for it", "ignore: ''"),
    "ignored with two homes": ("as: lines}", "as: lines, ignore: no}"),
    "no home": ("{books: zip, sales: postcode}", "{required: true}"),
    "owner of what does not travel": (
        "{books: note, ignore",
        "{books: note, owner: sales, ignore",
    ),
    "one property for two fields": ("books: note,", "books: zip,"),
    "match by an unknown field": ("by: vat", "by: vta"),
    "match by a field with one home": ("by: vat", "by: note"),
    "group of an unknown field": ("[street, district", "[stret, district"),
    "group with a field of one home": ("[street, district", "[note, district"),
    "field in two groups": ("land]}", "land], post: [zip, land]}"),
    "group called like a field outside": ("{place: [", "{zip: ["),
    "group of two directions": (
        "as: lines}",
        "as: lines, direction: to_sales}",
    ),
    "name with capitals": ("  zip: ", "  ZIP: "),
    "unknown word": ("conflict: sales", "conflict: crm"),
    "creation on a condition": ("books: on_request", "books: when vat is set"),
    "label of an unknown field": ("it: {name:", "it: {nam:"),
    "select field without prefix": ("XX_ZONE: {", "ZONE: {"),
    "select field of another type": ("type: select", "type: text"),
    "select field of another collection": ("options: zones", "options: districts"),
    "length that is no number": ("max: {books: 25}", "max: {books: long}"),
    "no YAML": ("groups: {", "groups: {{"),
    "a list": (GOOD, "- one\n- two\n"),
    "nothing": (GOOD, ""),
}


@pytest.mark.parametrize(("old", "new"), WRONG.values(), ids=WRONG)
def test_a_wrong_file_is_told_where_and_what_to_do(
    old: str, new: str, snapshot: SnapshotAssertion
) -> None:
    assert old in GOOD

    with pytest.raises(Several) as raised:
        load(GOOD.replace(old, new, 1))

    assert str(raised.value) == snapshot


def test_all_mistakes_are_told_at_once_by_their_place() -> None:
    text = GOOD.replace("as: lines", "as: linse").replace("by: vat", "by: vta")

    with pytest.raises(Several) as raised:
        load(text)

    assert [error.place.order[1] for error in raised.value.errors] == [9, 24]


@PATIENT
@given(
    st.integers(0, len(GOOD)),
    st.integers(0, 12),
    st.text(st.sampled_from("{}[]:,&*'\"#- \n\tabz09\0é"), max_size=6),
)
def test_a_broken_file_never_breaks_the_loader(
    start: int, length: int, text: str
) -> None:
    broken = GOOD[:start] + text + GOOD[start + length :]

    assert _outcome(broken)


@PATIENT
@given(st.data())
def test_lines_in_any_order_and_number_never_break_the_loader(
    data: st.DataObject,
) -> None:
    lines = GOOD.splitlines()
    chosen = data.draw(st.lists(st.sampled_from(lines), max_size=40))

    assert _outcome("\n".join(chosen))


def _outcome(text: str) -> object:
    """The fields of a file that can be read, or what is wrong with it, in words."""
    try:
        return load(text).fields
    except Several as mistakes:
        return str(mistakes)
