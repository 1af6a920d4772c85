"""A rules file in its form, in its own language or in the other one.

Comments and the breaks of lines stay where they are; words, quotes, spaces and
indentation are made even, and the first comment names the language.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.errors import RuleError, Several
from engine.rules import errors
from engine.rules.ast import Sheet
from engine.rules.parser import Line, parse
from engine.rules.shapes import SHAPES
from engine.rules.tokens import HEADER, Lines, Token, read_lines
from engine.rules.words import LANGUAGES, Words
from engine.source import Source

_INDENT = " " * 4
_TIGHT_BEFORE = {"COMMA", "COLON", "CLOSE", "END"}
_TIGHT_AFTER = {"OPEN", "BEGIN"}


def format_rules(source: Source, to: str | None = None) -> str:
    """Write a rules file in its form, with the keywords of the language ``to``.

    Raises:
        Several: What cannot be read in it, or cannot be said in that language.
    """
    sheet, problems = parse(source)
    if problems:
        raise Several(problems)
    words = LANGUAGES[to or sheet.language]
    text = _Page(read_lines(source), source, words).text()
    again, _ = parse(Source(source.name, text))
    if again.sections != sheet.sections:
        raise Several(list(_unsayable(sheet, again, words)))
    return text


@dataclass(frozen=True, slots=True)
class _Word:
    """A token, what it stands for, and whether it continues a rule."""

    token: Token
    terminal: str
    is_indented: bool


class _Page:
    """A file on its way into its form."""

    def __init__(self, lines: Lines, source: Source, words: Words) -> None:
        self.lines = lines
        self.source = source
        self.words = words
        self.rows: dict[int, list[_Word]] = {}
        for line in lines.lines:
            for word in _words(line, source, lines.words):
                self.rows.setdefault(word.token.span.line, []).append(word)

    def text(self) -> str:
        """The whole file."""
        count = max((*self.rows, *self.lines.comments), default=0)
        written = [self._row(number) for number in range(1, count + 1)]
        if not self.lines.header:
            written.insert(0, f"# language: {self.words.name}")
        kept = [
            row
            for row, above in zip(written, ["", *written], strict=False)
            if row or above
        ]
        return "\n".join(kept) + "\n"

    def _row(self, number: int) -> str:
        row = self.rows.get(number, [])
        comment = self.lines.comments.get(number, "")
        if number == self.lines.header:
            rest = comment[HEADER.match(comment).end() :]  # type: ignore[union-attr] # it is one
            return f"# language: {self.words.name}{rest}"
        if not row:
            return _INDENT + comment if comment and self._is_inside(number) else comment
        indent = _INDENT if row[0].is_indented else ""
        said = indent + "".join(self._said(row))
        return f"{said}  {comment}" if comment else said

    def _is_inside(self, number: int) -> bool:
        """Whether a comment stands between the lines of one rule."""
        below = min((other for other in self.rows if other > number), default=0)
        return bool(below) and self.rows[below][0].is_indented

    def _said(self, row: Sequence[_Word]) -> Iterator[str]:
        row = _ordered(row, self.words)
        for index, word in enumerate(row):
            following = row[index + 1] if index + 1 < len(row) else None
            said = self._spelt(word, following)
            yield said
            is_tight = word.terminal in _TIGHT_AFTER or (
                said.endswith("'") and (word.terminal == "A")
            )
            if following and not is_tight and following.terminal not in _TIGHT_BEFORE:
                yield " "

    def _spelt(self, word: _Word, following: _Word | None) -> str:
        token, terminal = word.token, word.terminal
        if terminal == "TEXT":
            return _quoted(token.text)
        if token.kind != "WORD" or terminal == "NAME":
            return token.text
        if terminal == "A" and following and following.token.text in SHAPES:
            return SHAPES[following.token.text].article[self.words.name]
        pair = (terminal, following.terminal if following else "")
        return self.words.phrases.get(pair) or self.words.spell(terminal)


def _words(line: Sequence[Token], source: Source, words: Words) -> Iterator[_Word]:
    reader = Line(line, words)
    reader.parse(source)
    first = line[0].span.line
    for token, terminal in zip(line, reader.terminals, strict=True):
        yield _Word(token, terminal, token.span.line != first)


def _ordered(row: Sequence[_Word], words: Words) -> list[_Word]:
    """A row with ``is not`` in the order of a language."""
    ordered = list(row)
    due = ["NOT", "IS"] if words.denies_first else ["IS", "NOT"]
    for index in range(len(ordered) - 1):
        pair = ordered[index : index + 2]
        if sorted(word.terminal for word in pair) == sorted(due):
            pair.sort(key=lambda word: due.index(word.terminal))
            ordered[index : index + 2] = pair
    return ordered


def _quoted(text: str) -> str:
    """A text in single quotes, or in double ones where it has an apostrophe."""
    quote = text[0]
    plain = text[1:-1].replace(quote * 2, quote)
    if "'" in plain and '"' not in plain:
        return f'"{plain}"'
    return "'" + plain.replace("'", "''") + "'"


def _unsayable(sheet: Sheet, again: Sheet, words: Words) -> Iterator[RuleError]:
    """The rules that would read otherwise in the words of another language."""
    read = [rule for section in again.sections for rule in section.rules]
    for rule in (rule for section in sheet.sections for rule in section.rules):
        if rule in read:
            read.remove(rule)
        else:
            yield errors.Unsayable(rule.span, language=words.name)
