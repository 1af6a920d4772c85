"""All resources of CiC, by name.

A document (quotations, orders) is one more shape here; what only a document does
belongs beside `rules`.
"""

from engine.sandbox.cic.shapes_customers import CONTACTS, CUSTOMERS, DELIVERY_LOCATIONS
from engine.sandbox.cic.shapes_goods import PRODUCT_GROUPS, PRODUCTS, UNITS
from engine.sandbox.cic.shapes_registries import (
    ACCOUNTS,
    COUNTRY_CODES,
    CURRENCIES,
    CUSTOMER_GROUPS,
    LAYOUTS,
    PAYMENT_TERMS,
    PAYMENT_TYPES,
    PRICE_GROUPS,
    PROVINCES,
    VAT_ACCOUNTS,
    VAT_TYPES,
    VAT_ZONES,
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
