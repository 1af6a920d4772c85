"""What answers prove of a server's clock."""

from datetime import UTC, datetime

import pytest

from engine.systems.clock import ServerClock, read_date

NOON = datetime(2026, 1, 5, 12, 0, 0, tzinfo=UTC).timestamp()
Seen = tuple[str, float, float]


def date(seconds: int) -> str:
    return f"Mon, 05 Jan 2026 12:00:{seconds:02d} GMT"


@pytest.mark.parametrize(
    ("seen", "low", "high"),
    [
        pytest.param([(date(0), 0.0, 0.2)], -0.2, 1.0, id="one answer"),
        pytest.param([(date(5), 0.0, 0.2)], 4.8, 6.0, id="ahead of us"),
        pytest.param([(date(0), 9.0, 9.5)], -9.5, -8.0, id="behind us"),
        pytest.param(
            [(date(0), 0.0, 0.2), (date(1), 1.7, 1.8)], -0.2, 0.3, id="narrowed above"
        ),
        pytest.param(
            [(date(0), 0.0, 0.2), (date(2), 1.9, 2.0)], 0.0, 1.0, id="narrowed below"
        ),
        pytest.param(
            [(date(0), 0.0, 0.2), (date(30), 1.0, 1.2)], 28.8, 30.0, id="it was set"
        ),
        pytest.param(
            [(date(0), 0.0, 0.2), ("yesterday", 1.0, 1.2)], -0.2, 1.0, id="no date"
        ),
    ],
)
def test_the_offset_is_what_all_answers_together_prove(
    seen: list[Seen], low: float, high: float
) -> None:
    clock = ServerClock()

    for said, sent, received in seen:
        clock.witness(said, NOON + sent, NOON + received)

    assert clock.offset is not None
    assert clock.offset.low == pytest.approx(low)
    assert clock.offset.high == pytest.approx(high)


def test_before_any_answer_nothing_is_known() -> None:
    clock = ServerClock()

    clock.witness(None, NOON, NOON)

    assert clock.offset is None
    assert clock.latest is None


def test_the_time_there_is_that_of_the_latest_answer() -> None:
    clock = ServerClock()

    clock.witness(date(9), NOON, NOON)
    clock.witness(date(7), NOON, NOON)

    assert clock.latest == datetime(2026, 1, 5, 12, 0, 7, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "soon", "Mon, 99 Jan 2026 12:00:00 GMT", None])
def test_what_is_no_date_is_none(text: str | None) -> None:
    assert read_date(text) is None
