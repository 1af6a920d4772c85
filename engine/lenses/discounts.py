"""Discounts one after another, as the one percentage of the same effect.

What one system writes as ``10+5`` the other holds as one number of two places::

    written    held
    -------    ----
    (nothing)  0
    10+5       14.5
    12,5 %     12.5
    10+5+3     none: 17.065 has three places
    free       none: it cannot be read
"""

import re
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from enum import Enum

_FORMULA = re.compile(r"[0-9]+([.,][0-9]+)?(\+[0-9]+([.,][0-9]+)?)*")
_LONGEST = 100
_PLACES = 2
_HUNDRED = Decimal(100)
_EXACT = Context(prec=4 * _LONGEST)


class Flaw(Enum):
    """Why a discount cannot be held as one percentage."""

    UNREADABLE = "unreadable"
    TOO_MUCH = "too much"
    NOT_EXACT = "not exact"


@dataclass(frozen=True, slots=True)
class Discount:
    """A discount as it was written, and what it comes to.

    Attributes:
        percentage: The one percentage of the same effect, with every digit; None
            where there is none to be told.
        flaw: Why it cannot be held, or None.
    """

    written: str
    percentage: Decimal | None
    flaw: Flaw | None = None


def read_discount(written: str) -> Discount:
    """Read a discount, or discounts one after another."""
    bare = re.sub(r"[\s%]", "", written)
    if not bare:
        return Discount(written, Decimal(0))
    if len(bare) > _LONGEST or not _FORMULA.fullmatch(bare):
        return Discount(written, None, Flaw.UNREADABLE)
    parts = [Decimal(part.replace(",", ".")) for part in bare.split("+")]
    if any(part > _HUNDRED for part in parts):
        return Discount(written, None, Flaw.TOO_MUCH)
    percentage = _together(parts)
    if -int(percentage.as_tuple().exponent) > _PLACES:
        return Discount(written, percentage, Flaw.NOT_EXACT)
    return Discount(written, percentage)


def _together(parts: list[Decimal]) -> Decimal:
    """What discounts one after another take off, in hundredths."""
    with localcontext(_EXACT):
        left = _HUNDRED
        for part in parts:
            left = left * (_HUNDRED - part) / _HUNDRED
        whole = (_HUNDRED - left).normalize()
        # A round hundred is written as one, and not as 1E+2.
        return whole.quantize(Decimal(1)) if whole == whole.to_integral() else whole
