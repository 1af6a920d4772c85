"""What a tenant shows otherwise than a mapping believes, line by line.

::

    the tenant                           what becomes of the line
    -----------------------------------  ------------------------------------------
    does not show its property           it stops: a value not shown is not cleared
    shows it, and takes no write of it   it stops, where it writes there
    demands it                           it goes on, and demands it beforehand
    demands what no line names           nothing stops; creating may be refused
    offers values the left does not know nothing stops; a record that has one is held
    cannot be searched by it             nothing stops; counterparts are not found
"""

import dataclasses
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from engine.mapping.declaration import Declaration, FieldPair
from engine.mapping.paths import bare, each
from engine.model.resource import Property, Resource
from engine.model.side import Side
from engine.source import Span, nearest


class Kind(Enum):
    """What is otherwise."""

    HIDDEN = "hidden"
    RENAMED = "renamed"
    READ_ONLY = "read_only"
    MANDATORY = "mandatory"
    UNMAPPED = "unmapped"
    OPTIONS = "options"
    FILTER = "filter"


_STOPS = (Kind.HIDDEN, Kind.RENAMED, Kind.READ_ONLY)


@dataclass(frozen=True, slots=True)
class Drift:
    """One thing that is otherwise.

    Attributes:
        name: The property.
        field: The line that it hits; empty where no line names the property.
        label: What the tenant calls the property, or its name.
        detail: The property it may be called now; the values that are new.
    """

    kind: Kind
    side: Side
    name: str
    field: str = ""
    label: str = ""
    detail: str = ""
    span: Span | None = dataclasses.field(default=None, compare=False)

    @property
    def stops(self) -> bool:
        """Whether the line is left alone until it is mended."""
        return self.kind in _STOPS


def drifts(
    declaration: Declaration, resource: Resource, side: Side, seen: Sequence[Property]
) -> tuple[Drift, ...]:
    """What a tenant shows otherwise on one side."""
    if not seen:
        return ()
    return (
        *_of_lines(declaration, resource, side, seen),
        *_unmapped(declaration, resource, side, seen),
    )


def stopped(found: Collection[Drift]) -> frozenset[str]:
    """The lines that are left alone."""
    return frozenset(one.field for one in found if one.stops and one.field)


def demanding(declaration: Declaration, found: Collection[Drift]) -> Declaration:
    """The declaration, demanding beforehand what the tenant demands."""
    fields = dict(declaration.fields)
    for one in found:
        if one.kind is Kind.MANDATORY:
            pair = fields[one.field]
            required = dataclasses.replace(pair.required, **{one.side.value: True})
            fields[one.field] = dataclasses.replace(pair, required=required)
    return dataclasses.replace(declaration, fields=fields)


def _of_lines(
    declaration: Declaration,
    resource: Resource,
    side: Side,
    seen: Sequence[Property],
) -> Iterator[Drift]:
    shown = {one.name: one for one in seen}
    strangers = _strangers(declaration, resource, seen)
    joined = {one.name for one in declaration.joins if one.side is side}
    for pair in declaration.fields.values():
        for path in each(pair.paths[side]):
            name = bare(path).partition(".")[0]
            found = shown.get(name)
            if name in joined:
                continue
            if found is None:
                label = _label(declaration, pair, name)
                near = nearest(name, strangers.values())
                now = strangers.get(label.casefold()) or near
                kind = Kind.RENAMED if now else Kind.HIDDEN
                yield Drift(kind, side, name, pair.name, label, now, pair.span)
            elif kind_ := _moved(resource, pair, side, found):
                yield Drift(kind_, side, name, pair.name, found.label, "", pair.span)


def _moved(
    resource: Resource, pair: FieldPair, side: Side, found: Property
) -> Kind | None:
    """What is otherwise of a property that is shown."""
    is_written = pair.has_two_homes and pair.direction.allows(side)
    if not found.is_writable and (is_written or pair.const):
        return Kind.READ_ONLY
    is_known = pair.required[side] or found.name in resource.required
    if found.is_required and pair.has_two_homes and not is_known:
        return Kind.MANDATORY
    return None


def _unmapped(
    declaration: Declaration, resource: Resource, side: Side, seen: Sequence[Property]
) -> Iterator[Drift]:
    fields = declaration.fields.values()
    homes = [bare(path) for pair in fields for path in each(pair.paths[side])]
    if declaration.parent:
        homes.append(bare(declaration.parent.paths[side] or ""))
    homes += [one.path for one in declaration.joins if one.side is side]
    named = {home.partition(".")[0] for home in homes}
    own = {resource.key, resource.modified, *resource.read_only}
    for one in seen:
        if one.is_required and one.is_writable and one.name not in named | own:
            yield Drift(Kind.UNMAPPED, side, one.name, label=one.label)


def _strangers(
    declaration: Declaration, resource: Resource, seen: Sequence[Property]
) -> dict[str, str]:
    """Properties that no description knows, by what people call them."""
    known = {*resource.properties, *(one.property for one in declaration.added_fields)}
    return {one.label.casefold(): one.name for one in seen if one.name not in known}


def _label(declaration: Declaration, pair: FieldPair, name: str) -> str:
    """What the connector called the field when it made it, or its own name."""
    made = {one.property: one.labels for one in declaration.added_fields}
    labels = made.get(name) or pair.labels
    return labels.get("it") or name
