"""From checked rules to two Python functions for the whole file: judge and fill.

Each test becomes a Python expression in names of our own (``v0`` is a field of the
record, ``w0`` of an item, ``k0`` a constant): no text of the file passes through
Python's parser.  Its tree gets the line numbers of the rules file, so that even a
crash would point there.

Every function exists twice: ``whole`` for records that know every field of the
file, and ``partial``, which leaves out the rules that name an unknown one.
"""

import ast
import marshal
from collections.abc import Mapping, Sequence
from types import CodeType

from engine.rules.ast import Default, Rule
from engine.rules.complaints import (
    Complaint,
    conditions_of,
    names_of,
    tables_in,
)
from engine.rules.emitter import Emitter, Names, is_unset
from engine.rules.program import Function, Program
from engine.rules.scope import Scope
from engine.rules.vocabulary import Vocabulary


def compile_rules(
    name: str,
    complaints: Sequence[Complaint],
    defaults: Sequence[Rule],
    vocabulary: Vocabulary,
) -> Program:
    """Compile the complaints and the defaults of the file called ``name``."""

    def judge(*, is_whole: bool) -> Function:
        body = _Body(vocabulary, is_whole=is_whole)
        for index, complaint in enumerate(complaints):
            body.complain(index, complaint)
        return body.function("judge", "record, before, found", name)

    def fill(*, is_whole: bool) -> Function:
        body = _Body(vocabulary, is_whole=is_whole)
        for index, rule in enumerate(defaults):
            body.default(index, rule)
        return body.function("fill", "record, is_new, is_off, filled", name)

    return Program(
        judge_whole=judge(is_whole=True),
        judge_partial=judge(is_whole=False),
        fill_whole=fill(is_whole=True),
        fill_partial=fill(is_whole=False),
    )


class _Body:
    """The body of one function on its way."""

    def __init__(self, vocabulary: Vocabulary, *, is_whole: bool) -> None:
        self.vocabulary = vocabulary
        self.is_whole = is_whole
        self.names = Names()
        self.statements: list[ast.stmt] = []

    def complain(self, index: int, complaint: Complaint) -> None:
        """Add: where the cause of a complaint holds, report its index."""
        if self._is_blind(complaint.cause.operands):
            return
        emit = Emitter(self.names, complaint.scope)
        test = emit.test(complaint.cause)
        known = self._known(complaint.fields)
        if complaint.scope.list:
            variables, rows = emit.loop
            deed = (
                f"for row, {variables} in enumerate({rows}, 1):"
                f"\n  if {test}: found(({index}, row))"
            )
        else:
            known = (*known, test)
            deed = f"found({index})"
        guard = f"if {' and '.join(known)}:\n {deed}" if known else deed
        self._add(guard, complaint.rule.span.line)

    def default(self, index: int, rule: Rule) -> None:
        """Add: where a default speaks and its field is not set, fill it."""
        statement = rule.statement
        if not isinstance(statement, Default) or self._is_blind(conditions_of(rule)):
            return
        emit = Emitter(self.names, Scope(self.vocabulary))
        target = self.names.variable(statement.field.text)
        guard, value = emit.copied(statement.value)
        tests = [
            *([] if statement.always else ["is_new"]),
            *self._known(names_of(rule, self.vocabulary)),
            is_unset(target),
            *guard,
            *map(emit.test, conditions_of(rule)),
            f"not is_off({index})",
        ]
        deed = f"{target} = {value}; filled(({index}, {target}))"
        self._add(f"if {' and '.join(tests)}: {deed}", rule.span.line)

    def _is_blind(self, expressions: Sequence[object]) -> bool:
        """Whether a rule asks a table of which nothing is known: then it is off."""
        return any(
            self.vocabulary.table(table.text) is None
            for expression in expressions
            for table in tables_in(expression)  # type: ignore[arg-type] # they are
        )

    def _known(self, names: Sequence[str]) -> tuple[str, ...]:
        if self.is_whole:
            return ()
        return tuple(f"{self.names.variable(name)} is not MISSING" for name in names)

    def _add(self, text: str, line: int) -> None:
        (statement,) = ast.parse(text).body
        placed = _Placed(self.names.constants, line).visit(statement)
        assert isinstance(placed, ast.stmt)  # noqa: S101 - it stays what it was
        self.statements.append(placed)

    def function(self, name: str, parameters: str, filename: str) -> Function:
        """The function, compiled."""
        loads = ast.parse("\n".join(map(self._load, self.names.fields)) or "pass").body
        for load in loads:
            _Placed(self.names.constants, 1).visit(load)
        module = ast.parse(f"def {name}({parameters}): pass")
        (function,) = module.body
        assert isinstance(function, ast.FunctionDef)  # noqa: S101 - it was just written
        function.body = [*loads, *self.statements]
        code = compile(module, filename, "exec")
        (inner,) = (one for one in code.co_consts if isinstance(one, CodeType))
        return Function(marshal.dumps(inner), tuple(self.names.recipes.items()))

    def _load(self, field: str) -> str:
        variable, key = self.names.fields[field], self.names.constant(field)
        if self.is_whole:
            return f"{variable} = record[{key}]"
        return f"{variable} = record.get({key}, MISSING)"


class _Placed(ast.NodeTransformer):
    """Puts nodes on a line, and constants in place of their names."""

    def __init__(self, constants: Mapping[str, str | int | bool], line: int) -> None:
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
        if node.id not in self.constants:
            return node
        return ast.copy_location(ast.Constant(self.constants[node.id]), node)
