"""Runs the cases of each stock mapping, which stand in the file of the same name."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from engine.mapping.compiled import Mapping
from engine.mapping.compiler import compile_mapping, vocabulary
from engine.mapping.loader import load_mapping
from engine.model.option import Option, Options
from engine.model.side import Pair, Side
from engine.rules.rulebook import load_rules
from engine.source import Source
from engine.systems.description import load_description
from engine.values import Json

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
NAMES = Pair("cic", "crm")
SIDES = {"cic": Side.LEFT, "crm": Side.RIGHT}
STOCK = sorted(path.stem for path in (ROOT / "mappings").glob("*.yml"))


def _source(path: str) -> Source:
    return Source(path, (ROOT / path).read_text(encoding="utf-8"))


SYSTEMS = NAMES.map(
    lambda name: load_description(_source(f"mappings/systems/{name}.yml"))
)


def _cases(name: str) -> dict[str, Any]:
    text = (HERE / f"{name}.yml").read_text(encoding="utf-8")
    cases: dict[str, Any] = yaml.safe_load(text)
    return cases


def _options(name: str) -> dict[str, Options]:
    return {
        registry: Options(
            registry,
            tuple(
                Option(
                    item["key"],
                    item["label"],
                    item.get("content", {}),
                    item.get("within", ""),
                )
                for item in items
            ),
        )
        for registry, items in _cases(name)["options"].items()
    }


def _mapping(name: str) -> Mapping:
    declaration = load_mapping(_source(f"mappings/{name}.yml"), NAMES, SYSTEMS)
    options = _options(name)
    rules = load_rules(
        [_source(f"rules/{declaration.rules}")], vocabulary(declaration, options)
    )
    return compile_mapping(declaration, SYSTEMS, options, rules)


MAPPINGS = {name: _mapping(name) for name in STOCK}
CASES = [
    pytest.param(MAPPINGS[name], case, id=f"{name}: {title}")
    for name in STOCK
    for title, case in _cases(name)["cases"].items()
]


@pytest.mark.parametrize(("mapping", "case"), CASES)
def test_a_mapping_does_what_its_cases_say(
    mapping: Mapping, case: dict[str, Any]
) -> None:
    ((source, given),) = case["given"].items()
    view = mapping.view(SIDES[source], given)

    if "refused" in case:
        ((target, refused),) = case["refused"].items()
        assert refused == _refusals(mapping, SIDES[target], view)
    else:
        ((target, expected),) = case["expect"].items()
        old = case.get("after", {}).get(target)
        whole = {key: value for key, value in expected.items() if value is not None}
        assert whole == _written(mapping, SIDES[target], view, old)


@pytest.mark.parametrize("name", STOCK)
def test_a_stock_mapping_is_short(name: str) -> None:
    lines = (ROOT / f"mappings/{name}.yml").read_text(encoding="utf-8").splitlines()

    assert len(lines) <= 80
    assert all(line.startswith("# ") for line in lines[:3])


@pytest.mark.parametrize("name", STOCK)
def test_every_select_field_has_a_line(name: str) -> None:
    declaration = MAPPINGS[name].declaration
    homes = {pair.paths.right for pair in declaration.fields.values()}

    assert {one.property for one in declaration.select_fields} <= homes


def _refusals(mapping: Mapping, target: Side, view: dict[str, Any]) -> dict[str, str]:
    found = mapping.check(target, view, view, is_new=True)
    return {problem.field: problem.code for problem in found}


def _written(
    mapping: Mapping, target: Side, view: dict[str, Any], old: Json | None
) -> Json:
    before = mapping.view(target, old or {})
    changed = {
        name: view[name]
        for name in mapping.fields
        if not mapping.same(name, before[name], view[name], view)
    }
    assert not mapping.check(target, changed, view, is_new=old is None)
    return mapping.put(target, old, changed, view)
