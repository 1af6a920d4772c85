"""Tries a mapping at work on cases: what it makes of a record, and what it refuses."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from engine.mapping.cases import Case
from engine.mapping.compiled import Mapping as AtWork
from engine.mapping.declaration import Direction, FieldPair
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
        for name, pair in mapping.fields.items()
        if _travels(pair, target, is_new=after is None)
        and (pair.clear or view[name] is not None)
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


def _travels(pair: FieldPair, target: Side, *, is_new: bool) -> bool:
    """Whether a record brings this field there, as a run would."""
    is_once = pair.direction is Direction.CREATE_ONLY
    return is_new if is_once else pair.direction.allows(target)


def prove_cases(
    cases: Iterable[Case], compiled: Callable[[Case], AtWork]
) -> tuple[Outcome, ...]:
    """Try each case on the mapping with the options that it knows."""
    return tuple(_prove(case, compiled(case)) for case in cases)


def _prove(case: Case, mapping: AtWork) -> Outcome:
    made = make(mapping, case.source, case.given, case.after)
    if case.expect is None or made.record is None:
        refused: Json = {problem.field: problem.code for problem in made.problems}
        codes: Json = {**case.refused}
        return Outcome(case, _differences(codes, refused))
    told = case.expect.items()
    expected: Json = {name: one for name, one in told if one is not None}
    return Outcome(case, _differences(expected, made.record))


def _differences(expected: Json, found: Json) -> tuple[Difference, ...]:
    names = dict.fromkeys((*expected, *found))
    return tuple(
        Difference(name, expected.get(name), found.get(name))
        for name in names
        if (name in expected) != (name in found)
        or expected.get(name) != found.get(name)
    )
