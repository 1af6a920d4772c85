"""A mapping as a picture's parts: rows of two homes with the lens between them.

``mermaid`` writes them as a Mermaid flowchart; ``drawing`` as an SVG.
"""

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.mapping.declaration import Declaration, Direction, FieldPair, Unit
from engine.model.side import Pair, Side


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a mapping.

    Attributes:
        homes: The paths; an empty text where it has none on that side.
        lens: What stands between the two; of a line with one home, why.
        ways: The sides that edits may travel to.
        group: The group that it wins or loses a conflict with, or empty.
    """

    name: str
    homes: Pair[str]
    lens: str
    ways: tuple[Side, ...]
    group: str = ""

    @property
    def has_two_homes(self) -> bool:
        """Whether a line runs across."""
        return bool(self.homes.left and self.homes.right)


@dataclass(frozen=True, slots=True)
class Picture:
    """An entity, drawn.

    Attributes:
        heads: What stands above the two columns.
    """

    entity: str
    title: str
    heads: Pair[str]
    rows: tuple[Row, ...]


def picture(declaration: Declaration, systems: Pair[str], lang: str) -> Picture:
    """The rows of a mapping, groups together; what has one home comes last."""
    across = [
        row
        for unit in declaration.units
        for name in unit.fields
        for row in _rows(declaration.fields[name], unit)
    ]
    alone = [
        _row(pair, None)
        for pair in declaration.fields.values()
        if not pair.has_two_homes
    ]
    heads = Pair(
        f"{systems.left} · {declaration.resources.left}",
        f"{systems.right} · {declaration.resources.right}",
    )
    title = declaration.titles.get(lang, declaration.entity)
    return Picture(declaration.entity, title, heads, (*across, *alone))


def _rows(pair: FieldPair, unit: Unit) -> Iterator[Row]:
    """The row of a field; below that of a list, those of its items."""
    row = _row(pair, unit)
    if not pair.items:
        yield row
        return
    yield dataclasses.replace(row, lens=pair.key, group=pair.name)
    for item in pair.items.values():
        inner = _row(item, None)
        homes = [
            home and f"{outer}[].{home}"
            for outer, home in zip(row.homes, inner.homes, strict=True)
        ]
        yield dataclasses.replace(inner, homes=Pair(*homes), group=pair.name)


def _row(pair: FieldPair, unit: Unit | None) -> Row:
    homes = pair.paths.map(lambda path: path or "")
    group = unit.name if unit and len(unit.fields) > 1 else ""
    if not pair.has_two_homes:
        const = f"= {pair.const.value}" if pair.const else ""
        return Row(pair.name, homes, pair.ignore or const, ())
    lens = " + ".join(use.name for use in pair.lens)
    ways = tuple(side for side in Side if pair.direction.allows(side))
    is_created = pair.direction is Direction.CREATE_ONLY
    return Row(pair.name, homes, lens, () if is_created else ways, group)


_ARROWS = {2: "<-->", 1: "-->", 0: "-.-"}
"""By the number of ways; what is only laid on creation is dotted."""


def mermaid(pictures: Sequence[Picture]) -> str:
    """The pictures as one Mermaid flowchart."""
    lines = ["flowchart LR"]
    for one in pictures:
        for side in Side:
            lines += _column(one, side)
        lines += [_edge(one, number, row) for number, row in _across(one)]
    return "\n".join(lines) + "\n"


def _column(one: Picture, side: Side) -> list[str]:
    head = _quoted(f"{one.title}: {one.heads[side]}")
    nodes = [
        f"    {_node(one, side, number)}[{_quoted(_label(row, side))}]"
        for number, row in enumerate(one.rows)
        if row.homes[side]
    ]
    return [f"  subgraph {one.entity}_{side.value}[{head}]", *nodes, "  end"]


def _label(row: Row, side: Side) -> str:
    home = row.homes[side]
    return home if row.has_two_homes or not row.lens else f"{home} ({row.lens})"


def _edge(one: Picture, number: int, row: Row) -> str:
    # Mermaid draws an arrow from its first name to its second.
    first = Side.RIGHT if row.ways == (Side.LEFT,) else Side.LEFT
    begin, end = (_node(one, side, number) for side in (first, first.other))
    return f"  {begin} {_ARROWS[len(row.ways)]}|{_quoted(row.lens)}| {end}"


def _across(one: Picture) -> list[tuple[int, Row]]:
    return [(at, row) for at, row in enumerate(one.rows) if row.has_two_homes]


def _node(one: Picture, side: Side, number: int) -> str:
    return f"{one.entity}_{side.value}_{number}"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', "#quot;") + '"'
