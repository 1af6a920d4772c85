"""What can be wrong in a condition: its fields, its values, and what it asks."""

import re
import warnings
from collections.abc import Iterator

from engine.errors import RuleError
from engine.rules import mislisted, misuse
from engine.rules.ast import (
    AllOf,
    AnyOf,
    Compare,
    Every,
    Expression,
    Holds,
    InTable,
    IsChanged,
    IsIn,
    IsSet,
    IsShape,
    Literal,
    Matches,
    Name,
    Not,
    OneField,
    Operator,
    Sum,
)
from engine.rules.comparisons import Comparisons, not_of_list, unknown_field
from engine.rules.complaints import subject_of
from engine.rules.patterns import is_quick, looks_around
from engine.rules.scope import Scope
from engine.rules.shapes import SHAPES
from engine.rules.vocabulary import CATALOGUE
from engine.rules.words import Words
from engine.source import nearest

_LONGEST_PATTERN = 200


class Conditions:
    """Yields the problems of expressions, in the names and words of one rule."""

    def __init__(self, scope: Scope, words: Words) -> None:
        self.scope = scope
        self.words = words
        self.compared = Comparisons(scope, words)

    def expression(self, expression: Expression) -> Iterator[RuleError]:
        """Everything that is wrong in an expression."""
        match expression:
            case AllOf(operands=operands) | AnyOf(operands=operands):
                for operand in operands:
                    yield from self.expression(operand)
            case Not(operand=operand):
                yield from self.expression(operand)
            case Compare():
                yield from self._compare(expression)
            case Every():
                yield from self._every(expression)
            case _:
                yield from self._of_one_field(expression)

    def _compare(self, compare: Compare) -> Iterator[RuleError]:
        left, operator, right = compare.left, compare.operator, compare.right
        yield from self.compared.operand(left)
        yield from self.compared.against(left, right, operator.value)
        if compare.within is not None:
            yield from self._within(compare, compare.within)

    def _within(self, compare: Compare, limit: Literal) -> Iterator[RuleError]:
        word, sign = self.words.spell("WITHIN"), compare.operator.value
        if compare.operator not in (Operator.EQUAL, Operator.UNEQUAL):
            yield mislisted.WithinOrder(limit.span, word=word, sign=sign)
        if str(limit.value).startswith("-"):
            instead = str(limit.value).lstrip("-")
            yield mislisted.NegativeWithin(limit.span, instead=instead)
        if isinstance(compare.left, Name):
            yield from self.compared.asked(compare.left, misuse.NoNumber, word)

    def _every(self, every: Every) -> Iterator[RuleError]:
        subject, word = subject_of(every.test)[0], self.words.spell("EVERY")
        scope = self.scope.every(subject.text)
        asked = every.test.operand if isinstance(every.test, Not) else every.test
        if self.scope.list:
            each = self.words.spell("EACH")
            yield mislisted.NestedEvery(every.span, every=word, each=each)
        elif isinstance(asked, Compare) and isinstance(asked.left, Sum):
            yield from not_of_list(subject, self.scope, self.words, word)
        elif scope.is_item(subject.text):
            yield from Conditions(scope, self.words).expression(every.test)
        elif "." in subject.text:
            yield unknown_field(subject, self.scope, self.words)
        else:
            yield from not_of_list(subject, self.scope, self.words, word)

    def _of_one_field(self, test: OneField) -> Iterator[RuleError]:
        match test:
            case IsChanged(field=field):
                yield from self._changed(field)
            case IsSet(field=field) | Holds(field=field):
                yield from self.compared.fields((field,))
            case IsIn(field=field, choices=choices):
                yield from self.compared.fields((field,))
                for choice in choices:
                    word = self.words.spell("IN")
                    yield from self.compared.against(field, choice, word)
            case InTable():
                yield from self._in_table(test)
            case IsShape() | Matches():
                yield from self._of_text(test)

    def _of_text(self, test: IsShape | Matches) -> Iterator[RuleError]:
        if isinstance(test, IsShape):
            word = f"{self.words.spell('IS')} {self.words.spell('A')}"
            yield from self.compared.asked(test.field, misuse.NoText, word)
            if test.shape.text not in SHAPES:
                yield _unknown_shape(test.shape)
        else:
            word = self.words.spell("MATCHES")
            yield from self.compared.asked(test.field, misuse.NoText, word)
            yield from _pattern(test.pattern)

    def _changed(self, field: Name) -> Iterator[RuleError]:
        yield from self.compared.fields((field,))
        if self.scope.is_item(field.text):
            words = (self.words.spell(terminal) for terminal in ("IS", "CHANGED"))
            advised = f"{self.scope.list} {' '.join(words)}"
            yield mislisted.ItemBaseline(field.span, instead=advised)

    def _in_table(self, test: InTable) -> Iterator[RuleError]:
        vocabulary, name = self.scope.vocabulary, test.table.text
        is_catalogue = name == CATALOGUE
        word = self.words.phrase("IN", "CATALOGUE" if is_catalogue else "TABLE")
        yield from self.compared.asked(test.field, misuse.NoKey, word)
        if not vocabulary.has_table(name):
            known = tuple(dict.fromkeys((*vocabulary.tables, CATALOGUE)))
            yield misuse.UnknownTable(
                test.table.span,
                name=name,
                nearest=nearest(name, known),
                known=", ".join(known),
            )


def _unknown_shape(shape: Name) -> RuleError:
    near = nearest(shape.text, SHAPES)
    known = ", ".join(SHAPES)
    return misuse.UnknownShape(shape.span, name=shape.text, nearest=near, known=known)


def _pattern(pattern: Literal) -> Iterator[RuleError]:
    text = str(pattern.value)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            re.compile(text)
    except (re.error, FutureWarning, OverflowError, RecursionError) as error:
        yield misuse.BadPattern(pattern.span, text=error)
        return
    if len(text) > _LONGEST_PATTERN:
        yield misuse.LongPattern(pattern.span, limit=_LONGEST_PATTERN)
    elif looks_around(text):
        yield misuse.LookingPattern(pattern.span)
    elif not is_quick(text):
        yield misuse.SlowPattern(pattern.span)
