"""Lists as pages and pictures show them, and as cases may keep them."""

import pytest

from engine.application.mapping_words import field_document
from engine.mapping.diagram import mermaid, picture
from engine.mapping.drawing import drawing
from engine.mapping.masking import masked_record, options_of
from engine.mapping.vocabulary import vocabulary
from engine.model.option import Option, Options
from engine.model.side import Pair, Side
from engine.values import Json
from tests.unit.mapping.listed import declared, listed
from tests.unit.mapping.samples import OPTIONS

ZONE = (
    "      value:",
    "      zone: {books: zone.zoneNumber, sales: z, as: {option: zones}}\n      value:",
)
BOOKS: Json = {
    "name": "ACME",
    "numbers": [
        {
            "kind": "W",
            "number": "02 1234567",
            "owner": "Mario Rossi",
            "zone": {"zoneNumber": 2, "self": "/zones/2"},
        }
    ],
}


def test_a_masked_list_keeps_its_keys_and_nothing_that_no_line_names() -> None:
    mapping = listed(ZONE)

    masked = masked_record(
        mapping, vocabulary(mapping.declaration, OPTIONS), Side.LEFT, BOOKS
    )

    numbers = masked["numbers"]
    assert isinstance(numbers, list)
    (item,) = numbers
    assert isinstance(item, dict)
    assert (item["kind"], item["zone"]) == ("W", {"zoneNumber": 2})
    assert item["number"] != "02 1234567"
    assert "owner" not in item


def test_a_case_of_a_list_keeps_the_options_that_its_items_name() -> None:
    kept = options_of(listed(ZONE), OPTIONS, Pair(BOOKS, {}))

    assert kept["zones"] == Options("zones", (Option(2, "Abroad", {}),))


def test_a_list_is_shown_with_the_lines_of_its_items() -> None:
    shown = field_document(declared().fields["numbers"], "en")

    assert shown["lens"] == "key: kind"
    assert [one["field"] for one in shown["items"]] == ["kind", "value"]
    assert shown["items"][0]["lens"] == "{table: kinds}"


@pytest.mark.parametrize("draw", [mermaid, drawing], ids=["mermaid", "svg"])
def test_a_list_is_drawn_with_the_homes_of_its_items(draw: object) -> None:
    assert callable(draw)
    drawn = draw([picture(declared(), Pair("Books", "Sales"), "en")])

    assert all(home in drawn for home in ("numbers[].kind", "phones[].type"))
