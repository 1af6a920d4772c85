"""The small registries that customers and documents refer to."""

from engine.sandbox.cic.filter import Type
from engine.sandbox.cic.kinds import Amount, Anything, Flag, Link, Property, Text, Whole
from engine.sandbox.cic.nested import COUNTRY_CODE, Ref, Things
from engine.sandbox.cic.resource import READ_ONLY, Resource

TEXT, NUMBER, MOMENT, FLAG = Type.TEXT, Type.NUMBER, Type.MOMENT, Type.FLAG

COUNTRY = Ref("country-codes", "code", COUNTRY_CODE)
VAT_CODE = Text(maximum=5, minimum=1)
VAT_ACCOUNT = Ref("vat-accounts", "vatCode", VAT_CODE)
ACCOUNT = Ref("accounts", "accountNumber")
VAT_TYPE = Ref("vat-types", "vatTypeNumber", beside=("name",))
SERIES = Ref("number-series", "numberSeriesNumber")

TERMS_TYPES = (
    "net",
    "timeTable",
    "invoiceMonth",
    "paidInCash",
    "prepaid",
    "dueDate",
    "factoring",
    "invoiceWeekStartingSunday",
    "invoiceWeekStartingMonday",
    "creditcard",
)

CUSTOMER_GROUPS = Resource(
    "customer-groups",
    "customer group",
    "customerGroupNumber",
    (
        Property("account", ACCOUNT, required=True),
        Property("customerGroupNumber", Whole()),
        Property("customers", Link("customers"), default="", read_only=True),
        Property("name", Text(50, 1), required=True),
        Property("manualSalesInvoiceNumberSeries", SERIES),
        Property("salesInvoiceNumberSeries", SERIES),
    ),
    {"customerGroupNumber": NUMBER, "name": TEXT},
)

VAT_ZONES = Resource(
    "vat-zones",
    "VAT zone",
    "vatZoneNumber",
    (
        Property("enabledForCustomer", Flag()),
        Property("enabledForSupplier", Flag()),
        Property("isDomestic", Flag()),
        Property("isExemptVatZone", Flag()),
        Property("isProjectAccount", Flag()),
        Property("name", Text()),
        Property("textId", Text()),
        Property("vatZoneNumber", Whole()),
    ),
    {"vatZoneNumber": NUMBER, "name": TEXT},
    READ_ONLY,
)

PAYMENT_TERMS = Resource(
    "payment-terms",
    "payment terms",
    "paymentTermsNumber",
    (
        Property("daysOfCredit", Whole(minimum=0)),
        Property("name", Text(50, 1), required=True),
        Property("paymentTermsType", Text(choices=TERMS_TYPES), required=True),
        Property("timetablePaymentTemplate", Anything()),
        Property("paymentTermsNumber", Whole()),
    ),
    {
        "daysOfCredit": NUMBER,
        "name": TEXT,
        "paymentTermsNumber": NUMBER,
        "paymentTermsType": TEXT,
    },
)

PAYMENT_TYPES = Resource(
    "payment-types",
    "payment type",
    "paymentTypeNumber",
    (
        Property("fields", Things(), default=[]),
        Property("name", Text(50, 1), required=True),
        Property("paymentTypeNumber", Whole()),
    ),
    {"name": TEXT, "paymentTypeNumber": NUMBER},
)

CURRENCIES = Resource(
    "currencies",
    "currency",
    "code",
    (
        Property("code", Text()),
        Property("name", Text()),
        Property("isoNumber", Text()),
    ),
    {"code": TEXT, "name": TEXT, "isoNumber": TEXT},
    READ_ONLY,
    numbered=False,
)

PROVINCES = Resource(
    "provinces",
    "province",
    "provinceNumber",
    (
        Property("code", Text()),
        Property("name", Text()),
        Property("countryCode", COUNTRY),
        Property("provinceNumber", Whole()),
    ),
    {"code": TEXT, "name": TEXT, "provinceNumber": NUMBER},
    READ_ONLY,
)

COUNTRY_CODES = Resource(
    "country-codes",
    "country code",
    "code",
    (Property("code", Text()), Property("ossMember", Flag())),
    {"code": TEXT},
    READ_ONLY,
    numbered=False,
)

# The shape of a price group was never seen; these two names are assumed.
PRICE_GROUPS = Resource(
    "price-groups",
    "price group",
    "priceGroupNumber",
    (
        Property("name", Text(50, 1), required=True),
        Property("priceGroupNumber", Whole()),
    ),
    {"name": TEXT, "priceGroupNumber": NUMBER},
)

LAYOUTS = Resource(
    "layouts",
    "layout",
    "layoutNumber",
    (
        Property("deleted", Flag()),
        Property("isDefault", Flag()),
        Property("layoutNumber", Whole()),
        Property("name", Text()),
    ),
    {"name": TEXT, "layoutNumber": NUMBER},
    READ_ONLY,
)

VAT_TYPES = Resource(
    "vat-types",
    "VAT type",
    "vatTypeNumber",
    (Property("name", Text()), Property("vatTypeNumber", Whole())),
    {"name": TEXT, "vatTypeNumber": NUMBER},
    READ_ONLY,
)

VAT_ACCOUNTS = Resource(
    "vat-accounts",
    "VAT account",
    "vatCode",
    (
        Property("account", ACCOUNT, required=True),
        Property("barred", Flag()),
        Property("exemptVatCode", Ref("exempt-vat-codes", "code", Text(minimum=1))),
        Property("isTotalVatAccountIncluded", Flag(), default=False),
        Property("name", Text(40, 1), required=True),
        Property("ratePercentage", Amount(8), required=True),
        Property("vatReportSetup", Anything()),
        Property(
            "vatType",
            Ref("vat-types", "vatTypeNumber", beside=("name",)),
            required=True,
        ),
        Property("includesStampDuty", Flag(), default=False),
        Property("vatCode", VAT_CODE, required=True),
    ),
    {
        "name": TEXT,
        "ratePercentage": NUMBER,
        "vatCode": TEXT,
        "vatType.vatTypeNumber": NUMBER,
    },
    numbered=False,
)

ACCOUNTS = Resource(
    "accounts",
    "account",
    "accountNumber",
    (
        Property("accountNumber", Whole()),
        Property("name", Text()),
        Property("vatAccount", VAT_ACCOUNT),
    ),
    {"accountNumber": NUMBER, "name": TEXT},
    READ_ONLY,
)
