"""A page of a collection, in its envelope."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from typing import Any
from urllib.parse import quote_plus

from engine.sandbox.cic.errors import PAGE_SIZE, Refusal, business
from engine.sandbox.collection import Version
from engine.sandbox.exact import Fields, write_json

DEFAULT_SIZE = 20
MOST = 10_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What a call wants of a collection."""

    address: str
    filter: str
    sort: str
    skip: int
    size: int
    is_paged: bool

    @classmethod
    def read(cls, address: str, query: Mapping[str, str]) -> "Asked":
        """Read the query; its names are not case-sensitive."""
        given = {name.lower(): value for name, value in query.items()}
        return cls(
            address,
            given.get("filter", ""),
            given.get("sort", ""),
            _count(given.get("skippages", "0"), "skippages", 0, None),
            _count(given.get("pagesize", str(DEFAULT_SIZE)), "pagesize", 1, MOST),
            "skippages" in given or "pagesize" in given,
        )

    def link(self, skip: int) -> str:
        """Give the address of one page."""
        return self._address([f"skippages={skip}", f"pagesize={self.size}"])

    @property
    def itself(self) -> str:
        """The address as it was asked for."""
        return self.link(self.skip) if self.is_paged else self._address([])

    def _address(self, paging: list[str]) -> str:
        asked = (("filter", self.filter), ("sort", self.sort))
        parts = [f"{name}={_encode(value)}" for name, value in asked if value] + paging
        return f"{self.address}?{'&'.join(parts)}" if parts else self.address


def _count(text: str, name: str, least: int, most: int | None) -> int:
    number = int(text) if text.isdecimal() else -1
    if number < least or (most is not None and number > most):
        bounds = f"between {least} and {most}" if most else f"of at least {least}"
        message = f"'{name}' must be a positive whole number {bounds}."
        raise business(PAGE_SIZE, message)
    return number


def _encode(value: str) -> str:
    """Encode a query value as the real links show it, hex digits in lower case."""
    encoded = quote_plus(value, safe="-_.!*()")
    parts = encoded.split("%")
    return parts[0] + "".join(f"%{part[:2].lower()}{part[2:]}" for part in parts[1:])


def envelope(asked: Asked, texts: Iterable[str], results: int, everything: int) -> str:
    """Write a page around the items, which are JSON already."""
    last = max(0, ceil(results / asked.size) - 1)
    pagination: Fields = {
        "maxPageSizeAllowed": MOST,
        "pageSize": asked.size,
        "skipPages": asked.skip,
        "results": results,
        "resultsWithoutFilter": everything,
        "firstPage": asked.link(0),
    }
    if asked.skip < last:
        pagination["nextPage"] = asked.link(asked.skip + 1)
    if asked.skip > 0:
        pagination["previousPage"] = asked.link(asked.skip - 1)
    pagination["lastPage"] = asked.link(last)
    return (
        f'{{"collection": [{", ".join(texts)}], "metaData": {{}}, '
        f'"pagination": {write_json(pagination)}, "self": {write_json(asked.itself)}}}'
    )


def sorted_by(
    versions: list[Version], order: str, sortable: Iterable[str]
) -> list[Version]:
    """Sort by the properties named: `-` turns round, `~` is by the alphabet."""
    names = {name.lower(): name for name in sortable}
    for part in reversed(order.split(",") if order else []):
        bare = part.strip().lstrip("-~").lower()
        if bare not in names:
            hint = (
                "Sorting on collections is done with the querystring parameter 'sort'."
            )
            message = "Could not parse query string sort parameter."
            raise Refusal(400, message, developerHint=hint)
        path = names[bare].split(".")
        marks = part.strip()[: len(part.strip()) - len(bare)]
        versions = sorted(
            versions,
            key=lambda version: _rank(version.fields, path, "~" in marks),
            reverse="-" in marks,
        )
    return versions


def _rank(fields: Fields | None, path: list[str], by_alphabet: bool) -> tuple[int, Any]:  # noqa: FBT001 - read off the mark
    value: Any = fields
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    if value is None:
        return (0, 0)
    if isinstance(value, (int, Decimal)):
        return (1, value)
    if value.isdecimal() and not by_alphabet:
        return (1, int(value))
    return (2, value.casefold())
