"""Lists whose items are paired by a key, and never by their place.

The neutral value of a list is a list of items, each with its neutral fields; it
stands in the order of the keys, so that whoever sorts a list has edited nothing.
Each side has a form of its own, for what is not mapped stays with its item there.
An item of which no field is set is none: it is left alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.lenses.base import Kind, Lens, Objection, Scope
from engine.lenses.texts import as_text
from engine.mapping.declaration import FieldPair
from engine.mapping.line import Line
from engine.mapping.making import Make
from engine.mapping.paths import WHOLE
from engine.mapping.views import ItemView
from engine.mapping.writing import write
from engine.model.side import Side
from engine.values import Json, Value, is_set, to_json


@dataclass(frozen=True, slots=True)
class Seen:
    """An item of a list: what a person calls it, as it stands, and in neutral form."""

    name: str
    content: Json
    values: Json


class ItemList(Lens):
    """A list of one side, and the neutral one."""

    kind = Kind.CANONICAL
    is_plain = False

    def __init__(
        self,
        side: Side,
        pair: FieldPair,
        lines: tuple[Line, ...],
        view: ItemView,
        make: Make,
    ) -> None:
        self.side = side
        self.pair = pair
        self.lines = lines
        self.view = view
        self.make = make
        self.key = next((line for line in lines if line.pair.name == pair.key), None)
        self.is_bare = any(one.paths[side] == WHOLE for one in pair.items.values())
        asked = (name for line in lines for name in line.lens.reads)
        self.reads = tuple(one for one in dict.fromkeys(asked) if one not in pair.items)

    def get(self, left: Value, scope: Scope) -> Value:
        """The items of a side in their neutral form; None where there are none."""
        items = [item for _, item in self._seen(left, scope)]
        if self.key:
            items.sort(key=lambda item: self.key_of(item, scope))
        return list[Value](items) or None

    def put(self, right: Value, old: Value, scope: Scope) -> Value:
        """The old list with these items in it, and no others of those that it read.

        What is not mapped stays in its item; an item stays in its place, a new one
        comes last.
        """
        if self.get(old, scope) == right:
            return old
        wanted = list(items_of(right))
        if not self.key:
            return [self._new(item, scope) for item in wanted] or None
        left = {self.key_of(item, scope): item for item in wanted}
        seen = iter(self._seen(old, scope))
        kept: list[Value] = []
        known = next(seen, None)
        for raw in old if isinstance(old, list) else ():
            if known is None or known[0] is not raw:
                kept.append(raw)
                continue
            item = left.pop(self.key_of(known[1], scope), None)
            if item is not None:
                kept.append(self._changed(raw, known[1], item, scope))
            known = next(seen, None)
        kept += [self._new(item, scope) for item in left.values()]
        return kept or None

    def written(self, right: Value, scope: Scope) -> Value:
        """A list of nothing but these items."""
        return self.put(right, None, scope)

    def normal(self, right: Value, scope: Scope) -> str:
        """The fields with two homes, as their lenses compare them."""
        items = [
            [_normal(line, item, scope) for line in self.lines]
            for item in items_of(right)
        ]
        return to_json(sorted(items) if self.key else items) if items else ""

    def spellings(self, right: Value, scope: Scope) -> tuple[str, ...]:
        """None: nobody is searched for by a list."""
        del right, scope
        return ()

    def why_not(self, right: Value, scope: Scope, target: Side) -> Objection | None:
        """The first objection against an item."""
        return next(iter(self.objections(right, scope, target)), None)

    def objections(
        self, right: Value, scope: Scope, target: Side
    ) -> Iterator[Objection]:
        """Every objection against an item, and each key that stands there twice."""
        keys: set[str] = set()
        for number, item in enumerate(items_of(right), start=1):
            if self.key:
                key = self.key_of(item, scope)
                shown = as_text(item.get(self.pair.key)) or ""
                if key in keys:
                    yield Objection("doubled_key", self._named(shown, self.key))
                keys.add(key)
            else:
                shown = str(number)
            for line in self.lines:
                value, around = item.get(line.pair.name), {**scope, **item}
                if objection := line.objection(target, value, around):
                    parts = {**self._named(shown, line), **objection.parts}
                    yield Objection(objection.code, parts)

    def key_of(self, item: Json, scope: Scope) -> str:
        """What an item is paired by; it has to have a key."""
        return _normal(self.key, item, scope) if self.key else ""

    def laid(self, old: Value, new: Value, scope: Scope) -> Value:
        """The items of ``new``, and those of ``old`` that are to stay beside them.

        Of two items with one key the second stays too: which of them is meant
        nobody knows, and a check says so.
        """
        if not self.key:
            return new
        items = list(items_of(new))
        free = {self.key_of(item, scope) for item in items}
        seen: set[str] = set()
        for item in items_of(old):
            key = self.key_of(item, scope)
            if key in seen or (key not in free and self.pair.keeps_missing):
                items.append(item)
            seen.add(key)
        items.sort(key=lambda item: self.key_of(item, scope))
        return list[Value](items) or None

    def filled(self, new: Value, old: Value) -> Value:
        """The items of ``new``, what is blank in one filled from its place in ``old``.

        Only where order counts: a system gives a row the unit of its product.
        """
        items, there = list(items_of(new)), list(items_of(old))
        if self.key or len(items) != len(there):
            return new
        return [
            {**known, **{name: one for name, one in item.items() if is_set(one)}}
            for item, known in zip(items, there, strict=True)
        ]

    def by_key(self, value: Value, scope: Scope) -> dict[str, Json] | None:
        """The items by their keys; None where two have the same one."""
        items = list(items_of(value))
        found = {self.key_of(item, scope): item for item in items}
        return found if len(found) == len(items) else None

    def seen(self, raw: Value, scope: Scope) -> dict[str, Seen]:
        """The items of a side by what pairs them: the key, or else their place."""
        found: dict[str, Seen] = {}
        for number, (one, item) in enumerate(self._seen(raw, scope), start=1):
            key = self.key_of(item, scope) if self.key else str(number)
            name = as_text(item.get(self.pair.key)) or str(number)
            content: Json = one if isinstance(one, dict) else {WHOLE: one}
            # Two items of one key are told apart by their place.
            found[f"{key} {number}" if key in found else key] = Seen(
                name, content, item
            )
        return found

    def _seen(self, raw: Value, scope: Scope) -> Iterator[tuple[Value, Json]]:
        """The items that say something, as they stand and in neutral form."""
        for one in raw if isinstance(raw, list) else ():
            content = {WHOLE: one} if self.is_bare else one
            if isinstance(content, dict):
                item = self.view(content, scope)
                if any(is_set(value) for value in item.values()):
                    yield one, item

    def _new(self, item: Json, scope: Scope) -> Value:
        made = self.make(item, {**scope, **item})
        return made.get(WHOLE) if self.is_bare else made

    def _changed(self, raw: Value, before: Json, item: Json, scope: Scope) -> Value:
        changed = [
            line
            for line in self.lines
            if before.get(line.pair.name) != item.get(line.pair.name)
        ]
        if not changed or self.is_bare or not isinstance(raw, dict):
            return self._new(item, scope) if changed else raw
        record, around = dict(raw), {**scope, **item}
        for line in changed:
            home, value = line.homes[self.side], item.get(line.pair.name)
            old = home.find(record)
            write(record, home, line.formed(self.side, value, old, around))
        return record

    def _named(self, shown: str, line: Line) -> dict[str, str]:
        """How a message names a field of an item: the list, the item, the field."""
        labels = {
            f"label_{lang}": f"{self.pair.labels.get(lang) or self.pair.name}"
            f" ({shown or '-'}), {line.pair.labels.get(lang) or line.pair.name}"
            for lang in ("it", "en")
        }
        return {"value": shown, **labels}


def items_of(value: Value) -> Iterator[Json]:
    """The items of a neutral list."""
    for item in value if isinstance(value, list) else ():
        if isinstance(item, dict):
            yield item


def _normal(line: Line, item: Json, scope: Scope) -> str:
    """The form by which a field of an item is compared, cut as both sides cut it."""
    value = item.get(line.pair.name)
    for side in Side:
        value = line.cut(side, value)
    return line.lens.normal(value, {**scope, **item})
