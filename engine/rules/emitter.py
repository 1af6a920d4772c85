"""Writes the tests of rules in Python, in names of our own for fields and constants."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TypeAlias

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
    Length,
    Literal,
    Matches,
    Name,
    Not,
    OneField,
    Operand,
    Operator,
    Sum,
)
from engine.rules.complaints import broken, subject_of
from engine.rules.scope import Scope, head, tail
from engine.rules.vocabulary import Kind

_Plain: TypeAlias = str | int | Decimal | bool

_PYTHON = {"=": "=="}


class Names:
    """The names of one function: ``v0`` holds a field, ``k0`` is a constant.

    Attributes:
        fields: The variable of each field of the record.
        constants: The constants that can be written out in Python.
        recipes: The names of the others, by how they are made: a kind (``shape``)
            and a text.
    """

    def __init__(self) -> None:
        self.fields: dict[str, str] = {}
        self.constants: dict[str, str | int | bool] = {}
        self.recipes: dict[tuple[str, str], str] = {}
        self.totals = 0
        self._names: dict[tuple[type, _Plain], str] = {}

    def variable(self, field: str) -> str:
        """The local name that holds the value of a field."""
        return self.fields.setdefault(field, f"v{len(self.fields)}")

    def constant(self, value: _Plain) -> str:
        """A name for a value that the function needs."""
        if isinstance(value, Decimal):
            return self.made("decimal", str(value))
        # To Python true is 1: they must not share a name.
        key = (value.__class__, value)
        if key not in self._names:
            self._names[key] = f"k{len(self._names)}"
            self.constants[self._names[key]] = value
        return self._names[key]

    def total(self) -> str:
        """A fresh local name for a sum."""
        self.totals += 1
        return f"s{self.totals}"

    def made(self, kind: str, text: str) -> str:
        """A name for what is made when the function is put to work."""
        recipe = (kind, text)
        return self.recipes.setdefault(recipe, f"m{len(self.recipes)}")


class Emitter:
    """Writes tests, in the names of one function and of the items of one list."""

    def __init__(self, names: Names, scope: Scope) -> None:
        self.names = names
        self.scope = scope
        self.constant = names.constant
        self.items: dict[str, str] = {}

    def variable(self, name: str) -> str:
        """The local name that holds what a name means here."""
        if not self.scope.is_item(name):
            return self.names.variable(name)
        return self.items.setdefault(self.scope.key(name), f"w{len(self.items)}")

    @property
    def loop(self) -> tuple[str, str]:
        """The variables of an item, and where they come from, for a Python loop."""
        variables = "".join(f"{variable}, " for variable in self.items.values())
        keys = "".join(f", {self.constant(key)}" for key in self.items)
        return f"({variables})", f"rows({self.names.variable(self.scope.list)}{keys})"

    def test(self, expression: Expression) -> str:
        """An expression of Python that is true where ``expression`` holds."""
        match expression:
            case AllOf(operands=operands):
                return f"({' and '.join(map(self.test, operands))})"
            case AnyOf(operands=operands):
                return f"({' or '.join(map(self.test, operands))})"
            case Not(operand=operand):
                return self._opposite(operand)
            case Compare():
                return self._compare(expression)
            case Every():
                return self._every(expression)
            case _:
                return self._of_one_field(expression)

    def _every(self, every: Every) -> str:
        name = subject_of(every.test)[0].text
        inner = Emitter(self.names, self.scope.every(name))
        test = " and ".join(map(inner.test, broken(every)))
        variables, rows = inner.loop
        return f"(not any({test} for {variables} in {rows}))"

    def _of_one_field(self, test: OneField) -> str:
        variable = self.variable(test.field.text)
        match test:
            case IsSet():
                return is_set(variable)
            case Holds():
                return f"({variable} is not False and {is_set(variable)})"
            case IsIn(field=field, choices=choices):
                return self._is_one_of(field, choices)
            case IsChanged(field=field):
                return f"is_changed(before, {self.constant(field.text)}, {variable})"
            case IsShape() | Matches() | InTable():
                return self._made(test, variable)

    def _made(self, test: IsShape | Matches | InTable, variable: str) -> str:
        match test:
            case IsShape(shape=shape):
                # No shape fits the empty text: what is not set is told apart by it.
                fits = self.names.made("shape", shape.text)
                return f"({variable}.__class__ is str and {fits}({variable}))"
            case Matches(pattern=pattern):
                fits = self.names.made("pattern", str(pattern.value))
                is_text = f"{variable} and {variable}.__class__ is str"
                return f"({is_text} and {fits}({variable}))"
            case InTable(table=table):
                return f"{self.names.made('table', table.text)}({variable})"

    def _opposite(self, expression: Expression) -> str:
        if isinstance(expression, IsSet):
            return is_unset(self.variable(expression.field.text))
        return f"(not {self.test(expression)})"

    def _compare(self, compare: Compare) -> str:
        left, right, within = compare.left, compare.right, compare.within
        if compare.operator is Operator.UNEQUAL:
            equal = Compare(left, Operator.EQUAL, right, within, compare.span)
            return f"(not {self._compare(equal)})"
        is_equal = compare.operator is Operator.EQUAL and within is None
        if isinstance(left, Name) and isinstance(right, Literal) and is_equal:
            return self._is_one_of(left, (right,))
        left_guard, left_value = self.operand(left)
        right_guard, right_value = self.operand(right)
        sign = _PYTHON.get(compare.operator.value, compare.operator.value)
        said = f"{left_value} {sign} {right_value}"
        if within is not None:
            limit = self.constant(within.value)
            said = f"is_near({left_value}, {right_value}, {limit})"
        return f"({' and '.join((*left_guard, *right_guard, said))})"

    def operand(self, operand: Operand) -> tuple[tuple[str, ...], str]:
        """The tests that an operand can be compared at all, and its value."""
        match operand:
            case Literal(value=value):
                return (), self.constant(value)
            case Length(field=field):
                variable = self.variable(field.text)
                guard = f"{variable} and {variable}.__class__ in SIZED"
                return (guard,), f"len({variable})"
            case Sum(field=field):
                list_, key = head(field.text), self.constant(tail(field.text))
                total = self.names.total()
                made = f"total({self.names.variable(list_)}, {key})"
                return (f"({total} := {made}) is not None",), total
            case Name(text=text):
                variable = self.variable(text)
                return (_comparable(variable, self._kind(text)),), variable

    def copied(self, operand: Operand) -> tuple[tuple[str, ...], str]:
        """The tests that an operand is there to be copied, and its value."""
        if isinstance(operand, Name):
            variable = self.variable(operand.text)
            return (is_set(variable),), variable
        return self.operand(operand)

    def _kind(self, field: str) -> Kind:
        spec = self.scope.spec(field)
        return spec.kind if spec else Kind.TEXT

    def _is_one_of(self, field: Name, choices: Sequence[Literal]) -> str:
        kind = self._kind(field.text)
        variable = self.variable(field.text)
        forms = tuple(form for c in choices for form in _forms(c, kind))
        if kind is Kind.TRUTH:
            return f"({' or '.join(f'{variable} is {form}' for form in forms)})"
        constants = [self.constant(form) for form in forms]
        is_one = len(forms) == 1
        said = f"== {constants[0]}" if is_one else f"in ({', '.join(constants)})"
        # To Python true is 1; to a person it is not.
        is_near_truth = any(form in (0, 1) for form in forms)
        guard = f" and {variable}.__class__ is not bool" if is_near_truth else ""
        return f"({variable} {said}{guard})"


def _forms(literal: Literal, kind: Kind) -> tuple[_Plain, ...]:
    """A literal in the forms a record can hold it: a key is a number or a text."""
    if kind is not Kind.OPTION:
        return (literal.value,)
    text = str(literal.value)
    is_number = text.isascii() and text.isdigit() and (text == "0" or text[0] != "0")
    return (text, int(text)) if is_number else (text,)


def is_set(variable: str) -> str:
    """The test of ``values.is_set``, written so that most values need one look."""
    return f"({variable} or {variable}.__class__ not in UNSET)"


def is_unset(variable: str) -> str:
    """The exact opposite of ``is_set``, with the shortest way out first as well."""
    return f"(not {variable} and {variable}.__class__ in UNSET)"


def _comparable(variable: str, kind: Kind) -> str:
    match kind:
        case Kind.NUMBER:
            return f"{variable}.__class__ in NUMBERS"
        case Kind.TRUTH:
            return f"{variable}.__class__ is bool"
        case Kind.DATE:
            return f"{variable} and {variable}.__class__ is str"
        case _:
            return is_set(variable)
