"""Mapping one customer, beside a function written by hand; both answers compared."""

from typing import cast

from bench.agreement import OPTIONS, customers_mapping
from bench.row import Row, microseconds
from engine.model.side import Side
from engine.sandbox import Cic
from engine.values import Json, Value, from_json, to_json

_COUNT = 2000


def rows() -> list[Row]:
    """Reading a CiC customer, and writing back one that did not change."""
    mapping = customers_mapping()
    cic = Cic(customers=_COUNT)
    records = [
        cast("Json", from_json(to_json(cic.customers[key]))) for key in cic.customers
    ]
    expected = [by_hand(record) for record in records]
    views = [mapping.view(Side.LEFT, record) for record in records]
    for hand, view in zip(expected, views, strict=True):
        assert all(view[name] == value for name, value in hand.items())  # noqa: S101 - a bench compares answers
    base = microseconds(lambda: [by_hand(record) for record in records], _COUNT)
    ours = microseconds(
        lambda: [mapping.view(Side.LEFT, record) for record in records], _COUNT
    )
    untouched = sum(
        mapping.put(Side.LEFT, record, {}, view) != record
        for record, view in zip(records, views, strict=True)
    )
    return [
        Row("mapping: a customer read by hand", base, "µs"),
        Row("mapping: the same by the mapping, beside it", ours / base, "x", 1.25),
        Row("mapping: writes for 2,000 unchanged customers", untouched, "", 0),
    ]


_PLATES = {
    str(option.key): option.content.get("code")
    for option in OPTIONS["provinces"].options
}


def by_hand(record: Json) -> dict[str, Value]:
    """What a connector written by hand would do for this one mapping."""
    province = record.get("province") or {}
    country = record.get("countryCode") or {}
    group = record.get("customerGroup") or {}
    zone = record.get("vatZone") or {}
    terms = record.get("paymentTerms") or {}
    kind = record.get("paymentType") or {}
    prices = record.get("priceGroup") or {}
    number = province.get("provinceNumber")  # type: ignore[union-attr]  # an object, if it is there
    return {
        "name": record.get("name") or None,
        "vat_number": record.get("vatNumber") or None,
        "tax_code": record.get("corporateIdentificationNumber") or None,
        "address": record.get("address") or None,
        "zip": record.get("zip") or None,
        "city": record.get("city") or None,
        "province": _PLATES.get(str(number)) if number else None,
        "country": country.get("code"),  # type: ignore[union-attr]  # likewise
        "email": record.get("email") or None,
        "phone": record.get("telephoneAndFaxNumber") or None,
        "currency": record.get("currency") or None,
        "customer_group": _text(group.get("customerGroupNumber")),  # type: ignore[union-attr]  # likewise
        "vat_zone": _text(zone.get("vatZoneNumber")),  # type: ignore[union-attr]  # likewise
        "payment_terms": _text(terms.get("paymentTermsNumber")),  # type: ignore[union-attr]  # likewise
        "payment_type": _text(kind.get("paymentTypeNumber")),  # type: ignore[union-attr]  # likewise
        "price_group": _text(prices.get("priceGroupNumber")),  # type: ignore[union-attr]  # likewise
        "pec": record.get("italianCertifiedEmail") or None,
        "sdi_code": record.get("publicEntryNumber") or None,
        "kind": record.get("italianCustomerType") or None,
    }


def _text(key: object) -> str | None:
    return None if key is None else str(key)
