"""The house keeps its measures: files, functions, and a sentence at each door."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ENGINE = ROOT / "engine"
MOST_LINES = 300
MOST_LINES_OF_A_FUNCTION = 50
SUFFIXES = {".py", ".lark", ".yml", ".rules"}

TEXTS = sorted(
    path
    for folder in (ENGINE, ROOT / "mappings", ROOT / "rules")
    for path in folder.rglob("*")
    if path.suffix in SUFFIXES
)
MODULES = [path for path in TEXTS if path.suffix == ".py"]


def named(paths: list[Path]) -> list[object]:
    return [pytest.param(path, id=str(path.relative_to(ROOT))) for path in paths]


@pytest.mark.parametrize("path", named(TEXTS))
def test_no_file_is_longer_than_a_person_reads_at_once(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("path", named(MODULES))
def test_no_function_is_longer_than_a_page(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    long = [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > MOST_LINES_OF_A_FUNCTION
    ]

    assert long == []


@pytest.mark.parametrize("path", named(MODULES))
def test_every_module_opens_with_a_sentence(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))

    assert docstring, path
    assert docstring.partition("\n\n")[0].rstrip().endswith((".", "?", "!")), docstring
