"""What the compiled rules call: the few tests that are too long to write out."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from engine.rules.patterns import LONGEST
from engine.values import Value, is_set

NUMBERS = (int, Decimal, float)
SIZED = (str, list)


def is_changed(before: Mapping[str, Value] | None, name: str, value: Value) -> bool:
    """Tell whether a value differs from the baseline; without one nothing changed."""
    if before is None or name not in before:
        return False
    old = before[name]
    if not is_set(old) or not is_set(value):
        return is_set(old) is not is_set(value)
    return isinstance(old, bool) is not isinstance(value, bool) or old != value


def fitting(fits: Callable[[str], bool]) -> Callable[[Value], bool]:
    """A test for texts, as a test for every value: what is no text does not fit."""

    def test(value: Value) -> bool:
        return isinstance(value, str) and value != "" and fits(value)

    return test


def matching(pattern: str) -> Callable[[Value], bool]:
    """The test of a pattern against the whole of a text."""
    match = re.compile(pattern).fullmatch

    def fits(text: str) -> bool:
        return len(text) <= LONGEST and match(text) is not None

    return fitting(fits)
