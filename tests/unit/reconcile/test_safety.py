"""When a listing or a plan is too destructive to be trusted."""

import pytest

from engine.errors import SafetyStop
from engine.reconcile.safety import (
    Caps,
    Cut,
    Emptied,
    Shortened,
    TooManyChanges,
    guard_changes,
    guard_total,
    guard_walk,
)


@pytest.mark.parametrize(
    ("total", "links", "stop"),
    [
        pytest.param(0, 0, None, id="empty, and nothing was linked"),
        pytest.param(0, 1, Emptied, id="emptied"),
        pytest.param(195, 200, None, id="five fewer"),
        pytest.param(194, 200, Shortened, id="six fewer of two hundred"),
        pytest.param(980, 1000, None, id="two in a hundred fewer"),
        pytest.param(979, 1000, Shortened, id="more than two in a hundred fewer"),
        pytest.param(5000, 1000, None, id="more than is linked"),
    ],
)
def test_a_side_that_lost_its_records_stops_the_run(
    total: int, links: int, stop: type[SafetyStop] | None
) -> None:
    if stop is None:
        assert guard_total("books", "clients", total, links) is None  # type: ignore[func-returns-value]  # it must not raise
        return
    with pytest.raises(stop):
        guard_total("books", "clients", total, links)


@pytest.mark.parametrize(
    ("found", "total", "is_cut"),
    [
        pytest.param(200, 200, False, id="all of it"),
        pytest.param(195, 200, False, id="deleted meanwhile"),
        pytest.param(100, 200, True, id="half of it"),
        pytest.param(210, 200, False, id="added meanwhile"),
    ],
)
def test_a_walk_over_everything_shows_everything(
    found: int, total: int, *, is_cut: bool
) -> None:
    if not is_cut:
        assert guard_walk("books", "clients", found, total) is None  # type: ignore[func-returns-value]  # it must not raise
        return
    with pytest.raises(Cut):
        guard_walk("books", "clients", found, total)


@pytest.mark.parametrize(
    ("changes", "links", "is_stopped"),
    [
        pytest.param(20, 20, False, id="no more than the floor"),
        pytest.param(21, 20, True, id="more than the floor and the share"),
        pytest.param(60, 200, False, id="just the share"),
        pytest.param(61, 200, True, id="more than the share"),
        pytest.param(25, 1000, False, id="more than the floor, not the share"),
    ],
)
def test_a_plan_that_changes_too_much_stops_the_run(
    changes: int, links: int, *, is_stopped: bool
) -> None:
    caps = Caps(share=0.3, floor=20)
    if not is_stopped:
        assert guard_changes(changes, links, caps) is None  # type: ignore[func-returns-value]  # it must not raise
        return
    with pytest.raises(TooManyChanges) as stopped:
        guard_changes(changes, links, caps)
    assert str(changes) in str(stopped.value)
