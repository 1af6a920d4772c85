"""The items of a list side by side, as `mapping preview` shows them."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.application.answer import Document
from engine.application.documents import plain
from engine.application.mapping_words import lens_text
from engine.application.sides import name_of
from engine.mapping.compiled import Mapping as AtWork
from engine.mapping.declaration import FieldPair
from engine.mapping.items import ItemList, Seen
from engine.mapping.paths import find_home
from engine.model.side import Pair, Side
from engine.values import Json, Value


@dataclass(frozen=True, slots=True)
class Shapes:
    """What both sides hold in the end, and what the target held before."""

    mapping: AtWork
    after: Mapping[Side, Json]
    target: Side
    before: Json

    def items(self, name: str) -> tuple[Pair[dict[str, Seen]], dict[str, Seen]]:
        """The items of a list of either side, and those that were there."""
        left, right = (self._seen(name, side, self.after[side]) for side in Side)
        return Pair(left, right), self._seen(name, self.target, self.before)

    def _seen(self, name: str, side: Side, record: Json) -> dict[str, Seen]:
        line = self.mapping.lines[name]
        lens, view = line.at(side), self.mapping.view(side, record)
        if not isinstance(lens, ItemList):
            return {}
        return lens.seen(line.homes[side].find(record), view)


def item_documents(shapes: Shapes, field: FieldPair) -> list[Document]:
    """Each item of a list, with its fields on both sides; of no list none."""
    if not field.items or field.name not in shapes.mapping.lines:
        return []
    after, before = shapes.items(field.name)
    keys = dict.fromkeys((*after.left, *after.right, *before))
    target = shapes.target
    return [
        {
            "item": next(side[key].name for side in (*after, before) if key in side),
            "fields": [
                {
                    **_field(item, after, key),
                    "changes": _value(after[target], key, item.name)
                    != _value(before, key, item.name),
                }
                for item in field.items.values()
            ],
        }
        for key in keys
    ]


def _field(item: FieldPair, after: Pair[dict[str, Seen]], key: str) -> Document:
    """One field of an item, where it stands in the item of either side."""
    homes = {
        name_of(side): {"path": path, "value": plain(_at(after[side], key, path))}
        for side in Side
        for path in (item.paths[side],)
    }
    return {"field": item.name, **homes, "lens": lens_text(item.lens)}


def _at(items: dict[str, Seen], key: str, path: str | None) -> Value:
    return find_home(items[key].content, path) if path and key in items else None


def _value(items: dict[str, Seen], key: str, name: str) -> Value:
    return items[key].values.get(name) if key in items else None
