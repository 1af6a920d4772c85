"""Discounts one after another against the rows of the table, and a law."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.lenses.discounts import Flaw, read_discount


@pytest.mark.parametrize(
    ("written", "percentage"),
    [
        pytest.param("", "0", id="nothing"),
        pytest.param("10", "10", id="one"),
        pytest.param("10+5", "14.5", id="one after another"),
        pytest.param("5+10", "14.5", id="in the other order"),
        pytest.param(" 12,5 % ", "12.5", id="with a comma and a sign"),
        pytest.param("50+50+50", "87.5", id="three"),
        pytest.param("100", "100", id="all of it"),
        pytest.param("12.50", "12.5", id="a zero at the end"),
    ],
)
def test_discounts_become_one_percentage(written: str, percentage: str) -> None:
    found = read_discount(written)

    assert (str(found.percentage), found.flaw) == (percentage, None)


@pytest.mark.parametrize(
    ("written", "flaw"),
    [
        pytest.param("10+5+3", Flaw.NOT_EXACT, id="three places"),
        pytest.param("12.345", Flaw.NOT_EXACT, id="three places by itself"),
        pytest.param("free", Flaw.UNREADABLE, id="a word"),
        pytest.param("10+", Flaw.UNREADABLE, id="an end left open"),
        pytest.param("-10", Flaw.UNREADABLE, id="a surcharge"),
        pytest.param("\u0661\u0660", Flaw.UNREADABLE, id="digits of another script"),
        pytest.param(
            "10+" * 50 + "10", Flaw.UNREADABLE, id="longer than anybody types"
        ),
        pytest.param("110", Flaw.TOO_MUCH, id="more than all of it"),
    ],
)
def test_a_discount_that_cannot_be_held_says_why(written: str, flaw: Flaw) -> None:
    assert read_discount(written).flaw is flaw


def test_what_cannot_be_held_is_still_shown_whole() -> None:
    assert read_discount("10+5+3").percentage == Decimal("17.065")


@given(parts=st.lists(st.integers(0, 10_000), min_size=1, max_size=8))
def test_one_percentage_has_the_effect_of_all(parts: list[int]) -> None:
    found = read_discount("+".join(f"{one // 100}.{one % 100:02d}" for one in parts))

    left = Fraction(1)
    for one in parts:
        left *= Fraction(10_000 - one, 10_000)
    exact = (1 - left) * 100
    assert found.percentage is not None
    assert Fraction(found.percentage) == exact
    assert (found.flaw is Flaw.NOT_EXACT) is bool((exact * 100).denominator != 1)
