"""A tried record brings to the other side what a run would bring, and no more."""

import pytest

from engine.mapping.cases import read_cases
from engine.mapping.compiled import Mapping
from engine.mapping.compiler import compile_mapping
from engine.mapping.loader import load_mapping
from engine.mapping.trying import make, prove_cases
from engine.model.side import Side
from engine.rules.rulebook import EMPTY
from engine.source import Source
from engine.values import Json
from tests.unit.mapping.samples import GOOD, NAMES, OPTIONS, SYSTEMS

ZIP = "{books: zip, sales: postcode}"


def mapping(zip_line: str) -> Mapping:
    text = GOOD.replace(ZIP, zip_line).replace(
        "  - {by: [name, zip], confidence: review}\n", ""
    )
    declaration = load_mapping(Source("clients.yml", text), NAMES, SYSTEMS)
    return compile_mapping(declaration, SYSTEMS, OPTIONS, EMPTY)


@pytest.mark.parametrize(
    ("line", "after", "expected"),
    [
        pytest.param("", {"title": "A", "postcode": "1"}, None, id="both, cleared"),
        pytest.param(", clear: false", {"title": "A", "postcode": "1"}, "1", id="kept"),
        pytest.param(
            ", direction: to_books", {"title": "A", "postcode": "1"}, "1", id="to_books"
        ),
        pytest.param(
            ", direction: create_only",
            {"title": "A", "postcode": "1"},
            "1",
            id="create_only",
        ),
    ],
)
def test_a_field_that_does_not_travel_stays(
    line: str, after: Json, expected: str | None
) -> None:
    at_work = mapping(ZIP.replace("}", f"{line}}}"))

    made = make(at_work, Side.LEFT, {"name": "A", "zone": {"zoneNumber": 1}}, after)

    assert made.record is not None
    assert (made.record.get("postcode") or None) == expected


@pytest.mark.parametrize(
    ("direction", "expected"),
    [
        pytest.param("create_only", "20121", id="once"),
        pytest.param("to_books", None, id="the other way"),
    ],
)
def test_a_new_record_holds_what_reaches_it(direction: str, expected: str) -> None:
    at_work = mapping(ZIP.replace("}", f", direction: {direction}}}"))

    made = make(at_work, Side.LEFT, {"name": "A", "zip": "20121"}, None)

    assert made.record is not None
    assert made.record.get("postcode") == expected


CASES = """\
cases:
  an edit that is refused:
    given: {sales: {title: A name of more than twenty-five letters}}
    after: {books: {name: A}}
    refused: {books: {name: too_long}}
"""


def test_a_refused_edit_is_judged_by_what_it_changes() -> None:
    cases = read_cases(Source("x.test.yml", CASES), NAMES)

    (outcome,) = prove_cases(cases, lambda _options: mapping(ZIP))

    assert outcome.differences == ()
