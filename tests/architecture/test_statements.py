"""What the shelves say is understood by both databases."""

import re
from pathlib import Path

import pytest

ROOM = Path(__file__).resolve().parents[2] / "engine" / "state"
# Those that speak to one of the two, or tell them apart.
OWN = {"archives", "care", "dialect", "keeping", "members", "postgres", "sqlite"}
SHELVES = sorted(path for path in ROOM.glob("*.py") if path.stem not in OWN)
FOREIGN = re.compile(
    r"INSERT OR|json_\w+\(|\bGLOB\b|sqlite_master|last_insert|PRAGMA|ORDER BY \+|::\w"
)


@pytest.mark.parametrize("path", SHELVES, ids=lambda path: path.stem)
def test_a_shelf_says_nothing_that_only_one_of_them_knows(path: Path) -> None:
    """Whatever differs stands in the dialect."""
    lines = path.read_text(encoding="utf-8").splitlines()

    found = [line.strip() for line in lines if '"' in line and FOREIGN.search(line)]

    assert found == []
