"""What can be known to be wrong before any record is seen: all of it, at once."""

import re
import warnings
from collections.abc import Iterator, Sequence

from engine.errors import RuleError
from engine.rules import errors
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
    Length,
    Literal,
    Matches,
    Name,
    Not,
    Operand,
    Operator,
    Require,
    RequireOne,
    Requires,
    Rule,
)
from engine.rules.complaints import subject_of
from engine.rules.patterns import is_quick
from engine.rules.shapes import SHAPES, is_day
from engine.rules.vocabulary import FieldSpec, Kind, Vocabulary
from engine.rules.words import Words
from engine.source import Span, nearest

_LONGEST_PATTERN = 200
_TEXTS = (Kind.TEXT, Kind.OPTION, Kind.DATE)
_SIZED = (*_TEXTS, Kind.LIST)
_ORDERED = (Kind.NUMBER, Kind.DATE)
_COMPARED = (*_TEXTS, Kind.NUMBER, Kind.TRUTH)


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
            yield errors.SameCode(span, code=code, other=first[code])
        first.setdefault(code, span)


class _Checker:
    """Yields problems, one method for each kind of node."""

    def __init__(self, vocabulary: Vocabulary, words: Words) -> None:
        self.vocabulary = vocabulary
        self.words = words

    def rule(self, rule: Rule) -> Iterator[RuleError]:
        match rule.statement:
            case Require(fields=fields) | RequireOne(fields=fields):
                yield from self._fields(fields)
            case Requires(subject=subject, fields=fields):
                yield from self._fields((subject, *fields))
            case Check(condition=condition):
                yield from self._expression(condition)
                yield from self._fires(condition)
            case Forbid(condition=condition):
                yield from self._expression(condition)
            case Default():
                yield from self._default(rule.statement, rule)
        for condition in rule.conditions:
            yield from self._expression(condition.expression)
        yield from self._message(rule)

    def _fields(self, names: Sequence[Name]) -> Iterator[RuleError]:
        for name in names:
            if name.text not in self.vocabulary.fields:
                yield _unknown(errors.UnknownField, name, self.vocabulary)

    def _spec(self, operand: Operand) -> FieldSpec | None:
        return (
            self.vocabulary.fields.get(operand.text)
            if isinstance(operand, Name)
            else None
        )

    def _default(self, default: Default, rule: Rule) -> Iterator[RuleError]:
        yield from self._fields((default.field,))
        spec = self._spec(default.field)
        if spec is not None:
            if spec.is_read_only:
                yield errors.ReadOnly(default.field.span, field=spec.name)
            yield from self._against(default.field, default.value, "=")
        else:
            yield from self._operand(default.value)
        if rule.is_warning:
            yield errors.WarnedDefault(rule.span, word=self.words.spell("WARN"))
        if rule.message:
            yield errors.SilentDefault(rule.message[0].text.span)

    def _expression(self, expression: Expression) -> Iterator[RuleError]:
        match expression:
            case AllOf(operands=operands) | AnyOf(operands=operands):
                for operand in operands:
                    yield from self._expression(operand)
            case Not(operand=operand):
                yield from self._expression(operand)
            case Compare(left=left, operator=operator, right=right):
                yield from self._operand(left)
                yield from self._against(left, right, operator.value)
            case IsSet(field=field) | IsChanged(field=field) | Holds(field=field):
                yield from self._fields((field,))
            case IsIn(field=field, choices=choices):
                yield from self._fields((field,))
                for choice in choices:
                    yield from self._against(field, choice, self.words.spell("IN"))
            case IsShape(field=field, shape=shape):
                word = f"{self.words.spell('IS')} {self.words.spell('A')}"
                yield from self._asked(field, word, _TEXTS)
                if shape.text not in SHAPES:
                    yield _unknown_shape(shape)
            case Matches(field=field, pattern=pattern):
                yield from self._asked(field, self.words.spell("MATCHES"), _TEXTS)
                yield from _pattern(pattern)

    def _operand(self, operand: Operand) -> Iterator[RuleError]:
        match operand:
            case Name():
                yield from self._fields((operand,))
            case Length(field=field):
                yield from self._asked(field, self.words.spell("LENGTH"), _SIZED)
            case Literal():
                return

    def _asked(
        self, field: Name, word: str, kinds: Sequence[Kind]
    ) -> Iterator[RuleError]:
        """Problems of asking a field something that only some kinds can answer."""
        yield from self._fields((field,))
        spec = self._spec(field)
        if spec is not None and spec.kind not in kinds:
            yield errors.WrongTest(
                field.span,
                field=field.text,
                kind=self.words.kinds[spec.kind],
                word=word,
                kinds=", ".join(self.words.kinds[kind] for kind in kinds),
            )

    def _kind(self, operand: Name | Length) -> Kind | None:
        if isinstance(operand, Length):
            return Kind.NUMBER
        spec = self._spec(operand)
        return spec.kind if spec else None

    def _against(
        self, left: Name | Length, right: Operand, word: str
    ) -> Iterator[RuleError]:
        """Problems of comparing the two; those of the left alone are known."""
        kind = self._kind(left)
        is_order = word not in ("=", "!=", self.words.spell("IN"))
        kinds = _ORDERED if is_order else _COMPARED
        name = left.field if isinstance(left, Length) else left
        if kind is not None and kind not in kinds:
            yield from self._asked(name, word, kinds)
        elif isinstance(right, Literal):
            if kind is not None:
                yield from self._value(left, kind, right)
        else:
            yield from self._operand(right)
            yield from self._alike(left, right)

    def _alike(self, left: Name | Length, right: Name | Length) -> Iterator[RuleError]:
        kinds = self._kind(left), self._kind(right)
        if None in kinds or len({_class(kind) for kind in kinds}) == 1:
            return
        words = [self.words.kinds[kind] for kind in kinds if kind]
        yield errors.OtherKind(
            right.span,
            field=_text(left),
            kind=words[0],
            other=_text(right),
            other_kind=words[1],
        )

    def _value(
        self, left: Name | Length, kind: Kind, literal: Literal
    ) -> Iterator[RuleError]:
        value = literal.value
        field = _text(left)
        if not _holds(kind, value):
            example = self._example(kind, literal)
            kind_word = self.words.kinds[kind]
            yield errors.WrongValue(
                literal.span, field=field, kind=kind_word, example=example
            )
        elif value == "" and isinstance(value, str):
            yield errors.EmptyText(literal.span, field=field, words=self.words.absent)
        elif kind is Kind.DATE and not is_day(str(value)):
            yield errors.NotADay(literal.span, day=value)
        elif kind is Kind.OPTION and isinstance(left, Name):
            yield from self._option(left, literal)

    def _example(self, kind: Kind, literal: Literal) -> str:
        match kind:
            case Kind.TRUTH:
                return f"{self.words.spell('TRUE')} / {self.words.spell('FALSE')}"
            case Kind.NUMBER:
                text = str(literal.value)
                is_number = re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text)
                return text if is_number else "100"
            case Kind.DATE:
                return "'2024-12-31'"
            case _:
                return f"'{literal.value}'"

    def _option(self, field: Name, literal: Literal) -> Iterator[RuleError]:
        spec = self._spec(field)
        value = str(literal.value)
        if spec is None or spec.options is None or value in spec.options:
            return
        yield errors.UnknownOption(
            literal.span,
            field=field.text,
            value=value,
            nearest=nearest(value, spec.options),
            known=", ".join(spec.options),
        )

    def _fires(self, condition: Expression) -> Iterator[RuleError]:
        """A check of what is skipped where it is not set can never complain."""
        alternatives = (
            condition.operands if isinstance(condition, AnyOf) else (condition,)
        )
        subject = subject_of(condition)
        for test in alternatives:
            if isinstance(test, IsSet) and (test.field,) == subject:
                field = test.field.text
                yield errors.NeverFires(
                    test.span,
                    check=self.words.spell("CHECK"),
                    require=f"{self.words.spell('REQUIRE')} {field}",
                )

    def _message(self, rule: Rule) -> Iterator[RuleError]:
        for translation in rule.message:
            text = translation.text
            for name in placeholders(str(text.value)):
                if name != "field":
                    yield errors.UnknownPlaceholder(
                        text.span, name=name, nearest="field", known="field"
                    )


def placeholders(text: str) -> Iterator[str]:
    """What stands in braces in a message."""
    yield from re.findall(r"\{([^{}]*)\}", text)


def _holds(kind: Kind, value: object) -> bool:
    is_truth = isinstance(value, bool)
    match kind:
        case Kind.TRUTH:
            return is_truth
        case Kind.NUMBER:
            return not is_truth and not isinstance(value, str)
        case Kind.OPTION:
            return not is_truth and isinstance(value, str | int)
        case _:
            return isinstance(value, str)


def _class(kind: Kind | None) -> Kind | None:
    return Kind.TEXT if kind is Kind.OPTION else kind


def _text(operand: Name | Length) -> str:
    return operand.field.text if isinstance(operand, Length) else operand.text


def _unknown(error: type[RuleError], name: Name, vocabulary: Vocabulary) -> RuleError:
    return error(
        name.span,
        name=name.text,
        entity=vocabulary.entity,
        nearest=nearest(name.text, vocabulary.fields),
        known=", ".join(vocabulary.fields),
    )


def _unknown_shape(shape: Name) -> RuleError:
    near = nearest(shape.text, SHAPES)
    known = ", ".join(SHAPES)
    return errors.UnknownShape(shape.span, name=shape.text, nearest=near, known=known)


def _pattern(pattern: Literal) -> Iterator[RuleError]:
    text = str(pattern.value)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            re.compile(text)
    except (re.error, FutureWarning, OverflowError, RecursionError) as error:
        yield errors.BadPattern(pattern.span, text=error)
        return
    if len(text) > _LONGEST_PATTERN or not is_quick(text):
        yield errors.SlowPattern(pattern.span)
