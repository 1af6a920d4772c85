"""What the compiled rules call: the few tests that are too long to write out."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import TypeAlias

from engine.rules.patterns import LONGEST
from engine.rules.shapes import SHAPES
from engine.rules.vocabulary import Vocabulary
from engine.values import Value, is_set

NUMBERS = (int, Decimal, float)
SIZED = (str, list)
# What is false in Python and of one of these is not set: null, '' and [].
UNSET = (type(None), str, list)
_KEYS = (str, int, Decimal)

_Number: TypeAlias = int | Decimal | float
_Test: TypeAlias = Callable[[Value], bool]


def is_changed(before: Mapping[str, Value] | None, name: str, value: Value) -> bool:
    """Tell whether a value differs from the baseline; without one nothing changed."""
    if before is None or name not in before:
        return False
    old = before[name]
    if not is_set(old) or not is_set(value):
        return is_set(old) is not is_set(value)
    return isinstance(old, bool) is not isinstance(value, bool) or old != value


def is_near(one: _Number, other: _Number, limit: _Number) -> bool:
    """Tell whether two numbers are no further apart than a limit."""
    return abs(_exact(one) - _exact(other)) <= limit


def rows(value: Value, *keys: str) -> Iterator[tuple[Value, ...]]:
    """Of each item of a list, the values of some of its fields."""
    for item in value if isinstance(value, list) else ():
        yield tuple(_part(item, key) for key in keys)


def total(value: Value, key: str) -> _Number | None:
    """The sum of a field of all items; None where there is nothing to add up."""
    if not isinstance(value, list) or not value:
        return None
    parts = [part for item in value if is_set(part := _part(item, key))]
    if any(part.__class__ not in NUMBERS for part in parts):
        return None
    return sum((_exact(part) for part in parts), Decimal(0))  # type: ignore[arg-type] # they are numbers


def _part(item: Value, key: str) -> Value:
    if key == "":
        return item
    return item.get(key) if isinstance(item, dict) else None


def _exact(number: _Number) -> Decimal:
    return number if isinstance(number, Decimal) else Decimal(str(number))


def make(kind: str, text: str, vocabulary: Vocabulary) -> object:
    """Make a constant of a compiled function from its recipe."""
    match kind:
        case "shape":
            return SHAPES[text].fits
        case "pattern":
            return _matching(text)
        case "table":
            return _among(vocabulary.table(text) or ())
        case _:
            return Decimal(text)


def _matching(pattern: str) -> Callable[[str], bool]:
    """The test of a pattern against the whole of a text."""
    match = cache(lambda: re.compile(pattern).fullmatch)

    def fits(text: str) -> bool:
        return len(text) <= LONGEST and match()(text) is not None

    return fits


def _among(known: Collection[str]) -> _Test:
    """The test of a table; a key can be a number in a record and a text in it."""
    keys = cache(lambda: frozenset(known))

    def test(value: Value) -> bool:
        return value.__class__ in _KEYS and _key(value) in keys()

    return test


def _key(value: Value) -> str:
    is_whole = isinstance(value, Decimal) and value == value.to_integral_value()
    return f"{value:.0f}" if is_whole else str(value)
