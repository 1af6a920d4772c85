"""A place in a text file, and how to show it with a caret."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Source:
    """A text and the name of the file that it came from."""

    name: str
    text: str = field(repr=False)

    def line(self, number: int) -> str:
        """Line ``number``, counted from 1, without its end; empty past the last."""
        lines = self.text.splitlines()
        return lines[number - 1] if 0 < number <= len(lines) else ""


@dataclass(frozen=True, slots=True)
class Span:
    """Some characters on one line of a source; lines and columns count from 1."""

    source: Source
    line: int
    column: int
    width: int = 1

    @property
    def order(self) -> tuple[str, int, int]:
        """Where this place stands among others: file, line, column."""
        return (self.source.name, self.line, self.column)

    def __str__(self) -> str:
        return f"{self.source.name}:{self.line}:{self.column}"

    def show(self, note: str = "") -> str:
        """The line with a caret under the word, and a note behind it."""
        text = self.source.line(self.line).replace("\t", " ")
        carets = "^" * max(1, min(self.width, len(text) - self.column + 1))
        gutter = f"{self.line:>5} | "
        pointer = f"{'':>5} | {'':{self.column - 1}}{carets}"
        return f"{gutter}{text}\n{pointer}  {note}".rstrip()


_BEGUN = 3


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that ``word`` was probably meant to be, or an empty text."""
    by_folded = {name.casefold(): name for name in known}
    begun = word.casefold()
    close = difflib.get_close_matches(begun, by_folded, n=1, cutoff=0.6)
    # A name that was only begun, where one alone begins so.
    longer = [name for name in by_folded if name.startswith(begun)]
    if not close and len(begun) >= _BEGUN and len(longer) == 1:
        close = longer
    return by_folded[close[0]] if close else ""
