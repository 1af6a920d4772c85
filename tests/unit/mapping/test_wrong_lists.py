"""Mistakes in lists point at the line of the list, or of its items."""

import pytest
from syrupy.assertion import SnapshotAssertion

from engine.errors import Several
from tests.unit.mapping.listed import LISTED, declared

KIND = "      kind:  {books: kind, sales: type, as: {table: kinds}}\n"
VALUE = (
    "      value: {books: number, sales: value, as: {phone: {country: land}},"
    " required: true}\n"
)

WRONG = {
    "a key that items do not have": ("key: kind", "key: kid"),
    "both ways without a key": ("    key: kind\n", ""),
    "a key with one home": (
        KIND,
        "      kind:  {books: kind, ignore: no place for it}\n",
    ),
    "a field of items with one home both ways": (
        VALUE,
        "      value: {books: number, ignore: no place for it}\n",
    ),
    "a field of items with one home and no word why": (
        VALUE,
        "      value: {books: number}\n",
    ),
    "no field of items": (f"    items:\n{KIND}{VALUE}", "    items: {}\n"),
    "items as a list": (f"    items:\n{KIND}{VALUE}", "    items: [kind, value]\n"),
    "a list of lists": (KIND, "      kind:  {items: {a: {books: a, sales: b}}}\n"),
    "an owner of one field of items": ("required: true}", "owner: books}"),
    "an unknown property of an item": ("books: number,", "books: numbr,"),
    "an unknown lens of an item": ("as: {table: kinds}", "as: {tabel: kinds}"),
    "an unknown table of an item": ("as: {table: kinds}", "as: {table: kind}"),
    "a lens of an item that asks for nobody": ("{country: land}", "{country: lnd}"),
    "a lens of an item that goes one way": ("as: {table: kinds}", "as: first_line"),
    "two fields of an item in one place": ("books: kind,", "books: number,"),
    "an item that is a value and an object": ("books: kind,", "books: .,"),
    "a whole item outside a list": ("books: name,", "books: .,"),
    "a list that goes through a lens": ("key: kind", "key: kind\n    as: lines"),
    "a list of a length": ("key: kind", "key: kind\n    max: 3"),
    "a list of numbers that is none": ("key: kind", "key: kind\n    type: number"),
    "drop of an item": ("key: kind", "key: kind\n    missing: drop"),
    "an unknown word for what is missing": (
        "key: kind",
        "key: kind\n    missing: delete",
    ),
    "nothing is missing without a key": (
        "    key: kind\n",
        "    direction: to_sales\n    missing: remove\n",
    ),
    "a key without items": (f"    items:\n{KIND}{VALUE}", ""),
    "remove without items": ("sales: title}", "sales: title, missing: remove}"),
    "a list with one home": ("    sales: phones\n", "    ignore: no place for it\n"),
    "a list in a group": ("fields:", "groups: {all: [name, numbers]}\n\nfields:"),
    "matched by a list": ("{by: name}", "{by: numbers}"),
}


@pytest.mark.parametrize(("old", "new"), WRONG.values(), ids=WRONG)
def test_a_wrong_list_is_told_where_and_what_to_do(
    old: str, new: str, snapshot: SnapshotAssertion
) -> None:
    assert old in LISTED

    with pytest.raises(Several) as raised:
        declared((old, new))

    assert str(raised.value) == snapshot
