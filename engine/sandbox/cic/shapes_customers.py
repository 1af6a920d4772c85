"""Customers and what belongs to one, in the order of the recordings.

Lengths are those of the sister API; nobody has confirmed them for CiC.
"""

from engine.sandbox.cic.filter import Type
from engine.sandbox.cic.kinds import Amount, Day, Flag, Link, Property, Text, Whole
from engine.sandbox.cic.nested import COUNTRY_CODE, Block, Province, Ref, Things
from engine.sandbox.cic.resource import Resource
from engine.sandbox.exact import Exact

TEXT, NUMBER, MOMENT, FLAG = Type.TEXT, Type.NUMBER, Type.MOMENT, Type.FLAG

PAYMENT_TYPE = Ref("payment-types", "paymentTypeNumber", beside=("name",))
DELIVERY_LOCATION = Ref("delivery-locations", "deliveryLocationNumber", below=True)
COUNTRY = Ref("country-codes", "code", COUNTRY_CODE)
# `none`, `B2B` and `Consumer` were seen; a value for public administrations must
# exist, and both guesses at it are taken.
CUSTOMER_TYPES = ("none", "B2B", "Consumer", "B2G", "PA")

CUSTOMERS = Resource(
    "customers",
    "customer",
    "customerNumber",
    (
        Property("address", Text(510)),
        Property("attention", Ref("contacts", "customerContactNumber", below=True)),
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
            "defaultDeliveryLocation",
            Ref("delivery-locations", "deliveryLocationNumber", below=True),
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
        Property(
            "paymentType", Ref("payment-types", "paymentTypeNumber", beside=("name",))
        ),
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
        Property("customer", Ref("customers", "customerNumber"), read_only=True),
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
