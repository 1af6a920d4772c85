"""The tables of a mapping file: rows of two values, here or in a file of their own."""

import csv
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from engine.lenses.tables import Row, Table
from engine.mapping import mistakes, table_mistakes
from engine.mapping.files import Files
from engine.mapping.format import known
from engine.mapping.reading import Reader
from engine.mapping.words import Words
from engine.marked import Items, Keys, Marked, Scalar
from engine.model.side import Pair, Side
from engine.source import Source, Span
from engine.values import Value

_ONE_WAY = "one_way"
_PROBLEM = "problem"
_TYPES = {"text": "text", "number": "number", "truth": "truth"}
_WIDTH = 2


def read_tables(
    reader: Reader, words: Words, files: Files, marked: Marked | None
) -> dict[str, Table]:
    """Every table of a file, by its name."""
    keys = reader.keys(marked, "tables")
    tables = _Tables(reader, words, files)
    return {name: tables.read(name, value) for name, value in keys.entries.items()}


class _Tables:
    def __init__(self, reader: Reader, words: Words, files: Files) -> None:
        self.reader = reader
        self.words = words
        self.files = files

    def read(self, name: str, marked: Marked) -> Table:
        """One table."""
        keys = self.reader.keys(marked, name, known("table", self.words.names))
        if {"file", "rows"} <= set(keys.entries):
            problem = table_mistakes.TwoTables(keys.spans["file"], name=name)
            self.reader.note(problem)
        if isinstance(marked, Keys) and not {"file", "rows"} & set(keys.entries):
            self.reader.note(mistakes.MissingKeys(marked.span, keys="rows"))
        types = self._types(keys.get("type"))
        if file := keys.get("file"):
            cells = list(self._of_file(file))
        else:
            columns = self.reader.texts(keys.get("columns"), "columns")
            cells = list(self._of_rows(keys.get("rows"), self._order(keys, columns)))
        rows = tuple(_ways(self.reader, self.words, cells, types))
        return Table(name, rows, self._other(keys.get("other"), types))

    def _order(self, keys: Keys, columns: list[Scalar]) -> Pair[int]:
        """Where the value of either side stands in a row."""
        names, found = self.words.names, [one.text for one in columns]
        if not columns:
            return Pair(0, 1)
        if sorted(found) != sorted(names):
            place = keys.entries["columns"].span
            self.reader.note(
                table_mistakes.WrongColumns(place, left=names.left, right=names.right)
            )
            return Pair(0, 1)
        return names.map(found.index)

    def _of_rows(self, marked: Marked | None, order: Pair[int]) -> Iterator["_Cells"]:
        if marked is not None and not isinstance(marked, Items):
            self.reader.note(mistakes.NotItems(marked.span, key="rows"))
            return
        for row in marked or ():
            cells = row.items if isinstance(row, Items) else ()
            texts = [cell for cell in cells if isinstance(cell, Scalar)]
            is_marked = len(texts) == _WIDTH + 1 and texts[_WIDTH].text == _ONE_WAY
            is_whole = len(texts) == len(cells) and (len(texts) == _WIDTH or is_marked)
            blank = [cell for cell in texts[:_WIDTH] if cell.text == ""]
            if not is_whole or blank:
                place = blank[0].span if is_whole else row.span
                self.reader.note(table_mistakes.NotARow(place, one_way=_ONE_WAY))
                continue
            yield _Cells(texts[order.left], texts[order.right], is_marked=is_marked)

    def _of_file(self, marked: Marked) -> Iterator["_Cells"]:
        name = self.reader.text(marked, "file")
        source = self.files.read(self.reader, marked.span, name) if name else None
        if source is None:
            return
        lines = csv.reader(source.text.splitlines())
        header = next(lines, [])
        names = list(self.words.names)
        if sorted(header[:_WIDTH]) != sorted(names):
            place = Span(source, 1, 1)
            self.reader.note(
                table_mistakes.WrongColumns(place, left=names[0], right=names[1])
            )
            return
        order = self.words.names.map(header.index)
        for line in lines:
            yield from self._of_line(source, lines.line_num, line, order)

    def _of_line(
        self, source: Source, number: int, line: list[str], order: Pair[int]
    ) -> Iterator["_Cells"]:
        texts = [text.strip() for text in line]
        if not any(texts):
            return
        span = Span(source, number, 1, len(source.line(number)))
        is_marked = texts[_WIDTH:] == [_ONE_WAY]
        is_whole = len(texts) == _WIDTH or is_marked or texts[_WIDTH:] == [""]
        if not is_whole or not all(texts[:_WIDTH]):
            self.reader.note(table_mistakes.NotARow(span, one_way=_ONE_WAY))
            return
        left, right = (Scalar(texts[order[side]], span, plain=False) for side in Side)
        yield _Cells(left, right, is_marked=is_marked)

    def _types(self, marked: Marked | None) -> str:
        left = self.words.names.left
        keys = self.reader.keys(marked, "type", known("column", self.words.names))
        return self.reader.word(keys.get(left), left, _TYPES, "text")

    def _other(self, marked: Marked | None, types: str) -> Pair[Value]:
        keys = self.reader.keys(marked, "other", known("other", self.words.names))
        left, right = (keys.get(self.words.one_way(side)) for side in Side)
        return Pair(self._stands_for(left, types), self._stands_for(right, "text"))

    def _stands_for(self, marked: Marked | None, types: str) -> Value:
        if marked is None:
            return None
        text = self.reader.text(marked, "other")
        is_problem = isinstance(marked, Scalar) and marked.plain and text == _PROBLEM
        return (
            None if is_problem or not text else typed(self.reader, marked, text, types)
        )


class _Cells:
    """The two cells of a row, and whether it is marked as going one way."""

    def __init__(self, left: Scalar, right: Scalar, *, is_marked: bool) -> None:
        self.sides = Pair(left, right)
        self.is_marked = is_marked


def _ways(
    reader: Reader, words: Words, rows: list[_Cells], types: str
) -> Iterator[Row]:
    """The rows, each with the ways that it is used; two for one value are refused.

    A marked row is used the way on which no other row stands for its value.
    """
    plain = [one for one in rows if not one.is_marked]
    taken = Pair(
        _first(reader, words, plain, Side.LEFT),
        _first(reader, words, plain, Side.RIGHT),
    )
    for one in rows:
        left, right = one.sides
        value = typed(reader, left, left.text, types)
        if not one.is_marked:
            yield Row(value, right.text)
            continue
        to_right = left.text not in taken.left
        to_left = not to_right and right.text not in taken.right
        if not to_right and not to_left:
            reader.note(table_mistakes.UselessRow(left.span, value=left.text))
        for side, is_used in ((Side.LEFT, to_right), (Side.RIGHT, to_left)):
            if is_used:
                taken[side].setdefault(one.sides[side].text, one.sides[side].span)
        yield Row(value, right.text, to_left, to_right)


def _first(
    reader: Reader, words: Words, rows: list[_Cells], side: Side
) -> dict[str, Span]:
    """Where each value of a column stands first; a second one is ambiguous."""
    found: dict[str, Span] = {}
    for one in rows:
        cell = one.sides[side]
        if cell.text in found:
            reader.note(
                table_mistakes.AmbiguousRow(
                    cell.span,
                    value=cell.text,
                    system=words.names[side],
                    first=found[cell.text].line,
                    one_way=_ONE_WAY,
                )
            )
        found.setdefault(cell.text, cell.span)
    return found


def typed(
    reader: Reader, marked: Marked, text: str, types: str, *, key: str = "rows"
) -> Value:
    """A text as the value of a type that it was declared to be."""
    if types == "number":
        try:
            number = Decimal(text)
        except InvalidOperation:
            reader.note(table_mistakes.NotAnAmount(marked.span, found=text))
            return text
        if not number.is_finite():
            reader.note(table_mistakes.NotAnAmount(marked.span, found=text))
            return text
        is_whole = number == number.to_integral_value() and "." not in text
        return int(number) if is_whole else number
    if types == "truth":
        if text not in ("true", "false"):
            reader.note(mistakes.NotTruth(marked.span, key=key, found=text))
        return text == "true"
    return text
