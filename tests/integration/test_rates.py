"""What an agreement may call in a minute holds over runs, workers and machines."""

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pyrate_limiter import InMemoryBucket, RateItem

from engine.application.pacing import Pacing
from engine.config import Rate
from engine.state.address import Address
from engine.state.postgres import Postgres
from engine.state.sqlite import Sqlite
from engine.state.store import Store
from engine.systems.limits import Limits, Meter, Spent
from engine.systems.pace import Pace

RATE = Rate(5, 60)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Let some seconds pass, here and on the server."""
    passed = 0.0
    real = time.monotonic
    monkeypatch.setattr(time, "monotonic", lambda: real() + passed)
    for kind in (Sqlite, Postgres):
        whole = kind.now

        def now(self: Any, whole: Any = whole) -> Any:  # noqa: ANN401 - of either
            return whole(self) + timedelta(seconds=passed)

        monkeypatch.setattr(kind, "now", now)

    def wait(seconds: float) -> None:
        nonlocal passed
        passed += seconds

    return wait


def run(place: Path | Address, calls: int) -> Spent:
    """One run on a machine of its own; what it was told of those before."""
    store = Store.open(place)
    pacing = Pacing(lambda: store)
    with pacing.held():
        limits = pacing.paced("crm", RATE, Limits(8))
        assert limits.meter
        for _ in range(calls):
            limits.meter.count()
    store.close()
    return limits.meter.before


def test_the_next_run_counts_on(
    place: Path | Address, later: Callable[[float], None]
) -> None:
    assert run(place, 3).count == 0
    later(20)
    second = run(place, 1)
    later(20)
    third = run(place, 0)

    assert (second.count, round(second.ago)) == (3, 20)
    assert (third.count, round(third.ago)) == (4, 20)


def test_what_was_called_long_ago_counts_no_more(
    place: Path | Address, later: Callable[[float], None]
) -> None:
    run(place, 5)
    later(61)

    assert run(place, 0) == Spent()


def test_a_run_that_was_killed_is_taken_to_have_called_all_it_might(
    place: Path | Address,
) -> None:
    store = Store.open(place)
    pacing = Pacing(lambda: store)
    with pacing.held():
        pacing.paced("crm", RATE, Limits(8))
        # Nothing more is kept where the state is gone.
        store.close()

    assert run(place, 0) == Spent(5, 0.0)


def test_the_calls_of_before_take_their_places(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of five in a minute three were made: two are free, the next one waits."""
    put = InMemoryBucket.put
    taken: list[bool] = []

    def note(self: InMemoryBucket, item: RateItem) -> bool:
        taken.append(put(self, item))
        return taken[-1]

    monkeypatch.setattr(InMemoryBucket, "put", note)
    pace = Pace(Limits(8, meter=Meter(Spent(3, 20.0))), "5/m")
    limiter = pace._limiter  # noqa: SLF001 - nobody waits a minute for it
    assert limiter
    found = [limiter.try_acquire("call", blocking=False) for _ in range(3)]
    pace.close()

    assert found == [True, True, False]
    assert taken == [True] * 5 + [False]


def test_where_no_rate_holds_nothing_is_kept(place: Path | Address) -> None:
    store = Store.open(place)
    pacing = Pacing(lambda: store)
    with pacing.held():
        assert pacing.paced("crm", None, Limits(8)) == Limits(8)

    assert store.settings.get("calls of crm") == ""
    store.close()
