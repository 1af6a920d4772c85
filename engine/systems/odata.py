"""The filters of the CRM: as much of OData as its pages print."""

import re
from collections.abc import Sequence

from engine.model.resource import Resource
from engine.systems.paging import Cut, Order
from engine.systems.stamps import MILLISECOND, ceil, floor, write_stamp

_NAME = re.compile(r"\w+")


def any_of(resource: Resource, wanted: Sequence[tuple[str, str]]) -> str:
    """Say that any of some (path, text) holds."""
    return " or ".join(_term(resource, path, text) for path, text in wanted)


def filter_of(resource: Resource, cut: Cut) -> str:
    """Say which records a cut describes; an empty text for all of them."""
    parts = [f"({cut.terms})" if " or " in cut.terms else cut.terms]
    if cut.since is not None:
        since = write_stamp(floor(cut.since, MILLISECOND))
        parts.append(f"{resource.modified} ge {since}")
    if cut.before is not None:
        before = write_stamp(ceil(cut.before, MILLISECOND))
        parts.append(f"{resource.modified} lt {before}")
    if cut.after is not None:
        parts.append(f"{resource.key} gt {cut.after}")
    return " and ".join(part for part in parts if part)


def order_of(resource: Resource, order: Order) -> str:
    """Say what a listing is sorted by; an empty text for nothing."""
    match order:
        case Order.KEY:
            return resource.key
        case Order.STAMP:
            return resource.modified
        case Order.NONE:
            return ""


def _term(resource: Resource, path: str, text: str) -> str:
    if path == resource.key or path in resource.numbers:
        return f"{path} eq {text}"
    quoted = "'" + text.replace("'", "''") + "'"
    name = _NAME.match(path)
    if name is not None and name[0] in resource.starts_with:
        # A list is one text in filters, and its first value begins it.
        return f"startswith({name[0]},{quoted})"
    return f"{path} eq {quoted}"
