"""When a step is due for the first time, and that the library keeps to it."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from engine.application.service_desk import Step
from engine.service.schedule import Schedule, next_night


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        pytest.param("2026-07-01T10:00Z", "2026-07-02T00:00Z", id="by day, in summer"),
        pytest.param("2026-01-15T10:00Z", "2026-01-16T01:00Z", id="by day, in winter"),
        pytest.param("2026-01-15T00:30Z", "2026-01-15T01:00Z", id="just before"),
        pytest.param("2026-01-15T01:00Z", "2026-01-16T01:00Z", id="in that moment"),
    ],
)
def test_the_night_is_that_of_italy(now: str, expected: str) -> None:
    assert next_night(datetime.fromisoformat(now)) == datetime.fromisoformat(expected)


def test_a_step_comes_soon_and_a_nightly_full_run_does_not() -> None:
    came: list[str] = []
    both = threading.Event()

    def add(step: Step) -> None:
        came.append(step.name)
        if step.name == "products":
            both.set()

    schedule = Schedule()
    steps = [
        Step("full", ("customers",), timedelta(days=1), is_full=True),
        Step("customers", ("customers",), timedelta(hours=1)),
        Step("products", ("products",), timedelta(hours=1)),
    ]
    schedule.begin(steps, add)
    assert schedule.is_up

    assert both.wait(30)
    schedule.end()

    assert not schedule.is_up
    assert "full" not in came


def test_a_step_comes_again_and_again() -> None:
    thrice = threading.Semaphore(0)
    schedule = Schedule()

    schedule.begin(
        [Step("customers", ("customers",), timedelta(seconds=1))],
        lambda _: thrice.release(),
    )
    for _ in range(3):
        assert thrice.acquire(timeout=30)
    schedule.end()


def test_a_step_is_never_before_its_time() -> None:
    assert next_night(datetime.now(UTC)) > datetime.now(UTC)
