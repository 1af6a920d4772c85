"""Mapping one customer both ways, beside functions written by hand.

What is compared is the same work: the fields of the stock mapping, their lenses,
and a document of the other side at the end.  The answers are compared too.
"""

import json
from collections.abc import Iterator
from functools import cache, partial
from typing import Any, cast

from bench.agreement import OPTIONS, customers_mapping
from bench.mapping_rivals import by_hand, rivals
from bench.row import Row, microseconds, side_by_side
from engine.lenses.countries import alpha_2
from engine.lenses.texts import compact
from engine.mapping.compiled import Mapping
from engine.model.side import Side
from engine.sandbox import Cic
from engine.values import Json, Value, from_json, to_json

_COUNT = 2000
# Short enough that some turn of each is not disturbed by what else runs.
_CHUNK, _TURNS = 200, 300
_FEWER = 10


def rows() -> list[Row]:
    """Reading a customer, writing it as a company, writing that back, and at rest."""
    mapping = customers_mapping()
    cic = Cic(customers=_COUNT)
    records = [
        cast("Json", from_json(to_json(cic.customers[key]))) for key in cic.customers
    ]
    fields = tuple(mapping.fields)

    def travelling(view: dict[str, Value]) -> dict[str, Value]:
        return {name: view[name] for name in fields if view[name] is not None}

    views = [mapping.view(Side.LEFT, record) for record in records]
    assert views == [read(record) for record in records]  # noqa: S101 - a bench compares answers
    carried = [travelling(view) for view in views]
    companies = [mapping.put(Side.RIGHT, None, one, one) for one in carried]
    assert companies == [to_company(one) for one in carried]  # noqa: S101 - as above
    customers = [mapping.put(Side.LEFT, None, one, one) for one in carried]
    assert customers == [to_customer(one) for one in carried]  # noqa: S101 - as above
    untouched = sum(
        mapping.put(Side.LEFT, record, view, view) != record
        for record, view in zip(records, views, strict=True)
    )
    return [
        *_measured(mapping, records, carried),
        Row("mapping: writes for 2,000 unchanged customers", untouched, "", 0),
    ]


def _measured(
    mapping: Mapping, records: list[Json], carried: list[dict[str, Value]]
) -> Iterator[Row]:
    """Each way beside the function by hand, and reading beside other mappers too."""
    # A member of an enumeration is looked up slowly: not in what is measured.
    left_side, right_side = Side
    chunk, some = records[:_CHUNK], carried[:_CHUNK]
    base, ours = side_by_side(
        lambda: [read(record) for record in chunk],
        lambda: [mapping.view(left_side, record) for record in chunk],
        _CHUNK,
        _TURNS,
    )
    right_base, right = side_by_side(
        lambda: [to_company(one) for one in some],
        lambda: [mapping.put(right_side, None, one, one) for one in some],
        _CHUNK,
        _TURNS,
    )
    left_base, left = side_by_side(
        lambda: [to_customer(one) for one in some],
        lambda: [mapping.put(left_side, None, one, one) for one in some],
        _CHUNK,
        _TURNS,
    )
    beside = "mapping: the same by the mapping, beside it"
    yield Row("mapping: a customer read by hand", base, "µs")
    yield Row(beside, ours / base, "x", 1.25)
    yield Row("mapping: a company written by hand", right_base, "µs")
    yield Row(beside, right / right_base, "x", 1.25)
    yield Row("mapping: a customer written by hand", left_base, "µs")
    yield Row(beside, left / left_base, "x", 1.25)
    yield from _rivals(mapping, chunk, base)


def _rivals(mapping: Mapping, records: list[Json], base: float) -> Iterator[Row]:
    """The fields of a customer by other mappers, beside the function by hand."""
    fields = mapping.declaration.fields.values()
    paths = {pair.name: pair.paths.left for pair in fields if pair.paths.left}
    plain = [json.loads(to_json(record)) for record in records]
    wanted = by_hand(plain, paths)
    for name, read_all in rivals(paths):
        found = [
            {field: value for field, value in one.items() if value is not None}
            for one in read_all(plain)
        ]
        assert found == wanted, name  # noqa: S101 - as above
        taken = microseconds(partial(read_all, plain), len(plain), tries=_FEWER)
        yield Row(f"mapping: the paths alone by {name}, beside it", taken / base, "x")


_PROVINCES = OPTIONS["provinces"].options
_PLATES: dict[tuple[Any, Any], Value] = {
    (option.key, option.within): option.content.get("code") for option in _PROVINCES
}
_NUMBERS = {
    (option.content.get("code"), option.within): option.key for option in _PROVINCES
}
_BLANK: tuple[Value, ...] = (None, "", [])


def read(record: Any) -> dict[str, Value]:  # noqa: ANN401 - a record, as json reads it
    """What a connector written by hand would read of a customer."""
    get = record.get
    province = get("province") or {}
    country = (get("countryCode") or {}).get("code") or None
    plate = province.get("provinceNumber")
    where = (province.get("countryCode") or {}).get("code") or country
    number = get("defaultDiscountPct")
    return {
        "name": get("name") or None,
        "vat_number": get("vatNumber") or None,
        "tax_code": get("corporateIdentificationNumber") or None,
        "address": get("address") or None,
        "zip": get("zip") or None,
        "city": get("city") or None,
        "province": None if plate is None else _PLATES.get((plate, where)),
        "country": country,
        "email": get("email") or None,
        "phone": get("telephoneAndFaxNumber") or None,
        "currency": get("currency") or None,
        "customer_group": _key(get("customerGroup"), "customerGroupNumber"),
        "vat_zone": _key(get("vatZone"), "vatZoneNumber"),
        "payment_terms": _key(get("paymentTerms"), "paymentTermsNumber"),
        "payment_type": _key(get("paymentType"), "paymentTypeNumber"),
        "price_group": _key(get("priceGroup"), "priceGroupNumber"),
        "pec": get("italianCertifiedEmail") or None,
        "sdi_code": get("publicEntryNumber") or None,
        "kind": get("italianCustomerType") or None,
        "iban": get("iban") or None,
        "swift": get("swift") or None,
        "website": get("website") or None,
        "split_payment": get("splitPayment"),
        "discount": None if number in _BLANK else number,
        "barred": get("barred"),
        "tags": get("tags") or None,
    }


def _key(reference: Any, name: str) -> str | None:  # noqa: ANN401 - as above
    key = reference.get(name) if reference else None
    return None if key is None else str(key)


_PROPERTIES = {
    "name": "companyName",
    "vat_number": "vatId",
    "tax_code": "taxIdentificationNumber",
    "address": "address",
    "zip": "zipCode",
    "city": "city",
    "province": "province",
    "country": "state",
    "currency": "FF_CIC_CURRENCY",
    "customer_group": "FF_CIC_CUSTOMER_GROUP",
    "vat_zone": "FF_CIC_VAT_ZONE",
    "payment_terms": "FF_CIC_PAYMENT_TERMS",
    "payment_type": "FF_CIC_PAYMENT_TYPE",
    "price_group": "FF_CIC_PRICE_GROUP",
}


def to_company(view: dict[str, Value]) -> Json:
    """What a connector written by hand would send of a new company."""
    company: Json = {}
    for name, home in _PROPERTIES.items():
        value = view.get(name)
        if value is not None:
            company[home] = value
    if "email" in view:
        company["emails"] = [{"value": view["email"]}]
    if "phone" in view:
        company["phones"] = [{"value": view["phone"]}]
    return company


_TEXTS = {
    "name": "name",
    "tax_code": "corporateIdentificationNumber",
    "address": "address",
    "zip": "zip",
    "city": "city",
    "email": "email",
    "phone": "telephoneAndFaxNumber",
    "currency": "currency",
}
_REFERENCES = {
    "customer_group": ("customerGroup", "customerGroupNumber"),
    "vat_zone": ("vatZone", "vatZoneNumber"),
    "payment_terms": ("paymentTerms", "paymentTermsNumber"),
    "payment_type": ("paymentType", "paymentTypeNumber"),
    "price_group": ("priceGroup", "priceGroupNumber"),
}


def to_customer(view: dict[str, Value]) -> Json:
    """What a connector written by hand would send of a new customer."""
    customer: Json = {}
    for name, home in _TEXTS.items():
        value = view.get(name)
        if value is not None:
            customer[home] = value
    for name, (home, key) in _REFERENCES.items():
        value = view.get(name)
        if value is not None:
            customer[home] = {key: int(str(value))}
    if number := view.get("vat_number"):
        bare = compact(str(number)).removeprefix("IT")
        customer["vatNumber"] = bare if len(bare) == _ITALIAN else number
    country = _country(str(view["country"])) if "country" in view else ""
    if country:
        customer["countryCode"] = {"code": country}
    if "province" in view:
        plate = _NUMBERS[view["province"], country]
        customer["province"] = {
            "provinceNumber": plate,
            "countryCode": {"code": country},
        }
    return customer


_ITALIAN = 11


@cache
def _country(text: str) -> str:
    return alpha_2(text)
