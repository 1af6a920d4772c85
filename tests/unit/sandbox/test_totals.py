"""What lines come to: sums worked out by hand, to the cent."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.sandbox.cic.totals import document_totals, net_of, tax_of, with_totals
from engine.sandbox.exact import Exact, Fields

PAR = Decimal(100)


def line(
    net: str,
    rate: int = 22,
    *,
    code: str = "",
    quantity: str = "1",
    discount: str = "0",
) -> Fields:
    return {
        "quantity": Exact(quantity),
        "unitNetPrice": Exact(net),
        "discountPercentage": Exact(discount),
        "vatInfo": {
            "vatAccount": {"vatCode": code or f"V{rate:03d}"},
            "vatRate": Exact(rate),
        },
    }


@pytest.mark.parametrize(
    ("quantity", "price", "discount", "net"),
    [
        pytest.param("1", "45.50", "7", "42.32", id="42.315 goes up"),
        pytest.param("2", "45.50", "7", "84.63", id="a product before it is rounded"),
        pytest.param("-1", "45.50", "7", "-42.32", id="away from zero"),
        pytest.param("1", "1.005", "0", "1.01", id="no float on the way"),
        pytest.param("1", "2.675", "0", "2.68", id="no float here either"),
        pytest.param("1", "0.0049999999", "0", "0.00", id="just below half a cent"),
        pytest.param("3", "0.3333333333", "0", "1.00", id="ten decimals"),
        pytest.param("0.125", "8.20", "0", "1.03", id="1.025 goes up"),
        pytest.param("10", "18", "0", "180.00", id="recorded order"),
        pytest.param("1", "1000", "0", "1000.00", id="recorded quotation"),
        pytest.param("1", "99.99", "100", "0.00", id="all of it taken off"),
        pytest.param("1", "100", "33.33", "66.67", id="two decimals of a discount"),
        pytest.param(
            "100.0000000001", "50000099.9999999999", "0", "5000010000.00",
            id="more digits than thirty",
        ),
    ],
)  # fmt: skip
def test_a_line_is_rounded_half_away_from_zero(
    quantity: str, price: str, discount: str, net: str
) -> None:
    assert str(net_of(line(price, quantity=quantity, discount=discount))) == net


@pytest.mark.parametrize(
    ("net", "rate", "tax"),
    [
        pytest.param("1000.00", "22", "220.00", id="recorded quotation"),
        pytest.param("100.00", "22", "22.00", id="recorded order"),
        pytest.param("180.00", "0", "0.00", id="not taxable"),
        pytest.param("0.25", "10", "0.03", id="0.025 goes up"),
        pytest.param("-0.25", "10", "-0.03", id="and down below zero"),
        pytest.param("42.32", "22", "9.31", id="9.3104"),
        pytest.param("12.50", "4", "0.50", id="four per cent"),
    ],
)
def test_vat_is_rounded_half_away_from_zero(net: str, rate: str, tax: str) -> None:
    assert str(tax_of(Decimal(net), Decimal(rate))) == tax


@pytest.mark.parametrize(
    ("lines", "totals"),
    [
        pytest.param([], ("0.00", "0.00", "0.00"), id="nothing"),
        pytest.param([line("1000")], ("1000.00", "220.00", "1220.00"), id="recorded"),
        pytest.param(
            [line("0.02"), line("0.02"), line("0.02")],
            ("0.06", "0.01", "0.07"),
            id="VAT on the sum: 0.0132, where each line has none",
        ),
        pytest.param(
            [line("0.03"), line("0.03")],
            ("0.06", "0.01", "0.07"),
            id="VAT on the sum: 0.0132, where two lines have 0.01 each",
        ),
        pytest.param(
            [line("0.13", 4), line("0.05", 10), line("0.03", 22)],
            ("0.21", "0.03", "0.24"),
            id="three rates, each rounded: 0.0052, 0.005 and 0.0066",
        ),
        pytest.param(
            [line("0.10", 4), line("10", 10), line("0.02", 4)],
            ("10.12", "1.00", "11.12"),
            id="one rate on two lines: 0.0048",
        ),
        pytest.param(
            [line("5", 0, code="V308"), line("7", 0, code="V310")],
            ("12.00", "0.00", "12.00"),
            id="two codes of no VAT",
        ),
        pytest.param(
            [line("100"), line("-40")], ("60.00", "13.20", "73.20"), id="taken back"
        ),
    ],
)
def test_a_document_sums_lines_and_counts_vat_once_for_each_code(
    lines: list[Fields], totals: tuple[str, str, str]
) -> None:
    found = document_totals([with_totals(entry) for entry in lines], PAR)

    names = ("netAmount", "vatAmount", "grossAmount")
    assert tuple(str(found[name]) for name in names) == totals


def test_groups_stand_in_the_order_of_their_first_lines() -> None:
    lines = [line("1", 10), line("2", 22), line("3", 10), line("4", 0, code="V308")]

    groups = document_totals([with_totals(entry) for entry in lines], PAR)[
        "vatCodeGroups"
    ]

    assert [
        (group["vatAccount"]["vatCode"], str(group["totalNetAmount"]))
        for group in groups
    ] == [("V010", "4.00"), ("V022", "2.00"), ("V308", "4.00")]


def test_a_line_of_text_comes_to_nothing() -> None:
    text: Fields = {"description": "Due parole"}

    assert with_totals(text) == text


def test_margins_are_what_is_left_after_cost() -> None:
    sold = line("100") | {"unitCostPrice": Exact("0.5")}

    found = document_totals([with_totals(sold)], PAR)

    assert str(found["costPriceInBaseCurrency"]) == "0.50"
    assert str(found["marginInBaseCurrency"]) == "99.50"
    assert str(found["marginPercentage"]) == "99.50"


def test_another_currency_is_turned_into_the_agreements_own() -> None:
    found = document_totals([with_totals(line("100"))], Decimal("92.500000"))

    assert str(found["netAmount"]) == "100.00"
    assert str(found["netAmountInBaseCurrency"]) == "92.50"


CENTS = st.integers(-10_000_00, 10_000_00).map(lambda cents: f"{cents}e-2")


@given(st.lists(st.tuples(CENTS, st.sampled_from([0, 4, 5, 10, 22])), max_size=8))
def test_the_gross_is_always_the_groups_together(rows: list[tuple[str, int]]) -> None:
    lines = [with_totals(line(net, rate)) for net, rate in rows]

    found = document_totals(lines, PAR)

    groups = found.get("vatCodeGroups", [])
    assert found["grossAmount"] == sum(group["totalGrossAmount"] for group in groups)
    assert found["netAmount"] == sum(entry["totalNetAmount"] for entry in lines)
