"""Totals against an oracle that counts in whole numbers."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.sales.totals import Charge, total

RATES = {"V022": 22, "V010": 10, "V005": 5, "V004": 4, "V000": 0}


def decimals(low: int, high: int, places: int) -> st.SearchStrategy[Decimal]:
    whole = st.integers(low * 10**places, high * 10**places)
    return whole.map(lambda number: Decimal(number).scaleb(-places))


def charges(codes: list[str]) -> st.SearchStrategy[list[Charge]]:
    one = st.builds(
        lambda quantity, price, discount, code: Charge(
            quantity, price, discount, code, Decimal(RATES[code])
        ),
        decimals(-100, 10_000, 10) | decimals(0, 20, 0),
        decimals(0, 100_000, 10) | decimals(0, 1_000, 2),
        decimals(0, 100, 2),
        st.sampled_from(codes),
    )
    return st.lists(one, max_size=8)


def cents(amount: Fraction) -> int:
    """Round to the cent, half away from zero, in whole numbers alone."""
    sign = -1 if amount < 0 else 1
    return sign * int(abs(amount) * 100 + Fraction(1, 2))


def counted(rows: list[Charge]) -> tuple[int, int, int]:
    """Net, VAT and gross in cents, with fractions for every step."""
    nets: dict[str, int] = {}
    for row in rows:
        full = Fraction(row.quantity) * Fraction(row.price)
        left = full * (100 - Fraction(row.discount)) / 100
        nets[row.rate] = nets.get(row.rate, 0) + cents(left)
    taxes = [cents(Fraction(nets[code] * RATES[code], 10_000)) for code in nets]
    net, vat = sum(nets.values()), sum(taxes)
    return net, vat, net + vat


def in_cents(*amounts: Decimal) -> tuple[int, ...]:
    return tuple(int(Fraction(amount) * 100) for amount in amounts)


@settings(max_examples=1000, deadline=None)
@given(
    rows=charges(["V022"]) | charges(list(RATES)),
)
def test_a_document_adds_up_to_the_cent(rows: list[Charge]) -> None:
    found = total(rows)

    assert in_cents(found.net, found.vat, found.gross) == counted(rows)


@pytest.mark.parametrize(
    ("quantity", "price", "discount", "net"),
    [
        pytest.param("1", "45.50", "7", "42.32", id="half a cent goes up"),
        pytest.param("-1", "45.50", "7", "-42.32", id="and away from zero below it"),
        pytest.param("3", "0.3333333333", "0", "1.00", id="ten places"),
        pytest.param("2", "10", "100", "0.00", id="nothing is left"),
    ],
)
def test_a_row_is_rounded_to_the_cent(
    quantity: str, price: str, discount: str, net: str
) -> None:
    charge = Charge(
        Decimal(quantity), Decimal(price), Decimal(discount), "V022", Decimal(22)
    )

    assert str(charge.net) == net


def test_vat_is_counted_once_for_each_rate() -> None:
    def vat_of(*codes: str) -> str:
        price, rate = Decimal("0.02"), Decimal(22)
        rows = [Charge(Decimal(1), price, Decimal(0), code, rate) for code in codes]
        return str(total(rows).vat)

    assert vat_of("V022", "V022", "V022") == "0.01"
    assert vat_of("V022", "V122", "V222") == "0.00"


def test_a_document_without_rows_comes_to_nothing() -> None:
    assert str(total([]).gross) == "0.00"
