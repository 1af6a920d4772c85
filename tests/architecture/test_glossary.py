"""The house keeps its words: the two systems at the edges, the glossary everywhere."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ENGINE = ROOT / "engine"

# The edges, where the two systems are called by their names.
_EDGES = {"systems", "sandbox", "config", "application", "cli"}
# The one file of words that says how people write the two names.
_NAMES = Path("messages/systems.py")
_SYSTEMS = re.compile(
    r"(?<![@.\w])(cic|crm)\b(?!\.[a-z])|vatZone|companyName|customerNumber|zipCode"
)
_FORBIDDEN = re.compile(
    r"(^|_)(manager|helper|util|utils|handler|process|data|info|do)(_|$)"
)
# Names that a library chose, and that we only take over from it.
_OTHERS = {
    "handler",  # signal
    "process_request",  # socketserver
    "quiet_handler",  # werkzeug: a WSGIRequestHandler that is quiet
}


def sources() -> list[Path]:
    return sorted(ENGINE.rglob("*.py"))


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, id=str(path.relative_to(ENGINE)))
        for path in sources()
        if path.relative_to(ENGINE).parts[0] not in _EDGES
        and path.relative_to(ENGINE) != _NAMES
    ],
)
def test_the_two_systems_are_named_only_at_the_edges(path: Path) -> None:
    found = [
        (node.lineno, word)
        for node, word in words(path)
        if _SYSTEMS.search(re.sub(r"`[^`]*`", "", word))
    ]

    assert found == []


def words(path: Path) -> Iterator[tuple[ast.expr, str]]:
    """Every text and name of a file, but for its docstrings and marked sentences."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = set(sentences(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if node not in silent:
                yield node, node.value
        elif isinstance(node, ast.Name):
            yield node, node.id


def sentences(tree: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "N_":
            yield from node.args


def identifiers(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


@pytest.mark.parametrize(
    "path",
    [pytest.param(path, id=str(path.relative_to(ENGINE))) for path in sources()],
)
def test_no_name_is_one_of_the_empty_words(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = [path.stem, *identifiers(tree)]
    snake = {re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower() for name in names}

    assert sorted(name for name in snake - _OTHERS if _FORBIDDEN.search(name)) == []
