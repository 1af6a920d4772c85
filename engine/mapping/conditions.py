"""Conditions in the rules language that a mapping file holds."""

from collections import abc
from collections.abc import Callable
from typing import TypeAlias

from engine.errors import Several
from engine.mapping import entity_mistakes
from engine.mapping.parts import Condition
from engine.mapping.reading import Reader
from engine.model.side import Side
from engine.rules.rulebook import load_rules
from engine.rules.vocabulary import Vocabulary
from engine.source import Source
from engine.values import Value

Predicate: TypeAlias = Callable[[abc.Mapping[str, Value]], bool]


def compile_condition(condition: Condition, vocabulary: Vocabulary) -> Predicate:
    """Whether a condition holds of a record.

    Raises:
        Several: It cannot be read, or names what does not exist.
    """
    # What must not hold is a rule; where it complains, the condition holds.
    text = f"for {vocabulary.entity}\nforbid {' '.join(condition.text.split())}\n"
    name = condition.span.source.name if condition.span else "condition"
    book = load_rules([Source(name, text)], vocabulary)
    fields = tuple({field for rule in book.rules for field in rule.fields})

    def holds(view: abc.Mapping[str, Value]) -> bool:
        record = {field: view.get(field) for field in fields}
        return bool(book.judge(record, side=Side.LEFT))

    return holds


def check_condition(
    reader: Reader, condition: Condition, vocabulary: Vocabulary
) -> None:
    """Note what is wrong with a condition, at its place in the mapping file."""
    if condition.span is None:
        return
    try:
        compile_condition(condition, vocabulary)
    except Several as several:
        for problem in several.errors:
            text = problem.template.format(**problem.parts)
            reader.note(entity_mistakes.BadCondition(condition.span, text=text))
