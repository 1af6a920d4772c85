"""Conditions in the rules language that a mapping file holds."""

from collections import abc
from collections.abc import Callable
from typing import TypeAlias

from engine.errors import Located, Several
from engine.mapping.parts import Condition
from engine.mapping.reading import Reader
from engine.model.side import Side
from engine.rules.rulebook import load_rules
from engine.rules.vocabulary import Vocabulary
from engine.source import Source, Span
from engine.values import Value

_BEFORE = "forbid "
_LINE = 2

Predicate: TypeAlias = Callable[[abc.Mapping[str, Value]], bool]


def compile_condition(condition: Condition, vocabulary: Vocabulary) -> Predicate:
    """Whether a condition holds of a record.

    Raises:
        Several: It cannot be read, or names what does not exist.
    """
    # What must not hold is a rule; where it complains, the condition holds.
    text = " ".join(condition.text.split())
    source = Source("condition", f"for {vocabulary.entity}\n{_BEFORE}{text}\n")
    try:
        book = load_rules([source], vocabulary)
    except Several as several:
        raise Several([_placed(one, condition) for one in several.errors]) from several
    fields = tuple({field for rule in book.rules for field in rule.fields})

    def holds(view: abc.Mapping[str, Value]) -> bool:
        record = {field: view.get(field) for field in fields}
        return bool(book.judge(record, side=Side.LEFT))

    return holds


def check_condition(
    reader: Reader, condition: Condition, vocabulary: Vocabulary
) -> None:
    """Note what is wrong with a condition, at its place in the mapping file."""
    try:
        compile_condition(condition, vocabulary)
    except Several as several:
        for problem in several.errors:
            reader.note(problem)


def _placed(problem: Located, condition: Condition) -> Located:
    """A problem of the rule that was made, told where the condition stands."""
    span = condition.span
    if span is None:
        return problem
    _, line, column = problem.place.order
    before = len(_BEFORE) + 1
    at = span.source.line(span.line).find(condition.text, span.column - 1) + 1
    if line == _LINE and column >= before and at:
        width = max(1, min(_width(problem), len(condition.text) - column + before))
        span = Span(span.source, span.line, at + column - before, width)
    problem.place = span
    return problem


def _width(problem: Located) -> int:
    return problem.place.width if isinstance(problem.place, Span) else 1
