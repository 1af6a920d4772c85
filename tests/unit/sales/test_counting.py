"""What the rows of a document come to, beside what the books say of it."""

from decimal import Decimal

import pytest

from engine.model.link import View
from engine.model.side import Pair
from engine.sales.counting import counted, differences

ROWS: View = {
    "lines": [
        {
            "product_code": "A-01",
            "quantity": 2,
            "price": Decimal("24.9"),
            "discount": "10+5",
            "rate": "V022",
            "percentage": 22,
        },
        {"description": "Consegna in sede"},
        {
            "product_code": "A-05",
            "quantity": 10,
            "price": Decimal("1.27"),
            "rate": "V004",
            "percentage": Decimal("4.00"),
        },
    ]
}


def books(net: str, vat: str, gross: str) -> View:
    return {"net": Decimal(net), "vat": Decimal(vat), "gross": Decimal(gross)}


def test_rows_are_counted_and_texts_are_not() -> None:
    totals = counted(ROWS)

    assert (totals.net, totals.vat) == (Decimal("55.28"), Decimal("9.88"))


def test_equal_sums_are_not_spoken_of() -> None:
    assert differences(Pair(books("55.28", "9.88", "65.16"), ROWS)) == ()


@pytest.mark.parametrize(
    "theirs",
    [
        pytest.param(("55.28", "9.87", "65.15"), id="VAT"),
        pytest.param(("55.27", "9.89", "65.16"), id="net, though the gross is equal"),
    ],
)
def test_sums_that_differ_are_told_with_both(theirs: tuple[str, str, str]) -> None:
    (problem,) = differences(Pair(books(*theirs), ROWS))

    assert problem.code == "totals_differ"
    told = [problem.parts[f"their_{name}"] for name in ("net", "vat", "gross")]
    assert tuple(told) == theirs
    assert problem.parts["our_gross"] == "65.16"


def test_books_that_added_nothing_up_yet_are_not_compared() -> None:
    assert differences(Pair({"net": None}, ROWS)) == ()
