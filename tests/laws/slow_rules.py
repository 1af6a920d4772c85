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
from engine.rules.vocabulary import FieldSpec, Kind
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
_ITEMS = CUSTOMERS.fields["lines"].items or {}


class Slow:
    """Reads a tree for one record, or for one item of it, one node at a time."""

    def __init__(
        self, record: Mapping[str, Value], before: Mapping[str, Value] | None
    ) -> None:
        self.record = record
        self.before = before
        self.each: tuple[Value, ...] = ()  # the item below `each`, if any
        self.every: tuple[str, Value] | None = None  # a list and its item

    def of_item(self, item: Value) -> "Slow":
        slow = Slow(self.record, self.before)
        slow.each = (item,)
        return slow

    def of_every(self, name: str, item: Value) -> "Slow":
        slow = Slow(self.record, self.before)
        slow.each, slow.every = self.each, (name, item)
        return slow

    def complaints(
        self, rule: ast.Rule, changed: frozenset[str] | None
    ) -> list[tuple[str, Severity, str]]:
        """The field, the severity and the row of each complaint."""
        statement = rule.statement
        if rule.each is None and isinstance(statement, ast.Check):
            condition = statement.condition
            if isinstance(condition, ast.Every):
                return self._of_every_item(rule, condition, changed)
        if rule.each is None:
            found = self.own(rule, changed, [])
            return [(field, severity, "") for field, severity in found]
        return [
            (f"lines.{field}" if field in _ITEMS else field, severity, str(row))
            for row, item in enumerate(_list(self.record.get(rule.each.text)), 1)
            for field, severity in self.of_item(item).own(rule, changed, [rule.each])
        ]

    def _of_every_item(
        self, rule: ast.Rule, every: ast.Every, changed: frozenset[str] | None
    ) -> list[tuple[str, Severity, str]]:
        first = _first_test(every.test)[0].text
        name = first.partition(".")[0]
        clauses = _all_names([clause.expression for clause in rule.conditions])
        named = {_root(n) for n in (*_all_names([every.test]), *clauses)}
        if not named <= self.record.keys():
            return []
        severity = _severity(rule, named, changed)
        return [
            (first, severity, str(row))
            for row, item in enumerate(_list(self.record[name]), 1)
            if self.of_every(name, item).breaks_every(every) and self.speaks(rule)
        ]

    def own(
        self,
        rule: ast.Rule,
        changed: frozenset[str] | None,
        lists: list[ast.Name],
    ) -> list[tuple[str, Severity]]:
        found = []
        in_each = bool(lists)
        clauses = _all_names([clause.expression for clause in rule.conditions])
        for field, own, complains in self.causes(rule.statement):
            names = (*lists, *own, *clauses)
            named = {_root(name, in_each=in_each) for name in names}
            if named <= self.record.keys() and complains() and self.speaks(rule):
                found.append((field, _severity(rule, named, changed)))
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

    def skips(self, check: ast.Check) -> bool:
        return not all(map(self.is_set, _first_test(check.condition)))

    def breaks_every(self, every: ast.Every) -> bool:
        test = every.test
        asked = test.operand if isinstance(test, ast.Not) else test
        if isinstance(asked, ast.IsSet):
            return not self.holds(test)
        return self.breaks(_first_test(test), test)

    def filled(self, rule: ast.Rule, *, is_new: bool) -> Value:
        default = rule.statement
        assert isinstance(default, ast.Default)
        clauses = _all_names([clause.expression for clause in rule.conditions])
        names = {_root(name) for name in (default.field, *clauses)}
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
            case ast.Compare():
                return self.compares(node)
            case ast.Every(test=test):
                name = _first_test(test)[0].text.partition(".")[0]
                return not any(
                    self.of_every(name, item).breaks_every(node)
                    for item in _list(self.record[name])
                )
            case _:
                return self.is_so(node)

    def is_so(self, node: ast.OneField) -> bool:
        """Whether one field is as it should be; here no choice is left."""
        value = self.look(node.field.text)
        match node:
            case ast.IsSet(field=field):
                return self.is_set(field)
            case ast.Holds(field=field):
                return self.is_set(field) and value is not False
            case ast.IsShape() | ast.Matches():
                return isinstance(value, str) and _fitting(node)(value)
            case ast.IsChanged(field=field):
                return self.is_changed(field)
            case ast.InTable(table=table):
                known = CUSTOMERS.tables[table.text] or ()
                return not isinstance(value, bool) and _key(value) in known
            case ast.IsIn(field=field, choices=choices):
                equal = ast.Operator.EQUAL
                return any(
                    self.compares(ast.Compare(field, equal, each, None, node.span))
                    for each in choices
                )

    def look(self, name: str) -> Value:
        """What a name means here: a field of the record, or of an item."""
        list_, _, key = name.partition(".")
        if self.every and self.every[0] == list_:
            return _get(self.every[1], key) if key else self.every[1]
        if self.each and name in _ITEMS:
            return _get(self.each[0], name)
        return self.record[name]

    def is_set(self, name: ast.Name) -> bool:
        return self.look(name.text) not in (None, "", [])

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
                sized = self.look(field.text)
                has_size = isinstance(sized, str | list) and self.is_set(field)
                return len(sized) if has_size else None  # type: ignore[arg-type] # has one
            case ast.Sum(field=field):
                return self._sum(field.text)
            case ast.Name(text=text):
                return self.look(text) if self.is_set(operand) else None

    def _sum(self, name: str) -> Value:
        list_, _, key = name.partition(".")
        items = _list(self.record[list_])
        values = [v for i in items if (v := _get(i, key)) not in (None, "", [])]
        if not items or not all(_fits(value, Kind.NUMBER) for value in values):
            return None
        added = Decimal(0)
        for value in values:
            added += Decimal(str(value))
        return added

    def compares(self, compare: ast.Compare) -> bool:
        left, operator, right = compare.left, compare.operator, compare.right
        if operator is ast.Operator.UNEQUAL:
            equal = ast.Operator.EQUAL
            return not self.compares(
                ast.Compare(left, equal, right, compare.within, compare.span)
            )
        kind = self._kind(left)
        a, b = self.value(left), self.value(right)
        if kind is Kind.OPTION and isinstance(right, ast.Literal):
            a, b = _key(a), _key(b)
        if a is None or b is None or not (_fits(a, kind) and _fits(b, kind)):
            return False
        if compare.within is not None:
            distance = abs(Decimal(str(a)) - Decimal(str(b)))
            return bool(distance <= compare.within.value)  # type: ignore[operator] # a number
        return bool(_ORDERS[operator](a, b))

    def _kind(self, operand: ast.Operand) -> Kind:
        if not isinstance(operand, ast.Name):
            return Kind.NUMBER
        list_, _, key = operand.text.partition(".")
        if self.every and self.every[0] == list_:
            return _ITEMS[key].kind if key else Kind.TEXT
        own: dict[str, FieldSpec] = _ITEMS if self.each else {}
        return {**CUSTOMERS.fields, **own}[operand.text].kind


def _fitting(node: ast.IsShape | ast.Matches) -> Callable[[str], bool]:
    if isinstance(node, ast.IsShape):
        return _SHAPES[node.shape.text]
    return _PATTERNS[str(node.pattern.value)]


def _list(value: Value) -> list[Value]:
    return value if isinstance(value, list) else []


def _get(item: Value, key: str) -> Value:
    return item.get(key) if isinstance(item, dict) else None


def _root(name: ast.Name, *, in_each: bool = False) -> str:
    is_item = in_each and name.text in _ITEMS
    return "lines" if is_item else name.text.partition(".")[0]


def _severity(
    rule: ast.Rule, named: set[str], changed: frozenset[str] | None
) -> Severity:
    is_old = changed is not None and not named & changed
    return Severity.WARNING if rule.is_warning or is_old else Severity.ERROR


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
    if isinstance(node, ast.Every):
        first, *others = _first_test(node.test)
        list_ = first.text.partition(".")[0]
        outer = [n for n in others if n.text.partition(".")[0] != list_]
        return [ast.Name(list_, first.span), *outer]
    if not isinstance(node, ast.Compare):
        return [node.field]
    names = []
    for operand in (node.left, node.right):
        if isinstance(operand, ast.Sum):
            list_ = operand.field.text.partition(".")[0]
            names.append(ast.Name(list_, operand.span))
        elif not isinstance(operand, ast.Literal):
            name = operand.field if isinstance(operand, ast.Length) else operand
            names.append(name)
    return names


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
