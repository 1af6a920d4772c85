"""What can be known to be wrong before any record is seen: all of it, at once."""

import re
import warnings
from collections.abc import Iterator, Sequence

from engine.errors import RuleError
from engine.rules import misuse
from engine.rules.ast import (
    AllOf,
    AnyOf,
    Check,
    Compare,
    Default,
    Expression,
    Forbid,
    Holds,
    IsChanged,
    IsIn,
    IsSet,
    IsShape,
    Literal,
    Matches,
    Name,
    Not,
    OneField,
    Require,
    RequireOne,
    Requires,
    Rule,
)
from engine.rules.comparisons import Comparisons
from engine.rules.complaints import subject_of, tests_in
from engine.rules.patterns import is_quick
from engine.rules.shapes import SHAPES
from engine.rules.vocabulary import Vocabulary
from engine.rules.words import Words
from engine.source import Span, nearest

_LONGEST_PATTERN = 200


def check_rules(
    rules: Sequence[Rule], vocabulary: Vocabulary, words: Words
) -> tuple[RuleError, ...]:
    """The problems of the rules of one entity, in the words of their file."""
    checker = _Checker(vocabulary, words)
    return tuple(problem for rule in rules for problem in checker.rule(rule))


def check_codes(rules: Sequence[Rule]) -> Iterator[RuleError]:
    """The codes that two rules share."""
    first: dict[str, Span] = {}
    for rule in rules:
        if rule.code is None:
            continue
        code, span = rule.code.text, rule.code.span
        if code in first:
            yield misuse.SameCode(span, code=code, other=first[code])
        first.setdefault(code, span)


class _Checker:
    """Yields problems, one method for each kind of node."""

    def __init__(self, vocabulary: Vocabulary, words: Words) -> None:
        self.words = words
        self.compared = Comparisons(vocabulary, words)

    def rule(self, rule: Rule) -> Iterator[RuleError]:
        match rule.statement:
            case Require(fields=fields) | RequireOne(fields=fields):
                yield from self._list(fields)
            case Requires(subject=subject, fields=fields):
                yield from self._list((subject, *fields))
            case Check(condition=condition):
                yield from self._expression(condition)
                yield from self._fires(condition)
            case Forbid(condition=condition):
                yield from self._expression(condition)
            case Default():
                yield from self._default(rule.statement, rule)
        for clause in rule.conditions:
            yield from self._expression(clause.expression)
        yield from self._message(rule)

    def _list(self, names: Sequence[Name]) -> Iterator[RuleError]:
        yield from self.compared.fields(names)
        first: set[str] = set()
        for name in names:
            if name.text in first:
                yield misuse.SameField(name.span, name=name.text)
            first.add(name.text)

    def _default(self, default: Default, rule: Rule) -> Iterator[RuleError]:
        yield from self.compared.fields((default.field,))
        spec = self.compared.spec(default.field)
        if spec is not None:
            if spec.is_read_only:
                yield misuse.ReadOnly(default.field.span, field=spec.name)
            yield from self.compared.against(default.field, default.value, "=")
        else:
            yield from self.compared.operand(default.value)
        if rule.is_warning:
            yield misuse.WarnedDefault(rule.span, word=self.words.spell("WARN"))
        if rule.message:
            yield misuse.SilentDefault(rule.message[0].text.span)
        for clause in rule.conditions:
            for test in tests_in(clause.expression):
                if isinstance(test, IsChanged):
                    yield misuse.NoBaseline(test.span)

    def _expression(self, expression: Expression) -> Iterator[RuleError]:
        match expression:
            case AllOf(operands=operands) | AnyOf(operands=operands):
                for operand in operands:
                    yield from self._expression(operand)
            case Not(operand=operand):
                yield from self._expression(operand)
            case Compare(left=left, operator=operator, right=right):
                yield from self.compared.operand(left)
                yield from self.compared.against(left, right, operator.value)
            case _:
                yield from self._of_one_field(expression)

    def _of_one_field(self, test: OneField) -> Iterator[RuleError]:
        match test:
            case IsSet(field=field) | IsChanged(field=field) | Holds(field=field):
                yield from self.compared.fields((field,))
            case IsIn(field=field, choices=choices):
                yield from self.compared.fields((field,))
                for choice in choices:
                    yield from self.compared.against(
                        field, choice, self.words.spell("IN")
                    )
            case IsShape(field=field, shape=shape):
                word = f"{self.words.spell('IS')} {self.words.spell('A')}"
                yield from self.compared.asked(field, misuse.NoText, word)
                if shape.text not in SHAPES:
                    yield _unknown_shape(shape)
            case Matches(field=field, pattern=pattern):
                word = self.words.spell("MATCHES")
                yield from self.compared.asked(field, misuse.NoText, word)
                yield from _pattern(pattern)

    def _fires(self, condition: Expression) -> Iterator[RuleError]:
        """A check of what is skipped where it is not set can never complain."""
        alternatives = (
            condition.operands if isinstance(condition, AnyOf) else (condition,)
        )
        subject = subject_of(condition)
        for test in alternatives:
            if isinstance(test, IsSet) and (test.field,) == subject:
                field = test.field.text
                yield misuse.NeverFires(
                    test.span,
                    check=self.words.spell("CHECK"),
                    require=f"{self.words.spell('REQUIRE')} {field}",
                )

    def _message(self, rule: Rule) -> Iterator[RuleError]:
        spoken: set[str] = set()
        for translation in rule.message:
            language, text = translation.language, translation.text
            if language in spoken:
                yield misuse.SameMessage(text.span, language=language)
            spoken.add(language)
            for name in _placeholders(str(text.value)):
                if name != "field":
                    yield misuse.UnknownPlaceholder(
                        text.span, name=name, nearest="field", known="field"
                    )


def _placeholders(text: str) -> Iterator[str]:
    """What stands in braces in a message."""
    yield from re.findall(r"\{([^{}]*)\}", text)


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
    if len(text) > _LONGEST_PATTERN or not is_quick(text):
        yield misuse.SlowPattern(pattern.span)
