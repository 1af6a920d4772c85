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
    judge = _Body(vocabulary)
    for index, complaint in enumerate(complaints):
        judge.complain(index, complaint)
    fill = _Body(vocabulary)
    for index, rule in enumerate(defaults):
        fill.default(index, rule)
    judging, filling = "record, before, found", "record, is_new, is_off, filled"
    return Program(
        judge_whole=judge.function("judge", judging, name, is_whole=True),
        judge_partial=judge.function("judge", judging, name, is_whole=False),
        fill_whole=fill.function("fill", filling, name, is_whole=True),
        fill_partial=fill.function("fill", filling, name, is_whole=False),
    )


class _Body:
    """The body of one function in its two forms, on its way."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.names = Names()
        self.whole: list[ast.stmt] = []
        self.partial: list[ast.stmt] = []

    def complain(self, index: int, complaint: Complaint) -> None:
        """Add: where the cause of a complaint holds, report its index."""
        if self._is_blind(complaint.cause.operands):
            return
        emit = Emitter(self.names, complaint.scope)
        test = emit.test(complaint.cause)
        text = f"if {test}: found({index})"
        if complaint.scope.list:
            variables, rows = emit.loop
            text = (
                f"for row, {variables} in enumerate({rows}, 1):\n"
                f" if {test}: found(({index}, row))"
            )
        self._add(text, complaint.rule.span.line, complaint.fields)

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
            is_unset(target),
            *guard,
            *map(emit.test, conditions_of(rule)),
            f"not is_off({index})",
        ]
        deed = f"{target} = {value}; filled(({index}, {target}))"
        fields = names_of(rule, self.vocabulary)
        self._add(f"if {' and '.join(tests)}: {deed}", rule.span.line, fields)

    def _is_blind(self, expressions: Sequence[object]) -> bool:
        """Whether a rule asks a table of which nothing is known: then it is off."""
        return any(
            self.vocabulary.table(table.text) is None
            for expression in expressions
            for table in tables_in(expression)  # type: ignore[arg-type] # they are
        )

    def _add(self, text: str, line: int, fields: Sequence[str]) -> None:
        (statement,) = self._placed(text, line)
        self.whole.append(statement)
        known = (f"{self.names.variable(name)} is not MISSING" for name in fields)
        (guard,) = self._placed(f"if {' and '.join(known)}: pass", line)
        assert isinstance(guard, ast.If)  # noqa: S101 - it was just written
        guard.body = [statement]
        self.partial.append(guard)

    def _placed(self, text: str, line: int) -> list[ast.stmt]:
        placed = _Placed(self.names.constants, line)
        return [_statement(placed.visit(node)) for node in ast.parse(text).body]

    def function(
        self, name: str, parameters: str, filename: str, *, is_whole: bool
    ) -> Function:
        """The function, compiled."""
        template = "{} = record[{}]" if is_whole else "{} = record.get({}, MISSING)"
        loads = [
            template.format(variable, self.names.constant(field))
            for field, variable in self.names.fields.items()
        ]
        module = ast.parse(f"def {name}({parameters}): pass")
        (function,) = module.body
        assert isinstance(function, ast.FunctionDef)  # noqa: S101 - it was just written
        body = self.whole if is_whole else self.partial
        function.body = [*self._placed("\n".join(loads) or "pass", 1), *body]
        code = compile(module, filename, "exec")
        (inner,) = (one for one in code.co_consts if isinstance(one, CodeType))
        return Function(marshal.dumps(inner), tuple(self.names.recipes.items()))


def _statement(node: ast.AST) -> ast.stmt:
    assert isinstance(node, ast.stmt)  # noqa: S101 - it stays what it was
    return node


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
