"""From the text of a rules file to its logical lines, each a row of tokens."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from engine.errors import RuleError
from engine.rules import errors
from engine.rules.words import ENGLISH, LANGUAGES, Words
from engine.source import Source, Span, nearest

_MOST_KILOBYTES = 256

HEADER = re.compile(r"#\s*(?:language|lingua)\s*:\s*(?P<name>[^\s#]*)")
"""The comment that names the language of the keywords."""

_DATE = re.compile(r"[0-9]+[-/.][0-9]+[-/.][0-9]+")
_THOUSANDS = re.compile(r"-?[1-9][0-9]{0,2}(\.[0-9]{3})+")
_BYTE_ORDER_MARK = "\ufeff"

# Words that hold a space or an apostrophe, as Italian has them: "e' presente" is
# how è is typed on a keyboard without it.
_PHRASE = (
    r"e'(?=\s+(?:presente|una?|uno|cambiat[oa]|non)\b)|e'(?=\s+un')"
    r"|un'(?=\w)|corrisponde\s+a\b"
)

_TOKEN = re.compile(
    rf"""
      (?P<SPACE>\s+)
    | (?P<COMMENT>\#.*)
    | (?P<WORD>(?i:{_PHRASE})|[^\W\d]\w*(?:[-.]\w+)*)
    | (?P<DATE>{_DATE.pattern})
    | (?P<TEXT>'(?:[^']|'')*'|"(?:[^"]|"")*")
    | (?P<NUMBER>-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?![\w.]))
    | (?P<ODD>==|<>|=<|=>|&&|\|\||-?[0-9][\w.]*)
    | (?P<ORDER>!=|<=|>=|<|>)
    | (?P<EQUAL>=)
    | (?P<COLON>:)
    | (?P<COMMA>,)
    | (?P<OPEN>\()
    | (?P<CLOSE>\))
    | (?P<BEGIN>\[)
    | (?P<END>\])
    """,
    re.VERBOSE,
)

# What people write who know another language, and what is written here.
_INSTEAD = {
    "==": "=",
    "<>": "!=",
    "≠": "!=",
    "=<": "<=",
    "≤": "<=",
    "=>": ">=",
    "≥": ">=",
    "\N{LEFT SINGLE QUOTATION MARK}": "'",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "“": '"',
    "”": '"',
    "«": "'",
    "»": "'",
    "{": "[",
    "}": "]",
}
_ARITHMETIC = frozenset("+-*/^")


@dataclass(frozen=True, slots=True)
class Token:
    """One word, value or sign."""

    kind: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Lines:
    """What was read of a file, beside the problems met.

    Attributes:
        words: The language that the file names.
        lines: Its logical lines.
        comments: What is left out of them, by the number of its line.
        header: The number of the line that names the language; 0 where none does.
        problems: What cannot be read.
    """

    words: Words
    lines: tuple[tuple[Token, ...], ...]
    comments: dict[int, str]
    header: int
    problems: tuple[RuleError, ...]


def read_lines(source: Source) -> Lines:
    """Cut a text into logical lines: a line, and the indented ones below it."""
    if len(source.text.encode(errors="replace")) > _MOST_KILOBYTES * 1024:
        start = Span(source, 1, 1)
        problem = errors.TooLarge(start, limit=_MOST_KILOBYTES)
        return Lines(ENGLISH, (), {}, 0, (problem,))
    reader = _Reader(source)
    for number, line in enumerate(source.text.splitlines(), start=1):
        reader.read(number, unicodedata.normalize("NFC", line))
    lines = tuple(tuple(line) for line in reader.lines if line)
    return Lines(
        reader.words, lines, reader.comments, reader.header, tuple(reader.problems)
    )


class _Reader:
    """Gathers logical lines; a line with an odd character is left out, and reported."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.words = ENGLISH
        self.lines: list[list[Token]] = []
        self.comments: dict[int, str] = {}
        self.header = 0
        self.problems: list[RuleError] = []

    def read(self, number: int, line: str) -> None:
        start = 1 if number == 1 and line.startswith(_BYTE_ORDER_MARK) else 0
        stripped = line[start:].strip()
        if stripped.startswith("#"):
            self.comments[number] = stripped
            self._comment(number, line, stripped)
        elif stripped and line[start].isspace() and not self.lines:
            span = Span(self.source, number, line.index(stripped) + 1, len(stripped))
            self.problems.append(errors.NothingAbove(span))
        elif stripped:
            self._rule(number, line, start)

    def _comment(self, number: int, line: str, comment: str) -> None:
        header = HEADER.match(comment)
        if header is None:
            return
        name = header["name"].lower()
        column = line.index("#") + 1
        span = Span(self.source, number, column + header.start("name"), len(name) or 1)
        if self.lines:
            self.problems.append(errors.LateHeader(span))
        elif name in LANGUAGES:
            self.words = LANGUAGES[name]
            self.header = number
        else:
            near = nearest(name, LANGUAGES)
            known = ", ".join(LANGUAGES)
            self.problems.append(
                errors.UnknownLanguage(span, name=name, nearest=near, known=known)
            )

    def _rule(self, number: int, line: str, start: int) -> None:
        try:
            tokens = list(_scan(self.source, number, line, start))
        except RuleError as problem:
            self.problems.append(problem)
            tokens = []
        if tokens and tokens[-1].kind == "COMMENT":
            self.comments[number] = tokens.pop().text
        if line[start].isspace():
            # A line that could not be read takes the whole rule with it.
            self.lines[-1] = self.lines[-1] + tokens if self._is_whole(tokens) else []
        else:
            self.lines.append(tokens)

    def _is_whole(self, tokens: list[Token]) -> bool:
        return bool(tokens and self.lines[-1])


def _scan(source: Source, number: int, line: str, start: int) -> Iterator[Token]:
    position = start
    while position < len(line):
        found = _TOKEN.match(line, position)
        if found is None or found.lastgroup in ("ODD", "DATE"):
            text = found.group() if found else line[position]
            span = Span(source, number, position + 1, len(text))
            raise thousands(span, text) or _odd(span, text)
        kind = found.lastgroup or ""
        if kind != "SPACE":
            span = Span(source, number, position + 1, len(found.group()))
            if problem := thousands(span, found.group()):
                raise problem
            yield Token(kind, found.group(), span)
        position = found.end()


def thousands(span: Span, text: str) -> RuleError | None:
    """What is wrong with a number that Italians write for a thousand, if it is one."""
    if not _THOUSANDS.fullmatch(text):
        return None
    whole = text.replace(".", "")
    if text.count(".") > 1:
        return errors.OddCharacter(span, found=text, instead=whole)
    value = text.rstrip("0").rstrip(".")
    decimals = f"{text}0" if value == text else value
    return errors.Thousands(
        span, found=text, value=value, thousands=whole, decimals=decimals
    )


def _odd(span: Span, text: str) -> RuleError:
    if text in ("'", '"'):
        return errors.OpenText(span, quote=text)
    if _DATE.fullmatch(text):
        return errors.BareDate(span, instead=f"'{text}'")
    if text in _ARITHMETIC:
        return errors.Arithmetic(span, found=text)
    instead = _INSTEAD.get(text, "")
    if text.lstrip("-")[:1].isdigit():
        instead = f"'{text}'"
    return errors.OddCharacter(span, found=text, instead=instead)
