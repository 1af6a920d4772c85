"""From checked rules to two Python functions for the whole file: judge and fill.

Each test becomes a Python expression in names of our own (``v0`` is a field, ``k0``
a constant): no text of the file passes through Python's parser.  Its tree gets the
line numbers of the rules file, so that even a crash would point there.

Every function exists twice: ``whole`` for records that know every field of the
file, and ``partial``, which leaves out the rules that name an unknown one.
"""

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from engine.rules import runtime
from engine.rules.ast import (
    AllOf,
    AnyOf,
    Compare,
    Default,
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
    Operand,
    Operator,
    Rule,
)
from engine.rules.complaints import Complaint, conditions_of, names_in, names_of
from engine.rules.shapes import SHAPES
from engine.rules.vocabulary import Kind, Vocabulary
from engine.values import Value

_Record: TypeAlias = Mapping[str, Value]
Judge: TypeAlias = Callable[[_Record, _Record | None, Callable[[int], None]], None]
Fill: TypeAlias = Callable[[_Record, bool, Callable[[tuple[int, Value]], None]], None]

_PYTHON = {"=": "=="}


@dataclass(frozen=True, slots=True)
class Compiled:
    """The functions of one file."""

    judge_whole: Judge
    judge_partial: Judge
    fill_whole: Fill
    fill_partial: Fill


def compile_rules(
    name: str,
    complaints: Sequence[Complaint],
    defaults: Sequence[Rule],
    vocabulary: Vocabulary,
) -> Compiled:
    """Compile the complaints and the defaults of the file called ``name``."""
    functions = {}
    for is_whole in (True, False):
        judge = _Function(vocabulary, is_whole=is_whole)
        for index, complaint in enumerate(complaints):
            judge.complain(index, complaint)
        fill = _Function(vocabulary, is_whole=is_whole)
        for index, rule in enumerate(defaults):
            fill.default(index, rule)
        functions[is_whole] = (
            judge.compile("judge", "record, before, found", name),
            fill.compile("fill", "record, is_new, filled", name),
        )
    (judge_whole, fill_whole), (judge_partial, fill_partial) = (
        functions[True],
        functions[False],
    )
    return Compiled(judge_whole, judge_partial, fill_whole, fill_partial)


class _Function:
    """One function on its way."""

    def __init__(self, vocabulary: Vocabulary, *, is_whole: bool) -> None:
        self.vocabulary = vocabulary
        self.is_whole = is_whole
        self.fields: dict[str, str] = {}
        self.constants: dict[str, object] = {}
        self.body: list[ast.stmt] = []
        self.tests = _Tests(self)

    def variable(self, field: str) -> str:
        """The local name that holds the value of a field."""
        return self.fields.setdefault(field, f"v{len(self.fields)}")

    def constant(self, value: object) -> str:
        """A name for a value that the function needs."""
        name = f"k{len(self.constants)}"
        self.constants[name] = value
        return name

    def complain(self, index: int, complaint: Complaint) -> None:
        """Add: where the cause of a complaint holds, report its index."""
        names = dict.fromkeys(name.text for name in names_in(complaint.cause))
        test = " and ".join((*self._known(names), self.tests.test(complaint.cause)))
        self._add(f"if {test}: found({index})", complaint.rule.span.line)

    def default(self, index: int, rule: Rule) -> None:
        """Add: where a default speaks and its field is not set, fill it."""
        statement = rule.statement
        if not isinstance(statement, Default):
            return
        target = self.variable(statement.field.text)
        guard, value = self.tests.operand(statement.value)
        tests = [
            *([] if statement.always else ["is_new"]),
            *self._known(names_of(rule)),
            _unset(target),
            *guard,
            *map(self.tests.test, conditions_of(rule)),
        ]
        deed = f"{target} = {value}; filled(({index}, {target}))"
        self._add(f"if {' and '.join(tests)}: {deed}", rule.span.line)

    def _known(self, names: Mapping[str, None] | Sequence[str]) -> tuple[str, ...]:
        if self.is_whole:
            return ()
        return tuple(f"{self.variable(name)} is not MISSING" for name in names)

    def _add(self, text: str, line: int) -> None:
        (statement,) = ast.parse(text).body
        placed = _Constants(self.constants).visit(statement)
        for node in ast.walk(placed):
            if hasattr(node, "lineno"):
                node.lineno = node.end_lineno = line  # type: ignore[attr-defined] # ast.AST has none, its statements and expressions do
        self.body.append(placed)

    def compile(self, name: str, parameters: str, filename: str) -> Callable[..., None]:
        """The function, ready to be called."""
        loads = ast.parse("\n".join(map(self._load, self.fields)) or "pass").body
        for load in loads:
            _Constants(self.constants).visit(load)
        module = ast.parse(f"def {name}({parameters}): pass")
        (function,) = module.body
        assert isinstance(function, ast.FunctionDef)  # noqa: S101 - it was just written
        function.body = [*loads, *self.body]
        world: dict[str, object] = {
            **self.constants,
            "MISSING": object(),
            "NUMBERS": runtime.NUMBERS,
            "SIZED": runtime.SIZED,
            "is_changed": runtime.is_changed,
        }
        exec(compile(module, filename, "exec"), world)  # noqa: S102 - a tree of our own making
        made: Callable[..., None] = world[name]  # type: ignore[assignment] # exec has just put it there
        return made

    def _load(self, field: str) -> str:
        variable, key = self.fields[field], self.constant(field)
        if self.is_whole:
            return f"{variable} = record[{key}]"
        return f"{variable} = record.get({key}, MISSING)"


class _Constants(ast.NodeTransformer):
    """Puts constants in place of their names, where Python has a notation for them."""

    def __init__(self, constants: Mapping[str, object]) -> None:
        self.constants = constants

    def visit_Name(self, node: ast.Name) -> ast.expr:  # noqa: N802 - as ast calls it
        value = self.constants.get(node.id)
        parts = value if isinstance(value, tuple) else (value,)
        if value is not None and all(isinstance(part, str | int) for part in parts):
            return ast.copy_location(ast.Constant(value), node)
        return node


class _Tests:
    """Writes tests, in the names of one function."""

    def __init__(self, function: _Function) -> None:
        self.function = function
        self.variable = function.variable
        self.constant = function.constant

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
            case IsSet(field=field):
                return _set(self.variable(field.text))
            case Holds(field=field):
                variable = self.variable(field.text)
                return f"({_set(variable)} and {variable} is not False)"
            case IsIn(field=field, choices=choices):
                return self._is_one_of(field, choices)
            case IsShape() | Matches() | IsChanged():
                return self._asked(expression)

    def _opposite(self, expression: Expression) -> str:
        if isinstance(expression, IsSet):
            return _unset(self.variable(expression.field.text))
        return f"(not {self.test(expression)})"

    def _asked(self, test: IsShape | Matches | IsChanged) -> str:
        variable = self.variable(test.field.text)
        match test:
            case IsChanged():
                return (
                    f"is_changed(before, {self.constant(test.field.text)}, {variable})"
                )
            case IsShape(shape=shape):
                call = runtime.fitting(SHAPES[shape.text].fits)
            case Matches(pattern=pattern):
                call = runtime.matching(str(pattern.value))
        return f"{self.constant(call)}({variable})"

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

    def _kind(self, field: str) -> Kind:
        return self.function.vocabulary.fields[field].kind

    def _is_one_of(self, field: Name, choices: Sequence[Literal]) -> str:
        kind = self._kind(field.text)
        variable = self.variable(field.text)
        forms = tuple(form for c in choices for form in _forms(c.value, kind))
        if kind is Kind.TRUTH:
            return f"({' or '.join(f'{variable} is {form}' for form in forms)})"
        sign = "==" if len(forms) == 1 else "in"
        constant = self.constant(forms[0] if len(forms) == 1 else forms)
        # To Python true is 1; to a person it is not.
        is_near_truth = any(form in (0, 1) for form in forms)
        guard = f" and {variable}.__class__ is not bool" if is_near_truth else ""
        return f"({variable} {sign} {constant}{guard})"


def _forms(value: str | Decimal | bool, kind: Kind) -> tuple[object, ...]:
    """A literal in the forms a record can hold it: a key is a number or a text."""
    if kind is not Kind.OPTION:
        return (value,)
    text = str(value)
    is_number = text.isascii() and text.isdigit() and (text == "0" or text[0] != "0")
    return (text, int(text)) if is_number else (text,)


def _set(variable: str) -> str:
    return (
        f"({variable} or ({variable} is not None"
        f" and {variable} != '' and {variable} != []))"
    )


def _unset(variable: str) -> str:
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
            return _set(variable)
