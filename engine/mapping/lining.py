"""From the lines of a declaration to lines at work."""

import dataclasses
from collections.abc import Collection
from dataclasses import dataclass

from engine.lenses.chain import Chain
from engine.lenses.divided import Divided
from engine.lenses.supplies import Supplies
from engine.mapping.declaration import Declaration, FieldPair
from engine.mapping.items import ItemList
from engine.mapping.line import Line
from engine.mapping.making import Laying, make_maker
from engine.mapping.paths import bare, each
from engine.mapping.views import Reading, make_item_view
from engine.mapping.vocabulary import lens_of
from engine.mapping.writing import Home, home_of
from engine.model.resource import Reference, Resource
from engine.model.side import Pair, Side


@dataclass(frozen=True, slots=True)
class Lining:
    """What the lines of one mapping are put to work with.

    Attributes:
        partial: By side, whether a write sends only what changed.
    """

    declaration: Declaration
    resources: Pair[Resource]
    partial: Pair[bool]
    supplies: Supplies

    @property
    def lines(self) -> dict[str, Line]:
        """Every line that travels, by its field."""
        fields = self.declaration.fields.items()
        return {name: self.line(pair) for name, pair in fields if pair.has_two_homes}

    def line(self, pair: FieldPair) -> Line:
        """One line that travels."""
        homes = Pair(self.home(pair, Side.LEFT), self.home(pair, Side.RIGHT))
        if pair.items:
            left, right = self._list(pair, Side.LEFT), self._list(pair, Side.RIGHT)
            return Line(
                pair, left, homes, self._required(pair), Pair(None, None), right
            )
        return self._line(pair, homes)

    def _line(
        self,
        pair: FieldPair,
        homes: Pair[Home],
        outer: Pair[str] = Pair("", ""),  # noqa: B008 - a Pair is frozen
    ) -> Line:
        """A line of one value; ``outer`` is what stands before its paths."""
        lens, divided = lens_of(pair.lens, self.supplies), self._divided(pair, outer)
        if divided.left:
            lens = Chain((divided.left, lens))
        required, longest = self._required(pair, outer), self._longest(pair, outer)
        return Line(pair, lens, homes, required, longest, divided.right, divided)

    def _divided(self, pair: FieldPair, outer: Pair[str]) -> Pair[Divided | None]:
        left, right = (self._divided_on(pair, side, outer[side]) for side in Side)
        return Pair(left, right)

    def _divided_on(self, pair: FieldPair, side: Side, outer: str) -> Divided | None:
        """How a side keeps a value in two properties; None where it is one."""
        resource, use = self.resources[side], pair.divider(side)
        if use is None or use.entry.divides is None:
            return None
        names = [outer + bare(one) for one in each(pair.paths[side])]
        return Divided(
            side,
            use.entry.divides(use.arguments),
            tuple(_limit(resource, name) for name in names),
            tuple(_demands(resource, name) for name in names),
        )

    def home(self, pair: FieldPair, side: Side) -> Home:
        """Where a field stands in the records of a side."""
        return home_of(
            pair.paths[side] or "",
            self.resources[side],
            _others(pair, self.declaration.fields.values(), side),
            is_partial=self.partial[side],
            drops_item=pair.missing == "drop",
        )

    def _list(self, pair: FieldPair, side: Side) -> ItemList:
        """The form that a list has on a side."""
        lines = tuple(
            self._item(item, pair) for item in pair.items.values() if item.has_two_homes
        )
        lenses = {line.pair.name: line.at(side) for line in lines}
        readings = [
            Reading(name, path, lenses.get(name))
            for name, item in pair.items.items()
            if (path := item.paths[side])
        ]
        layings = [
            Laying(
                line.pair.name,
                line.homes[side],
                line.at(side),
                line.max_length[side] if line.pair.is_cut else None,
            )
            for line in lines
        ]
        title = f"{self.declaration.entity} {pair.name} {side.value}"
        view = make_item_view(title, readings)
        return ItemList(side, pair, lines, view, make_maker(f"new {title}", layings))

    def _item(self, item: FieldPair, pair: FieldPair) -> Line:
        """One line of the items; an item is written whole."""
        outer = pair.paths.map(lambda path: f"{bare(path or '')}.")
        homes = [
            home_of(
                item.paths[side] or "",
                _of_items(self.resources[side], outer[side]),
                _others(item, pair.items.values(), side),
                is_partial=False,
            )
            for side in Side
        ]
        return self._line(item, Pair(*homes), outer)

    def _required(
        self,
        pair: FieldPair,
        outer: Pair[str] = Pair("", ""),  # noqa: B008 - a Pair is frozen
    ) -> Pair[bool]:
        left, right = (
            pair.required[side]
            or any(
                _demands(self.resources[side], outer[side] + bare(path))
                for path in each(pair.paths[side])
            )
            for side in Side
        )
        return Pair(left, right)

    def _longest(
        self,
        pair: FieldPair,
        outer: Pair[str] = Pair("", ""),  # noqa: B008 - as above
    ) -> Pair[int | None]:
        left, right = (
            None
            if pair.divider(side)
            else pair.max_length[side]
            or _limit(self.resources[side], outer[side] + bare(pair.paths[side] or ""))
            for side in Side
        )
        return Pair(left, right)


def _others(pair: FieldPair, fields: Collection[FieldPair], side: Side) -> list[str]:
    """The paths that other fields live at."""
    return [
        path
        for other in fields
        if other.name != pair.name
        for path in each(other.paths[side])
    ]


def _of_items(resource: Resource, outer: str) -> Resource:
    """A resource whose references are those of the items of a list."""
    references = tuple(
        Reference(one.path.removeprefix(outer), one.key)
        for one in resource.references
        if one.path.startswith(outer)
    )
    return dataclasses.replace(resource, references=references)


def _demands(resource: Resource, name: str) -> bool:
    """Whether the resource demands this path, or the whole that it is the key of."""
    return any(name == one or name.startswith(f"{one}.") for one in resource.required)


def _limit(resource: Resource, name: str) -> int | None:
    return dict(resource.max_length).get(name)
