"""What a sales document adds up to, as the books count it.

A row's net is rounded to the cent, half away from zero, on exact decimals; VAT is
rounded once for each rate, on the sum of the rows that bear it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

_CENT = Decimal("0.01")
_HUNDRED = Decimal(100)
_NOTHING = Decimal("0.00")

# Quantities and prices have ten places each: their product outgrows the usual digits.
_EXACT = Context(prec=120, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Charge:
    """One row that costs something.

    Attributes:
        discount: What is taken off, in hundredths of the price.
        rate: The code of its VAT rate; two codes are counted apart even where
            their percentages are the same.
        percentage: What that rate is, in hundredths.
    """

    quantity: Decimal
    price: Decimal
    discount: Decimal
    rate: str
    percentage: Decimal

    @property
    def net(self) -> Decimal:
        """What the row costs before VAT."""
        with localcontext(_EXACT):
            full = self.quantity * self.price
            return (full * (_HUNDRED - self.discount) / _HUNDRED).quantize(_CENT)


@dataclass(frozen=True, slots=True)
class Totals:
    """What a document adds up to."""

    net: Decimal
    vat: Decimal

    @property
    def gross(self) -> Decimal:
        """What is paid."""
        with localcontext(_EXACT):
            return self.net + self.vat


def total(charges: Iterable[Charge]) -> Totals:
    """Add up the rows of a document."""
    with localcontext(_EXACT):
        nets: dict[tuple[str, Decimal], Decimal] = {}
        for charge in charges:
            key = (charge.rate, charge.percentage)
            nets[key] = nets.get(key, _NOTHING) + charge.net
        taxes = (
            (net * percentage / _HUNDRED).quantize(_CENT)
            for (_, percentage), net in nets.items()
        )
        return Totals(sum(nets.values(), _NOTHING), sum(taxes, _NOTHING))
