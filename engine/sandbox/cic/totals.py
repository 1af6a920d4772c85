"""What the lines of a document come to, as CiC's server counts.

A line's net is rounded to the cent, half away from zero, from exact decimals; VAT is
counted once for each VAT code, on the sum of its lines.
"""

from collections.abc import Iterable
from decimal import Decimal, localcontext

from engine.sandbox.exact import Exact, Fields, exact

HUNDRED = Decimal(100)
NOTHING = Exact("0.00")


def net_of(line: Fields) -> Exact:
    """Give the net of one line: quantity by price, less the discount."""
    # Ten places by ten places are more digits than Python keeps by itself.
    with localcontext(prec=80):
        amount = line.get("quantity", NOTHING) * line.get("unitNetPrice", NOTHING)
        left = HUNDRED - line.get("discountPercentage", NOTHING)
        return exact(amount * left / HUNDRED, 2)


def tax_of(net: Decimal, rate: Decimal) -> Exact:
    """Give the VAT on an amount."""
    return exact(net * rate / HUNDRED, 2)


def with_totals(line: Fields) -> Fields:
    """Give a line with what it comes to."""
    if "quantity" not in line and "unitNetPrice" not in line:
        return line
    net = net_of(line)
    tax = tax_of(net, line["vatInfo"]["vatRate"])
    cost = line.get("quantity", NOTHING) * line.get("unitCostPrice", NOTHING)
    return {
        **line,
        **_margin(net, exact(cost, 2)),
        "totalNetAmount": net,
        "totalGrossAmount": exact(net + tax, 2),
        "totalVatAmount": tax,
    }


def groups(lines: Iterable[Fields]) -> list[Fields]:
    """Give the VAT of each code, in the order in which the codes first stand."""
    nets: dict[str, tuple[Fields, Decimal]] = {}
    for line in lines:
        if "totalNetAmount" in line:
            told = line["vatInfo"]
            code = told["vatAccount"]["vatCode"]
            _, before = nets.get(code, (told, Decimal(0)))
            nets[code] = (told, before + line["totalNetAmount"])
    return [_group(told, exact(net, 2)) for told, net in nets.values()]


def _group(told: Fields, net: Exact) -> Fields:
    tax = tax_of(net, told["vatRate"])
    return {
        "vatAccount": told["vatAccount"],
        "vatRate": told["vatRate"],
        "totalNetAmount": net,
        "totalVatAmount": tax,
        "totalGrossAmount": exact(net + tax, 2),
    }


def document_totals(lines: list[Fields], exchange: Decimal) -> Fields:
    """Give what a whole document comes to; 100 is par of its currency."""
    found = groups(lines)
    net = exact(sum((group["totalNetAmount"] for group in found), NOTHING), 2)
    tax = exact(sum((group["totalVatAmount"] for group in found), NOTHING), 2)
    cost = sum(
        (
            line.get("quantity", NOTHING) * line.get("unitCostPrice", NOTHING)
            for line in lines
        ),
        NOTHING,
    )
    base = exact(net * exchange / HUNDRED, 2)
    return {
        **({"vatCodeGroups": found} if found else {}),
        "costPriceInBaseCurrency": exact(cost, 2),
        "grossAmount": exact(net + tax, 2),
        **_margin(base, exact(cost, 2)),
        "netAmount": net,
        "netAmountInBaseCurrency": base,
        "vatAmount": tax,
    }


def _margin(net: Exact, cost: Exact) -> Fields:
    margin = exact(net - cost, 2)
    # A recorded answer shows a single zero where nothing was sold.
    share = exact(margin / net * HUNDRED, 2) if net else Exact("0.0")
    return {"marginInBaseCurrency": margin, "marginPercentage": share}
