"""Quotations and orders, in the order of the recordings.

Lengths are those of the sister API; nobody has confirmed them for CiC.
"""

from engine.sandbox.cic.filter import Type
from engine.sandbox.cic.kinds import (
    Amount,
    Anything,
    Day,
    Flag,
    Link,
    Property,
    Text,
    Whole,
)
from engine.sandbox.cic.nested import Block, Expanded, Province, Ref, Rows
from engine.sandbox.cic.resource import Resource
from engine.sandbox.cic.shapes_goods import ACCOUNT, PRODUCT_NUMBER, UNITS
from engine.sandbox.cic.shapes_registries import PAYMENT_TERMS, VAT_ACCOUNT, VAT_ZONES
from engine.sandbox.cic.shapes_sales import NUMBER_SERIES
from engine.sandbox.exact import Exact

TEXT, NUMBER, MOMENT, FLAG = Type.TEXT, Type.NUMBER, Type.MOMENT, Type.FLAG
EMPLOYEE = Ref("employees", "employeeNumber")
ZERO = Exact("0.00")


def _computed(name: str, scale: int = 2) -> Property:
    """Name an amount that the books compute, whatever a body says."""
    return Property(name, Amount(scale), read_only=True)


TOTALS = tuple(
    _computed(name) for name in ("totalNetAmount", "totalGrossAmount", "totalVatAmount")
)
LINE_TAIL = (
    Property("manuallyEditedSalesPrice", Flag(), default=False),
    Property(
        "vatInfo",
        Block(
            (
                Property("vatAccount", VAT_ACCOUNT, required=True),
                _computed("vatRate", 8),
                Property(
                    "exemptVatCode",
                    Ref("exempt-vat-codes", "code", Text()),
                    read_only=True,
                ),
            )
        ),
    ),
    Property("movementChainId", Text(), read_only=True),
)
LINE_HEAD = (
    Property("description", Text(2500)),
    Property("discountPercentage", Amount(2), default=ZERO),
    Property("lineNumber", Whole()),
    _computed("marginInBaseCurrency"),
    _computed("marginPercentage"),
    Property("product", Ref("products", "productNumber", PRODUCT_NUMBER)),
    Property("quantity", Amount(10)),
    Property("sortKey", Whole()),
    *TOTALS,
    Property("unit", Expanded("units", "unitNumber", properties=UNITS.properties)),
    Property("unitCostPrice", Amount(10)),
    Property("unitNetPrice", Amount(10)),
)
GROUPS = Rows(
    (
        Property("vatAccount", VAT_ACCOUNT),
        _computed("vatRate", 8),
        _computed("totalNetAmount"),
        _computed("totalVatAmount"),
        _computed("totalGrossAmount"),
    )
)
RECIPIENT = Block(
    (
        Property("address", Text(250)),
        Property("attention", Ref("contacts", "customerContactNumber")),
        Property("city", Text(250)),
        Property("country", Text(50)),
        Property("county", Text(50)),
        Property("ean", Text(13)),
        Property("province", Province()),
        Property("name", Text(250, 1), required=True),
        Property("publicEntryNumber", Text(50)),
        Property(
            "vatZone",
            Expanded(
                "vat-zones",
                "vatZoneNumber",
                properties=VAT_ZONES.properties,
                bare=True,
            ),
            required=True,
        ),
        Property("zip", Text(50)),
    )
)
DELIVERY = Block(
    (
        Property("address", Text(255)),
        Property("city", Text(50)),
        Property("country", Text(50)),
        Property("county", Text(50)),
        Property("deliveryDate", Day()),
        Property("deliveryTerms", Text(100)),
        Property("zip", Text(30)),
    )
)
DETAILS = Block(
    (
        Property(
            "deliveryNoteNumberSeries", Ref("number-series", "numberSeriesNumber")
        ),
        Property("deliveryStartDateTime", Text()),
        Property("carrierInfo", Anything(), default={}),
    )
)
NOTES = Block(
    (
        Property("heading", Text(250)),
        Property("text1", Text(1000)),
        Property("text2", Text(1000)),
    )
)
REFERENCES = Block(
    (
        Property("other", Text(250)),
        Property("primarySalesPerson", EMPLOYEE),
        Property("secondarySalesPerson", EMPLOYEE),
    )
)
HEAD = (
    _computed("costPriceInBaseCurrency"),
    Property("currency", Text(3, 3), required=True),
    Property(
        "deductionInfo",
        Block((Property("deductionAmount", Amount(2), default=ZERO),)),
        default={},
    ),
    Property("customer", Ref("customers", "customerNumber"), required=True),
    Property("date", Day(), required=True),
    Property("delivery", DELIVERY),
    Property("dueDate", Day()),
    Property("exchangeRate", Amount(6), default=Exact("100.000000")),
    _computed("grossAmount"),
    Property("id", Whole(), read_only=True),
    Property("isArchived", Flag(), default=False),
    Property("isSent", Flag(), default=False),
    Property(
        "layout", Ref("layouts", "layoutNumber", beside=("isDefault",)), required=True
    ),
    _computed("marginInBaseCurrency"),
    _computed("marginPercentage"),
    _computed("netAmount"),
    _computed("netAmountInBaseCurrency"),
    Property("notes", NOTES),
    Property(
        "numberSeries",
        Expanded(
            "number-series", "numberSeriesNumber", properties=NUMBER_SERIES.properties
        ),
    ),
    Property(
        "paymentTerms",
        Expanded(
            "payment-terms", "paymentTermsNumber", properties=PAYMENT_TERMS.properties
        ),
        required=True,
    ),
    Property(
        "pdf",
        Block((Property("download", Link("pdf"), default=""),)),
        default={},
        read_only=True,
    ),
    Property("recipient", RECIPIENT, required=True),
    Property("references", REFERENCES),
    Property("roundingAmount", Amount(2), default=ZERO, read_only=True),
    _computed("vatAmount"),
    Property("vatIncluded", Flag(), default=True, read_only=True),
    Property("bankAccount", ACCOUNT),
    Property("deliveryDetails", DETAILS),
    Property("number", Whole(), read_only=True),
    Property(
        "paymentType", Ref("payment-types", "paymentTypeNumber", beside=("fields",))
    ),
    Property("priceList", Ref("price-lists", "number", Whole(minimum=0))),
    Property(
        "paymentManagementDocument",
        Ref("payment-management/documents", "paymentManagementDocumentId"),
        read_only=True,
    ),
)
# Those recorded for draft invoices, and what clients are seen to use; the number that
# people know is not among them.
FILTERS = {
    "id": NUMBER,
    "date": MOMENT,
    "currency": TEXT,
    "exchangeRate": NUMBER,
    "paymentTerms.paymentTermsNumber": NUMBER,
    "customer.customerNumber": NUMBER,
    "delivery.address": TEXT,
    "delivery.zip": TEXT,
    "delivery.city": TEXT,
    "delivery.country": TEXT,
    "delivery.county": TEXT,
    "delivery.deliveryTerms": TEXT,
    "delivery.deliveryDate": MOMENT,
    "isArchived": FLAG,
    "isSent": FLAG,
    "notes.heading": TEXT,
    "notes.text1": TEXT,
    "notes.text2": TEXT,
    "recipient.name": TEXT,
    "recipient.address": TEXT,
    "recipient.zip": TEXT,
    "recipient.city": TEXT,
    "recipient.country": TEXT,
    "recipient.county": TEXT,
    "recipient.ean": TEXT,
    "recipient.publicEntryNumber": TEXT,
    "references.primarySalesPerson.employeeNumber": NUMBER,
    "references.secondarySalesPerson.employeeNumber": NUMBER,
    "references.other": TEXT,
    "numberSeries.numberSeriesNumber": NUMBER,
}


def _kind(name: str) -> Property:
    return Property("salesDocumentType", Text(), default=name, read_only=True)


def _body(*line: Property) -> tuple[Property, ...]:
    lines = Rows((*LINE_HEAD, *line, *LINE_TAIL))
    return (
        Property("lines", lines, listed=False),
        Property("vatCodeGroups", GROUPS, read_only=True, listed=False),
        *HEAD,
    )


QUOTATIONS = Resource(
    "quotations",
    "quotation",
    "id",
    (*_body(), _kind("quotation")),
    FILTERS,
    unsortable=frozenset({"isArchived", "isSent"}),
    is_document=True,
)

DELIVERED = Property(
    "deliveredQuantity", Amount(10), default=Exact("0.0000000000"), read_only=True
)
ORDERS = Resource(
    "orders",
    "order",
    "id",
    (
        *_body(DELIVERED),
        _kind("order"),
        Property("deliveryStatus", Text(), default="notDelivered", read_only=True),
        Property("invoicingStatus", Text(), default="notInvoiced", read_only=True),
    ),
    FILTERS | {"deliveryStatus": TEXT},
    unsortable=frozenset({"isArchived", "isSent"}),
    is_document=True,
)
