"""Runs the cases of each stock mapping, which stand in the file of the same name."""

import pytest

from engine.mapping.cases import Case
from engine.mapping.trying import prove_cases
from tests.mappings.stock import FILES, ROOT, STOCK, cases, compiled, declared

CASES = [
    pytest.param(name, case, id=f"{name}: {case.name}")
    for name in STOCK
    for case in cases(name)
]


@pytest.mark.parametrize(("name", "case"), CASES)
def test_a_mapping_does_what_its_cases_say(name: str, case: Case) -> None:
    (outcome,) = prove_cases(
        [case], lambda one: compiled(name, one.options, one.others)
    )

    assert outcome.differences == ()


@pytest.mark.parametrize("name", STOCK)
def test_a_stock_mapping_is_short(name: str) -> None:
    lines = (ROOT / FILES[name]).read_text(encoding="utf-8").splitlines()

    assert len(lines) <= 80
    assert all(line.startswith("# ") for line in lines[:3])


@pytest.mark.parametrize("name", STOCK)
def test_every_select_field_has_a_line(name: str) -> None:
    declaration = declared(name)
    homes = {pair.paths.right for pair in declaration.fields.values()}

    assert {one.property for one in declaration.select_fields} <= homes
