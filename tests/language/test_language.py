"""Runs the cases beside it: rules that say something of a record, and wrong files."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.unit.rules.customers import NOTHING, book, codes, judged, mistakes, said

_HERE = Path(__file__).parent


def _cases(*names: str) -> list[Any]:
    files = {name: (_HERE / f"{name}.yml").read_text("utf-8") for name in names}
    return [
        pytest.param(given, id=f"{name}: {case}")
        for name, text in files.items()
        for case, given in yaml.safe_load(text).items()
    ]


def _record(given: dict[str, Any]) -> dict[str, Any]:
    exact = {key: _exact(value) for key, value in given.get("record", {}).items()}
    unknown = given.get("unknown", [])
    known = {key: value for key, value in NOTHING.items() if key not in unknown}
    return {**known, **exact}


def _exact(value: Any) -> Any:  # noqa: ANN401 - what YAML holds
    if isinstance(value, list):
        return [_exact(item) for item in value]
    if isinstance(value, dict):
        return {key: _exact(item) for key, item in value.items()}
    return Decimal(str(value)) if isinstance(value, float) else value


@pytest.mark.parametrize("given", _cases("statements", "tests", "lists", "italian"))
def test_a_rule_says_of_a_record(given: dict[str, Any]) -> None:
    changed = frozenset(given["changed"]) if "changed" in given else None
    problems = judged(
        given["rules"], _record(given), changed=changed, before=given.get("before")
    )

    assert codes(problems) == given["says"]


@pytest.mark.parametrize("given", _cases("defaults"))
def test_a_default_fills_a_record(given: dict[str, Any]) -> None:
    filled = book(given["rules"]).fill(_record(given), is_new=given.get("new", True))

    assert {each.field: each.value for each in filled} == given["fills"]


@pytest.mark.parametrize("given", _cases("wrong"))
def test_a_wrong_file_is_told_what_is_wrong(given: dict[str, Any]) -> None:
    assert list(map(said, mistakes(given["file"]))) == given["says"]
