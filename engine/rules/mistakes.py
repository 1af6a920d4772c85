"""What was probably meant by a line that cannot be read."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine.errors import RuleError
from engine.rules import errors
from engine.rules.habits import condition_first, habit
from engine.rules.shapes import SHAPES
from engine.rules.tokens import Token
from engine.rules.words import LANGUAGES, SIGNS, Words
from engine.source import nearest

_CONTINUING = frozenset({"WHEN", "UNLESS", "MESSAGE", "AND", "OR"})
_BEGINNINGS = ("FOR", "REQUIRE", "CHECK", "DEFAULT", "FORBID", "WARN", "EACH")


def explain(
    tokens: Sequence[Token], index: int, expected: frozenset[str], words: Words
) -> RuleError:
    """The error for the token at ``index``, where only ``expected`` could stand.

    An ``index`` past the last token is a line that ended too soon.
    """
    if index and _CONTINUING.intersection(words.meanings(tokens[0].text)):
        first = condition_first(tokens[0], words)
        return first or errors.NotIndented(tokens[0].span, name=tokens[0].text)
    due = _due(tokens[:index], expected, words)
    if "REQUIRES" in expected and index:
        mistake = _beginning(tokens, index, words)
        if mistake is not None:
            return mistake
    if index == len(tokens):
        return _unfinished(tokens[-1], due)
    return (
        _decimal_comma(tokens[index - 1 : index + 2])
        or _of_other_language(tokens[index], due, words)
        or habit(tokens, index, expected, words)
        or _unexpected(tokens[index], due, words)
    )


@dataclass(frozen=True, slots=True)
class _Due:
    """What could stand at a place: a name of something, keywords and signs."""

    name: str
    terminals: tuple[str, ...]
    spelt: tuple[str, ...]

    @property
    def parts(self) -> dict[str, str]:
        """What an error has to know of it."""
        known = SHAPES if self.name == "SHAPE" else self.spelt
        return {"due": self.name, "expected": ", ".join(known)}


def _due(before: Sequence[Token], expected: frozenset[str], words: Words) -> _Due:
    last = words.meanings(before[-1].text) if before else ()
    name = ""
    if "NAME" in expected:
        names = {"A": "SHAPE", "FOR": "ENTITY", "TABLE": "TABLE"}
        name = next((names[one] for one in last if one in names), "NAME")
    order = (*words.terminals, *SIGNS)
    terminals = tuple(terminal for terminal in order if terminal in expected)
    return _Due(name, terminals, tuple(map(words.spell, terminals)))


def _beginning(tokens: Sequence[Token], index: int, words: Words) -> RuleError | None:
    """A first word that begins no rule, unless it is followed by 'requires'."""
    first = tokens[index - 1]
    requires = words.spell("REQUIRES")
    if index < len(tokens):
        found = tokens[index].text
        is_code = set(words.meanings(found)).intersection(_BEGINNINGS)
        if is_code or _nearest(found, [requires], words):
            return None
    other = _other_language(first, frozenset(_BEGINNINGS), words)
    if other is not None:
        return other
    known = [words.spell(terminal) for terminal in _BEGINNINGS]
    return errors.UnknownKeyword(
        first.span,
        name=first.text,
        nearest=_nearest(first.text, known, words),
        known=", ".join(known),
    )


def _other_language(
    token: Token, expected: frozenset[str], words: Words
) -> RuleError | None:
    for other in LANGUAGES.values():
        fitting = [t for t in other.meanings(token.text) if t in expected]
        if other is not words and fitting:
            here = words.spell(fitting[0])
            return errors.OtherLanguage(
                token.span, name=token.text, here=here, language=other.name
            )
    return None


def _decimal_comma(tokens: Sequence[Token]) -> RuleError | None:
    if [token.kind for token in tokens] != ["NUMBER", "COMMA", "NUMBER"]:
        return None
    whole, comma, decimals = tokens
    instead = f"{whole.text}.{decimals.text}"
    return errors.DecimalComma(comma.span, instead=instead)


def _unfinished(last: Token, due: _Due) -> RuleError:
    span = last.span
    behind = replace(span, column=span.column + span.width, width=1)
    return errors.Unfinished(behind, **due.parts)


def _of_other_language(token: Token, due: _Due, words: Words) -> RuleError | None:
    # A word before a colon is rather a code than a word of the other language.
    lacks_colon = "COLON" in due.terminals and words.meanings(token.text)
    if token.kind != "WORD" or lacks_colon:
        return None
    return _other_language(token, frozenset(due.terminals), words)


def _unexpected(token: Token, due: _Due, words: Words) -> RuleError:
    near = ""
    if token.kind == "WORD" and not words.meanings(token.text):
        near = _nearest(token.text, due.spelt, words)
    return errors.Unexpected(token.span, found=token.text, nearest=near, **due.parts)


def _nearest(word: str, known: Sequence[str], words: Words) -> str:
    """The keyword that was meant: spelt nearly so, or another word for it."""
    meant = words.slips.get(word.lower(), "")
    return meant if meant in known else nearest(word, known)
