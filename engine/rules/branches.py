"""Statements under the tests that they share, so that each test is made once.

::

    a and b: one                if a:
    c:       two        ->          if b: one
    a and d: three                  if d: three
                                if c: two

The order among the statements is not kept.
"""

import ast
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Leaf:
    """A statement, and the tests that must all hold for it, in Python."""

    tests: tuple[str, ...]
    deed: str
    line: int


@dataclass(frozen=True, slots=True)
class Branch:
    """What stands under one test; a test that is empty always holds."""

    test: str
    line: int
    below: tuple["Branch | Leaf", ...]


def branches(leaves: Sequence[Leaf]) -> tuple[Branch | Leaf, ...]:
    """The leaves under what they share, the most shared tests on top."""
    shared = Counter(test for leaf in leaves for test in set(leaf.tests))
    grouped: dict[str, list[Leaf]] = {}
    for leaf in leaves:
        first = max(leaf.tests, key=shared.__getitem__, default="")
        alone = shared[first] < _FEWEST
        grouped.setdefault("" if alone else first, []).append(leaf)
    made: list[Branch | Leaf] = [*grouped.pop("", [])]
    for test, group in grouped.items():
        rest = [_without(leaf, test) for leaf in group]
        made.append(Branch(test, group[0].line, branches(rest)))
    return tuple(made)


_FEWEST = 2


def _without(leaf: Leaf, test: str) -> Leaf:
    tests = tuple(other for other in leaf.tests if other != test)
    return Leaf(tests, leaf.deed, leaf.line)


class Writer:
    """Turns branches and leaves into Python, each test parsed once."""

    def __init__(self, constants: Mapping[str, str | int | bool]) -> None:
        self.constants = constants
        self._tests: dict[tuple[str, int], ast.expr] = {}

    def statement(self, node: Branch | Leaf) -> ast.stmt:
        """A branch or a leaf as a statement."""
        if isinstance(node, Branch):
            below = [self.statement(each) for each in node.below]
            return self._under((node.test,), node.line, below)
        deed = self.deeds(node.deed, node.line)
        return self._under(node.tests, node.line, deed) if node.tests else deed[0]

    def deeds(self, text: str, line: int) -> list[ast.stmt]:
        """Statements, on one line of the rules file."""
        placed = _Placed(self.constants, line)
        return [placed.statement(deed) for deed in ast.parse(text).body]

    def _under(
        self, tests: Sequence[str], line: int, below: list[ast.stmt]
    ) -> ast.stmt:
        read = [self._test(test, line) for test in tests]
        test = read[0] if len(read) == 1 else ast.BoolOp(ast.And(), read)
        place = {"lineno": line, "end_lineno": line, "col_offset": 0}
        for node in (made := ast.If(test, below, []), test):
            for name, value in {**place, "end_col_offset": 0}.items():
                setattr(node, name, value)
        return made

    def _test(self, text: str, line: int) -> ast.expr:
        if (text, line) not in self._tests:
            placed = _Placed(self.constants, line)
            (read,) = ast.parse(text).body
            assert isinstance(read, ast.Expr)  # noqa: S101 - a test is an expression
            placed.statement(read)
            self._tests[text, line] = read.value
        return self._tests[text, line]


class _Placed(ast.NodeTransformer):
    """Puts nodes on a line, and constants in place of their names."""

    def __init__(self, constants: Mapping[str, str | int | bool], line: int) -> None:
        self.constants = constants
        self.line = line

    def statement(self, node: ast.stmt) -> ast.stmt:
        """One statement, placed."""
        self.visit(node)
        return node

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
