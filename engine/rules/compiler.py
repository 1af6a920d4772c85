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
from functools import cache
from typing import TypeAlias

from engine.rules import runtime
from engine.rules.ast import Default, Rule
from engine.rules.complaints import Complaint, conditions_of, names_in, names_of
from engine.rules.emitter import Emitter, Names, is_unset
from engine.rules.vocabulary import Vocabulary
from engine.values import Value

_Record: TypeAlias = Mapping[str, Value]
Judge: TypeAlias = Callable[[_Record, _Record | None, Callable[[int], None]], None]
Fill: TypeAlias = Callable[[_Record, bool, Callable[[tuple[int, Value]], None]], None]


@dataclass(frozen=True, slots=True)
class Compiled:
    """The functions of one file; the partial ones are made when first asked for."""

    judge_whole: Judge
    fill_whole: Fill
    judge_partial: Callable[[], Judge]
    fill_partial: Callable[[], Fill]


def compile_rules(
    name: str,
    complaints: Sequence[Complaint],
    defaults: Sequence[Rule],
    vocabulary: Vocabulary,
) -> Compiled:
    """Compile the complaints and the defaults of the file called ``name``."""

    def judge(*, is_whole: bool) -> Judge:
        function = _Function(vocabulary, is_whole=is_whole)
        for index, complaint in enumerate(complaints):
            function.complain(index, complaint)
        return function.compile("judge", "record, before, found", name)

    def fill(*, is_whole: bool) -> Fill:
        function = _Function(vocabulary, is_whole=is_whole)
        for index, rule in enumerate(defaults):
            function.default(index, rule)
        return function.compile("fill", "record, is_new, filled", name)

    return Compiled(
        judge_whole=judge(is_whole=True),
        fill_whole=fill(is_whole=True),
        judge_partial=cache(lambda: judge(is_whole=False)),
        fill_partial=cache(lambda: fill(is_whole=False)),
    )


class _Function:
    """One function on its way."""

    def __init__(self, vocabulary: Vocabulary, *, is_whole: bool) -> None:
        self.is_whole = is_whole
        self.names = Names()
        self.emit = Emitter(self.names, vocabulary)
        self.body: list[ast.stmt] = []

    def complain(self, index: int, complaint: Complaint) -> None:
        """Add: where the cause of a complaint holds, report its index."""
        names = dict.fromkeys(name.text for name in names_in(complaint.cause))
        test = " and ".join((*self._known(names), self.emit.test(complaint.cause)))
        self._add(f"if {test}: found({index})", complaint.rule.span.line)

    def default(self, index: int, rule: Rule) -> None:
        """Add: where a default speaks and its field is not set, fill it."""
        statement = rule.statement
        if not isinstance(statement, Default):
            return
        target = self.names.variable(statement.field.text)
        guard, value = self.emit.copied(statement.value)
        tests = [
            *([] if statement.always else ["is_new"]),
            *self._known(names_of(rule)),
            is_unset(target),
            *guard,
            *map(self.emit.test, conditions_of(rule)),
        ]
        deed = f"{target} = {value}; filled(({index}, {target}))"
        self._add(f"if {' and '.join(tests)}: {deed}", rule.span.line)

    def _known(self, names: Mapping[str, None] | Sequence[str]) -> tuple[str, ...]:
        if self.is_whole:
            return ()
        return tuple(f"{self.names.variable(name)} is not MISSING" for name in names)

    def _add(self, text: str, line: int) -> None:
        (statement,) = ast.parse(text).body
        placed = _Placed(self.names.constants, line).visit(statement)
        assert isinstance(placed, ast.stmt)  # noqa: S101 - it stays what it was
        self.body.append(placed)

    def compile(self, name: str, parameters: str, filename: str) -> Callable[..., None]:
        """The function, ready to be called."""
        loads = ast.parse("\n".join(map(self._load, self.names.fields)) or "pass").body
        for load in loads:
            _Placed(self.names.constants, 1).visit(load)
        module = ast.parse(f"def {name}({parameters}): pass")
        (function,) = module.body
        assert isinstance(function, ast.FunctionDef)  # noqa: S101 - it was just written
        function.body = [*loads, *self.body]
        world: dict[str, object] = {
            **self.names.constants,
            "MISSING": object(),
            "NUMBERS": runtime.NUMBERS,
            "SIZED": runtime.SIZED,
            "is_changed": runtime.is_changed,
        }
        exec(compile(module, filename, "exec"), world)  # noqa: S102 - our own tree
        made = world[name]
        assert callable(made)  # noqa: S101 - it was just made
        return made

    def _load(self, field: str) -> str:
        variable, key = self.names.fields[field], self.names.constant(field)
        if self.is_whole:
            return f"{variable} = record[{key}]"
        return f"{variable} = record.get({key}, MISSING)"


class _Placed(ast.NodeTransformer):
    """Puts nodes on a line, and constants in place of their names where Python can."""

    def __init__(self, constants: Mapping[str, object], line: int) -> None:
        self.constants = constants
        self.line = line

    def visit(self, node: ast.AST) -> ast.AST:
        """Put one node on the line, then go on as always."""
        if isinstance(node, ast.stmt | ast.expr):
            node.lineno = node.end_lineno = self.line
            node.col_offset = node.end_col_offset = 0
        placed: ast.AST = super().visit(node)
        return placed

    def visit_Name(self, node: ast.Name) -> ast.expr:
        value = self.constants.get(node.id)
        if isinstance(value, str | int):
            return ast.copy_location(ast.Constant(value), node)
        return node
