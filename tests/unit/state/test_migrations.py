"""States of every version are opened, brought up to date, and lose nothing."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from engine.model.side import Side
from engine.state.care import examine
from engine.state.database import TooNew
from engine.state.migrations import STEPS
from engine.state.store import Store
from tests.unit.state.states import alter, filled

OLD = sorted(Path(__file__).parent.glob("version_*.sql"))


def made(script: Path, path: Path) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script.read_text(encoding="utf-8"))
    return path


@pytest.mark.parametrize("script", OLD, ids=lambda path: path.stem)
def test_an_older_state_is_opened_with_all_that_it_knew(
    script: Path, tmp_path: Path
) -> None:
    path = made(script, tmp_path / "s.db")

    store = Store.open(path)
    shelves = store.of("customers")
    pairs = [tuple(link.ids) for link in shelves.links.all()]
    twins = shelves.links.twins(1)
    problems = [(one.number, one.tries) for one in shelves.problems.all()]
    conflicts = [one.field for one in shelves.conflicts.waiting()]
    entries = [(one.before, one.after) for one in shelves.journal.read()]
    cursor = shelves.cursors.get(Side.LEFT)
    store.close()

    assert pairs == [("1", "101"), ("2", "102")]
    assert twins
    assert twins.baseline.sides.left == {"name": "Ditta 1"}
    assert problems == [(1, 2)]
    assert conflicts == ["city"]
    assert entries == [("Como", "Monza")]
    assert cursor
    assert cursor.stamp.isoformat() == "2026-01-05T10:00:00+00:00"
    health = examine(path)
    assert (health.version, health.missing) == (len(STEPS), 0)


def test_a_state_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path = filled(tmp_path / "s.db")
    alter(
        path,
        (
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('raccordo', 'of tomorrow', '2030-01-01')"
        ),
    )
    before = path.read_bytes()

    with pytest.raises(TooNew, match="newer version"):
        Store.open(path)

    assert path.read_bytes() == before


def test_an_upgrade_that_dies_midway_is_begun_again(tmp_path: Path) -> None:
    """The list of steps is there, and none of them was taken."""
    path = filled(tmp_path / "s.db")
    empty = tmp_path / "empty.db"
    with closing(sqlite3.connect(path)) as connection:
        (made_by,) = connection.execute(
            "SELECT sql FROM sqlite_master WHERE name = '_sqlite_migrations'"
        ).fetchone()
    alter(empty, made_by)

    store = Store.open(empty)

    assert store.of("customers").links.count() == 0
    store.close()
