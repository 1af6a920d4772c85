"""The names of the fields, as the screens of the two products call them."""

from engine.errors import N_
from engine.messages.catalogue import translated

_LABELS = {
    "name": N_("Name"),
    "vat_number": N_("VAT number"),
    "tax_code": N_("Tax code"),
    "address": N_("Address"),
    "zip": N_("ZIP code"),
    "city": N_("City"),
    "province": N_("Province"),
    "country": N_("Country"),
    "email": N_("E-mail"),
    "phone": N_("Phone"),
    "currency": N_("Currency"),
    "customer_group": N_("Customer group"),
    "vat_zone": N_("VAT zone"),
    "payment_terms": N_("Payment terms"),
    "payment_type": N_("Payment method"),
    "price_group": N_("Price group"),
    "pec": N_("Certified e-mail"),
    "sdi_code": N_("SDI code"),
    "kind": N_("Kind of customer"),
    "fiscal": N_("Fiscal codes"),
    "number": N_("Number"),
    "reference": N_("Reference"),
    "customer": N_("Customer"),
    "date": N_("Date"),
    "layout": N_("Print template"),
    "heading": N_("Heading"),
    "lines": N_("Rows"),
    "gross": N_("Total"),
    "lines.product_code": N_("Product code of a row"),
    "lines.rate": N_("VAT rate of a row"),
    "lines.description": N_("Description of a row"),
    "label": N_("Label"),
    "code": N_("Code"),
    "description": N_("Description"),
    "price": N_("Unit price"),
    "unit": N_("Unit of measure"),
    "vat": N_("VAT"),
    "percentage": N_("Percentage"),
    "bar_code": N_("EAN code"),
    "active": N_("Active"),
}


def field_label(name: str, lang: str) -> str:
    """What a person calls a field; its own name where we know no other."""
    known = _LABELS.get(name)
    return translated(known, lang) if known else name.replace("_", " ")


_ENTITIES = {
    "customers": N_("Customers"),
    "contacts": N_("Contacts"),
    "products": N_("Products"),
    "quotations": N_("Quotations"),
    "currencies": N_("Currencies"),
    "customer_groups": N_("Customer groups"),
    "payment_terms": N_("Payment terms"),
    "payment_types": N_("Payment methods"),
    "price_groups": N_("Price groups"),
    "units": N_("Units of measure"),
    "vat_rates": N_("VAT rates"),
    "vat_zones": N_("VAT zones"),
}


def entity_label(name: str, lang: str) -> str:
    """What a person calls a type of thing that is kept equal."""
    known = _ENTITIES.get(name)
    return translated(known, lang) if known else name.replace("_", " ")
