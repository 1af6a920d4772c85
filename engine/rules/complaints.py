"""From a rule to the complaints that it can make, each with what provokes it.

::

    rule                          complains where
    ----------------------------  -----------------------------------------------
    require a, b                  a is not set  |  b is not set
    require one of a, b           neither is set
    a requires b, c               a is set, b is not  |  a is set, c is not
    check E                       the subject of E is set, and E does not hold
    forbid E                      E holds
    … when E    … unless E        … and E holds     … and E does not hold

The subject of a check is what its first comparison speaks of: its field, or both
where it compares two fields.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.rules.ast import (
    AllOf,
    AnyOf,
    Check,
    Compare,
    Default,
    Expression,
    Forbid,
    IsSet,
    Length,
    Name,
    Not,
    Operand,
    Require,
    RequireOne,
    Requires,
    Rule,
    Test,
)


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing that a rule can complain of.

    Attributes:
        code: The code of the rule.
        rule: The rule.
        field: The field that the complaint is about.
        lacks: The fields that would have to be filled in, if that is the cure.
        cause: What holds of a record that provokes it.
    """

    code: str
    rule: Rule
    field: str
    lacks: tuple[str, ...]
    cause: AllOf

    @property
    def fields(self) -> frozenset[str]:
        """Every field that the cause names."""
        return frozenset(name.text for name in names_in(self.cause))


def complaints_of(code: str, rule: Rule) -> tuple[Complaint, ...]:
    """The complaints that a rule can make; a default makes none."""
    speaks = conditions_of(rule)
    return tuple(
        Complaint(code, rule, field, lacks, AllOf(speaks + tests, rule.span))
        for field, lacks, tests in _causes(rule)
    )


def conditions_of(rule: Rule) -> tuple[Expression, ...]:
    """What must hold of a record for a rule to speak at all."""
    return tuple(
        Not(condition.expression, condition.span)
        if condition.is_unless
        else condition.expression
        for condition in rule.conditions
    )


_Cause = tuple[str, tuple[str, ...], tuple[Expression, ...]]


def _causes(rule: Rule) -> list[_Cause]:
    match rule.statement:
        case Require(fields=fields):
            return [(name.text, (name.text,), (_unset(name),)) for name in fields]
        case RequireOne(fields=fields):
            texts = tuple(name.text for name in fields)
            return [(texts[0], texts, tuple(map(_unset, fields)))]
        case Requires(subject=subject, fields=fields):
            return [
                (subject.text, (name.text,), (_set(subject), _unset(name)))
                for name in fields
            ]
        case Check(condition=condition):
            speaks_of = subject_of(condition)
            present = tuple(map(_set, speaks_of))
            return [(speaks_of[0].text, (), (*present, Not(condition, rule.span)))]
        case Forbid(condition=condition):
            return [(subject_of(condition)[0].text, (), (condition,))]
        case Default():
            return []


def _set(name: Name) -> Expression:
    return IsSet(name, name.span)


def _unset(name: Name) -> Expression:
    return Not(IsSet(name, name.span), name.span)


def subject_of(expression: Expression) -> tuple[Name, ...]:
    """The field that an expression speaks of first, or both that it compares first."""
    first = next(tests_in(expression))
    return tuple(dict.fromkeys(_names_of_test(first)))


def tests_in(expression: Expression) -> Iterator[Test]:
    """The tests that an expression is made of, in order."""
    match expression:
        case AllOf(operands=operands) | AnyOf(operands=operands):
            for operand in operands:
                yield from tests_in(operand)
        case Not(operand=operand):
            yield from tests_in(operand)
        case _:
            yield expression


def names_in(expression: Expression) -> Iterator[Name]:
    """Every field that an expression names, in order."""
    for test in tests_in(expression):
        yield from _names_of_test(test)


def _names_of_test(test: Test) -> tuple[Name, ...]:
    if isinstance(test, Compare):
        return (*_named(test.left), *_named(test.right))
    return (test.field,)


def _named(operand: Operand) -> tuple[Name, ...]:
    match operand:
        case Name():
            return (operand,)
        case Length(field=field):
            return (field,)
        case _:
            return ()


def names_of(rule: Rule) -> tuple[str, ...]:
    """Every field that a rule names, its own before those of its conditions."""
    names: list[Name] = []
    match rule.statement:
        case Require(fields=fields) | RequireOne(fields=fields):
            names.extend(fields)
        case Requires(subject=subject, fields=fields):
            names.extend((subject, *fields))
        case Check(condition=condition) | Forbid(condition=condition):
            names.extend(names_in(condition))
        case Default(field=field, value=value):
            names.extend((field, *_named(value)))
    for clause in rule.conditions:
        names.extend(names_in(clause.expression))
    return tuple(dict.fromkeys(name.text for name in names))
