"""The kinds that hold others: references, blocks, rows and links."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from engine.sandbox.cic.kinds import Address, AsItIs, Kind, Property, Text, Whole
from engine.sandbox.cic.paths import escape, unescape
from engine.sandbox.cic.reading import Misfit, Reading, wrong_type
from engine.sandbox.exact import Fields

NUMBER = Whole()
COUNTRY_CODE = Text(maximum=2, minimum=2)


def accept_all(
    properties: Iterable[Property], body: object, reading: Reading
) -> Fields:
    """Take an object in, property by property.

    What is read-only or unknown is passed over: people send back what they got.
    """
    if not isinstance(body, dict):
        raise wrong_type(body, "Object")
    writable = [entry for entry in properties if not entry.read_only]
    taken: Fields = {}
    for entry in writable:
        if entry.name not in body:
            continue
        value = body[entry.name]
        if value is None and reading.nulls:
            continue
        if not entry.is_there(reading.modules):
            reading.lack(entry.name, entry.module)
            continue
        kept = reading.at(entry.name).take(entry.kind, value)
        if kept is not None:
            taken[entry.name] = kept
    told = {name for name in body if body[name] is not None or not reading.nulls}
    reading.miss([e.name for e in writable if e.required and e.name not in told])
    return taken


def show_all(properties: Iterable[Property], kept: Fields, at: Address) -> Fields:
    """Show an object with its properties in their order; what is unset is absent."""
    shown: Fields = {}
    for entry in properties:
        value = kept.get(entry.name, entry.default)
        if value is None or (at.is_listed and not entry.listed):
            continue
        if entry.is_there(at.modules):
            shown[entry.name] = entry.kind.show(value, at)
    return shown


def schema_of(properties: Iterable[Property]) -> Fields:
    """Describe an object as draft 3 of JSON Schema does."""
    return {
        "type": "object",
        "properties": {
            entry.name: entry.kind.schema()
            | ({"required": True} if entry.required else {})
            | ({"readonly": True} if entry.read_only else {})
            for entry in properties
        },
    }


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference: the key of a record elsewhere, by its number or its address.

    `beside` names what of the other record is shown before its key; `below` says
    that the other record stands below this one.
    """

    resource: str
    key: str
    number: Kind = NUMBER
    beside: tuple[str, ...] = ()
    below: bool = False

    def accept(self, value: object, reading: Reading) -> Fields:
        """Take the key, or read it off `self` where that stands alone."""
        if not isinstance(value, dict):
            raise wrong_type(value, "Object")
        if self.key not in value:
            return {self.key: self._from_address(value, reading)}
        return {self.key: reading.at(self.key).take(self.number, value[self.key])}

    def _from_address(self, value: Fields, reading: Reading) -> object:
        address = value.get("self")
        if not isinstance(address, str):
            message = f"Required properties are missing from object: {self.key}."
            raise Misfit(message, value)
        segment = unescape(address.rstrip("/").rpartition("/")[2])
        is_number = isinstance(self.number, Whole) and segment.isdigit()
        key = int(segment) if is_number else segment
        return reading.at(self.key).take(self.number, key)

    def show(self, value: Fields, at: Address) -> Fields:
        """Show what is kept of the other record, and its address."""
        key = value[self.key]
        other = (at.look(self.resource, key) or {}) if self.beside else {}
        told = {name: other[name] for name in self.beside if name in other}
        root = at.own if self.below else at.root
        return {**told, **value, "self": f"{root}/{self.resource}/{escape(key)}"}

    def schema(self) -> Fields:
        """Describe the object with its one key."""
        return schema_of([Property(self.key, self.number, required=True)])


@dataclass(frozen=True, slots=True)
class Expanded(Ref):
    """A reference that answers show as the whole other record.

    `bare` says that a listing shows no more than its key and address.
    """

    properties: tuple[Property, ...] = ()
    bare: bool = False

    def show(self, value: Fields, at: Address) -> Fields:
        """Show the other record, or what is kept of it where there is none."""
        key = value[self.key]
        other = at.look(self.resource, key)
        address = f"{at.root}/{self.resource}/{escape(key)}"
        if other is None or (self.bare and at.is_listed):
            return {self.key: key, "self": address}
        shown = show_all(self.properties, other, replace(at, own=address))
        return {**shown, "self": address}


@dataclass(frozen=True, slots=True)
class Province:
    """A province: a country and a number in it."""

    def accept(self, value: object, reading: Reading) -> Fields:
        """Take both, or read them off `self`."""
        if not isinstance(value, dict):
            raise wrong_type(value, "Object")
        if "provinceNumber" not in value and isinstance(value.get("self"), str):
            country, number = value["self"].rstrip("/").split("/")[-2:]
            value = {"countryCode": {"code": country}, "provinceNumber": int(number)}
        return accept_all(PROVINCE, value, reading)

    def show(self, value: Fields, at: Address) -> Fields:
        """Show both, and the address."""
        code = value["countryCode"]["code"]
        number = value["provinceNumber"]
        address = f"{at.root}/provinces/{code}/{number}"
        return {**show_all(PROVINCE, value, at), "self": address}

    def schema(self) -> Fields:
        """Describe the object."""
        return schema_of(PROVINCE)


PROVINCE = (
    Property("countryCode", Ref("country-codes", "code", COUNTRY_CODE), required=True),
    Property("provinceNumber", Whole(), required=True),
)


@dataclass(frozen=True, slots=True)
class Block:
    """An object inside an object."""

    properties: tuple[Property, ...]

    def accept(self, value: object, reading: Reading) -> Fields:
        """Take the inner object in."""
        return accept_all(self.properties, value, reading)

    def show(self, value: Fields, at: Address) -> Fields:
        """Show the inner object."""
        return show_all(self.properties, value, at)

    def schema(self) -> Fields:
        """Describe the inner object."""
        return schema_of(self.properties)


@dataclass(frozen=True, slots=True)
class Rows:
    """An array of objects."""

    properties: tuple[Property, ...]

    def accept(self, value: object, reading: Reading) -> list[Fields]:
        """Take each row in."""
        if not isinstance(value, list):
            raise wrong_type(value, "Array")
        block = Block(self.properties)
        taken = [reading.at(i).take(block, row) for i, row in enumerate(value)]
        return [row for row in taken if row is not None]

    def show(self, value: list[Fields], at: Address) -> list[Fields]:
        """Show each row."""
        return [show_all(self.properties, row, at) for row in value]

    def schema(self) -> Fields:
        """Describe the array."""
        return {"type": "array", "items": schema_of(self.properties)}


@dataclass(frozen=True, slots=True)
class Things(AsItIs):
    """An array of whose elements nothing is known."""

    def accept(self, value: object, reading: Reading) -> list[Any]:  # noqa: ARG002 - a kind's shape
        """Take any array."""
        if not isinstance(value, list):
            raise wrong_type(value, "Array")
        return value

    def schema(self) -> Fields:
        """Describe the array."""
        return {"type": "array"}
