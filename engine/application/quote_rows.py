"""A sales document as a person would check it: its rows, and what they come to."""

from collections.abc import Mapping

from engine.application.answer import Document
from engine.application.documents import plain
from engine.application.sides import QUOTATIONS
from engine.sales.counting import LINES, charges, counted
from engine.values import Value


def with_rows(operation: Document, view: Mapping[str, Value]) -> Document:
    """The operation, with the rows and the totals of the document that it writes."""
    if operation.get("entity") != QUOTATIONS or not view.get(LINES):
        return operation
    totals = counted(dict(view))
    return {
        **operation,
        "rows": _rows(view.get(LINES)),
        "totals": {
            "net": f"{totals.net:.2f}",
            "vat": f"{totals.vat:.2f}",
            "gross": f"{totals.gross:.2f}",
        },
    }


def _rows(lines: Value) -> list[Document]:
    items = lines if isinstance(lines, list) else []
    return [_row(row) for row in items if isinstance(row, dict)]


def _row(row: dict[str, Value]) -> Document:
    charge = next(charges([row]), None)
    known = ("product_code", "description", "quantity", "price", "discount", "rate")
    return {
        **{name: plain(row.get(name)) for name in known},
        "percentage": plain(charge.percentage) if charge else None,
        "taken_off": f"{charge.discount:f}" if charge and charge.discount else None,
        "net": f"{charge.net:.2f}" if charge else None,
    }
