"""The resources of CiC, property by property, in the order of the recordings.

Lengths are those of the sister API; nobody has confirmed them for CiC.
"""

from engine.sandbox.cic.filter import Type
from engine.sandbox.cic.kinds import Amount, Anything, Day, Flag, Link, Property, Text
from engine.sandbox.cic.kinds import Whole
from engine.sandbox.cic.nested import COUNTRY_CODE, Block, Province, Ref, Rows, Things
from engine.sandbox.cic.resource import ALL, READ_ONLY, Resource
from engine.sandbox.exact import Exact

TEXT, NUMBER, MOMENT, FLAG = Type.TEXT, Type.NUMBER, Type.MOMENT, Type.FLAG

COUNTRY = Ref("country-codes", "code", COUNTRY_CODE)
VAT_CODE = Text(maximum=5, minimum=1)
VAT_ACCOUNT = Ref("vat-accounts", "vatCode", VAT_CODE)
ACCOUNT = Ref("accounts", "accountNumber")
SERIES = Ref("number-series", "numberSeriesNumber")
PRODUCT_NUMBER = Text(maximum=25, minimum=1)

# `none`, `B2B` and `Consumer` were seen; a value for public administrations must
# exist, and both guesses at it are taken.
CUSTOMER_TYPES = ("none", "B2B", "Consumer", "B2G", "PA")
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


CUSTOMERS = Resource(
    "customers",
    "customer",
    "customerNumber",
    (
        Property("address", Text(510)),
        Property("attention", Ref("contacts", "customerContactNumber")),
        Property("balance", Amount(2), default=Exact("0.00"), read_only=True),
        Property("barred", Flag()),
        Property("city", Text(50)),
        Property("contacts", Link("contacts"), default="", read_only=True),
        Property("corporateIdentificationNumber", Text(40)),
        Property("country", Text(50)),
        Property("countryCode", COUNTRY),
        Property("creditLimit", Amount(2)),
        Property("currency", Text(3, 3), required=True),
        Property(
            "customerGroup",
            Ref("customer-groups", "customerGroupNumber"),
            required=True,
        ),
        Property(
            "defaultDeliveryLocation", Ref("delivery-locations", "deliveryLocationNumber")
        ),
        Property("defaultDiscountPct", Amount(2)),
        Property("directDebitMandateDate", Day()),
        Property("ean", Text(13)),
        Property("email", Text(255)),
        Property("iban", Text()),
        Property("italianCertifiedEmail", Text()),
        Property("italianCustomerType", Text(choices=CUSTOMER_TYPES), default="none"),
        Property("lastUpdated", Text(), read_only=True),
        Property("layout", Ref("layouts", "layoutNumber")),
        Property("mandateID", Text()),
        Property("mobilePhone", Text(50)),
        Property(
            "paymentTerms", Ref("payment-terms", "paymentTermsNumber"), required=True
        ),
        Property("paymentType", Ref("payment-types", "paymentTypeNumber", beside=("name",))),
        Property("priceGroup", Ref("price-groups", "priceGroupNumber")),
        Property("province", Province()),
        Property("publicEntryNumber", Text(50)),
        Property("salesPerson", Ref("employees", "employeeNumber")),
        Property("splitPayment", Flag(), default=False),
        Property("swift", Text()),
        Property("telephoneAndFaxNumber", Text(255)),
        Property(
            "templates",
            Block(
                (
                    Property("invoice", Link("templates/invoice"), default=""),
                    Property("self", Link("templates"), default=""),
                )
            ),
            default={},
            read_only=True,
        ),
        Property("vatNumber", Text(20)),
        Property("vatZone", Ref("vat-zones", "vatZoneNumber"), required=True),
        Property("website", Text(255)),
        Property("zip", Text(30)),
        Property("tags", Things(), default=[]),
        Property("customerNumber", Whole()),
        Property("name", Text(255, 1), required=True),
    ),
    {
        "address": TEXT,
        "balance": NUMBER,
        "barred": FLAG,
        "city": TEXT,
        "corporateIdentificationNumber": TEXT,
        "country": TEXT,
        "creditLimit": NUMBER,
        "currency": TEXT,
        "customerNumber": NUMBER,
        "ean": TEXT,
        "email": TEXT,
        "lastUpdated": MOMENT,
        "mobilePhone": TEXT,
        "name": TEXT,
        "publicEntryNumber": TEXT,
        "telephoneAndFaxNumber": TEXT,
        "vatNumber": TEXT,
        "website": TEXT,
        "zip": TEXT,
        "customerGroup.customerGroupNumber": NUMBER,
    },
    unsortable=frozenset({"barred", "customerGroup.customerGroupNumber"}),
    stamped=1,
)

CONTACTS = Resource(
    "contacts",
    "contact",
    "customerContactNumber",
    (
        Property(
            "customer", Ref("customers", "customerNumber"), read_only=True
        ),
        Property("customerContactNumber", Whole(), read_only=True),
        Property("name", Text(255, 1), required=True),
        Property("email", Text(255)),
        Property("phone", Text(50)),
        Property("notes", Text(2000)),
        Property("eInvoiceId", Text(50)),
        Property("emailNotifications", Things()),
        Property("deleted", Flag(), default=False, read_only=True),
        Property("sortKey", Whole()),
    ),
    {"customerContactNumber": NUMBER, "name": TEXT, "email": TEXT, "phone": TEXT},
    parent="customers",
)

DELIVERY_LOCATIONS = Resource(
    "delivery-locations",
    "delivery location",
    "deliveryLocationNumber",
    (
        Property("address", Text(255)),
        Property("barred", Flag(), default=False),
        Property("city", Text(50)),
        Property("country", Text(50)),
        Property("customer", Ref("customers", "customerNumber"), read_only=True),
        Property("deliveryLocationNumber", Whole(), read_only=True),
        Property("postalCode", Text(15)),
        Property("sortKey", Whole()),
        Property("termsOfDelivery", Text(100)),
    ),
    {"deliveryLocationNumber": NUMBER, "address": TEXT, "city": TEXT},
    parent="customers",
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
    (Property("name", Text(50, 1), required=True), Property("priceGroupNumber", Whole())),
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

UNITS = Resource(
    "units",
    "unit",
    "unitNumber",
    (
        Property("name", Text(100, 1), required=True),
        Property("products", Link("products"), default="", read_only=True),
        Property("unitNumber", Whole()),
    ),
    {"name": TEXT, "unitNumber": NUMBER},
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
        Property("vatType", Ref("vat-types", "vatTypeNumber", beside=("name",)), required=True),
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

PRODUCT_GROUPS = Resource(
    "product-groups",
    "product group",
    "productGroupNumber",
    (
        Property("accrual", ACCOUNT),
        Property("hasDeduction", Flag(), default=False),
        Property("includeInProjects", Flag(), default=False),
        Property("inventory", Block((Property("purchaseAccount", ACCOUNT),))),
        Property("inventoryEnabled", Flag()),
        Property("name", Text(50, 1), required=True),
        Property("products", Link("products"), default="", read_only=True),
        Property("salesAccounts", Link("sales-accounts"), default="", read_only=True),
        Property(
            "salesAccountsList",
            Rows(
                (
                    Property("salesAccount", ACCOUNT, required=True),
                    Property(
                        "vatZone", Ref("vat-zones", "vatZoneNumber"), required=True
                    ),
                )
            ),
            required=True,
        ),
        Property("productGroupNumber", Whole(), required=True),
    ),
    {"name": TEXT, "productGroupNumber": NUMBER},
)

STOCK = (
    Property("available", Amount(5), default=Exact("0.0"), read_only=True),
    Property("inStock", Amount(5), default=Exact("0.0"), read_only=True),
    Property("orderedByCustomers", Amount(5), default=Exact("0.0"), read_only=True),
    Property("orderedFromSuppliers", Amount(5), default=Exact("0.0"), read_only=True),
    Property("packageVolume", Amount(2), default=Exact("0.00")),
)

PRODUCTS = Resource(
    "products",
    "product",
    "productNumber",
    (
        Property("barCode", Text(50)),
        Property("barred", Flag(), default=False),
        Property("costPrice", Amount(2), default=Exact("0.00")),
        Property("description", Text(500)),
        Property("inventory", Block(STOCK), default={}),
        Property("lastUpdated", Text(), read_only=True),
        Property("name", Text(300, 1), required=True),
        Property(
            "productGroup", Ref("product-groups", "productGroupNumber"), required=True
        ),
        Property("recommendedPrice", Amount(2), default=Exact("0.00")),
        Property("recommendedCostPrice", Amount(2), default=Exact("0.00")),
        Property("salesPrice", Amount(10), default=Exact("0.0000000000")),
        Property("unit", Ref("units", "unitNumber")),
        Property("tags", Things(), default=[]),
        Property("productNumber", PRODUCT_NUMBER, required=True),
    ),
    {
        "barCode": TEXT,
        "barred": FLAG,
        "costPrice": NUMBER,
        "description": TEXT,
        "lastUpdated": MOMENT,
        "name": TEXT,
        "productGroup.productGroupNumber": NUMBER,
        "productNumber": TEXT,
        "recommendedPrice": NUMBER,
        "salesPrice": NUMBER,
    },
    unsortable=frozenset({"barred"}),
    numbered=False,
    stamped=60,
)

RESOURCES = {
    resource.name: resource
    for resource in (
        ACCOUNTS,
        CONTACTS,
        COUNTRY_CODES,
        CURRENCIES,
        CUSTOMER_GROUPS,
        CUSTOMERS,
        DELIVERY_LOCATIONS,
        LAYOUTS,
        PAYMENT_TERMS,
        PAYMENT_TYPES,
        PRICE_GROUPS,
        PRODUCT_GROUPS,
        PRODUCTS,
        PROVINCES,
        UNITS,
        VAT_ACCOUNTS,
        VAT_TYPES,
        VAT_ZONES,
    )
}
