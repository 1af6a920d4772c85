"""What a complaint says to a person: the message and the fix, in each language."""

from dataclasses import dataclass

from engine.model.side import Side
from engine.rules.ast import (
    AllOf,
    AnyOf,
    Check,
    Compare,
    Condition,
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
    OneField,
    Operand,
    Operator,
    Require,
    RequireOne,
    Requires,
    Test,
)
from engine.rules.complaints import Complaint
from engine.rules.shapes import SHAPES
from engine.rules.tongues import TONGUES, Tongue, Verb
from engine.rules.vocabulary import Vocabulary


def parts_of(
    complaint: Complaint, side: Side, vocabulary: Vocabulary
) -> dict[str, str]:
    """The message and the fix for a record that would be written to ``side``."""
    parts: dict[str, str] = {}
    for tongue in TONGUES:
        speaker = _Speaker(tongue, vocabulary)
        parts[tongue.language] = speaker.message(complaint)
        parts[f"fix_{tongue.language}"] = speaker.fix(complaint, side)
    return parts


@dataclass(frozen=True, slots=True)
class _Speaker:
    """One language, and the labels of the fields in it."""

    tongue: Tongue
    vocabulary: Vocabulary

    def label(self, field: str) -> str:
        """What a person sees on the screen."""
        return self.vocabulary.fields[field].labels.get(self.tongue.language) or field

    def field(self, field: str) -> str:
        """The label, and always the neutral name."""
        label = self.label(field)
        return field if label == field else f"{label} ({field})"

    def message(self, complaint: Complaint) -> str:
        """The message of the rule itself, or one made from what it says."""
        for translation in complaint.rule.message:
            if translation.language in ("", self.tongue.language):
                text = str(translation.text.value)
                return text.replace("{field}", self.field(complaint.field))
        said = self._said(complaint)
        conditions = [self._condition(c) for c in complaint.rule.conditions]
        sentence = ", ".join((said, *conditions))
        begins_with_name = sentence.split(" ", 1)[0] in self.vocabulary.fields
        return sentence if begins_with_name else sentence[0].upper() + sentence[1:]

    def _said(self, complaint: Complaint) -> str:
        tongue = self.tongue
        lacks = ", ".join(map(self.field, complaint.lacks))
        match complaint.rule.statement:
            case Require():
                return tongue.missing.format(lacks)
            case RequireOne():
                return tongue.missing_all.format(lacks)
            case Requires():
                return tongue.needs.format(self.field(complaint.field), lacks)
            case Forbid(condition=condition):
                return self.phrase(condition, tongue.demands, holds=False)
            case Check(condition=condition):
                return self.phrase(condition, tongue.demands)
            case Default():
                return ""

    def _condition(self, condition: Condition) -> str:
        said = self.phrase(condition.expression, self.tongue.states)
        if condition.is_unless:
            return self.tongue.unless.format(said)
        return self.tongue.when.format(said)

    def fix(self, complaint: Complaint, side: Side) -> str:
        """What to do, and on which screen."""
        tongue = self.tongue
        key = (self.vocabulary.entity, side)
        screen = tongue.screens.get(key, tongue.screen)
        lacks = ", ".join(map(self.label, complaint.lacks))
        field = self.label(complaint.field)
        match complaint.rule.statement:
            case Require():
                return tongue.fill.format(lacks, screen)
            case RequireOne():
                return tongue.fill_one.format(lacks, screen)
            case Requires():
                return tongue.fill_or_clear.format(lacks, screen, field)
            case _:
                return tongue.correct.format(field, screen)

    def phrase(self, expression: Expression, verb: Verb, *, holds: bool = True) -> str:
        """An expression as a clause; its opposite where it is not to hold."""
        match expression:
            case Not(operand=operand):
                return self.phrase(operand, verb, holds=not holds)
            case AllOf(operands=operands) | AnyOf(operands=operands):
                clauses = [self._inner(o, verb, holds=holds) for o in operands]
                is_both = isinstance(expression, AllOf) is holds
                return (self.tongue.both if is_both else self.tongue.either).join(
                    clauses
                )
            case _:
                subject, said, is_denied = self._test(expression)
                is_said = holds is not is_denied
                return f"{subject} {verb.yes if is_said else verb.no} {said}"

    def _inner(self, operand: Expression, verb: Verb, *, holds: bool) -> str:
        clause = self.phrase(operand, verb, holds=holds)
        return f"({clause})" if isinstance(operand, AllOf | AnyOf) else clause

    def _test(self, test: Test) -> tuple[str, str, bool]:
        """Of a test: whom it is about, what it says, and whether it denies that."""
        tongue = self.tongue
        if isinstance(test, Compare):
            is_denied = test.operator is Operator.UNEQUAL
            sign = "=" if is_denied else test.operator.value
            said = tongue.signs[sign].format(self._operand(test.right))
            return self._operand(test.left), said, is_denied
        return self.field(test.field.text), self._predicate(test), False

    def _predicate(self, test: OneField) -> str:
        tongue = self.tongue
        match test:
            case IsSet():
                return tongue.filled
            case IsChanged():
                return tongue.changed
            case Holds():
                return tongue.true
            case IsShape(shape=shape):
                return SHAPES[shape.text].meaning[tongue.language]
            case Matches(pattern=pattern):
                return tongue.pattern.format(self._operand(pattern))
            case IsIn(choices=choices):
                return tongue.one_of.format(", ".join(map(self._operand, choices)))

    def _operand(self, operand: Operand) -> str:
        match operand:
            case Name(text=text):
                return self.field(text)
            case Length(field=field):
                return self.tongue.length.format(self.field(field.text))
            case Literal(value=bool() as value):
                return self.tongue.truths[value]
            case Literal(value=str() as value):
                return f"'{value}'"
            case Literal(value=value):
                return str(value)
