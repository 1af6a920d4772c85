"""A slow reading of rules, for one record and one node at a time.

It was written from the tables of the language alone and shares no code with the
compiler but the trees; the shapes and patterns that it knows are those that the
random rules use.
"""

import operator as python
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import TypeAlias

from engine.model.problem import Severity
from engine.rules import ast
from engine.rules.vocabulary import Kind
from engine.values import Value
from tests.unit.rules.customers import CUSTOMERS

_Cause: TypeAlias = tuple[str, Sequence[ast.Name], Callable[[], bool]]

_SHAPES: dict[str, Callable[[str], bool]] = {
    "cap": lambda text: len(text) == 5 and text.isdigit(),
    "date": ("2024-01-01", "2024-12-31").__contains__,
}
_PATTERNS: dict[str, Callable[[str], bool]] = {
    "[0-9]+": str.isdigit,
    "I.": lambda text: text == "IT",
}
_ORDERS: dict[ast.Operator, Callable[..., object]] = {
    ast.Operator.EQUAL: python.eq,
    ast.Operator.LESS: python.lt,
    ast.Operator.AT_MOST: python.le,
    ast.Operator.MORE: python.gt,
    ast.Operator.AT_LEAST: python.ge,
}


class Slow:
    """Reads a tree for one record, one node at a time."""

    def __init__(
        self, record: Mapping[str, Value], before: Mapping[str, Value] | None
    ) -> None:
        self.record = record
        self.before = before

    def complaints(
        self, rule: ast.Rule, changed: frozenset[str] | None
    ) -> list[tuple[str, Severity]]:
        found = []
        clauses = _all_names([clause.expression for clause in rule.conditions])
        for field, own, complains in self.causes(rule.statement):
            named = {name.text for name in (*own, *clauses)}
            if not named <= self.record.keys():
                continue
            if complains() and self.speaks(rule):
                is_old = changed is not None and not named & changed
                is_warning = rule.is_warning or is_old
                severity = Severity.WARNING if is_warning else Severity.ERROR
                found.append((field, severity))
        return found

    def causes(self, statement: ast.Statement) -> list[_Cause]:
        match statement:
            case ast.Require(fields=fields):
                return [(n.text, [n], partial(self.are_unset, [n])) for n in fields]
            case ast.RequireOne(fields=fields):
                return [(fields[0].text, fields, partial(self.are_unset, fields))]
            case ast.Requires(subject=subject, fields=fields):
                return [
                    (subject.text, [subject, n], partial(self.lacks, subject, n))
                    for n in fields
                ]
            case ast.Check(condition=condition):
                first, names = _first_test(condition), _all_names([condition])
                return [(first[0].text, names, partial(self.breaks, first, condition))]
            case ast.Forbid(condition=condition):
                field = _first_test(condition)[0].text
                names = _all_names([condition])
                return [(field, names, partial(self.holds, condition))]
            case ast.Default():
                return []

    def are_unset(self, names: Sequence[ast.Name]) -> bool:
        return not any(map(self.is_set, names))

    def lacks(self, subject: ast.Name, name: ast.Name) -> bool:
        return self.is_set(subject) and not self.is_set(name)

    def breaks(self, first: Sequence[ast.Name], condition: ast.Expression) -> bool:
        return all(map(self.is_set, first)) and not self.holds(condition)

    def filled(self, rule: ast.Rule, *, is_new: bool) -> Value:
        default = rule.statement
        assert isinstance(default, ast.Default)
        clauses = _all_names([clause.expression for clause in rule.conditions])
        names = {name.text for name in (default.field, *clauses)}
        if isinstance(default.value, ast.Name):
            names.add(default.value.text)
        if not names <= self.record.keys() or not (is_new or default.always):
            return None
        if self.is_set(default.field) or not self.speaks(rule):
            return None
        return self.value(default.value)

    def speaks(self, rule: ast.Rule) -> bool:
        return all(
            self.holds(condition.expression) is not condition.is_unless
            for condition in rule.conditions
        )

    def holds(self, node: ast.Expression) -> bool:
        match node:
            case ast.AllOf(operands=operands):
                return all(map(self.holds, operands))
            case ast.AnyOf(operands=operands):
                return any(map(self.holds, operands))
            case ast.Not(operand=operand):
                return not self.holds(operand)
            case ast.Compare(left=left, operator=operator, right=right):
                return self.compares(left, operator, right)
            case ast.IsIn(field=field, choices=choices):
                equal = ast.Operator.EQUAL
                return any(self.compares(field, equal, each) for each in choices)
            case _:
                return self.is_so(node)

    def is_so(self, node: ast.OneField) -> bool:
        """Whether one field is as it should be; here no choice is left."""
        value = self.record[node.field.text]
        match node:
            case ast.IsSet(field=field):
                return self.is_set(field)
            case ast.Holds(field=field):
                return self.is_set(field) and value is not False
            case ast.IsShape(shape=shape):
                return isinstance(value, str) and _SHAPES[shape.text](value)
            case ast.Matches(pattern=pattern):
                return isinstance(value, str) and _PATTERNS[str(pattern.value)](value)
            case ast.IsChanged(field=field):
                return self.is_changed(field)
            case ast.IsIn():
                raise AssertionError(node)

    def is_set(self, name: ast.Name) -> bool:
        return self.record[name.text] not in (None, "", [])

    def is_changed(self, name: ast.Name) -> bool:
        if self.before is None or name.text not in self.before:
            return False
        two = [_form(self.before[name.text]), _form(self.record[name.text])]
        return two[0] != two[1]

    def value(self, operand: ast.Operand) -> Value:
        """The value of an operand; None where it is not set or has no length."""
        match operand:
            case ast.Literal(value=value):
                return value
            case ast.Length(field=field):
                sized = self.record[field.text]
                has_size = isinstance(sized, str | list) and self.is_set(field)
                return len(sized) if has_size else None  # type: ignore[arg-type] # has one
            case ast.Name(text=text):
                return self.record[text] if self.is_set(operand) else None

    def compares(
        self, left: ast.Operand, operator: ast.Operator, right: ast.Operand
    ) -> bool:
        if operator is ast.Operator.UNEQUAL:
            return not self.compares(left, ast.Operator.EQUAL, right)
        kind = _kind(left)
        a, b = self.value(left), self.value(right)
        if kind is Kind.OPTION and isinstance(right, ast.Literal):
            a, b = _key(a), _key(b)
        if a is None or b is None or not (_fits(a, kind) and _fits(b, kind)):
            return False
        return bool(_ORDERS[operator](a, b))


def _form(value: Value) -> object:
    """A value so that equal ones are equal, and true is not one."""
    if value in (None, "", []):
        return None
    return (isinstance(value, bool), value)


def _key(value: Value) -> Value:
    is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    if not is_number:
        return value
    assert isinstance(value, int | Decimal)
    return str(int(value)) if value == int(value) else str(value)


def _kind(operand: ast.Operand) -> Kind:
    if isinstance(operand, ast.Name):
        return CUSTOMERS.fields[operand.text].kind
    return Kind.NUMBER


def _fits(value: Value, kind: Kind) -> bool:
    is_truth = isinstance(value, bool)
    match kind:
        case Kind.NUMBER:
            return isinstance(value, int | Decimal) and not is_truth
        case Kind.TRUTH:
            return is_truth
        case Kind.DATE:
            return isinstance(value, str)
        case _:
            return True


def _first_test(node: ast.Expression) -> list[ast.Name]:
    """The fields of the test that stands leftmost."""
    match node:
        case ast.AllOf(operands=operands) | ast.AnyOf(operands=operands):
            return _first_test(operands[0])
        case ast.Not(operand=operand):
            return _first_test(operand)
        case _:
            return _own_names(node)


def _own_names(node: ast.Test) -> list[ast.Name]:
    if not isinstance(node, ast.Compare):
        return [node.field]
    names = [
        operand.field if isinstance(operand, ast.Length) else operand
        for operand in (node.left, node.right)
    ]
    return [name for name in names if isinstance(name, ast.Name)]


def _all_names(nodes: Sequence[ast.Expression]) -> list[ast.Name]:
    names: list[ast.Name] = []
    for node in nodes:
        match node:
            case ast.AllOf(operands=operands) | ast.AnyOf(operands=operands):
                names += _all_names(operands)
            case ast.Not(operand=operand):
                names += _all_names([operand])
            case _:
                names += _own_names(node)
    return names
