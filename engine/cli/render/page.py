"""A page of text: headings, lines and tables, with colour only beside a sign."""

import os
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from engine.cli.desk import Desk
from engine.messages import Screens, plain_screens, screens

Cell = str | Text

NOTHING = screens.NOTHING

_WIDTH_WHEN_PIPED = 110
_ENDLESS = 10_000


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, and whether numbers stand in it."""

    heading: str
    is_number: bool = False
    is_whole: bool = False
    """Whether its values are never broken: ids, times."""


class _Paper(Console):
    """Where a page is written; that nobody reads on is for the command to mind."""

    def on_broken_pipe(self) -> None:
        """Leave the end of the process to whoever began it."""
        raise BrokenPipeError


class Page:
    """Where an answer is written for a person."""

    def __init__(self, desk: Desk, known: Screens | None = None) -> None:
        self.desk = desk
        self.screens = known or plain_screens(desk.lang)
        self.console = _Paper(
            file=sys.stdout, width=_width(), highlight=False, markup=False, emoji=False
        )

    def say(self, template: str, **parts: object) -> str:
        """Say a sentence in the person's language."""
        return self.desk.say(template, **parts)

    def title(self, text: str) -> None:
        """Open the page."""
        self.console.print(Text(text, style="bold"))

    def heading(self, text: str) -> None:
        """Open a part of it."""
        self.console.print()
        self.console.print(Text(text, style="bold cyan"))

    def line(self, *parts: Cell | tuple[str, str], indent: int = 0) -> None:
        """Write one line; a part is a text, or a text with a style."""
        text = Text()
        for part in parts:
            text.append_text(Text(*part)) if isinstance(part, tuple) else text.append(
                part
            )
        self.console.print(Padding.indent(text, indent) if indent else text)

    def whole(self, text: str, indent: int = 0) -> None:
        """Write a line that is copied by a person: it is never broken."""
        line = Text(f"{' ' * indent}{text}")
        self.console.print(line, soft_wrap=True)

    def blank(self) -> None:
        """Leave a line empty."""
        self.console.print()

    def table(self, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> None:
        """Write a table; one that is too wide, a line for each of its cells."""
        rows = list(rows)
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
        for at, column in enumerate(columns):
            are_words = not any(" " in str(row[at]) for row in rows)
            table.add_column(
                column.heading,
                justify="right" if column.is_number else "left",
                no_wrap=column.is_number or column.is_whole or are_words,
                overflow="fold",
            )
        for row in rows:
            table.add_row(*row)
        endless = self.console.options.update(max_width=_ENDLESS)
        if self.console.measure(table, options=endless).minimum <= self.console.width:
            self.console.print(table)
            return
        for row in rows:
            self.blank()
            named = zip(columns, row, strict=True)
            self.grid([[column.heading, cell] for column, cell in named], indent=2)

    def grid(self, rows: Iterable[Sequence[Cell]], indent: int) -> None:
        """Write rows in columns without lines and headings."""
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(width=max(0, indent - 2))
        for row in rows:
            while len(grid.columns) <= len(row):
                grid.add_column(overflow="fold")
            grid.add_row("", *row)
        if grid.row_count:
            self.console.print(grid)

    def value(self, value: object) -> str:
        """What a person reads of a value that belongs to no field."""
        return self.shown("", "", value)

    def shown(self, entity: object, field: object, value: object) -> str:
        """What a person reads of a value of a field, or of a record without one."""
        text = self.screens.value(str(entity or ""), str(field or ""), value)
        return clean(text)

    def label(self, entity: object, field: object) -> str:
        """What a person calls a field; an empty text for the record as a whole."""
        if not field:
            return ""
        return clean(self.screens.field(str(entity or ""), str(field)))


def clean(text: str) -> str:
    """A text of a stranger, without what would move the cursor or hide words."""
    shown = text.replace("\r\n", "\n").replace("\n", " ⏎ ")
    return "".join(
        " " if unicodedata.category(letter) in ("Cc", "Cf") else letter
        for letter in shown
    )


def _width() -> int | None:
    if sys.stdout.isatty():
        return None
    columns = os.environ.get("COLUMNS", "")
    return int(columns) if columns.isdigit() and int(columns) else _WIDTH_WHEN_PIPED
