"""Contabilità in Cloud, behind the protocol.

Its listings come in an envelope that counts them; a write replaces the whole
document and answers with what it has become.
"""

from collections.abc import Sequence
from datetime import datetime

from engine.errors import Refused, Unclear
from engine.model.record import Record
from engine.model.resource import Resource
from engine.systems import cic_language as language
from engine.systems.calls import Answer, Call, Kind
from engine.systems.paging import BadAnswer, Cut, Listing, Order
from engine.systems.protocol import Field
from engine.systems.remote import Remote, UnknownResource, path_under, value_at
from engine.values import Json, Value

_TOO_LARGE = "E04810"
"""The code of a page size above the maximum, which no answer told us yet."""
_SMALLEST = 20
"""The page size of a server that is not asked for any."""


class Cic(Remote):
    """One company's books."""

    def count(self, resource: str, since: datetime | None, until: datetime) -> int:
        """How many records have a stamp at or after ``since`` and before ``until``."""
        described = self._described(resource)
        cut = Cut(Order.NONE, since=since, before=until)
        return self._size(described, cut)

    def total(self, resource: str) -> int:
        """How many records the resource holds."""
        return self._size(self._described(resource), Cut(Order.NONE))

    def get(self, resource: str, id: str) -> Record:
        """Read one record, whole."""
        path = _item(self._described(resource), id)
        return self._read_one(Call(Kind.READ, "GET", path, resource=resource, id=id))

    def create(self, resource: str, content: Json) -> Record | str:
        """Create a record: what the answer shows of it, or only its id."""
        described = self._described(resource)
        body = _without_nulls(content)
        parent = str(value_at(content, described.within) or "")
        path = path_under(described, parent)
        call = Call(Kind.CREATE, "POST", path, body=body, resource=resource)
        answer = self._transport.send(call)
        if isinstance(answer.value, dict) and described.key in answer.value:
            return self._record(described, answer.value)
        place = answer.headers.get("location", "").rstrip("/").rpartition("/")[2]
        if not place:
            text = f"POST {path}: HTTP {answer.status}"
            raise Unclear(system=self.name, text=text)
        own = language.unescape_key(place)
        return f"{parent}/{own}" if described.parent else own

    def update(self, record: Record, resource: str, content: Json) -> Record | None:
        """Put ``content`` in the place of ``record``."""
        described = self._described(resource)
        sent = {
            name: value
            for name, value in content.items()
            if name not in described.counted
        }
        call = Call(
            Kind.OVERWRITE,
            "PUT",
            _item(described, record.id),
            body=_without_nulls(sent),
            resource=resource,
            id=record.id,
        )
        value = self._transport.send(call).value
        if isinstance(value, dict) and described.key in value:
            return self._record(described, value)
        return None

    def delete(self, resource: str, id: str) -> None:
        """Delete one record."""
        path = _item(self._described(resource), id)
        call = Call(Kind.DELETE, "DELETE", path, resource=resource, id=id)
        self._transport.send(call)

    def paper(self, resource: str, id: str) -> bytes:
        """A document as a PDF, in the layout that it names."""
        path = f"{_item(self._described(resource), id)}/pdf"
        call = Call(Kind.READ, "GET", path, resource=resource, id=id, is_paper=True)
        return self._transport.send(call).body

    def whoami(self) -> str:
        """The company, and the number of its agreement."""
        call = Call(Kind.READ, "GET", "/self", resource="self")
        value = self._transport.send(call).value
        answer = value if isinstance(value, dict) else {}
        company = value_at(answer, "company.name")
        parts = (company, answer.get("agreementNumber"))
        return " · ".join(str(part) for part in parts if part) or self.name

    def fields(self, resource: str) -> list[Field]:
        """None: these books have no additional fields."""
        self._described(resource)
        return []

    def keep_field(self, resource: str, field: Field) -> None:  # noqa: ARG002 - there is no place for it
        """Refuse: these books have no additional fields."""
        raise UnknownResource(system=self.name, resource="fields")

    def schema(self, resource: str) -> None:
        """Nothing: these books show every agreement the same properties."""
        self._described(resource)

    def _ask(self, resource: Resource, cut: Cut) -> Listing:
        size = self._description.page_size
        try:
            answer = self._listing(resource, cut, size)
        except Refused as error:
            if error.parts["error_code"] != _TOO_LARGE:
                raise
            answer = self._listing(resource, cut, _SMALLEST)
        envelope = answer.value if isinstance(answer.value, dict) else {}
        records = self._records(resource, envelope.get("collection", answer.value))
        matching = _number(envelope, "results")
        # A server with a smaller maximum may give less than it was asked for.
        size = _number(envelope, "pageSize") or size
        is_last = (
            len(records) < size
            if matching is None
            else cut.skip * size + len(records) >= matching
        )
        total = _number(envelope, "resultsWithoutFilter")
        return Listing(records, is_last, matching, total)

    def _listing(self, resource: Resource, cut: Cut, size: int) -> Answer:
        query = (
            ("filter", language.filter_of(resource, cut)),
            ("sort", _sort(resource, cut.order)),
            ("skippages", str(cut.skip)),
            ("pagesize", str(size)),
        )
        call = Call(
            Kind.READ,
            "GET",
            resource.path,
            query=tuple((name, value) for name, value in query if value),
            resource=resource.name,
        )
        return self._transport.send(call)

    def _size(self, resource: Resource, cut: Cut) -> int:
        value = self._listing(resource, cut, 1).value
        size = _number(value, "results") if isinstance(value, dict) else None
        if size is None:
            raise BadAnswer(system=self.name, resource=resource.name)
        return size

    def _any_of(self, resource: Resource, wanted: Sequence[tuple[str, str]]) -> str:  # noqa: ARG002 - no path is special here
        return language.any_of(wanted)


def _item(resource: Resource, id_: str) -> str:
    if resource.parent:
        parent, _, own = id_.partition("/")
        return f"{path_under(resource, parent)}/{language.escape_key(own)}"
    parts = id_.split("/") if resource.within else [id_]
    return "/".join([resource.path, *(language.escape_key(part) for part in parts)])


def _sort(resource: Resource, order: Order) -> str:
    match order:
        case Order.KEY:
            return resource.key
        case Order.STAMP:
            return resource.modified
        case Order.NONE:
            return ""


def _number(envelope: Json, name: str) -> int | None:
    value = value_at(envelope, f"pagination.{name}")
    return value if isinstance(value, int) else None


def _without_nulls(value: Value) -> Value:
    """The same without nulls, which this API refuses: left out is cleared."""
    match value:
        case dict():
            return {
                name: _without_nulls(inner)
                for name, inner in value.items()
                if inner is not None
            }
        case list():
            return [_without_nulls(inner) for inner in value]
        case _:
            return value
