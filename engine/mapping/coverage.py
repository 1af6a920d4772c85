"""The properties of a resource that a mapping says nothing of."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.mapping.declaration import Declaration, FieldPair
from engine.mapping.paths import WHOLE, bare, each
from engine.model.resource import Resource
from engine.model.side import Pair, Side


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A property that is neither mapped nor ignored with a reason.

    Attributes:
        is_read_only: Whether a write of it would not count anyway.
    """

    side: Side
    property: str
    is_read_only: bool


def uncovered(
    declaration: Declaration, resources: Pair[Resource]
) -> tuple[Uncovered, ...]:
    """Every property of both resources that no line names, in their order.

    The key of a record and the stamp of its last change are the engine's own.
    """
    return tuple(
        Uncovered(side, name, name in resources[side].read_only)
        for side in Side
        for name in resources[side].properties
        if not _is_named(name, tuple(_named(declaration, resources[side], side)))
    )


def _named(declaration: Declaration, resource: Resource, side: Side) -> Iterator[str]:
    yield from (resource.key, resource.modified)
    if resource.within:
        yield resource.within
    if declaration.parent:
        yield declaration.parent.paths[side] or ""
    dropped = [one.pair for name, one in declaration.dropped.items() if "." not in name]
    for pair in (*declaration.fields.values(), *dropped):
        homes = [bare(path) for path in each(pair.paths[side])]
        items = [*pair.items.values(), *_dropped_of(declaration, pair)]
        inner = [path for one in items for path in each(one.paths[side])]
        for home in homes:
            yield from (
                home if path == WHOLE else f"{home}.{bare(path)}" for path in inner
            )
        if not inner:
            yield from homes


def _dropped_of(declaration: Declaration, pair: FieldPair) -> Iterator[FieldPair]:
    """The fields of its items that an overlay took away."""
    for name, one in declaration.dropped.items():
        if name.startswith(f"{pair.name}."):
            yield one.pair


def _is_named(name: str, paths: tuple[str, ...]) -> bool:
    return any(
        path == name or path.startswith(f"{name}.") or name.startswith(f"{path}.")
        for path in paths
        if path
    )
