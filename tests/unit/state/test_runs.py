"""A service makes hundreds of runs in a day; few of them keep what they reported."""

from datetime import UTC, datetime
from pathlib import Path

from engine.state.store import Store


def test_only_the_newest_runs_keep_what_they_reported(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "s.db")
    for _ in range(5):
        number = store.runs.begin("schedule", "incremental", datetime.now(UTC))
        store.runs.end(number, 0.1, 0, '{"run": true}')

    store.runs.shorten(2)

    reports = [bool(run.report) for run in store.runs.last(5)]
    assert reports == [True, True, False, False, False]
    assert [run.exit for run in store.runs.last(5)] == [0] * 5
    store.close()
