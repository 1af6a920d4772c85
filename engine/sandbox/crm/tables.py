"""The records of one tenant, and what a write does to them."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from threading import RLock
from typing import Any

from engine.sandbox.clock import stamp
from engine.sandbox.collection import Collection, Pick, Touch, Version
from engine.sandbox.crm.controllers import AUDIT, Controller, controllers
from engine.sandbox.crm.errors import (
    duplicate,
    expected,
    mandatory,
    not_among,
    not_found,
    unknown_property,
)
from engine.sandbox.crm.free_fields import FreeField, check_definition, free_fields
from engine.sandbox.crm.quotes import check_keys, complete
from engine.sandbox.crm.values import TAKERS
from engine.sandbox.exact import Fields, read_json, write_json
from engine.sandbox.faults import Faults

PERSON = 1


class Tables:
    """All records, by controller."""

    def __init__(
        self,
        clock: Callable[[], float],
        now: Callable[[], float],
        faults: Callable[[], Faults],
        lock: RLock,
    ) -> None:
        self._now = now
        self._faults = faults
        self.collections = {
            name: Collection(clock, self._screen(name), lock) for name in controllers()
        }
        self._added: dict[str, tuple[int, dict[str, FreeField]]] = {}

    def touch(self, fields: Fields, user: int = PERSON) -> Fields:
        """Stamp a record as changed by somebody now."""
        changed = {"lastModifiedById": user, "lastModifiedDate": stamp(self._now())}
        return {**fields, **changed}

    def _screen(self, name: str) -> Touch:
        """Give what an edit at the screen does to a record besides the change."""
        if name != "Quote":
            return self.touch

        def touch(fields: Fields) -> Fields:
            # An edit may name amounts as any number that Python has.
            exact = read_json(write_json(fields))
            return self.touch(complete(self, exact, stamp(self._now())))

        return touch

    def load(self, name: str, records: list[Fields], moment: str) -> None:
        """Put records there as they have always been."""
        audit = {
            "createdById": PERSON,
            "createdDate": moment,
            "lastModifiedById": PERSON,
            "lastModifiedDate": moment,
        }
        for number, fields in enumerate(records, start=controllers()[name].first):
            key = fields.get("id", number)
            self.collections[name].load(key, audit | fields | {"id": key})

    def added(self, controller: Controller) -> dict[str, FreeField]:
        """Give the free fields of a controller, by lower-case name."""
        if not controller.free:
            return {}
        definitions = self.collections["FreeField"]
        known = self._added.get(controller.name)
        if known is None or known[0] != definitions.writes:
            found = (version.fields or {} for version in definitions.listed())
            known = (definitions.writes, free_fields(found, controller.name))
            self._added[controller.name] = known
        return known[1]

    def kinds(self, controller: Controller) -> dict[str, str]:
        """Give the kind of each property that this tenant sees, free ones last."""
        hidden = self._faults().hidden.get(controller.name, ())
        kinds = dict(controller.properties) | {
            entry.name: entry.kind for entry in self.added(controller).values()
        }
        return {name: kind for name, kind in kinds.items() if name not in hidden}

    def save(self, controller: Controller, body: object, user: int) -> int:
        """Add a record, or change what a body names of the one with its id."""
        if not isinstance(body, dict):
            raise expected(name="body", what="an object")
        key = TAKERS["integer"]("id", body.get("id") or 0)
        if not key:
            return self.insert(controller, body, user)
        before = self.version(controller, key).fields or {}
        fields = {**before, **self._read(controller, body)}
        return self._write(controller, fields, user)

    def insert(self, controller: Controller, body: object, user: int) -> int:
        """Add a record; an id in the body counts for nothing."""
        if not isinstance(body, dict):
            raise expected(name="body", what="an object")
        moment = stamp(self._now())
        fields = {
            **controller.defaults,
            **self._read(controller, body),
            "createdById": user,
            "createdDate": moment,
            "id": max(self.collections[controller.name].highest + 1, controller.first),
        }
        return self._write(controller, fields, user)

    def delete(self, controller: Controller, key: int) -> bool:
        """Delete a record."""
        self.version(controller, key)
        self.collections[controller.name].remove(key)
        return True

    def version(self, controller: Controller, key: int) -> Version:
        """Give a record as it stands.

        Raises:
            Refusal: 404, there is none.
        """
        found = self.collections[controller.name].find(key)
        if found is None:
            raise not_found(key)
        return found

    def _read(self, controller: Controller, body: Mapping[str, Any]) -> Fields:
        added = self.added(controller)
        kinds = self.kinds(controller)
        fields: Fields = {}
        for name, value in body.items():
            free = added.get(name.lower())
            known = free.name if free else name
            if known not in kinds:
                raise unknown_property(name, controller.name)
            if known in AUDIT:
                continue
            fields[known] = self._value(controller, known, value, free)
        return fields

    def _value(
        self, controller: Controller, name: str, value: object, free: FreeField | None
    ) -> Any:  # noqa: ANN401 - JSON
        if value is None:
            if self._faults().nulls == "refuse":
                raise expected(name, "a value and no null")
            return None
        if free is not None:
            return free.take(value)
        taken = TAKERS[controller.properties[name]](name, value)
        if name in controller.choices and taken not in controller.choices[name]:
            raise not_among(taken, name)
        if name == "rows":
            return [self._row(controller, row) for row in taken]
        return taken

    def _row(self, controller: Controller, row: object) -> Fields:
        if not isinstance(row, dict):
            raise expected(name="rows", what="objects")
        unknown = sorted(set(row) - set(controller.rows))
        if unknown:
            raise unknown_property(unknown[0], "a row")
        return {
            name: TAKERS[controller.rows[name]](name, value)
            for name, value in row.items()
            if value is not None
        }

    def _write(self, controller: Controller, fields: Fields, user: int) -> int:
        kept = {name: value for name, value in fields.items() if value is not None}
        for name in self._required(controller, kept):
            if kept.get(name) in (None, "", []):
                raise mandatory(name, controller.friendly.get(name, name))
        self._check(controller, kept)
        if controller.name == "Quote":
            check_keys(self, controller.foreign, kept)
            kept = complete(self, kept, stamp(self._now()))
        key: int = kept["id"]
        self.collections[controller.name].put(key, self.touch(kept, user))
        return key

    def _required(self, controller: Controller, fields: Fields) -> Iterator[str]:
        if controller.name == "Company" and fields.get("naturalPerson"):
            yield "naturalPersonSurname"
        else:
            yield from controller.required
        yield from self._faults().mandatory.get(controller.name, ())
        for entry in self.added(controller).values():
            if entry.is_required:
                yield entry.name

    def _check(self, controller: Controller, fields: Fields) -> None:
        if controller.name == "FreeField":
            others = self.collections["FreeField"].listed()
            check_definition(fields, [version.fields or {} for version in others])
        for name in controller.unique:
            if fields.get(name) and self._is_taken(controller, name, fields):
                raise duplicate(name, fields[name], controller.name)
        for name, (other, code) in controller.codes.items():
            if fields.get(name) and not self._having(other, code, fields[name]):
                raise not_among(fields[name], f"{other}.{code}")

    def _is_taken(self, controller: Controller, name: str, fields: Fields) -> bool:
        found = self._having(controller.name, name, fields[name])
        return any(version.key != fields["id"] for version in found)

    def _having(self, controller: str, name: str, value: Hashable) -> list[Version]:
        pick = Pick(name, lambda fields: fields.get(name), frozenset([value]))
        return self.collections[controller].picked([pick])

    def shown(self, controller: Controller) -> Callable[[Fields], Fields]:
        """Give what shows a record with every property that this tenant sees."""
        empty = {
            name: controller.empty(name) if name in controller.properties else None
            for name in self.kinds(controller)
        }
        return lambda fields: {
            name: fields.get(name, unset) for name, unset in empty.items()
        }
