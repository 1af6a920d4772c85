"""What the CRM adds to a quote: its number, its requester's name, rows and totals.

How the real one counts has not been seen: rows are taken to be rounded to the cent,
half away from zero, VAT to be counted once for each rate, and the footer discount to
lower what is paid.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Protocol

from engine.sandbox.collection import Collection, Pick
from engine.sandbox.crm.errors import not_among
from engine.sandbox.exact import Exact, Fields, exact

FREE, PRODUCT, TEXT = 0, 0, 1
REQUESTERS: Mapping[int, tuple[str, tuple[str, ...]]] = {
    0: ("Company", ("companyName", "naturalPersonName", "naturalPersonSurname")),
    1: ("Contact", ("name", "surname")),
}
ROW_KEYS = {
    "catalogId": "Catalog",
    "taxId": "TaxValue",
    "unitMeasureId": "UnitMeasure",
}
EMPTY_ROW: Fields = {
    "id": 0,
    "catalogId": FREE,
    "productCode": "",
    "description": "",
    "longDescription": "",
    "kind": PRODUCT,
    "qta": 1,
    "unitMeasureId": 0,
    "unitPrice": 0,
    "discountFormula": "",
    "taxId": 0,
    "taxCode": "",
}
HUNDRED = Decimal(100)
FORMULA = re.compile(r"\d+([.,]\d+)?(\+\d+([.,]\d+)?)*")


class Shelves(Protocol):
    """Where records can be looked up."""

    collections: dict[str, Collection]


def complete(shelves: Shelves, fields: Fields, today: str) -> Fields:
    """Give a quote with all that the CRM knows of it.

    Raises:
        Refusal: 400, it names what is not there.
    """
    requester = _requester(shelves, fields)
    day = fields.get("quoteDate", today)
    rows = _numbered(fields.get("rows", []))
    full = [_row(shelves, row) for row in rows]
    return {
        "crossType": 0,
        "currencyChange": 1,
        "number": fields.get("number") or _number(shelves, day[:4]),
        **{name: value for name, value in fields.items() if name != "number"},
        **requester,
        "quoteDate": day,
        "rows": full,
        **_totals(shelves, full, fields.get("footerDiscount", 0)),
    }


def check_keys(
    shelves: Shelves, controllers: Mapping[str, str], fields: Fields
) -> None:
    """Refuse an id, 0 aside, that no record of the controller named has.

    Raises:
        Refusal: 400, there is none.
    """
    for name, controller in controllers.items():
        key = fields.get(name) or 0
        if key and _find(shelves, controller, key) is None:
            raise not_among(key, f"{controller}.id")


def _requester(shelves: Shelves, fields: Fields) -> Fields:
    """Check who asked for the quote, and give the name."""
    controller, names = REQUESTERS.get(fields.get("crossType", 0), ("", ()))
    if not controller:
        return {}
    found = _find(shelves, controller, fields["crossId"])
    if found is None:
        raise not_among(fields["crossId"], f"{controller}.id")
    told = [found[name] for name in names if found.get(name)]
    return {"crossName": told[0] if controller == "Company" else " ".join(told)}


def _find(shelves: Shelves, controller: str, key: int) -> Fields | None:
    version = shelves.collections[controller].find(key)
    return version.fields if version else None


def _number(shelves: Shelves, year: str) -> str:
    """Give the next number of a year that no quote has."""
    quotes = shelves.collections["Quote"]
    last = len(quotes) + 1
    while quotes.picked([Pick("number", _told_number, frozenset([f"{year}/{last}"]))]):
        last += 1
    return f"{year}/{last}"


def _told_number(fields: Fields) -> str:
    number: str = fields.get("number", "")
    return number


def _numbered(rows: list[Fields]) -> list[Fields]:
    """Give every row an id of its own; one that has an id keeps it."""
    last = max((row.get("id", 0) for row in rows), default=0)
    numbered = []
    for row in rows:
        if not row.get("id"):
            last += 1
        numbered.append({**row, "id": row.get("id") or last})
    return numbered


def _row(shelves: Shelves, given: Fields) -> Fields:
    check_keys(shelves, ROW_KEYS, given)
    row = EMPTY_ROW | _from_catalogue(shelves, given) | given
    if row["kind"] == TEXT:
        row |= {"qta": 0, "unitPrice": 0, "taxId": 0}
    rate = _find(shelves, "TaxValue", row["taxId"]) or {}
    net = exact(row["qta"] * row["unitPrice"] * _left(row["discountFormula"]), 2)
    tax = exact(net * rate.get("taxValue", 0) / HUNDRED, 2)
    return {
        "listPrice": row["unitPrice"],
        **row,
        "taxCode": rate.get("taxCode", row["taxCode"]),
        "tax": tax,
        "taxableAmount": net,
        "totalPrice": net,
        "priceWithVat": exact(net + tax, 2),
    }


def _from_catalogue(shelves: Shelves, row: Fields) -> Fields:
    """Give what a row takes from its product where it says nothing itself."""
    product = _find(shelves, "Catalog", row.get("catalogId", FREE))
    if product is None:
        return {}
    code = product.get("taxCode")
    rates = [entry.fields or {} for entry in shelves.collections["TaxValue"].listed()]
    tax = next((rate["id"] for rate in rates if rate.get("taxCode") == code), 0)
    return {
        "productCode": product.get("code", ""),
        "description": product["productName"],
        "longDescription": product.get("description", ""),
        "unitMeasureId": product.get("unitId", 0),
        "unitPrice": product.get("price", 0),
        "listPrice": product.get("price", 0),
        "taxId": tax if code else 0,
    }


def _left(formula: str) -> Decimal:
    """Give the share that discounts one after another leave; `10+5` leaves 0.855.

    What cannot be read counts for nothing, as a text that anybody may type.
    """
    bare = formula.replace(" ", "").replace("%", "")
    left = Decimal(1)
    if FORMULA.fullmatch(bare):
        for part in bare.split("+"):
            left *= 1 - Decimal(part.replace(",", ".")) / HUNDRED
    return left


def _totals(shelves: Shelves, rows: list[Fields], discount: Decimal | int) -> Fields:
    nets: dict[int, Decimal] = {}
    for row in rows:
        nets[row["taxId"]] = nets.get(row["taxId"], Decimal(0)) + row["taxableAmount"]
    rates = {
        key: (_find(shelves, "TaxValue", key) or {}).get("taxValue", 0) for key in nets
    }
    net = exact(sum(nets.values(), Decimal(0)), 2)
    taxes = (exact(nets[key] * rates[key] / HUNDRED, 2) for key in nets)
    tax = exact(sum(taxes, Exact(0)), 2)
    grand = exact(net + tax - discount, 2)
    return {
        "currencySubTotal": net,
        "currencyTaxTotal": tax,
        "currencyGrandTotal": grand,
        "grandTotal": grand,
    }
