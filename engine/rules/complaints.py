"""From a rule to the complaints that it can make, each with what provokes it.

::

    rule                          complains where
    ----------------------------  -----------------------------------------------
    require a, b                  a is not set  |  b is not set
    require one of a, b           neither is set
    a requires b, c               a is set, b is not  |  a is set, c is not
    check E                       the subject of E is set, and E does not hold
    forbid E                      E holds
    check every l.a T             T does not hold of an item whose a is set
    each l: …                     as above, for every item of l
    … when E    … unless E        … and E holds     … and E does not hold

The subject of a check is what its first comparison speaks of: its field, or both
where it compares two fields; of a sum and of ``every`` it is the list.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.rules.ast import (
    AllOf,
    AnyOf,
    Check,
    Compare,
    Default,
    Every,
    Expression,
    Forbid,
    InTable,
    IsSet,
    Length,
    Name,
    Not,
    Operand,
    Require,
    RequireOne,
    Requires,
    Rule,
    Sum,
    Test,
)
from engine.rules.scope import Scope, head
from engine.rules.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing that a rule can complain of.

    Attributes:
        code: The code of the rule.
        rule: The rule.
        field: The field that the complaint is about.
        lacks: The fields that would have to be filled in, if that is the cure.
        cause: What holds of a record, or of an item of its list, that provokes it.
        scope: The names that the cause can see; where a list is among them, the
            complaint is about each of its items.
    """

    code: str
    rule: Rule
    field: str
    lacks: tuple[str, ...]
    cause: AllOf
    scope: Scope

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field of the record that the cause names."""
        roots = [self.scope.root(name.text) for name in names_in(self.cause)]
        lists = [self.scope.list] if self.scope.list else []
        return tuple(dict.fromkeys([*lists, *roots]))


def complaints_of(
    code: str, rule: Rule, vocabulary: Vocabulary
) -> tuple[Complaint, ...]:
    """The complaints that a rule can make; a default makes none."""
    speaks = conditions_of(rule)
    scope = scope_of(rule, vocabulary)
    return tuple(
        Complaint(code, rule, field, lacks, AllOf(speaks + tests, rule.span), scope)
        for field, lacks, tests in _causes(rule)
    )


def scope_of(rule: Rule, vocabulary: Vocabulary) -> Scope:
    """The names that a rule can see."""
    every = _checked_every(rule)
    if every is not None:
        return Scope(vocabulary).every(subject_of(every.test)[0].text)
    return Scope(vocabulary, rule.each.text if rule.each else "")


def _checked_every(rule: Rule) -> Every | None:
    """The test of a check that is nothing but ``every``: it speaks of each item."""
    is_check = isinstance(rule.statement, Check) and rule.each is None
    condition = rule.statement.condition if isinstance(rule.statement, Check) else None
    return condition if is_check and isinstance(condition, Every) else None


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
            return [_broken_check(rule, condition)]
        case Forbid(condition=condition):
            return [(subject_of(condition)[0].text, (), (condition,))]
        case Default():
            return []


def _broken_check(rule: Rule, condition: Expression) -> _Cause:
    every = _checked_every(rule)
    if every is not None:
        return (subject_of(every.test)[0].text, (), broken(every))
    speaks_of = subject_of(condition)
    present = tuple(map(_set, speaks_of))
    return (speaks_of[0].text, (), (*present, Not(condition, rule.span)))


def _set(name: Name) -> Expression:
    return IsSet(name, name.span)


def _unset(name: Name) -> Expression:
    return Not(IsSet(name, name.span), name.span)


def broken(every: Every) -> tuple[Expression, ...]:
    """What holds of an item that breaks the test of ``every``."""
    asked = every.test.operand if isinstance(every.test, Not) else every.test
    opposite = Not(every.test, every.span)
    if isinstance(asked, IsSet):
        return (opposite,)
    return (*map(_set, subject_of(every.test)), opposite)


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
    """Every field that an expression names, in order; of ``every``, the list."""
    for test in tests_in(expression):
        yield from _names_of_test(test)


def tables_in(expression: Expression) -> Iterator[Name]:
    """Every table that an expression asks."""
    for test in tests_in(expression):
        match test:
            case InTable(table=table):
                yield table
            case Every(test=inner):
                yield from tables_in(inner)
            case _:
                pass


def _names_of_test(test: Test) -> tuple[Name, ...]:
    match test:
        case Compare(left=left, right=right):
            return (*_named(left), *_named(right))
        case Every(test=inner):
            first, *others = subject_of(inner)
            of_record = [n for n in others if head(n.text) != head(first.text)]
            return (_listed(first), *of_record)
        case _:
            return (test.field,)


def _named(operand: Operand) -> tuple[Name, ...]:
    match operand:
        case Name():
            return (operand,)
        case Length(field=field):
            return (field,)
        case Sum(field=field):
            return (_listed(field),)
        case _:
            return ()


def _listed(name: Name) -> Name:
    return Name(head(name.text), name.span)


def names_of(rule: Rule, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Every field of the record that a rule names, its own before its conditions'."""
    scope = Scope(vocabulary, rule.each.text if rule.each else "")
    return tuple(dict.fromkeys(scope.root(name.text) for name in _names(rule)))


def item_names_of(rule: Rule, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Every field of an item that a rule names, each after its list and a dot."""
    scope = Scope(vocabulary, rule.each.text if rule.each else "")
    full = (scope.full(name.text) for name in _names(rule))
    return tuple(dict.fromkeys(name for name in full if "." in name))


def _names(rule: Rule) -> list[Name]:
    names: list[Name] = [rule.each] if rule.each else []
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
    return names
