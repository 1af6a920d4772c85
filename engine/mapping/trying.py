"""Tries a mapping at work on cases: what it makes of a record, and what it refuses."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from engine.mapping.cases import Case
from engine.mapping.compiled import Mapping as AtWork
from engine.model.problem import Problem
from engine.model.side import Side
from engine.values import Json, Value


@dataclass(frozen=True, slots=True)
class Made:
    """What a mapping makes of a record.

    Attributes:
        record: The whole record of the other side; None where it is refused.
        changed: The fields that were laid over what stood there.
    """

    record: Json | None
    changed: dict[str, Value]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A property, or a field, that came otherwise than a case says."""

    name: str
    expected: Value
    found: Value


@dataclass(frozen=True, slots=True)
class Outcome:
    """A case, and what came otherwise; nothing where it holds."""

    case: Case
    differences: tuple[Difference, ...]

    @property
    def has_held(self) -> bool:
        """Whether everything came as the case says."""
        return not self.differences


def make(mapping: AtWork, source: Side, given: Json, after: Json | None) -> Made:
    """What stands on the other side after a record has travelled there."""
    target, view = source.other, mapping.view(source, given)
    before = mapping.view(target, after or {})
    wanted = {
        name: mapping.beside(name, before[name], view[name], view)
        for name in mapping.fields
    }
    changed = {
        name: value
        for name, value in wanted.items()
        if not mapping.same(name, before[name], value, view)
        or (after is None and value is not None)
    }
    problems = mapping.check(target, changed, view, is_new=after is None)
    if problems:
        return Made(None, changed, problems)
    return Made(mapping.put(target, after, changed, view), changed, ())


def prove_cases(
    cases: Iterable[Case], compiled: Callable[[Case], AtWork]
) -> tuple[Outcome, ...]:
    """Try each case on the mapping with the options that it knows."""
    return tuple(_prove(case, compiled(case)) for case in cases)


def _prove(case: Case, mapping: AtWork) -> Outcome:
    if case.expect is None:
        view = mapping.view(case.source, case.given)
        found = mapping.check(case.source.other, view, view, is_new=True)
        refused: Json = {problem.field: problem.code for problem in found}
        expected: Json = dict(case.refused)
        return Outcome(case, _differences(expected, refused))
    made = make(mapping, case.source, case.given, case.after)
    if made.record is None:
        refused = {problem.field: problem.code for problem in made.problems}
        return Outcome(case, _differences({}, refused))
    expected = {name: one for name, one in case.expect.items() if one is not None}
    return Outcome(case, _differences(expected, made.record))


def _differences(expected: Json, found: Json) -> tuple[Difference, ...]:
    names = dict.fromkeys((*expected, *found))
    return tuple(
        Difference(name, expected.get(name), found.get(name))
        for name in names
        if (name in expected) != (name in found)
        or expected.get(name) != found.get(name)
    )
