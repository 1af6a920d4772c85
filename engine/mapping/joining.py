"""Reading a record together with what the records say that it points to."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from engine.lenses.supplies import Lookup
from engine.mapping.declaration import Declaration, FieldPair
from engine.mapping.parts import Join, Where
from engine.mapping.paths import Key, find, parse
from engine.mapping.views import View
from engine.model.side import Side
from engine.values import Json, Value, is_set

_Change: TypeAlias = Callable[[Json], Json]


def joined(view: View, declaration: Declaration, side: Side) -> View:
    """The view of a side, with what its joins read, and without what does not count.

    What a record says itself under the name of a join stays: so a test can say it.
    """
    changes = [*_changes(declaration, side)]
    if not changes:
        return view

    def whole(content: Json) -> dict[str, Value]:
        for change in changes:
            content = change(content)
        return view(content)

    return whole


def _changes(declaration: Declaration, side: Side) -> Iterator[_Change]:
    lookup = declaration.others.lookup
    joins = [one for one in declaration.joins if one.side is side]
    if whole := tuple(one for one in joins if not one.list):
        yield _Joining(whole, lookup)
    lists = {
        name: tuple(one for one in joins if one.list == name)
        for name in dict.fromkeys(one.list for one in joins if one.list)
    }
    without = _bounded(declaration, side)
    for name in dict.fromkeys((*lists, *without)):
        deeds: list[_Change] = [_Joining(lists[name], lookup)] if name in lists else []
        if name in without:
            deeds.append(_Leaving(without[name]))
        yield _OfItems(name, tuple(deeds))


def _bounded(
    declaration: Declaration, side: Side
) -> dict[str, tuple[tuple[str, Where], ...]]:
    """By list, the properties of its items that count under a condition."""
    found: dict[str, tuple[tuple[str, Where], ...]] = {}
    for pair in declaration.fields.values():
        bounds = tuple(_bounds(pair.items.values(), side))
        home = pair.paths[side]
        if home and bounds and pair.direction.allows(side.other):
            found[home] = bounds
    return found


def _bounds(items: Iterable[FieldPair], side: Side) -> Iterator[tuple[str, Where]]:
    for item in items:
        steps = parse(item.paths[side] or "")
        if item.where and steps and isinstance(steps[0], Key):
            yield steps[0].name, item.where


@dataclass(frozen=True, slots=True)
class _Joining:
    """Lays what joins read into a record, or into an item."""

    joins: tuple[Join, ...]
    lookup: Lookup

    def __call__(self, content: Json) -> Json:
        found: dict[str, Value] = {}
        for one in self.joins:
            is_one = one.where is None or one.where.fits(content)
            if one.name not in content and is_one:
                there = self._there(one, {**content, **found})
                if there is not None:
                    found[one.name] = there
        return {**content, **found} if found else content

    def _there(self, one: Join, content: Json) -> Json | None:
        id = content.get(one.property) if one.path else ""
        if one.path and not id:
            # Neither system numbers anything 0.
            known = find(content, parse(one.otherwise) or ()) if one.otherwise else None
            return {"id": known} if is_set(known) else None
        there = self.lookup(one.entity, one.side, str(id))
        return None if there is None else dict(there)


@dataclass(frozen=True, slots=True)
class _Leaving:
    """Leaves out of an item what does not count there."""

    bounds: tuple[tuple[str, Where], ...]

    def __call__(self, content: Json) -> Json:
        off = {name for name, where in self.bounds if not where.fits(content)}
        if not off.intersection(content):
            return content
        return {name: value for name, value in content.items() if name not in off}


@dataclass(frozen=True, slots=True)
class _OfItems:
    """Does the same to every item of a list."""

    list: str
    changes: tuple[_Change, ...]

    def __call__(self, content: Json) -> Json:
        items = content.get(self.list)
        if not isinstance(items, list) or not is_set(items):
            return content
        return {**content, self.list: [self._changed(item) for item in items]}

    def _changed(self, item: Value) -> Value:
        if not isinstance(item, dict):
            return item
        for change in self.changes:
            item = change(item)
        return item
