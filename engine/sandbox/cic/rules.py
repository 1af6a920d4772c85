"""What the books refuse although it fits the schema."""

from collections.abc import Iterator
from typing import Protocol

from engine.sandbox.cic.errors import (
    IN_USE,
    PROVINCE_WITHOUT_COUNTRY,
    REFERENCE_NOT_FOUND,
    TERMS_FIXED,
    VAT_ZONE_NOT_VALID,
    Refusal,
    business,
)
from engine.sandbox.cic.kinds import Property
from engine.sandbox.cic.nested import Block, Ref, Rows
from engine.sandbox.cic.resource import Resource
from engine.sandbox.cic.shapes import RESOURCES
from engine.sandbox.collection import Collection, Key
from engine.sandbox.exact import Fields

PROVINCE_SENTENCE = (
    "A supplier needs to have a country code to be able to have a province."
)
VAT_ZONE_SENTENCE = (
    "The chosen VAT zone is not valid for the country in which your agreement exists."
)


class Shelves(Protocol):
    """Where records can be looked up."""

    collections: dict[str, Collection]

    def find(self, name: str, key: Key) -> Fields | None:
        """Give a record, or nothing."""


def check(shelves: Shelves, resource: Resource, fields: Fields, verb: str) -> None:
    """Refuse what is not so in these books.

    Raises:
        Refusal: The record may not be saved.
    """
    failed = f"Could not {verb} {resource.noun}."
    if resource.name == "customers":
        _check_customer(shelves, fields, failed)
    if resource.is_document:
        _check_document(shelves, fields, failed)
    for ref, key in _references(resource.properties, fields):
        known = shelves.collections.get(ref.resource)
        if known is not None and key not in known:
            message = f"{failed} No {RESOURCES[ref.resource].noun} {key} was found."
            raise business(REFERENCE_NOT_FOUND, message, property=ref.key, value=key)


def _check_document(shelves: Shelves, fields: Fields, failed: str) -> None:
    recipient = fields["recipient"]
    _check_zone(shelves, recipient["vatZone"], failed)
    if "province" in recipient:
        _check_province(shelves, recipient["province"], failed)
    _check_currency(shelves, fields["currency"], failed)


def _check_zone(shelves: Shelves, ref: Fields, failed: str) -> None:
    zone = shelves.find("vat-zones", ref["vatZoneNumber"])
    if zone is None or not zone["enabledForCustomer"]:
        raise business(VAT_ZONE_NOT_VALID, f"{failed} {VAT_ZONE_SENTENCE}")


def _check_currency(shelves: Shelves, code: str, failed: str) -> None:
    if code not in shelves.collections["currencies"]:
        message = f"{failed} No currency {code} was found."
        raise business(REFERENCE_NOT_FOUND, message, property="currency")


def _check_customer(shelves: Shelves, fields: Fields, failed: str) -> None:
    _check_zone(shelves, fields["vatZone"], failed)
    province = fields.get("province")
    if province is not None:
        if "countryCode" not in fields:
            raise business(PROVINCE_WITHOUT_COUNTRY, f"{failed} {PROVINCE_SENTENCE}")
        _check_province(shelves, province, failed)
    _check_currency(shelves, fields["currency"], failed)


def _check_province(shelves: Shelves, province: Fields, failed: str) -> None:
    country, number = province["countryCode"]["code"], province["provinceNumber"]
    if shelves.find("provinces", f"{country}/{number:03d}") is None:
        message = f"{failed} No province {number} was found in {country}."
        raise business(REFERENCE_NOT_FOUND, message, property="province")


def check_terms(resource: Resource, before: Fields | None, after: Fields) -> None:
    """Refuse to change the type or the days of payment terms."""
    if resource.name != "payment-terms" or before is None:
        return
    for name in ("paymentTermsType", "daysOfCredit"):
        if before.get(name) != after.get(name):
            message = f"Could not update payment terms. {name} cannot be changed."
            raise business(TERMS_FIXED, message, property=name)


def check_unused(shelves: Shelves, resource: Resource, key: Key) -> None:
    """Refuse to delete what another record refers to."""
    for other in RESOURCES.values():
        if other.parent or resource.name not in _named(other.properties):
            continue
        for user in shelves.collections[other.name]:
            used = _references(other.properties, shelves.find(other.name, user) or {})
            if any(ref.resource == resource.name and at == key for ref, at in used):
                raise _in_use(resource, other)


def _in_use(resource: Resource, other: Resource) -> Refusal:
    message = f"Could not delete {resource.noun}. It is in use by a {other.noun}."
    return business(IN_USE, message, status=403)


def _references(
    properties: tuple[Property, ...], fields: Fields
) -> Iterator[tuple[Ref, Key]]:
    for entry in properties:
        value = fields.get(entry.name)
        if not value:
            continue
        match entry.kind:
            case Ref():
                yield entry.kind, value[entry.kind.key]
            case Block():
                yield from _references(entry.kind.properties, value)
            case Rows():
                for row in value:
                    yield from _references(entry.kind.properties, row)
            case _:
                pass


def _named(properties: tuple[Property, ...]) -> set[str]:
    """Give the resources that a shape can refer to."""
    found: set[str] = set()
    for entry in properties:
        match entry.kind:
            case Ref():
                found.add(entry.kind.resource)
            case Block() | Rows():
                found |= _named(entry.kind.properties)
            case _:
                pass
    return found
