"""From a text to nodes; what cannot be read is reported, line by line, all at once."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from importlib import resources
from typing import Protocol

import lark

from engine.errors import RuleError
from engine.rules import errors
from engine.rules.ast import Name, Rule, Section, Sheet
from engine.rules.builder import build
from engine.rules.mistakes import explain
from engine.rules.tokens import Token, read_lines
from engine.rules.words import Words
from engine.source import Source

_DEEPEST = 50

_GRAMMAR = lark.Lark(
    resources.files("engine.rules").joinpath("grammar.lark").read_text("utf-8"),
    parser="lalr",
    start="line",
    propagate_positions=True,
)

# Keywords that can stand where a field can: they are keywords if the next word
# agrees, and the name of a field if not.
_PARTNERS = {"ONE": "AMONG", "LENGTH": "OF", "SUM": "OF"}
_AFTER_A_FIELD = {"IS", "IN", "MATCHES"}
_AFTER_A_TEST = {"NOT", "AND", "OR", "WHEN", "UNLESS", "MESSAGE"}
_BEGINNINGS = {"FOR", "REQUIRE", "CHECK", "DEFAULT", "FORBID", "WARN", "EACH"}


def parse(source: Source) -> tuple[Sheet, tuple[RuleError, ...]]:
    """The rules of a file, beside the problems of the lines that are left out."""
    read = read_lines(source)
    problems = list(read.problems)
    sections: list[tuple[Name, list[Rule]]] = []
    for line in read.lines:
        try:
            built = Line(line, read.words).parse(source)
        except RuleError as problem:
            problems.append(problem)
            continue
        if isinstance(built, Name):
            sections.append((built, []))
        elif sections:
            sections[-1][1].append(built)
        else:
            example = f"{read.words.spell('FOR')} customers"
            problems.append(errors.NoSection(built.span, example=example))
    named = tuple(Section(entity, tuple(rules)) for entity, rules in sections)
    return Sheet(source, read.words.name, named), tuple(problems)


class _Cursor(Protocol):
    """What we use of lark's interactive parser, which has no types of its own."""

    def choices(self) -> Mapping[str, object]:
        """The terminals that may stand next; a few of them lead nowhere."""

    def accepts(self) -> AbstractSet[str]:
        """Those of them that lead on; slower."""

    def feed_token(self, token: lark.Token) -> object:
        """Go on by one token."""

    def feed_eof(self) -> lark.Tree[lark.Token]:
        """End, and build the tree."""


class Line:
    """One logical line, on its way through the grammar.

    Attributes:
        terminals: What each token was taken for, as far as it was read.
    """

    def __init__(self, tokens: Sequence[Token], words: Words) -> None:
        self.tokens = tokens
        self.words = words
        self.terminals: list[str] = []

    def parse(self, source: Source) -> Rule | Name:
        """The rule of this line; of a section, the name of its entity."""
        self._measure()
        parser: _Cursor = _GRAMMAR.parse_interactive("")
        for index, token in enumerate(self.tokens):
            terminal = self._terminal(index, parser)
            try:
                parser.feed_token(_for_lark(terminal, token))
            except lark.UnexpectedToken:
                raise self._mistake(parser, index) from None
            self.terminals.append(terminal)
        try:
            return build(parser.feed_eof(), source)
        except lark.UnexpectedToken:
            raise self._mistake(parser, len(self.tokens)) from None

    def _measure(self) -> None:
        """Refuse what is nested too deep for anybody, and for our own recursion."""
        groups: list[int] = []
        run = 0
        for token in self.tokens:
            meanings = self._meanings(token)
            run = run + 1 if "NOT" in meanings else run
            if token.kind == "OPEN":
                groups.append(run + 1)
                run = 0
            elif token.kind == "CLOSE" and groups:
                groups.pop()
            elif "NOT" not in meanings:
                run = 0
            if sum(groups) + run > _DEEPEST:
                raise errors.TooDeep(token.span, limit=_DEEPEST)

    def _meanings(self, token: Token) -> tuple[str, ...]:
        return self.words.meanings(token.text) if token.kind == "WORD" else ()

    def _terminal(self, index: int, parser: _Cursor) -> str:
        token = self.tokens[index]
        if token.kind != "WORD":
            return token.kind
        choices = parser.choices()
        for meaning in self._meanings(token):
            if meaning in choices and (
                "NAME" not in choices or self._is_keyword(meaning, index)
            ):
                return meaning
        return "NAME"

    def _is_keyword(self, meaning: str, index: int) -> bool:
        after = self.tokens[index + 1 : index + 3]
        following = self._meanings(after[0]) if after else ()
        if meaning in _PARTNERS:
            return _PARTNERS[meaning] in following
        if meaning == "ALWAYS":
            return bool(after) and after[0].kind == "WORD"
        if meaning == "NOT":
            opens = bool(after) and after[0].kind in ("WORD", "OPEN")
            return opens and not _AFTER_A_FIELD.intersection(following)
        if meaning == "EVERY":
            begins = bool(after) and after[0].kind == "WORD"
            return begins and not (_AFTER_A_FIELD | _AFTER_A_TEST).intersection(
                following
            )
        if meaning in _BEGINNINGS:
            is_code = bool(after) and after[0].kind == "COLON"
            return not is_code and not ("REQUIRES" in following and len(after) > 1)
        return True

    def _mistake(self, parser: _Cursor, index: int) -> RuleError:
        # A keyword that was taken for a name, because a name was due, is the
        # mistake: "require when …" lacks its field.
        expected = frozenset(parser.accepts())
        if len(self.terminals) > 1 and self.terminals[-1] == "NAME":
            last = self.tokens[index - 1]
            meanings = self._meanings(last)
            partners = {_PARTNERS[m] for m in meanings if m in _PARTNERS}
            if meanings and not partners:
                return errors.Unexpected(
                    last.span, found=last.text, due="NAME", expected=""
                )
            expected = frozenset(partners) or expected
        return explain(self.tokens, index, expected, self.words)


def _for_lark(terminal: str, token: Token) -> lark.Token:
    span = token.span
    return lark.Token(
        terminal,
        token.text,
        line=span.line,
        column=span.column,
        end_line=span.line,
        end_column=span.column + span.width,
    )
