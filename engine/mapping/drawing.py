"""A mapping drawn as an SVG: two columns of properties, and the lenses between."""

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from engine.mapping.diagram import Picture, Row
from engine.model.side import Side

_ROW, _HEAD, _GAP = 26, 64, 28
_BOX, _BETWEEN, _MARGIN = 300, 260, 20
_WIDTH = 2 * (_MARGIN + _BOX) + _BETWEEN
_LONGEST = 40

_STYLE = """\
text { font: 13px system-ui, sans-serif; fill: #1d2733 }
.title { font-weight: 600; font-size: 16px }
.head { font-weight: 600 }
.lens { fill: #2b5c8a; text-anchor: middle }
.quiet { fill: #6b7480 }
.box { fill: #f3f6f9; stroke: #c3ccd6 }
.group { fill: #e3ecf5 }
.way { stroke: #2b5c8a; stroke-width: 1.5; fill: none }
.created { stroke-dasharray: 4 4 }
.tip { fill: #2b5c8a }
"""


def drawing(pictures: Sequence[Picture]) -> str:
    """The pictures, one below the other, as one SVG."""
    tops = [_MARGIN]
    for one in pictures:
        tops.append(tops[-1] + _height(one) + _GAP)
    title = escape(", ".join(one.title for one in pictures))
    size = f'width="{_WIDTH}" height="{tops[-1]}" viewBox="0 0 {_WIDTH} {tops[-1]}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">',
        f"<title>{title}</title>",
        f"<style>{_STYLE}</style>",
    ]
    for one, top in zip(pictures, tops, strict=False):
        lines += _entity(one, top)
    return "\n".join([*lines, "</svg>"]) + "\n"


def _height(one: Picture) -> int:
    return _HEAD + _ROW * len(one.rows)


def _entity(one: Picture, top: int) -> Iterator[str]:
    yield _text(_MARGIN, top + 16, one.title, "title")
    for side in Side:
        x = _left_of(side)
        height = _height(one) - 32
        yield (
            f'<rect class="box" x="{x}" y="{top + 32}" width="{_BOX}"'
            f' height="{height}" rx="6"/>'
        )
        yield _text(x + 12, top + 52, one.heads[side], "head")
    for number, row in enumerate(one.rows):
        yield from _row(row, top + _HEAD + _ROW * number)


def _row(row: Row, top: int) -> Iterator[str]:
    middle = top + _ROW // 2
    for side in Side:
        if not row.homes[side]:
            continue
        x = _left_of(side)
        if row.group:
            yield (
                f'<rect class="group" x="{x + 4}" y="{top}" width="{_BOX - 8}"'
                f' height="{_ROW}"><title>{escape(row.group)}</title></rect>'
            )
        kind = "" if row.has_two_homes else "quiet"
        yield _text(x + 12, middle + 4, _cut(row.homes[side]), kind)
    if row.has_two_homes:
        yield from _way(row, middle)
    elif row.lens:
        yield _text(_WIDTH // 2, middle + 4, _cut(row.lens), "lens quiet")


def _way(row: Row, y: int) -> Iterator[str]:
    begin, end = _MARGIN + _BOX + 4, _WIDTH - _MARGIN - _BOX - 4
    kind = "way" if row.ways else "way created"
    yield f'<path class="{kind}" d="M {begin} {y} H {end}"/>'
    for side in row.ways:
        x, back = (begin, 8) if side is Side.LEFT else (end, -8)
        yield f'<path class="tip" d="M {x} {y} l {back} -4 v 8 z"/>'
    yield _text(_WIDTH // 2, y - 4, row.lens, "lens")


def _text(x: int, y: int, text: str, kind: str) -> str:
    return f'<text class="{kind}" x="{x}" y="{y}">{escape(text)}</text>'


def _left_of(side: Side) -> int:
    return _MARGIN if side is Side.LEFT else _WIDTH - _MARGIN - _BOX


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
