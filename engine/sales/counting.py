"""What a document adds up to by its rows, beside what the books say of it."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from engine.lenses.discounts import read_discount
from engine.model.link import View
from engine.model.problem import Problem, Severity
from engine.model.side import Pair, Side
from engine.sales.totals import Charge, Totals, total
from engine.values import Json, Value

__all__ = ["charges", "counted", "differences"]

LINES, NET, VAT, GROSS = "lines", "net", "vat", "gross"
"""The neutral fields of a sales document that are counted."""

_NOTHING = Decimal(0)


def counted(view: View) -> Totals:
    """What the rows of a document add up to."""
    return total(charges(view.get(LINES)))


def charges(lines: Value) -> Iterator[Charge]:
    """The rows that cost something; a text costs nothing."""
    for row in lines if isinstance(lines, list) else ():
        if isinstance(row, dict) and row.get("product_code"):
            yield _charge(row)


def differences(views: Pair[View]) -> tuple[Problem, ...]:
    """A warning where our sum is not that of the books; often nothing.

    Only what the books have added up is compared.
    """
    left, right = views
    if left.get(NET) is None or left.get(GROSS) is None:
        return ()
    ours = counted(right)
    mine = {NET: ours.net, VAT: ours.vat, GROSS: ours.gross}
    theirs = {name: _number(left.get(name)) for name in mine}
    if mine == theirs:
        return ()
    parts = {
        **{f"our_{name}": f"{value:.2f}" for name, value in mine.items()},
        **{f"their_{name}": f"{value:.2f}" for name, value in theirs.items()},
    }
    warning = Severity.WARNING
    return (Problem("totals_differ", Side.LEFT, GROSS, parts, "server", warning),)


def _charge(row: Json) -> Charge:
    discount = read_discount(str(row.get("discount") or "")).percentage
    return Charge(
        _number(row.get("quantity")),
        _number(row.get("price")),
        discount or _NOTHING,
        str(row.get("rate") or ""),
        _number(row.get("percentage")),
    )


def _number(value: Value) -> Decimal:
    try:
        return Decimal(str(value)) if value is not None else _NOTHING
    except InvalidOperation:
        return _NOTHING
