"""What a search asks: filter, order, page, and the properties to show."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from engine.sandbox.collection import Collection, Version
from engine.sandbox.crm.controllers import NOT_SEARCHABLE
from engine.sandbox.crm.errors import bad, expected, out_of_bounds, unknown_property
from engine.sandbox.crm.odata import BadQuery, Term, compile_filter, moment
from engine.sandbox.exact import Fields

DEFAULT_TOP = 50
MOST = 500
INDEXED = frozenset({"integer", "text"})


@dataclass(frozen=True, slots=True)
class Query:
    """One search, as a query string or a body tells it."""

    filter: str
    order: str
    skip: int
    top: int
    select: tuple[str, ...]

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> "Query":
        """Read the options; a dollar before a name may be left out."""
        told = {name.lower().removeprefix("$"): value for name, value in given.items()}
        selected = str(told.get("select") or "").split(",")
        return cls(
            str(told.get("filter") or _by_field(told)),
            str(told.get("orderby") or ""),
            _count("skip", told.get("skip", 0), 0, None),
            _count("top", told.get("top", DEFAULT_TOP), 1, MOST),
            tuple(name.strip() for name in selected if name.strip()),
        )

    def matching(
        self, records: Collection, kinds: Mapping[str, str], lag: float
    ) -> list[Version]:
        """Give all that the filter lets through."""
        if not self.filter:
            return records.listed(lag)
        try:
            question = compile_filter(
                self.filter,
                lambda name: reader(name, kinds),
                lambda name: kinds.get(name) in INDEXED,
            )
            is_narrow = question.picks and not lag
            seen = records.picked(question.picks) if is_narrow else records.listed(lag)
            return [entry for entry in seen if question.holds(entry.fields or {})]
        except BadQuery as error:
            raise bad(str(error)) from error

    def page(
        self, records: Collection, kinds: Mapping[str, str], lag: float
    ) -> list[Version]:
        """Give the page of the matching ones, in order."""
        found = self._ordered(self.matching(records, kinds, lag), kinds)
        return found[self.skip : self.skip + self.top]

    def _ordered(
        self, versions: list[Version], kinds: Mapping[str, str]
    ) -> list[Version]:
        for part in reversed([part for part in self.order.split(",") if part.strip()]):
            name, _, direction = part.strip().partition(" ")
            if direction.strip().lower() not in {"", "asc", "desc"}:
                raise expected(name="orderby", what="'asc' or 'desc'")
            try:
                read = reader(name, kinds)
            except BadQuery as error:
                raise bad(str(error)) from error
            versions = sorted(
                versions,
                key=lambda entry: _rank(read(entry.fields or {})),
                reverse=direction.strip().lower() == "desc",
            )
        return versions

    def selected(self, kinds: Mapping[str, str]) -> Callable[[Fields], Fields]:
        """Give what cuts a record down to the properties asked for."""
        unknown = [name for name in self.select if name not in kinds]
        if unknown:
            raise unknown_property(unknown[0], "this controller")
        if not self.select:
            return dict
        return lambda fields: {name: fields[name] for name in self.select}


def reader(name: str, kinds: Mapping[str, str]) -> Term:
    """Give what reads a property for a comparison.

    Raises:
        BadQuery: There is no such property, or it cannot be searched.
    """
    kind = kinds.get(name)
    if kind is None or kind in NOT_SEARCHABLE:
        message = f"Could not find a searchable property named '{name}'."
        raise BadQuery(message)
    if kind == "moment":
        return lambda fields: moment(fields[name]) if fields.get(name) else None
    if kind in {"list", "values"}:
        return lambda fields: ",".join(map(_text, fields.get(name) or []))
    if kind == "flag":
        return lambda fields: bool(fields.get(name))
    get = itemgetter(name)
    return lambda fields: get(fields) if name in fields else None


def _by_field(told: Mapping[str, Any]) -> str:
    """Write a search by `Field`, `Value` and `Comparator` as a filter."""
    if "field" not in told:
        return ""
    # An old sample begins the name with a capital letter.
    name = str(told["field"])
    name = name[:1].lower() + name[1:]
    value = str(told.get("value", "")).replace("'", "''")
    comparator = str(told.get("comparator", "Equals")).lower()
    if comparator == "equals":
        return f"{name} eq '{value}'"
    return f"{comparator}({name},'{value}')"


def _text(entry: object) -> str:
    return str(entry.get("value", "")) if isinstance(entry, dict) else str(entry)


def _rank(value: Any) -> tuple[bool, Any]:  # noqa: ANN401 - JSON
    return (value is not None, value)


def _count(name: str, given: object, least: int, most: int | None) -> int:
    text = str(given)
    number = int(text) if text.isdecimal() else -1
    if number < least or (most is not None and number > most):
        raise out_of_bounds(name, least, most)
    return number
