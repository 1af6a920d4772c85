"""All resources of CiC, by name."""

from engine.sandbox.cic.shapes_customers import CONTACTS, CUSTOMERS, DELIVERY_LOCATIONS
from engine.sandbox.cic.shapes_documents import ORDERS, QUOTATIONS
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
from engine.sandbox.cic.shapes_sales import (
    ACCOUNTING_YEARS,
    DEPARTMENTAL_DISTRIBUTIONS,
    DEPARTMENTS,
    EMPLOYEES,
    EXEMPT_VAT_CODES,
    NUMBER_SERIES,
)

RESOURCES = {
    resource.name: resource
    for resource in (
        ACCOUNTING_YEARS,
        ACCOUNTS,
        CONTACTS,
        COUNTRY_CODES,
        CURRENCIES,
        CUSTOMER_GROUPS,
        CUSTOMERS,
        DELIVERY_LOCATIONS,
        DEPARTMENTAL_DISTRIBUTIONS,
        DEPARTMENTS,
        EMPLOYEES,
        EXEMPT_VAT_CODES,
        LAYOUTS,
        NUMBER_SERIES,
        ORDERS,
        PAYMENT_TERMS,
        PAYMENT_TYPES,
        PRICE_GROUPS,
        PRODUCT_GROUPS,
        PRODUCTS,
        PROVINCES,
        QUOTATIONS,
        UNITS,
        VAT_ACCOUNTS,
        VAT_TYPES,
        VAT_ZONES,
    )
}
