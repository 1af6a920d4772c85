"""A sales document as a table: its rows, and what they come to."""

from typing import Any

from rich.text import Text

from engine.cli.render.page import NOTHING, Column, Page, clean
from engine.errors import N_


def document_rows(page: Page, operation: dict[str, Any]) -> None:
    """The rows of a document, with what each comes to, and the sums below."""
    columns = [
        Column(page.say(N_("Code"))),
        Column(page.say(N_("Description"))),
        Column(page.say(N_("Quantity")), is_number=True),
        Column(page.say(N_("Price")), is_number=True),
        Column(page.say(N_("Discount")), is_number=True),
        Column(page.say(N_("VAT")), is_number=True),
        Column(page.say(N_("Net")), is_number=True),
    ]
    page.table(columns, [_row(row) for row in operation["rows"]])
    totals = operation["totals"]
    page.line(
        (page.say(N_("Net")), "dim"),
        f" {totals['net']}   ",
        (page.say(N_("VAT")), "dim"),
        f" {totals['vat']}   ",
        (page.say(N_("Total")), "bold"),
        (f" {totals['gross']}", "bold"),
        indent=4,
    )


def _row(row: dict[str, Any]) -> list[str | Text]:
    rate = row.get("percentage")
    return [
        clean(str(row.get("product_code") or NOTHING)),
        clean(str(row.get("description") or "")),
        _number(row.get("quantity")),
        _number(row.get("price")),
        _discount(row),
        f"{_number(rate)} %" if rate is not None else NOTHING,
        str(row.get("net") or NOTHING),
    ]


def _discount(row: dict[str, Any]) -> str:
    """A discount as it was written, and the one percentage that it comes to."""
    written, taken_off = row.get("discount"), row.get("taken_off")
    if not written:
        return NOTHING
    one = f"{taken_off} %"
    return one if written == taken_off or not taken_off else f"{clean(written)} = {one}"


def _number(value: object) -> str:
    """A number without zeros that say nothing."""
    if value is None:
        return NOTHING
    text = str(value)
    return text.rstrip("0").rstrip(".") if "." in text else text
