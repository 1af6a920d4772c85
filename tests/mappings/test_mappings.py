"""Runs the cases of each stock mapping, which stand in the file of the same name."""

from functools import cache
from pathlib import Path

import pytest

from engine.mapping.cases import Case, read_cases
from engine.mapping.compiled import Mapping
from engine.mapping.compiler import compile_mapping, vocabulary
from engine.mapping.declaration import Declaration
from engine.mapping.loader import load_mapping
from engine.mapping.trying import prove_cases
from engine.model.option import Options
from engine.model.side import Pair
from engine.rules.rulebook import load_rules
from engine.source import Source
from engine.systems.description import load_description

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
NAMES = Pair("cic", "crm")
STOCK = sorted(path.stem for path in (ROOT / "mappings").glob("*.yml"))


def _source(path: str) -> Source:
    return Source(path, (ROOT / path).read_text(encoding="utf-8"))


SYSTEMS = NAMES.map(
    lambda name: load_description(_source(f"mappings/systems/{name}.yml"))
)


@cache
def _declaration(name: str) -> Declaration:
    return load_mapping(_source(f"mappings/{name}.yml"), NAMES, SYSTEMS)


def _compiled(name: str, options: dict[str, Options]) -> Mapping:
    declaration = _declaration(name)
    rules = load_rules(
        [_source(f"rules/{declaration.rules}")], vocabulary(declaration, options)
    )
    return compile_mapping(declaration, SYSTEMS, options, rules)


CASES = [
    pytest.param(name, case, id=f"{name}: {case.name}")
    for name in STOCK
    for case in read_cases(_source(f"tests/mappings/{name}.yml"), NAMES)
]


@pytest.mark.parametrize(("name", "case"), CASES)
def test_a_mapping_does_what_its_cases_say(name: str, case: Case) -> None:
    (outcome,) = prove_cases([case], lambda options: _compiled(name, dict(options)))

    assert outcome.differences == ()


@pytest.mark.parametrize("name", STOCK)
def test_a_stock_mapping_is_short(name: str) -> None:
    lines = (ROOT / f"mappings/{name}.yml").read_text(encoding="utf-8").splitlines()

    assert len(lines) <= 80
    assert all(line.startswith("# ") for line in lines[:3])


@pytest.mark.parametrize("name", STOCK)
def test_every_select_field_has_a_line(name: str) -> None:
    declaration = _declaration(name)
    homes = {pair.paths.right for pair in declaration.fields.values()}

    assert {one.property for one in declaration.select_fields} <= homes
