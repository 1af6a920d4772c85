"""At rest nothing moves: neither the systems nor what is remembered of them."""

import sqlite3
from collections import Counter
from pathlib import Path

import pytest

from tests.integration.office import Office

HEARTBEAT = {"cursor", "run", "setting", "sqlite_sequence"}


def remembered(folder: Path) -> Counter[str]:
    """Every row of the state, as the statement that would put it there."""
    (path,) = folder.glob("*.db")
    connection = sqlite3.connect(path)
    try:
        return Counter(connection.iterdump())
    finally:
        connection.close()


def table_of(statement: str) -> str:
    return statement.removeprefix("INSERT INTO ").split("VALUES", 1)[0].strip(' "')


@pytest.mark.parametrize(
    "is_full",
    [
        pytest.param(False, id="what changed is read"),
        pytest.param(True, id="everything is read"),
    ],
)
def test_a_run_at_rest_changes_no_more_than_the_heartbeat(
    tmp_path: Path, *, is_full: bool
) -> None:
    """Cursors, the list of runs and settings; no record, link, baseline or journal."""
    office = Office(tmp_path, customers=12)
    office.set_up()
    office.sync()
    writes, before = office.writes(), remembered(tmp_path)

    office.sync(full=is_full)

    after = remembered(tmp_path)
    moved = {table_of(one) for one in (after - before) + (before - after)}
    assert office.writes() == writes
    assert "run" in moved
    assert moved <= HEARTBEAT
