"""The records of one company, and what a write does to them."""

from collections.abc import Callable
from threading import RLock

from engine.sandbox.cic import documents, rules
from engine.sandbox.cic.errors import (
    NUMBER_TAKEN,
    Refusal,
    business,
    not_found,
    schema_failed,
)
from engine.sandbox.cic.reading import Reading
from engine.sandbox.cic.resource import Resource
from engine.sandbox.cic.shapes import RESOURCES
from engine.sandbox.cic.shapes_customers import CUSTOMERS
from engine.sandbox.clock import stamp
from engine.sandbox.collection import Collection, Key, Touch, Version
from engine.sandbox.exact import Fields, read_json, write_json
from engine.sandbox.faults import Faults

# What other records show of these, besides their number.
SHOWN = ("payment-terms", "payment-types", "units")
DOCUMENTS = ("orders", "quotations")
# Both kinds of documents count on in common, their ids as well as their numbers.
LAST_ID, LAST_NUMBER = 628, 583


class Books:
    """All collections of one agreement."""

    def __init__(
        self,
        clock: Callable[[], float],
        now: Callable[[], float],
        faults: Callable[[], Faults],
        lock: RLock,
    ) -> None:
        self._now = now
        self._faults = faults
        self._last_number = LAST_NUMBER
        self.collections = {
            name: Collection(clock, self._touch(resource), lock)
            for name, resource in RESOURCES.items()
        }

    @property
    def revision(self) -> int:
        """A number that moves when a name that other records show may have moved."""
        return sum(self.collections[name].writes for name in SHOWN)

    def load(self, name: str, records: list[Fields]) -> None:
        """Put records there as they have always been."""
        for fields in records:
            key = record_key(RESOURCES[name], fields)
            self.collections[name].load(key, fields)

    def find(self, name: str, key: Key) -> Fields | None:
        """Give a record as it stands, or nothing."""
        version = self.collections[name].find(key)
        return version.fields if version else None

    def create(self, resource: Resource, body: object, owner: Fields) -> Version:
        """Add a record, with the number given or the next one."""
        fields = self._read(resource, body) | owner
        rules.check(self, resource, fields, "create")
        collection = self.collections[resource.name]
        if resource.is_document:
            fields["id"] = self._next_id()
        if resource.key not in fields:
            fields[resource.key] = self._next(collection)
        if fields[resource.key] in collection:
            raise _taken(resource, fields[resource.key])
        if resource.parent:
            beside = self._below(CUSTOMERS, owner["customer"]["customerNumber"])
            fields.setdefault("sortKey", 1 + [at for at, _ in beside].count(resource))
        return self._write(resource, fields)

    def replace(self, resource: Resource, key: Key, body: object) -> Version:
        """Replace a record whole: what is left out is cleared."""
        before = self.find(resource.name, key)
        if before is None and not self._faults().upsert:
            raise not_found()
        kept = resource.read_only(before or {})
        fields = {resource.key: key} | self._read(resource, body, key) | kept
        rules.check(self, resource, fields, "update")
        rules.check_terms(resource, before, fields)
        if fields[resource.key] != key:
            self._renumber(resource, key, fields[resource.key])
        return self._write(resource, fields, key)

    def delete(self, resource: Resource, key: Key) -> None:
        """Delete a record that nothing refers to."""
        found = self.find(resource.name, key)
        if found is None:
            raise not_found()
        if resource.is_document:
            documents.check_deletable(resource, found)
        rules.check_unused(self, resource, key)
        self.collections[resource.name].remove(key)
        for below, child in self._below(resource, key):
            self.collections[below.name].remove(child)

    def _read(self, resource: Resource, body: object, key: Key | None = None) -> Fields:
        faults = self._faults()
        reading = Reading(
            nulls=faults.nulls == "tolerate",
            lengths=faults.lengths,
            modules=faults.modules,
        )
        if key is not None and isinstance(body, dict):
            # The address already says which record is meant.
            body = {resource.key: key} | body
        fields = resource.accept(body, reading)
        if reading.problems:
            raise schema_failed(reading.problems)
        return fields

    def _write(
        self, resource: Resource, fields: Fields, key: Key | None = None
    ) -> Version:
        touched = self._touch(resource)(fields)
        collection = self.collections[resource.name]
        return collection.put(fields[resource.key], touched, formerly=key)

    def _documented(self, resource: Resource, fields: Fields) -> Fields:
        before = self.find(resource.name, fields["id"]) or {}
        # An edit at the screen may name amounts as any number that Python has.
        body = read_json(write_json(fields))
        told = resource.read_only(fields) | self._read(resource, body)
        complete = documents.complete(self, told, before)
        if "number" not in complete:
            complete["number"] = self._next_number()
        self._last_number = max(self._last_number, complete["number"])
        return complete

    def _next_id(self) -> int:
        return 1 + max(LAST_ID, *(self.collections[n].highest for n in DOCUMENTS))

    def _next_number(self) -> int:
        if not self._faults().reuse_numbers:
            return self._last_number + 1
        kept = (
            (self.find(name, key) or {}).get("number", 0)
            for name in DOCUMENTS
            for key in self.collections[name]
        )
        return 1 + max(kept, default=LAST_NUMBER)

    def _touch(self, resource: Resource) -> Touch:
        if resource.is_document:
            return lambda fields: self._documented(resource, fields)
        step = resource.stamped
        if not step:
            return dict

        def touch(fields: Fields) -> Fields:
            return {**fields, "lastUpdated": stamp(self._now() // step * step)}

        return touch

    def _next(self, collection: Collection) -> int:
        if not self._faults().reuse_numbers:
            return collection.highest + 1
        return max((key for key in collection if isinstance(key, int)), default=0) + 1

    def _renumber(self, resource: Resource, key: Key, other: Key) -> None:
        collection = self.collections[resource.name]
        if other in collection:
            raise _taken(resource, other)
        for below, child in self._below(resource, key):
            owned = self.collections[below.name]
            owned.edit(child, customer={"customerNumber": other})
        for name in DOCUMENTS:
            papers = self.collections[name]
            for paper in papers:
                fields = self.find(name, paper) or {}
                moved = documents.following(fields, resource.name, key, other)
                if moved is not None:
                    papers.put(paper, moved)

    def _below(self, resource: Resource, key: Key) -> list[tuple[Resource, Key]]:
        """Give what belongs to a customer alone."""
        if resource.name != "customers":
            return []
        return [
            (below, child)
            for below in RESOURCES.values()
            if below.parent
            for child in self.collections[below.name]
            if (self.find(below.name, child) or {}).get("customer")
            == {"customerNumber": key}
        ]


def record_key(resource: Resource, fields: Fields) -> Key:
    """Give the key under which a record is kept."""
    key: Key = fields[resource.key]
    if resource.name == "provinces":
        return f"{fields['countryCode']['code']}/{key:03d}"
    return key


def _taken(resource: Resource, key: Key) -> Refusal:
    message = f"Could not save {resource.noun}. {resource.key} {key} is already in use."
    return business(NUMBER_TAKEN, message)
