"""Products, their groups and units, in the order of the recordings."""

from engine.sandbox.cic.filter import Type
from engine.sandbox.cic.kinds import Amount, Flag, Link, Property, Text, Whole
from engine.sandbox.cic.nested import Block, Ref, Rows, Things
from engine.sandbox.cic.resource import Resource
from engine.sandbox.exact import Exact

TEXT, NUMBER, MOMENT, FLAG = Type.TEXT, Type.NUMBER, Type.MOMENT, Type.FLAG

ACCOUNT = Ref("accounts", "accountNumber")
PRODUCT_NUMBER = Text(maximum=25, minimum=1)

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
        Property(
            "departmentalDistribution",
            Ref("departmental-distributions", "departmentalDistributionNumber"),
            module="Dimension",
        ),
        Property("description", Text(500)),
        Property("inventory", Block(STOCK), default={}, module="Lager"),
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
