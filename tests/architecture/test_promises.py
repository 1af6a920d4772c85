"""The table of promises names tests and files that are there."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ENGINE, TESTS = ROOT / "engine", ROOT / "tests"
QUOTED = re.compile(r"`([^`]+)`")


def rows() -> list[list[str]]:
    """The cells of the table, row by row."""
    lines = (ENGINE / "README.md").read_text(encoding="utf-8").splitlines()
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in lines
        if re.match(r"\| I\d+ \|", line)
    ]


def names_in(path: Path) -> set[str]:
    """The test functions of a module, and the texts that name rows of them."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    tests = {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
    texts = {
        key.value
        for node in nodes
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant) and isinstance(key.value, str)
    }
    return {name for name in tests if name.startswith("test_")} | texts


PROMISES = [pytest.param(row, id=row[0]) for row in rows()]


def test_every_promise_has_its_row_in_order() -> None:
    assert [row[0] for row in rows()] == [f"I{number}" for number in range(1, 22)]


@pytest.mark.parametrize("row", PROMISES)
def test_the_tests_of_a_promise_are_there(row: list[str]) -> None:
    named = [one.split("::") for one in QUOTED.findall(row[2])]

    assert named
    for path, test in named:
        assert test in names_in(TESTS / path)


@pytest.mark.parametrize("row", PROMISES)
def test_what_keeps_a_promise_is_there(row: list[str]) -> None:
    named = QUOTED.findall(row[3])

    assert named
    assert [path for path in named if not (ENGINE / path).is_file()] == []


def test_every_mechanism_that_is_removed_keeps_a_promise() -> None:
    """A mechanism that the table does not know protects nothing that was promised."""
    path = "machine/test_mechanisms.py"
    named = {one for row in rows() for one in QUOTED.findall(row[2])}
    removed = {name for name in names_in(TESTS / path) if not name.startswith("test_")}

    assert removed
    assert {f"{path}::{name}" for name in removed} <= named
