"""The page about the format says what the format has, and its examples hold."""

import re
from pathlib import Path

import pytest

from engine.lenses.catalogue import CATALOGUE
from engine.lenses.entry import Entry
from engine.mapping.cases import read_cases
from engine.mapping.compiler import compile_mapping
from engine.mapping.format import known, named, sections
from engine.mapping.loader import load_mapping
from engine.mapping.overlays import read_overlay
from engine.mapping.reference import reference
from engine.mapping.trying import prove_cases
from engine.marked import plain, read
from engine.model.side import Pair
from engine.rules.rulebook import EMPTY
from engine.source import Source
from engine.systems.description import load_description

ROOT = Path(__file__).parents[3]
NAMES = Pair("cic", "crm")
PAGE = (ROOT / "mappings/README.md").read_text(encoding="utf-8")
LINES = PAGE.partition("## Lenses")[2].splitlines()
OVERLAY, LIST, TWO, CASES = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


def source(path: str) -> Source:
    return Source(path, (ROOT / path).read_text(encoding="utf-8"))


SYSTEMS = NAMES.map(
    lambda name: load_description(source(f"mappings/systems/{name}.yml"))
)


def test_the_page_is_that_of_the_declarations() -> None:
    command = "python -m engine.mapping.reference cic crm > mappings/README.md"

    assert reference(NAMES) == PAGE, command


@pytest.mark.parametrize("entry", CATALOGUE.values(), ids=lambda entry: entry.name)
def test_every_lens_stands_in_the_page_in_both_languages(entry: Entry) -> None:
    (line,) = (one for one in LINES if one.startswith(f"| `{entry.name}` | "))

    assert entry.kind.value.replace("_", " ") in line
    assert all(text in line for text in entry.meaning.values())
    assert all(f"`{key}`" in line for key in entry.options)


@pytest.mark.parametrize("name", sections())
def test_every_key_stands_once_in_the_table_of_its_section(name: str) -> None:
    keys = sections()[name]
    tables = re.findall(r"^\| key .*?\n\n", PAGE, re.DOTALL | re.MULTILINE)
    (table,) = (
        one
        for one in tables
        if all(named(key.meaning["it"], NAMES) in one for key in keys)
    )

    rows = table.strip().splitlines()[2:]
    assert [row.split("`")[1] for row in rows] == [
        named(key.name, NAMES) for key in keys
    ]


def test_the_list_of_the_page_says_what_a_list_can_say() -> None:
    page = plain(read(Source("page", LIST))[0])
    assert isinstance(page, dict)
    line = page["phones"]

    assert set(line) <= set(known("field", NAMES))
    assert line["key"] in line["items"]
    assert all(set(one) <= set(known("item", NAMES)) for one in line["items"].values())


def test_the_lines_of_two_properties_are_read() -> None:
    contacts = source("examples/05-contacts/contacts.yml").text
    head = contacts.partition("\nfields:")[0].partition("\nmatch:")[0]

    declaration = load_mapping(
        Source("page", f"{head}\nfields:\n{TWO}"), NAMES, SYSTEMS
    )

    homes = {name: pair.paths.right for name, pair in declaration.fields.items()}
    assert homes == {
        "customers": "companyId",
        "name": "name + surname",
        "notes": "title + businessRole",
    }


def test_the_examples_of_the_page_hold() -> None:
    overlay = read_overlay(Source("page", OVERLAY), NAMES)
    stock = source("mappings/customers.yml")
    declaration = load_mapping(stock, NAMES, SYSTEMS, overlays=[overlay])

    outcomes = prove_cases(
        read_cases(Source("cases", CASES), NAMES),
        lambda case: compile_mapping(declaration, SYSTEMS, case.options, EMPTY),
    )

    assert "phone" in declaration.dropped
    assert [outcome.differences for outcome in outcomes] == [(), ()]
