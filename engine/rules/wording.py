"""What a complaint says to a person: the message and the fix, in each language."""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.model.side import Side
from engine.rules.ast import (
    AllOf,
    AnyOf,
    Check,
    Compare,
    Condition,
    Default,
    Every,
    Expression,
    Forbid,
    Holds,
    InTable,
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
    Sum,
)
from engine.rules.complaints import Complaint, subject_of
from engine.rules.scope import Scope
from engine.rules.shapes import SHAPES
from engine.rules.tongues import TONGUES, Tongue, Verb
from engine.rules.vocabulary import CATALOGUE


def parts_of(complaint: Complaint, side: Side, entity: str) -> dict[str, str]:
    """The message and the fix for a record that would be written to ``side``.

    ``{row}`` in them is the number of the item.
    """
    parts: dict[str, str] = {}
    for tongue in TONGUES:
        speaker = Speaker(tongue, complaint.scope)
        screen = tongue.screens.get((entity, side), tongue.screen)
        parts[tongue.language] = speaker.message(complaint)
        parts[f"fix_{tongue.language}"] = speaker.fix(complaint, screen)
        parts[f"label_{tongue.language}"] = speaker.label(complaint.field)
    return parts


@dataclass(frozen=True, slots=True)
class Speaker:
    """One language, and the names that can be seen, with their labels in it."""

    tongue: Tongue
    scope: Scope

    def label(self, field: str) -> str:
        """What a person sees on the screen."""
        spec = self.scope.spec(field)
        return (spec.labels.get(self.tongue.language) if spec else None) or field

    def listed(self, names: Sequence[Name]) -> str:
        """Some fields, the last behind an and."""
        *first, last = (self.field(name.text) for name in names)
        return self.tongue.both.join([", ".join(first), last] if first else [last])

    def field(self, field: str) -> str:
        """The label, and always the neutral name."""
        label = self.label(field)
        return field if label == field else f"{label} ({field})"

    def message(self, complaint: Complaint) -> str:
        """The message of the rule itself, or one made from what it says."""
        own = self._own_message(complaint)
        if own and "{row}" in own:
            return own
        message = own or self._made_message(complaint)
        if not self.scope.list:
            return message
        record = Speaker(self.tongue, Scope(self.scope.vocabulary))
        return self.tongue.row.format(record.field(self.scope.list), message)

    def _own_message(self, complaint: Complaint) -> str:
        for translation in complaint.rule.message:
            if translation.language in ("", self.tongue.language):
                text = str(translation.text.value)
                return text.replace("{field}", self.field(complaint.field))
        return ""

    def _made_message(self, complaint: Complaint) -> str:
        said = self._said(complaint)
        conditions = [self.condition(c) for c in complaint.rule.conditions]
        return self.sentence(", ".join((said, *conditions)))

    def sentence(self, text: str) -> str:
        """A text as it begins a sentence: a name of a field stays as it is."""
        first = text.split(" ", 1)[0].rstrip(",")
        return text if self.scope.spec(first) else text[0].upper() + text[1:]

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
                return self.phrase(self._of_item(condition), tongue.demands)
            case Default():
                return ""

    def _of_item(self, condition: Expression) -> Expression:
        """Of a check of every item, what it says of the one in question."""
        is_of_item = isinstance(condition, Every) and self.scope.is_every
        return condition.test if is_of_item else condition  # type: ignore[union-attr] # just asked

    def condition(self, condition: Condition) -> str:
        """``when …`` or ``unless …``."""
        said = self.phrase(condition.expression, self.tongue.states)
        if condition.is_unless:
            return self.tongue.unless.format(said)
        return self.tongue.when.format(said)

    def fix(self, complaint: Complaint, screen: str) -> str:
        """What to do, and on which screen."""
        tongue = self.tongue
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
            case Every(test=test):
                name = subject_of(test)[0].text
                inner = Speaker(self.tongue, self.scope.every(name))
                return self.tongue.every[holds].format(inner.phrase(test, verb))
            case _:
                subject, said, is_denied = self._test(expression)
                is_said = holds is not is_denied
                return f"{subject} {verb.yes if is_said else verb.no} {said}"

    def _inner(self, operand: Expression, verb: Verb, *, holds: bool) -> str:
        clause = self.phrase(operand, verb, holds=holds)
        return f"({clause})" if isinstance(operand, AllOf | AnyOf) else clause

    def _test(self, test: Compare | OneField) -> tuple[str, str, bool]:
        """Of a test: whom it is about, what it says, and whether it denies that."""
        tongue = self.tongue
        if isinstance(test, Compare):
            is_denied = test.operator is Operator.UNEQUAL
            sign = "=" if is_denied else test.operator.value
            right = self.operand(test.right)
            if test.within is not None:
                right = tongue.near.format(right, self.operand(test.within))
            return self.operand(test.left), tongue.signs[sign].format(right), is_denied
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
                return tongue.pattern.format(self.operand(pattern))
            case _:
                return self._choice(test)

    def _choice(self, test: InTable | IsIn) -> str:
        tongue = self.tongue
        match test:
            case InTable(table=table) if table.text == CATALOGUE:
                return tongue.catalogue
            case InTable(table=table):
                return tongue.table.format(table.text)
            case IsIn(choices=choices):
                return tongue.one_of.format(", ".join(map(self.operand, choices)))

    def operand(self, operand: Operand) -> str:
        """A field by its label, or a value."""
        match operand:
            case Name(text=text):
                return self.field(text)
            case Length(field=field):
                return self.tongue.length.format(self.field(field.text))
            case Sum(field=field):
                inner = Speaker(self.tongue, self.scope.every(field.text))
                return self.tongue.sum.format(inner.field(field.text))
            case Literal(value=bool() as value):
                return self.tongue.truths[value]
            case Literal(value=str() as value):
                return f"'{value}'"
            case Literal(value=value):
                return str(value)
