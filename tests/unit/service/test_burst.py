"""How long calls of web hooks are joined, call by call."""

from collections.abc import Iterable

import pytest

from engine.service.burst import Burst


def ends(moments: Iterable[float]) -> tuple[float, int]:
    """When a burst ends, and how many of these calls it joins."""
    first, *others = moments
    burst = Burst(first, first)
    for moment in others:
        if burst.left(moment) <= 0:
            break
        burst = burst.with_another(moment)
    return burst.last + burst.left(burst.last), burst.count


def calls(every: float, count: int) -> list[float]:
    return [place * every for place in range(count)]


@pytest.mark.parametrize(
    ("moments", "latest", "joined"),
    [
        pytest.param([0.0], 0.3, 1, id="one edit"),
        pytest.param([0.0, 0.1, 5.0], 0.7, 2, id="two edits, and a later one"),
        pytest.param([0.0, 0.1, 0.5], 1.1, 3, id="a busy machine's first calls"),
        pytest.param(calls(0.002, 1000), 4.0, 1000, id="a thousand in two seconds"),
        pytest.param(calls(0.02, 1000), 22.0, 1000, id="a thousand in twenty seconds"),
    ],
)
def test_what_comes_at_once_is_joined(
    moments: list[float], latest: float, joined: int
) -> None:
    ended, count = ends(moments)

    assert count == joined
    assert ended <= latest


@pytest.mark.parametrize(
    ("every", "latest"),
    [
        pytest.param(0.19, 2.0, id="five calls in a second"),
        pytest.param(0.1, 3.0, id="ten calls in a second"),
        pytest.param(0.01, 30.0, id="a hundred calls in a second"),
    ],
)
def test_what_comes_without_an_end_is_read_all_the_same(
    every: float, latest: float
) -> None:
    ended, _ = ends(calls(every, 100_000))

    assert ended <= latest
