"""Writes the tests of rules in Python, in names of our own for fields and constants."""

from collections.abc import Sequence

from engine.rules import runtime
from engine.rules.ast import (
    AllOf,
    AnyOf,
    Compare,
    Expression,
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
)
from engine.rules.shapes import SHAPES
from engine.rules.vocabulary import Kind, Vocabulary

_PYTHON = {"=": "=="}


class Names:
    """The names of one function: ``v0`` holds a field, ``k0`` is a constant."""

    def __init__(self) -> None:
        self.fields: dict[str, str] = {}
        self.constants: dict[str, object] = {}

    def variable(self, field: str) -> str:
        """The local name that holds the value of a field."""
        return self.fields.setdefault(field, f"v{len(self.fields)}")

    def constant(self, value: object) -> str:
        """A name for a value that the function needs."""
        name = f"k{len(self.constants)}"
        self.constants[name] = value
        return name


class Emitter:
    """Writes tests, in the names of one function."""

    def __init__(self, names: Names, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.variable = names.variable
        self.constant = names.constant

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
            case _:
                return self._of_one_field(expression)

    def _of_one_field(self, test: OneField) -> str:
        variable = self.variable(test.field.text)
        match test:
            case IsSet():
                return is_set(variable)
            case Holds():
                return f"({is_set(variable)} and {variable} is not False)"
            case IsIn(field=field, choices=choices):
                return self._is_one_of(field, choices)
            case IsChanged(field=field):
                return f"is_changed(before, {self.constant(field.text)}, {variable})"
            case IsShape(shape=shape):
                fits = runtime.fitting(SHAPES[shape.text].fits)
                return f"{self.constant(fits)}({variable})"
            case Matches(pattern=pattern):
                fits = runtime.matching(str(pattern.value))
                return f"{self.constant(fits)}({variable})"

    def _opposite(self, expression: Expression) -> str:
        if isinstance(expression, IsSet):
            return is_unset(self.variable(expression.field.text))
        return f"(not {self.test(expression)})"

    def _compare(self, compare: Compare) -> str:
        left, right = compare.left, compare.right
        if compare.operator is Operator.UNEQUAL:
            equal = Compare(left, Operator.EQUAL, right, compare.span)
            return f"(not {self._compare(equal)})"
        if (
            isinstance(left, Name)
            and isinstance(right, Literal)
            and compare.operator is Operator.EQUAL
        ):
            return self._is_one_of(left, (right,))
        left_guard, left_value = self.operand(left)
        right_guard, right_value = self.operand(right)
        sign = _PYTHON.get(compare.operator.value, compare.operator.value)
        guards = (*left_guard, *right_guard)
        return f"({' and '.join((*guards, f'{left_value} {sign} {right_value}'))})"

    def operand(self, operand: Operand) -> tuple[tuple[str, ...], str]:
        """The tests that an operand can be compared at all, and its value."""
        match operand:
            case Literal(value=value):
                return (), self.constant(value)
            case Length(field=field):
                variable = self.variable(field.text)
                guard = f"{variable} and {variable}.__class__ in SIZED"
                return (guard,), f"len({variable})"
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
        return self.vocabulary.fields[field].kind

    def _is_one_of(self, field: Name, choices: Sequence[Literal]) -> str:
        kind = self._kind(field.text)
        variable = self.variable(field.text)
        forms = tuple(form for c in choices for form in _forms(c, kind))
        if kind is Kind.TRUTH:
            return f"({' or '.join(f'{variable} is {form}' for form in forms)})"
        sign = "==" if len(forms) == 1 else "in"
        constant = self.constant(forms[0] if len(forms) == 1 else forms)
        # To Python true is 1; to a person it is not.
        is_near_truth = any(form in (0, 1) for form in forms)
        guard = f" and {variable}.__class__ is not bool" if is_near_truth else ""
        return f"({variable} {sign} {constant}{guard})"


def _forms(literal: Literal, kind: Kind) -> tuple[object, ...]:
    """A literal in the forms a record can hold it: a key is a number or a text."""
    if kind is not Kind.OPTION:
        return (literal.value,)
    text = str(literal.value)
    is_number = text.isascii() and text.isdigit() and (text == "0" or text[0] != "0")
    return (text, int(text)) if is_number else (text,)


def is_set(variable: str) -> str:
    """The test of ``values.is_set``, written so that most values need one look."""
    return (
        f"({variable} or ({variable} is not None"
        f" and {variable} != '' and {variable} != []))"
    )


def is_unset(variable: str) -> str:
    """The exact opposite of ``is_set``, with the shortest way out first as well."""
    return (
        f"(not {variable} and ({variable} is None"
        f" or {variable} == '' or {variable} == []))"
    )


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
