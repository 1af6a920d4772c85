"""How much the state has to do for each record, counted in SQLite's own steps."""

import sqlite3
from pathlib import Path

import pytest

from tests.integration.office import Office

FEW, MANY = 100, 800


class Steps:
    """Counts the steps of SQLite's machine, by the hundred."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._connect = sqlite3.connect
        self.taken = 0
        monkeypatch.setattr(sqlite3, "connect", self._open)

    def _open(self, path: object, timeout: float = 5.0) -> sqlite3.Connection:
        connection = self._connect(str(path), timeout=timeout)
        connection.set_progress_handler(self._count, 100)
        return connection

    def _count(self) -> None:
        self.taken += 1


def steps_of_a_first_sync(folder: Path, customers: int, steps: Steps) -> float:
    """How many for each customer."""
    folder.mkdir()
    office = Office(folder, customers=customers)
    office.ask(lambda raccordo: raccordo.setup())
    before = steps.taken
    office.sync()
    return (steps.taken - before) / customers


def test_a_record_of_a_first_sync_costs_the_same_however_many_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No statement that is run for each record walks over all of them."""
    steps = Steps(monkeypatch)

    few = steps_of_a_first_sync(tmp_path / "few", FEW, steps)
    many = steps_of_a_first_sync(tmp_path / "many", MANY, steps)

    assert many < 1.2 * few
