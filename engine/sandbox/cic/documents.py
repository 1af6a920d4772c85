"""What the books add to a quotation or an order, and what they refuse of one.

Where the facts are silent, this is a guess: a date that is due later than a
timetable can say is left out, and a product lends a line its unit and its prices.
"""

import uuid
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from engine.sandbox.cic.errors import (
    ARCHIVED,
    BARRED,
    DUE_DATE_EARLY,
    DUE_DATE_MISSING,
    LINE_TWICE,
    LINE_WITHOUT_PRODUCT,
    NO_VAT_CODE,
    REFERENCE_NOT_FOUND,
    Refusal,
    business,
)
from engine.sandbox.cic.resource import Resource
from engine.sandbox.cic.rules import Shelves
from engine.sandbox.cic.totals import document_totals, with_totals
from engine.sandbox.collection import Key
from engine.sandbox.exact import Exact, Fields, exact

SALES = 1
PAYMENTS_FROM = 16_037_276


def complete(shelves: Shelves, fields: Fields, before: Fields) -> Fields:
    """Give a document with all that the books know of it.

    Raises:
        Refusal: It may not be saved.
    """
    _check_usable(shelves, fields, before)
    zone = fields["recipient"]["vatZone"]["vatZoneNumber"]
    lines = list(_lines(shelves, fields.get("lines", []), zone, before))
    customer = shelves.find("customers", fields["customer"]["customerNumber"]) or {}
    exchange = fields.get("exchangeRate", Exact("100.000000"))
    return {
        **_series(shelves, customer),
        **{name: value for name, value in fields.items() if name not in COMPUTED},
        **({"lines": lines} if lines else {}),
        **document_totals(lines, exchange),
        **_due(shelves, fields),
        **_payment(fields),
        "customer": {
            "splitPayment": customer.get("splitPayment", False),
            **fields["customer"],
        },
    }


COMPUTED = frozenset({"lines", "vatCodeGroups", "dueDate", "paymentManagementDocument"})


def _check_usable(shelves: Shelves, fields: Fields, before: Fields) -> None:
    """Refuse what may not be used any more, unless the document had it already."""
    layout = shelves.find("layouts", fields["layout"]["layoutNumber"]) or {}
    if layout.get("deleted") and fields["layout"] != before.get("layout"):
        message = f"Layout {layout['layoutNumber']} is deleted."
        raise business(REFERENCE_NOT_FOUND, message, property="layout")
    number = fields["customer"]["customerNumber"]
    customer = shelves.find("customers", number) or {}
    if customer.get("barred") and not before:
        raise business(BARRED, f"Customer {number} is barred.", property="customer")


def check_deletable(resource: Resource, fields: Fields) -> None:
    """Refuse to delete a document that is in the archive."""
    if fields.get("isArchived"):
        raise business(ARCHIVED, f"An archived {resource.noun} cannot be deleted.")


def _lines(
    shelves: Shelves, given: list[Fields], zone: int, before: Fields
) -> Iterator[Fields]:
    chains = {
        line["lineNumber"]: line["movementChainId"] for line in before.get("lines", [])
    }
    used = {_product(line) for line in before.get("lines", [])}
    seen: set[int] = set()
    for index, line in enumerate(given):
        number = line.get("lineNumber", index + 1)
        if number in seen:
            message = f"Line number {number} stands twice."
            raise business(LINE_TWICE, message, lineIndex=index)
        seen.add(number)
        told = {
            "lineNumber": number,
            "sortKey": number,
            **_with_product(shelves, line, index, used),
            "movementChainId": chains.get(number) or str(uuid.uuid4()),
        }
        if "product" in told or "vatInfo" in told:
            told["vatInfo"] = _vat_of(shelves, told, index, zone)
        yield with_totals(told)


def _product(line: Fields) -> str:
    number: str = line.get("product", {}).get("productNumber", "")
    return number


def _with_product(shelves: Shelves, line: Fields, index: int, used: set[str]) -> Fields:
    for name in ("quantity", "unitNetPrice"):
        if name in line and "product" not in line:
            message = f"When {name} is set product must also be set"
            raise business(LINE_WITHOUT_PRODUCT, message, lineIndex=index)
    if "product" not in line:
        return line
    number = _product(line)
    product = shelves.find("products", number) or {}
    if product.get("barred") and number not in used:
        message = f"Product {number} is barred."
        raise business(BARRED, message, lineIndex=index)
    price = product.get("salesPrice", exact(0, 10))
    cost = product.get("recommendedCostPrice", 0)
    return {
        **({"unit": product["unit"]} if "unit" in product else {}),
        "unitCostPrice": exact(product.get("costPrice", 0), 10),
        "unitNetPrice": price,
        "manuallyEditedSalesPrice": line.get("unitNetPrice", price) != price,
        **line,
        "product": {"recommendedCostPrice": exact(cost, 1), **line["product"]},
    }


def _vat_of(shelves: Shelves, line: Fields, index: int, zone: int) -> Fields:
    """Give the VAT of a line: the code told, or the one of its product's group."""
    if "vatInfo" in line:
        code = line["vatInfo"]["vatAccount"]["vatCode"]
    else:
        code = vat_code(shelves, _product(line), zone)
    account = shelves.find("vat-accounts", code or "")
    if account is None:
        message = f"No VAT code was found for product {_product(line)}."
        raise business(NO_VAT_CODE, message, lineIndex=index)
    if account["vatType"]["vatTypeNumber"] != SALES:
        message = f"VAT code {code} is not one of sales."
        raise business(NO_VAT_CODE, message, lineIndex=index)
    exempt = account.get("exemptVatCode")
    return {
        "vatAccount": {"vatCode": code},
        "vatRate": account["ratePercentage"],
        **({"exemptVatCode": exempt} if exempt else {}),
    }


def vat_code(shelves: Shelves, product: str, zone: int) -> str | None:
    """Give the VAT code that the group of a product has in a VAT zone."""
    goods = shelves.find("products", product) or {}
    group_key = goods.get("productGroup", {}).get("productGroupNumber", 0)
    group = shelves.find("product-groups", group_key) or {}
    for entry in group.get("salesAccountsList", []):
        if entry["vatZone"]["vatZoneNumber"] == zone:
            key: Key = entry["salesAccount"]["accountNumber"]
            account = shelves.find("accounts", key) or {}
            code: str | None = account.get("vatAccount", {}).get("vatCode")
            return code
    return None


def _series(shelves: Shelves, customer: Fields) -> Fields:
    """Give the series in which the customer's group is invoiced."""
    key = customer.get("customerGroup", {}).get("customerGroupNumber", 0)
    group = shelves.find("customer-groups", key) or {}
    series = group.get("salesInvoiceNumberSeries")
    return {"numberSeries": series} if series else {}


def _payment(fields: Fields) -> Fields:
    if "paymentType" not in fields:
        return {}
    number = PAYMENTS_FROM + fields["id"]
    return {"paymentManagementDocument": {"paymentManagementDocumentId": number}}


def _due(shelves: Shelves, fields: Fields) -> Fields:
    key = fields["paymentTerms"]["paymentTermsNumber"]
    terms = shelves.find("payment-terms", key) or {}
    start = date.fromisoformat(fields["date"])
    days = timedelta(days=terms.get("daysOfCredit", 0))
    match terms.get("paymentTermsType"):
        case "timeTable":
            return {}
        case "dueDate":
            return {"dueDate": _given_due(fields)}
        case "invoiceMonth":
            last = monthrange(start.year, start.month)[1]
            due = start.replace(day=last) + days
        case "invoiceWeekStartingSunday":
            due = start + timedelta(days=(5 - start.weekday()) % 7) + days
        case "invoiceWeekStartingMonday":
            due = start + timedelta(days=6 - start.weekday()) + days
        case _:
            due = start + days
    return {"dueDate": due.isoformat()}


def _given_due(fields: Fields) -> str:
    due: str | None = fields.get("dueDate")
    if due is None:
        raise _no_due(DUE_DATE_MISSING, "These payment terms need a due date.")
    if due < fields["date"]:
        raise _no_due(DUE_DATE_EARLY, "The due date is before the date.")
    return due


def _no_due(code: str, message: str) -> Refusal:
    return business(code, message, property="dueDate")


def following(fields: Fields, name: str, key: Key, other: Key) -> Fields | None:
    """Give a document whose customer or product has another number now, if so."""
    if name == "customers" and fields["customer"]["customerNumber"] == key:
        return {**fields, "customer": {**fields["customer"], "customerNumber": other}}
    lines = fields.get("lines", [])
    if name == "products" and any(_product(line) == key for line in lines):
        return {**fields, "lines": [_renamed(line, key, other) for line in lines]}
    return None


def _renamed(line: Fields, key: Key, other: Key) -> Fields:
    if _product(line) != key:
        return line
    return {**line, "product": {**line["product"], "productNumber": other}}
