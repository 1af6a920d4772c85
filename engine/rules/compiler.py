"""From checked rules to two Python functions for the whole file: judge and fill.

Each test becomes a Python expression in names of our own (``v0`` is a field of the
record, ``w0`` of an item, ``k0`` a constant): no text of the file passes through
Python's parser.  Its tree gets the line numbers of the rules file, so that even a
crash would point there.

Every function exists twice: ``whole`` for records that know every field of the
file, and ``partial``, which leaves out the rules that name an unknown one.  Where
rules share a test, ``whole`` makes it once for all of them.
"""

import ast
import marshal
from collections.abc import Iterator, Sequence
from types import CodeType

from engine.rules.ast import AllOf, Check, Default, Expression, Rule
from engine.rules.branches import Branch, Leaf, Writer, branches
from engine.rules.complaints import (
    Complaint,
    conditions_of,
    names_in,
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
        judge_whole=judge.whole(f"def judge({judging}): pass", name, judge.shared()),
        judge_partial=judge.partial(f"def judge({judging}): pass", name),
        # A default sees what those above it filled: they stay in their order.
        fill_whole=fill.whole(f"def fill({filling}): pass", name, fill.leaves),
        fill_partial=fill.partial(f"def fill({filling}): pass", name),
    )


class _Body:
    """The body of one function in its two forms, on its way."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.names = Names()
        self.writer = Writer(self.names.constants)
        self.leaves: list[Leaf] = []
        self.fields: list[tuple[str, ...]] = []

    def complain(self, index: int, complaint: Complaint) -> None:
        """Add: where the cause of a complaint holds, report its index."""
        operands = tuple(_flat(_quickest(complaint)))
        if self._is_blind(operands):
            return
        emit = Emitter(self.names, complaint.scope)
        line = complaint.rule.span.line
        if not complaint.scope.list:
            tests = tuple(map(emit.test, operands))
            self._add(Leaf(tests, f"found({index})", line), complaint.fields)
            return
        of_item = [one for one in operands if _is_of_item(one, complaint.scope)]
        of_record = [one for one in operands if one not in of_item]
        inner = " and ".join(map(emit.test, of_item)) or "True"
        variables, rows = emit.loop
        deed = (
            f"for row, {variables} in enumerate({rows}, 1):\n"
            f" if {inner}: found(({index}, row))"
        )
        tests = tuple(map(emit.test, of_record))
        self._add(Leaf(tests, deed, line), complaint.fields)

    def default(self, index: int, rule: Rule) -> None:
        """Add: where a default speaks and its field is not set, fill it."""
        statement = rule.statement
        if not isinstance(statement, Default) or self._is_blind(conditions_of(rule)):
            return
        emit = Emitter(self.names, Scope(self.vocabulary))
        target = self.names.variable(statement.field.text)
        guard, value = emit.copied(statement.value)
        tests = (
            *(() if statement.always else ("is_new",)),
            is_unset(target),
            *guard,
            *map(emit.test, conditions_of(rule)),
            f"not is_off({index})",
        )
        deed = f"if True:\n {target} = {value}; filled(({index}, {target}))"
        fields = names_of(rule, self.vocabulary)
        self._add(Leaf(tests, deed, rule.span.line), fields)

    def _is_blind(self, expressions: Sequence[object]) -> bool:
        """Whether a rule asks a table of which nothing is known: then it is off."""
        return any(
            self.vocabulary.table(table.text) is None
            for expression in expressions
            for table in tables_in(expression)  # type: ignore[arg-type] # they are
        )

    def _add(self, leaf: Leaf, fields: tuple[str, ...]) -> None:
        for name in fields:
            self.names.variable(name)
        self.leaves.append(leaf)
        self.fields.append(fields)

    def shared(self) -> Sequence[Branch | Leaf]:
        """The leaves under the tests that they share; their order is not kept."""
        return branches(self.leaves)

    def whole(
        self, header: str, filename: str, nodes: Sequence[Branch | Leaf]
    ) -> Function:
        """The function for records that know every field."""
        body = [self.writer.statement(node) for node in nodes]
        return self._function(header, filename, "{} = record[{}]", body)

    def partial(self, header: str, filename: str) -> Function:
        """The function for records that do not: it leaves rules out."""
        body = []
        for leaf, fields in zip(self.leaves, self.fields, strict=True):
            known = (f"{self.names.variable(name)} is not MISSING" for name in fields)
            guarded = Leaf((*known, *leaf.tests), leaf.deed, leaf.line)
            body.append(self.writer.statement(guarded))
        return self._function(header, filename, "{} = record.get({}, MISSING)", body)

    def _function(
        self, header: str, filename: str, load: str, body: list[ast.stmt]
    ) -> Function:
        loads = [
            load.format(variable, self.names.constant(field))
            for field, variable in self.names.fields.items()
        ]
        module = ast.parse(header)
        (function,) = module.body
        assert isinstance(function, ast.FunctionDef)  # noqa: S101 - it was just written
        loaded = self.writer.deeds("\n".join(loads) or "pass", 1)
        function.body = [*loaded, *body]
        code = compile(module, filename, "exec")
        (inner,) = (one for one in code.co_consts if isinstance(one, CodeType))
        recipes = tuple((name, recipe) for recipe, name in self.names.recipes.items())
        return Function(marshal.dumps(inner), recipes)


def _quickest(complaint: Complaint) -> AllOf:
    """The cause of a complaint, so that a record in order is soon done with.

    Most values are set and pass their check: then that is all to be asked.
    """
    cause = complaint.cause
    if not isinstance(complaint.rule.statement, Check):
        return cause
    count = len(conditions_of(complaint.rule))
    conditions, rest = cause.operands[:count], cause.operands[count:]
    return AllOf((*conditions, *rest[-1:], *rest[:-1]), cause.span)


def _flat(expression: Expression) -> Iterator[Expression]:
    """The parts of what is joined by ``and``, at every depth."""
    if isinstance(expression, AllOf):
        for operand in expression.operands:
            yield from _flat(operand)
    else:
        yield expression


def _is_of_item(expression: Expression, scope: Scope) -> bool:
    names = names_in(expression)
    return any(scope.is_item(name.text) for name in names)
