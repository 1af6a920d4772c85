"""Mistakes in tables, constants, conditions, lenses, parents and overlays point."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from engine.errors import Several
from engine.mapping.declaration import Declaration
from engine.mapping.files import Files
from engine.mapping.loader import load_mapping
from engine.mapping.overlays import read_overlay
from engine.source import Source
from tests.unit.mapping.samples import GOOD, NAMES, SYSTEMS, opened

# The first example of a run waits for tables to be read: no deadline.
PATIENT = settings(deadline=None)

ROWS = """\
    columns: [books, sales]
    rows:
      - [B2B, Azienda]
      - [B2C, Privato]
      - [none, Azienda, one_way]
"""

DELETE = "  delete: unlink\n"


def marked(mark: str) -> str:
    return f"  delete: mark\n  mark: {{{mark}}}\n"


RICH = (
    GOOD.replace(
        "  note:     {books: note, ignore: no place for it}",
        "  note:     {books: note, sales: XX_KIND, as: {table: kinds}}\n"
        "  source:   {sales: 'phones[type=work].source', const: books}",
    ).replace(
        "XX_ZONE: {type",
        "XX_KIND: {type: select, label: {it: T, en: K}, options: kinds}\n"
        "  XX_ZONE: {type",
    )
    + f"""
tables:
  kinds:
{ROWS}\
    other: {{to_sales: problem, to_books: none}}
"""
)

WRONG = {
    # tables
    "a value twice on the left": ("[B2C, Privato]", "[B2B, Privato]"),
    "a value twice on the right": ("[none, Azienda, one_way]", "[none, Azienda]"),
    "a marked row that nobody uses": ("[none, Azienda", "[B2B, Azienda"),
    "a row of one value": ("[B2C, Privato]", "[B2C]"),
    "a row of three values": ("[B2C, Privato]", "[B2C, Privato, x]"),
    "a row that is a text": ("[B2C, Privato]", "B2C Privato"),
    "an empty value in a row": ("[B2C, Privato]", "[B2C, '']"),
    "rows that are keys": (ROWS, "    rows: {B2B: Azienda}\n"),
    "columns of other names": ("[books, sales]", "[books, crm]"),
    "one column": ("[books, sales]", "[books]"),
    "an unknown table": ("{table: kinds}", "{table: kind}"),
    "a table lens without its table": ("as: {table: kinds}", "as: table"),
    "an unknown key of a table": ("    columns: [", "    colums: ["),
    "an unknown way of other": ("to_sales: problem", "to_crm: problem"),
    "a table without rows": (ROWS, ""),
    "a value for the rest on both sides": (
        "{to_sales: problem, to_books: none}",
        "{to_sales: Azienda, to_books: none}",
    ),
    "rows here and in a file": ("    other:", "    file: tables/kinds.csv\n    other:"),
    "numbers that are none": ("    other:", "    type: {books: number}\n    other:"),
    "a file that is not there": (ROWS, "    file: tables/none.csv\n"),
    "a file of other columns": (ROWS, "    file: tables/odd.csv\n"),
    "a file with a value twice": (ROWS, "    file: tables/twice.csv\n"),
    "a file with a broken row": (ROWS, "    file: tables/short.csv\n"),
    # fields that the connector adds
    "a select field without options": (", options: kinds}", "}"),
    "a text field with options": (
        "{type: select, label: {it: T, en: K}",
        "{type: text, label: {it: T, en: K}",
    ),
    "a select field of an unknown table": ("options: kinds", "options: kinda"),
    "a select field of another table": ("as: {table: kinds}", "as: {option: zones}"),
    "a field of an unknown type": (
        "{type: select, label: {it: T",
        "{type: selekt, label: {it: T",
    ),
    # what is left of a pair
    "deletes that are marked nohow": ("  delete: unlink\n", "  delete: mark\n"),
    "a mark of neither side": (DELETE, "  delete: mark\n  mark: {}\n"),
    "a mark without deletes that are marked": (
        DELETE,
        "  delete: ask\n  mark: {books: {path: note, value: gone}}\n",
    ),
    "a mark without a path": (DELETE, marked("books: {value: true}")),
    "a mark without a value": (DELETE, marked("books: {path: note}")),
    "a mark that cannot be seen": (DELETE, marked("books: {path: note, value: ''}")),
    "a mark of an unknown property": (
        DELETE,
        marked("books: {path: noted, value: true}"),
    ),
    "a mark at no path": (DELETE, marked("books: {path: a..b, value: true}")),
    "a mark of what cannot be written": (
        DELETE,
        marked("sales: {path: changed, value: true}"),
    ),
    "a mark of another system": (DELETE, marked("crm: {path: note, value: true}")),
    "a mark that is a text": (DELETE, marked("books: note")),
    # constants
    "a constant with two homes": (
        "{books: zip, sales: postcode}",
        "{books: zip, sales: postcode, const: x}",
    ),
    "an ignored constant": ("const: books}", "const: books, ignore: why}"),
    "a constant on what cannot be written": (
        "sales: 'phones[type=work].source', const",
        "sales: changed, const",
    ),
    "always without a constant": (
        "{books: zip, sales: postcode}",
        "{books: zip, sales: postcode, always: true}",
    ),
    "a constant that is no number": ("const: books}", "const: books, type: number}"),
    "NO is no truth of a constant": ("const: books}", "const: NO, type: truth}"),
    # lines
    "what stays of no item": (
        "{books: zip, sales: postcode}",
        "{books: zip, sales: postcode, missing: drop}",
    ),
    "nothing to cut": (
        "{books: zip, sales: postcode}",
        "{books: zip, sales: postcode, too_long: truncate}",
    ),
    "an unknown word for too long": (
        "max: {books: 25}",
        "max: {books: 25}, too_long: cut",
    ),
    "a loss accepted on one way": (
        "{books: zip, sales: postcode}",
        "{books: zip, sales: postcode, direction: to_sales, accept_loss: fine}",
    ),
    "an empty reason for a loss": (
        "{books: zip, sales: postcode}",
        "{books: zip, sales: postcode, accept_loss: }",
    ),
    # lenses
    "a word that a lens does not know": ("as: lines", "as: {case: upp}"),
    "decimals without a number": ("as: lines", "as: {money: {decimals: two}}"),
    "too many decimals": ("as: lines", "as: {money: {decimals: 12}}"),
    "a time zone that nobody knows": ("as: lines", "as: {date: {zone: Europe/Roma}}"),
    "a constant lens both ways": ("as: lines", "as: {constant: x}"),
    "a name part both ways": ("as: lines", "as: {name_part: last}"),
    "two lenses that lose together": (
        "as: lines",
        "as: [{money: {decimals: 0}}, text]",
    ),
    "a day that loses its hour": ("as: lines", "as: [date, text]"),
    "two lenses under one name": ("as: lines", "as: {lines: {}, text: {}}"),
    # conditions, order, parents
    "a condition of an unknown field": ("books: on_request", "books: lnd = 'IT'"),
    "a condition that does not end": ("books: on_request", "books: land ="),
    "a condition of the wrong type": ("books: on_request", "books: name > 5"),
    "a misspelt creation": ("books: on_request", "books: alway"),
    "a list as a creation": ("books: on_request", "books: [always]"),
    # references
    "a reference to follow without an end": ("as: lines", "as: {follow: zones}"),
    "a reference to follow into nothing": (
        "as: lines",
        "as: {follow: zoness, to: name}",
    ),
    "a reference to follow to no property": (
        "as: {option: zones}",
        "as: {follow: districts, to: nam.code}, direction: to_sales",
    ),
    "an item of a list without what it holds": (
        "as: {option: zones}",
        "as: {follow: districts, list: land, where: a, to: b}, direction: to_sales",
    ),
    "a reference to follow both ways": (
        "as: {option: zones}",
        "as: {follow: districts, to: name}",
    ),
    "a counterpart of what comes later": ("as: lines", "as: {linked: shops}"),
    # who takes part, who is recognised
    "a match for a condition of an unknown field": ("by: vat}", "by: vat, when: vta}"),
    "a match for a condition on one home": (
        "by: vat}",
        "by: vat, when: balance > 0}",
    ),
    "a match for no condition": ("by: vat}", "by: vat, when: }"),
    "a match of an unknown worth": ("confidence: review", "confidence: likely"),
    "those that take part, without a side": ("match:", "only: vat present\nmatch:"),
    "those that take part, by an unknown side": (
        "match:",
        "only: {shop: vat = '1'}\nmatch:",
    ),
    "those that take part, by the other side": (
        "match:",
        "only: {sales: balance > 0}\nmatch:",
    ),
    "those that take part, by half a condition": (
        "match:",
        "only: {books: balance >}\nmatch:",
    ),
    "under nothing": ("match:", "under: {entity: shops}\nmatch:"),
    "under without its entity": ("match:", "under: {sales: XX_ZONE}\nmatch:"),
    "under an unknown property": (
        "match:",
        "under: {entity: shops, sales: firmId}\nmatch:",
    ),
    "a nested resource alone": ("books: clients\n", "books: people\n"),
    "under another parent": (
        "books: clients\n",
        "books: people\nunder: {entity: shops, sales: id}\n",
    ),
}

OVERLAY = """\
schema: 1
extends: clients@3
fields:
  zip: {conflict: sales}
  note: {books: note, sales: XX_NOTE, as: lines}
sales_fields:
  XX_NOTE: {type: text, label: {it: Nota, en: Note}}
rules: {disable: {C-1: they know}}
"""

WRONG_OVERLAY = {
    "another entity": ("extends", "entity: shops\nextends"),
    "another resource": ("extends", "sales: Firm\nextends"),
    "not pinned": ("clients@3", "clients"),
    "pinned to a word": ("clients@3", "clients@latest"),
    "pinned to zero": ("clients@3", "clients@0"),
    "written for another version": ("clients@3", "clients@2"),
    "no extends": ("extends: clients@3\n", ""),
    "another schema": ("schema: 1", "schema: 2"),
    "an unknown key": ("rules:", "rulse:"),
    "a drop without a reason": ("{conflict: sales}", "{drop: }"),
    "a drop with more": ("{conflict: sales}", "{drop: why, owner: sales}"),
    "a drop of what is not there": ("  zip: {conflict: sales}", "  zipp: {drop: why}"),
    "a drop that a lens misses": ("  zip: {conflict: sales}", "  land: {drop: why}"),
    "a rule off without a reason": ("{C-1: they know}", "{C-1: ''}"),
    "a rule raised to a warning": (
        "disable: {C-1: they know}",
        "raise: {C-1: warning}",
    ),
    "rules as a text": ("{disable: {C-1: they know}}", "acme.rules"),
    "an unknown key of rules": ("disable:", "disabel:"),
    "an unknown key of a line": ("{conflict: sales}", "{conflct: sales}"),
    "an unknown word of a line": ("{conflict: sales}", "{conflict: crm}"),
    "an unknown field of its own": ("XX_NOTE, as", "XX_NOT, as"),
    "a new line with one home": ("  zip: {conflict: sales}", "  zap: {books: self}"),
    "a key twice": (
        "  zip: {conflict: sales}",
        "  zip: {conflict: sales}\n  zip: {owner: sales}",
    ),
    "no YAML": ("fields:", "fields: {"),
    "a list": (OVERLAY, "- one\n"),
    "a lens file that is not there": (
        "rules:",
        "lenses: {odd: {file: none.py}}\nrules:",
    ),
    "a lens file that is no Python": (
        "rules:",
        "lenses: {odd: {file: broken.py}}\nrules:",
    ),
    "a lens file without a kind": (
        "rules:",
        "lenses: {odd: {file: kindless.py}}\nrules:",
    ),
    "a lens file without a way back": (
        "rules:",
        "lenses: {odd: {file: backless.py}}\nrules:",
    ),
    "a lens that fails its examples": (
        "rules:",
        "lenses: {odd: {file: failing.py}}\nrules:",
    ),
    "a lens that fails at once": (
        "rules:",
        "lenses: {odd: {file: raising.py}}\nrules:",
    ),
    "a lens called like a known one": (
        "rules:",
        "lenses: {text: {file: lens.py}}\nrules:",
    ),
    "a lens that loses": (
        "XX_NOTE, as: lines}",
        "XX_NOTE, as: odd}\nlenses: {odd: {file: losing.py}}",
    ),
}


def load_with(text: str, overlay: str = "") -> Declaration:
    files = Files(opened)
    overlays = [read_overlay(Source("acme.yml", overlay), NAMES)] if overlay else []
    return load_mapping(
        Source("clients.yml", text), NAMES, SYSTEMS, overlays=overlays, files=files
    )


def test_the_whole_files_are_right() -> None:
    assert "source" in load_with(RICH).fields
    assert "note" in load_with(GOOD, OVERLAY).fields


@pytest.mark.parametrize(("old", "new"), WRONG.values(), ids=WRONG)
def test_a_wrong_file_is_told_where_and_what_to_do(
    old: str, new: str, snapshot: SnapshotAssertion
) -> None:
    assert old in RICH

    with pytest.raises(Several) as raised:
        load_with(RICH.replace(old, new, 1))

    assert str(raised.value) == snapshot


@pytest.mark.parametrize(("old", "new"), WRONG_OVERLAY.values(), ids=WRONG_OVERLAY)
def test_a_wrong_overlay_is_told_where_and_what_to_do(
    old: str, new: str, snapshot: SnapshotAssertion
) -> None:
    assert old in OVERLAY

    with pytest.raises(Several) as raised:
        load_with(GOOD, OVERLAY.replace(old, new, 1))

    assert str(raised.value) == snapshot


def test_there_are_many_wrong_files() -> None:
    assert len(WRONG) + len(WRONG_OVERLAY) >= 80


@PATIENT
@given(
    st.integers(0, len(RICH)),
    st.integers(0, 12),
    st.text(st.sampled_from("{}[]:,&*'\"#- \n\tabz09\0é@="), max_size=6),
)
def test_a_broken_file_never_breaks_the_loader(
    start: int, length: int, text: str
) -> None:
    assert outcome(RICH[:start] + text + RICH[start + length :], "")


@PATIENT
@given(
    st.integers(0, len(OVERLAY)),
    st.integers(0, 12),
    st.text(st.sampled_from("{}[]:,&*'\"#- \n\tabz09\0é@="), max_size=6),
)
def test_a_broken_overlay_never_breaks_the_loader(
    start: int, length: int, text: str
) -> None:
    assert outcome(GOOD, OVERLAY[:start] + text + OVERLAY[start + length :])


@PATIENT
@given(st.data())
def test_an_overlay_of_any_lines_never_breaks_the_loader(data: st.DataObject) -> None:
    lines = (OVERLAY + RICH).splitlines()
    chosen = data.draw(st.lists(st.sampled_from(lines), max_size=30))

    assert outcome(GOOD, "\n".join(chosen))


def outcome(text: str, overlay: str) -> object:
    """The fields of a file that can be read, or what is wrong with it, in words."""
    try:
        return load_with(text, overlay).fields
    except Several as mistakes:
        return str(mistakes)
