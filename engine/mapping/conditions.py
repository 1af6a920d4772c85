"""Conditions in the rules language that a mapping file holds."""

from collections import abc
from collections.abc import Callable
from typing import TypeAlias

from engine.errors import Located, Several
from engine.mapping import entity_mistakes, mistakes
from engine.mapping.declaration import Declaration
from engine.mapping.parts import Condition
from engine.mapping.reading import Reader
from engine.mapping.vocabulary import vocabulary
from engine.mapping.words import Words
from engine.model.side import Side
from engine.rules.errors import OtherLanguage
from engine.rules.rulebook import Rulebook, load_rules
from engine.rules.vocabulary import Vocabulary
from engine.source import Source, Span
from engine.values import Value

# What must not hold is a rule; where it complains, the condition holds.
_RULES = (
    ("# language: en\nfor {entity}\n", "forbid "),
    ("# language: it\nper {entity}\n", "vietato "),
)
_LINE = 3

Predicate: TypeAlias = Callable[[abc.Mapping[str, Value]], bool]


def compile_condition(condition: Condition, known: Vocabulary) -> Predicate:
    """Whether a condition holds of a record.

    Raises:
        Several: It cannot be read, or names what does not exist.
    """
    book = _read(condition, known)
    fields = _named(book)

    def holds(view: abc.Mapping[str, Value]) -> bool:
        record = {field: view.get(field) for field in fields}
        return bool(book.judge(record, side=Side.LEFT))

    return holds


def check_conditions(reader: Reader, words: Words, declaration: Declaration) -> None:
    """Note what is wrong with conditions, each at its place in the mapping file."""
    known, fields = vocabulary(declaration, None), declaration.fields
    for condition in declaration.conditions:
        _check(reader, condition, known)
    for match in declaration.matches:
        for name, span in _check(reader, match.when, known):
            pair = fields.get(name)
            if pair is None or not pair.has_two_homes:
                reader.note(mistakes.NotMatchable(span, name=name))
    for side in Side:
        system = words.names[side]
        for name, span in _check(reader, declaration.only[side], known):
            pair = fields.get(name)
            if pair is None or pair.paths[side] is None:
                problem = entity_mistakes.NotOnThatSide(span, name=name, system=system)
                reader.note(problem)


def _check(
    reader: Reader, condition: Condition | None, known: Vocabulary
) -> list[tuple[str, Span]]:
    """The fields that a condition names, and where; none where it cannot be read."""
    if condition is None or condition.span is None:
        return []
    try:
        named = _named(_read(condition, known))
    except Several as several:
        for problem in several.errors:
            reader.note(problem)
        return []
    return [(name, condition.span) for name in named]


def _read(condition: Condition, known: Vocabulary) -> Rulebook:
    """The rule that it makes, in the words of the language that it is written in."""
    english, italian = _RULES
    try:
        return _read_as(english, condition, known)
    except Several as several:
        if not any(isinstance(one, OtherLanguage) for one in several.errors):
            raise
    return _read_as(italian, condition, known)


def _read_as(
    opening: tuple[str, str], condition: Condition, known: Vocabulary
) -> Rulebook:
    head, before = opening
    text = " ".join(condition.text.split())
    made = f"{head.format(entity=known.entity)}{before}{text}\n"
    try:
        return load_rules([Source("condition", made)], known)
    except Several as several:
        raise Several(
            [_placed(one, condition, before) for one in several.errors]
        ) from several


def _named(book: Rulebook) -> tuple[str, ...]:
    return tuple(dict.fromkeys(field for rule in book.rules for field in rule.fields))


def _placed(problem: Located, condition: Condition, opening: str) -> Located:
    """A problem of the rule that was made, told where the condition stands."""
    span = condition.span
    if span is None:
        return problem
    _, line, column = problem.place.order
    before = len(opening) + 1
    at = span.source.line(span.line).find(condition.text, span.column - 1) + 1
    if line == _LINE and column >= before and at:
        width = max(1, min(_width(problem), len(condition.text) - column + before))
        span = Span(span.source, span.line, at + column - before, width)
    problem.place = span
    return problem


def _width(problem: Located) -> int:
    return problem.place.width if isinstance(problem.place, Span) else 1
