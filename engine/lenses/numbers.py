"""Amounts, quantities and percentages: exact decimals, up to so many places."""

# ruff: noqa: ARG002 - every lens is asked alike, whether or not it needs the scope

import re
from decimal import ROUND_HALF_UP, Decimal

from engine.lenses.base import Kind, Lens, Objection, Scope, distinct
from engine.lenses.texts import as_text
from engine.model.side import Side
from engine.values import Value

_ENGLISH = re.compile(r"[+-]?\d{1,20}(\.\d{1,20})?")
_ITALIAN = re.compile(r"[+-]?(\d{1,3}(\.\d{3}){0,6}|\d{1,20}),\d{1,20}")
_LARGEST = Decimal(10) ** 20


class Number(Lens):
    """A number: equal up to so many places behind the point, however it is written."""

    kind = Kind.CANONICAL
    is_plain = False

    def __init__(self, places: int, marks: str = "") -> None:
        self.marks = marks
        self._unit = Decimal(1).scaleb(-places)

    def get(self, left: Value, scope: Scope) -> Value:
        """The number as it is; a text that is one as a number."""
        number = self._number(left)
        return as_text(left) if number is None else number

    def written(self, right: Value, scope: Scope) -> Value:
        """The number, rounded to the places that it has on the left."""
        number = self._number(right)
        return as_text(right) if number is None else self._rounded(number)

    def normal(self, right: Value, scope: Scope) -> str:
        """The digits of the rounded number, without zeros that say nothing."""
        number = self._number(right)
        if number is None:
            return (as_text(right) or "").strip()
        rounded = self._rounded(number)
        return f"{rounded.normalize():f}" if rounded else "0"

    def spellings(self, right: Value, scope: Scope) -> tuple[str, ...]:
        """As it stands, and the plain digits."""
        return distinct(as_text(right), self.normal(right, scope))

    def why_not(self, right: Value, scope: Scope, target: Side) -> Objection | None:
        """What is no number."""
        text = as_text(right)
        if text is None or self._number(right) is not None:
            return None
        return Objection("not_a_number", {"value": text})

    def _rounded(self, number: int | Decimal) -> Decimal:
        return Decimal(number).quantize(self._unit, ROUND_HALF_UP)

    def _number(self, value: Value) -> int | Decimal | None:
        if isinstance(value, bool):
            return None
        if isinstance(value, int | Decimal):
            number = Decimal(value)
            is_sound = number.is_finite() and abs(number) < _LARGEST
            return value if is_sound else None
        return self._read(value) if isinstance(value, str) else None

    def _read(self, text: str) -> Decimal | None:
        text = text.strip().strip(self.marks).strip()
        if text.isascii() and _ENGLISH.fullmatch(text):
            return Decimal(text)
        if text.isascii() and _ITALIAN.fullmatch(text):
            return Decimal(text.replace(".", "").replace(",", "."))
        return None


class Integer(Number):
    """A whole number: what stands behind the point is no part of it."""

    def get(self, left: Value, scope: Scope) -> Value:
        """The number; a text of digits as a number."""
        number = self._number(left)
        return as_text(left) if number is None else _whole(number)

    def written(self, right: Value, scope: Scope) -> Value:
        """The whole number."""
        number = self._number(right)
        return as_text(right) if number is None else _whole(self._rounded(number))


def _whole(number: int | Decimal) -> int | Decimal:
    return int(number) if number == int(number) else number
