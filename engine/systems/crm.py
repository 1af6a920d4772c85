"""CRM in Cloud, behind the protocol.

Its listings are bare arrays; a write sends what changed, and its answer is the
bare number of the record.
"""

import contextlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from engine.errors import Absent, Forbidden, Refused, Unclear
from engine.model.record import Record
from engine.model.resource import FieldNames, Property, Resource
from engine.systems import odata
from engine.systems.calls import Answer, Call, Kind
from engine.systems.paging import BadAnswer, Cut, Listing, Order
from engine.systems.partial import changed_properties
from engine.systems.protocol import Field
from engine.systems.remote import Remote, UnknownResource
from engine.systems.words import read_words
from engine.values import Json, Value

_ROUND = 50
"""A page of a round number of records may have been cut by a lower maximum."""


class Crm(Remote):
    """One tenant of the CRM."""

    def count(self, resource: str, since: datetime | None, until: datetime) -> int:
        """How many records have a stamp at or after ``since`` and before ``until``."""
        described = self._described(resource)
        cut = Cut(Order.NONE, since=since, before=until)
        terms = (("filter", odata.filter_of(described, cut)),)
        return self._number(described, "CountByODataCriteria", terms)

    def total(self, resource: str) -> int:
        """How many records the resource holds."""
        return self._number(self._described(resource), "Count", ())

    def get(self, resource: str, id: str) -> Record:
        """Read one record, whole."""
        described = self._described(resource)
        path = f"{described.path}/{id}"
        call = Call(Kind.READ, "GET", path, resource=resource, id=id)
        record = self._read_one(call)
        if any(name not in record.content for name in described.in_full):
            # A tenant without that action has shown what it shows.
            with contextlib.suppress(Absent, Forbidden, Refused):
                return self._read_one(replace(call, path=f"{path}/GetFull"))
        return record

    def create(self, resource: str, content: Json) -> Record | str:
        """Create a record; the answer is its id."""
        described = self._described(resource)
        body: Json = {
            name: value
            for name, value in content.items()
            if value is not None and name != described.key
        }
        return self._write(Kind.CREATE, described, body)

    def update(self, record: Record, resource: str, content: Json) -> Record | None:
        """Send the properties in which ``content`` differs from ``record``."""
        described = self._described(resource)
        changed = changed_properties(record.content, content)
        changed.pop(described.key, None)
        if not changed:
            return record
        body: Json = {described.key: int(record.id), **changed}
        self._write(Kind.OVERWRITE, described, body)
        return None

    def delete(self, resource: str, id: str) -> None:
        """Delete one record."""
        path = f"{self._described(resource).path}/{id}"
        call = Call(Kind.DELETE, "DELETE", path, resource=resource, id=id)
        if self._transport.send(call).value is False:
            raise Absent(system=self.name, resource=resource, id=id)

    def whoami(self) -> str:
        """The user that the key or the password belongs to."""
        call = Call(Kind.READ, "GET", "Auth/Me", resource="Auth")
        value = self._transport.send(call).value
        answer = value if isinstance(value, dict) else {}
        parts = (answer.get("name"), answer.get("email"))
        return " · ".join(str(part) for part in parts if part) or self.name

    def fields(self, resource: str) -> list[Field]:
        """The fields that were added to a resource, with their values."""
        self._described(resource)
        names = self._names()
        definitions = self._described(names.resource)
        path, _ = names.type
        words = {said for _, said in _types(names)}
        return [
            _field(names, record)
            for page in self._walk(definitions, "")
            for record in page.records
            if record.content.get(names.owner) == resource
            and record.content.get(path) in words
        ]

    def keep_field(self, resource: str, field: Field) -> None:
        """Create a field, or bring its label and values up to date."""
        names = self._names()
        code = field.code.removeprefix(names.prefix)
        id_ = field.id
        if not id_:
            kept = {known.code: known for known in self.fields(resource)}.get(code)
            if kept and (kept.label, kept.values) == (field.label, field.values):
                return
            id_ = kept.id if kept else ""
        definitions = self._described(names.resource)
        body: Json = {
            names.owner: resource,
            names.code: code,
            names.type[0]: dict(_types(names))[field.type],
            **dict.fromkeys(names.label, field.label),
        }
        if field.type == "select":
            body[names.labels] = [label for _, label in field.values]
            body[names.values] = [value for value, _ in field.values]
        if id_:
            body = {definitions.key: int(id_), **body}
        self._write(Kind.UPDATE if id_ else Kind.CREATE, definitions, body)

    def schema(self, resource: str) -> tuple[Property, ...] | None:
        """The properties that this tenant shows; None where it does not say."""
        described = self._described(resource)
        call = Call(
            Kind.READ,
            "GET",
            f"{described.path}/GetPolymorphicSchema",
            query=(("TypeNameHandling", "none"),),
            resource=resource,
        )
        try:
            value = self._transport.send(call).value
        except (Absent, Refused, Forbidden):
            return None
        told = value.get("properties") if isinstance(value, dict) else None
        if not isinstance(told, dict):
            return None
        # What begins with a dollar is about the schema, and no property.
        names = [name for name in told if not name.startswith("$")]
        return tuple(_property(name, told[name]) for name in names)

    def _ask(self, resource: Resource, cut: Cut) -> Listing:
        top = self._description.page_size
        query = (
            ("$filter", odata.filter_of(resource, cut)),
            ("$orderby", odata.order_of(resource, cut.order)),
            ("$top", str(top)),
            ("$skip", str(cut.skip * top) if cut.skip else ""),
        )
        call = Call(
            Kind.READ,
            "GET",
            f"{resource.path}/Search",
            query=tuple((name, value) for name, value in query if value),
            resource=resource.name,
        )
        records = self._records(resource, self._transport.send(call).value)
        is_short = len(records) < top
        is_cut = len(records) % _ROUND == 0 and bool(records)
        return Listing(records, is_last=is_short and not is_cut)

    def _any_of(self, resource: Resource, wanted: Sequence[tuple[str, str]]) -> str:
        return odata.any_of(resource, wanted)

    def _number(
        self, resource: Resource, action: str, query: tuple[tuple[str, str], ...]
    ) -> int:
        path = f"{resource.path}/{action}"
        call = Call(Kind.READ, "GET", path, query=query, resource=resource.name)
        value = self._transport.send(call).value
        if isinstance(value, bool) or not isinstance(value, int):
            raise BadAnswer(system=self.name, resource=resource.name)
        return value

    def _write(self, kind: Kind, resource: Resource, body: Json) -> str:
        """Send a record, or the changed part of one, and read the id in the answer."""
        path = f"{resource.path}/CreateOrUpdate"
        id_ = str(body.get(resource.key, ""))
        call = Call(kind, "POST", path, body=body, resource=resource.name, id=id_)
        return self._written(resource, self._transport.send(call))

    def _written(self, resource: Resource, answer: Answer) -> str:
        value = answer.value
        if isinstance(value, dict) and resource.key in value:
            value = value[resource.key]
        if isinstance(value, dict):
            # Some refusals come as an object where a number is due.
            words = read_words(value, answer.body)
            raise Refused(
                system=self.name,
                status=answer.status,
                text=words.text or f"HTTP {answer.status}",
                error_code=words.code,
                field=words.field,
            )
        is_id = isinstance(value, int | str) and str(value).isdigit()
        if not is_id or str(value) == "0":
            text = f"{resource.path}/CreateOrUpdate: HTTP {answer.status}"
            raise Unclear(system=self.name, text=text)
        return str(value)

    def _names(self) -> FieldNames:
        names = self._description.fields
        if names is None:
            raise UnknownResource(system=self.name, resource="fields")
        return names


def _property(name: str, told: Value) -> Property:
    """A property as the tenant shows it; what is not told is as usual."""
    facts = told if isinstance(told, dict) else {}
    return Property(
        name,
        str(facts.get("friendlyName") or name),
        is_required=facts.get("isRequired") is True,
        is_writable=facts.get("canWrite") is not False,
    )


def _field(names: FieldNames, record: Record) -> Field:
    labels = [str(label) for label in _list(record.content.get(names.labels))]
    values = [str(value) for value in _list(record.content.get(names.values))]
    known = (record.content.get(name) for name in names.label)
    said = record.content.get(names.type[0])
    type_ = next((word for word, one in _types(names) if one == said), "select")
    return Field(
        code=str(record.content.get(names.code)),
        label=next((str(label) for label in known if label), ""),
        values=tuple(zip(values, labels, strict=False)),
        id=record.id,
        type=type_,
    )


def _types(names: FieldNames) -> tuple[tuple[str, str], ...]:
    """Our words for the types of fields, and the system's."""
    return names.types or (("select", names.type[1]),)


def _list(value: Value) -> list[Value]:
    return value if isinstance(value, list) else []
