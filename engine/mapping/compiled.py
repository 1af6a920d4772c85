"""A mapping at work: read, compare, write, and say what speaks against a write."""

import dataclasses
from collections import abc
from dataclasses import dataclass, field

from engine.lenses.base import NOTHING, Objection, Scope
from engine.mapping.conditions import Predicate
from engine.mapping.declaration import (
    Creation,
    Declaration,
    Direction,
    FieldPair,
    Unit,
)
from engine.mapping.drift import Drift
from engine.mapping.items import ItemList
from engine.mapping.line import Fixed, Line
from engine.mapping.making import Make
from engine.mapping.objections import label_of, problem_of
from engine.mapping.parts import Match
from engine.mapping.views import View
from engine.mapping.writing import Marking, copy_along, write
from engine.model.problem import Problem
from engine.model.resource import Resource
from engine.model.side import Pair, Side
from engine.rules.rulebook import Rulebook
from engine.values import Json, Value, to_json

_BOTH_WAYS = (Direction.BOTH, Direction.CREATE_ONLY)


@dataclass(frozen=True, slots=True)
class Mapping:
    """How an entity on the left equals it on the right, ready for records.

    Attributes:
        resources: Where the entity lives on either side.
        names: The names of the two systems.
        fields: The fields with a home on both sides, by name.
        lines: The same, at work.
        units: Those fields, alone or in their groups.
        switched_off: Fields whose collection of options a system does not have;
            they are left alone on both sides.
        views: The functions that read a record, by its side.
        makers: The functions that make a new one.
        constants: What a side gets that no field brings.
        marks: What is written to a record whose counterpart was deleted, by side.
        creates: By side, whether a counterpart is created there by itself, where
            a condition says it.
        only: By side, whether a record takes part, where a condition says it.
        whens: Whether a record may be recognised by a match, where a condition says it.
        drifts: What the tenants show otherwise than the mapping believes.
        anchors: By field that a join reads, the field of the id that it goes by:
            where that is missing, it alone is spoken of.
    """

    declaration: Declaration
    resources: Pair[Resource]
    names: Pair[str]
    fields: dict[str, FieldPair]
    lines: dict[str, Line]
    units: tuple[Unit, ...]
    matches: tuple[Match, ...]
    rules: Rulebook
    switched_off: tuple[str, ...]
    views: Pair[View]
    makers: Pair[Make]
    constants: Pair[tuple[Fixed, ...]] = Pair((), ())  # noqa: RUF009 - a Pair is frozen
    marks: Pair[Marking | None] = Pair(None, None)  # noqa: RUF009 - as above
    creates: Pair[Predicate | None] = Pair(None, None)  # noqa: RUF009 - as above
    only: Pair[Predicate | None] = Pair(None, None)  # noqa: RUF009 - as above
    whens: abc.Mapping[Match, Predicate] = field(default_factory=dict)
    drifts: tuple[Drift, ...] = ()
    anchors: abc.Mapping[str, str] = dataclasses.field(default_factory=dict)

    @property
    def entity(self) -> str:
        """The name of what is kept equal."""
        return self.declaration.entity

    @property
    def knows(self) -> str:
        """A short name of what records are read by, beside what they hold."""
        known = {name: line.lens.knows for name, line in self.lines.items()}
        return to_json({name: one for name, one in known.items() if one})

    @property
    def registries(self) -> tuple[str, ...]:
        """The left collections whose options it needs."""
        return self.declaration.registries

    def view(self, side: Side, content: Json) -> dict[str, Value]:
        """The neutral values of a record; one-sided fields of that side too."""
        return self.views[side](content)

    def marked(self, side: Side, content: Json) -> dict[str, Value]:
        """What stands where a record of that side is marked, by name; often nothing."""
        mark = self.marks[side]
        return {mark.name: mark.home.find(content)} if mark else {}

    def takes_part(self, side: Side, content: Json) -> bool:
        """Whether a record of that side is one of those that are kept equal."""
        holds = self.only[side]
        return holds is None or holds(self.view(side, content))

    def creates_by_itself(self, target: Side, view: abc.Mapping[str, Value]) -> bool:
        """Whether a record gets a counterpart there, if its parent has one."""
        holds = self.creates[target]
        if holds is not None:
            return holds(view)
        return self.declaration.creation[target] is Creation.ALWAYS

    def missing_parent(self, target: Side, view: abc.Mapping[str, Value]) -> str | None:
        """The id of the parent that a record waits for; empty where it names none.

        None where its parent is on that side, and where none is needed.
        """
        parent = self.declaration.parent
        if parent is None:
            return None
        line, value = self.lines.get(parent.entity), view.get(parent.entity)
        if line is None or value is None:
            return ""
        objection = line.lens.why_not(value, {}, target)
        return objection.parts["value"] if objection else None

    def same(
        self, field: str, left: Value, right: Value, scope: Scope | None = None
    ) -> bool:
        """Whether two neutral values of a field say the same."""
        if left == right:
            return True
        line = self.lines.get(field)
        # What marks a record is compared as it stands.
        return line is not None and line.is_same(left, right, scope or NOTHING)

    def agrees(self, field: str, left: Value, right: Value, scope: Scope) -> bool:
        """Whether a field needs nothing on either side.

        A list that goes one way may have items of its own where it arrives.
        """
        if self.same(field, left, right, scope):
            return True
        pair = self.fields.get(field)
        if pair is None or not pair.items or pair.direction in _BOTH_WAYS:
            return False
        target = right if pair.direction.allows(Side.RIGHT) else left
        source = left if pair.direction.allows(Side.RIGHT) else right
        lens = self.lines[field].lens
        laid = self.beside(field, target, source, scope)
        if isinstance(lens, ItemList):
            laid = lens.filled(laid, target)
        return self.same(field, laid, target, scope)

    def arrived(self, field: str, side: Side, sent: Value, found: Scope) -> bool:
        """Whether what was sent of a field to a side is what was found there.

        A server may fill in what an item of a one-way list leaves blank.
        """
        value = found.get(field)
        left, right = (value, sent) if side is Side.LEFT else (sent, value)
        return self.agrees(field, left, right, found)

    def beside(self, field: str, old: Value, new: Value, scope: Scope) -> Value:
        """What a side holds once ``new`` was laid over ``old``, in neutral form.

        Of a list, the items that the other side lacks may stay; else it is ``new``.
        """
        lens = self.lines[field].lens
        return lens.laid(old, new, scope) if isinstance(lens, ItemList) else new

    def items(self, field: str, value: Value, scope: Scope) -> dict[str, Json] | None:
        """The items of a list by what they are paired by; None where two are alike."""
        lens = self.lines[field].lens
        return lens.by_key(value, scope) if isinstance(lens, ItemList) else {}

    def keys(self, view: abc.Mapping[str, Value]) -> tuple[tuple[str, str], ...]:
        """The keys by which a record is matched, with the names of their matches."""
        found = []
        for match in self._matches_for(view):
            parts = [
                self.lines[name].lens.normal(view.get(name), view) for name in match.by
            ]
            if all(parts):
                found.append((match.name, "\n".join(parts).casefold()))
        return tuple(found)

    def wanted(
        self, side: Side, view: abc.Mapping[str, Value]
    ) -> tuple[tuple[str, str], ...]:
        """What to search that side for, to find counterparts by sure matches.

        A path and an exact text each.  Of a match by several fields the first
        is searched for; ``keys`` of what is found tells whether the rest fits.
        """
        lines = [
            self.lines[match.by[0]]
            for match in self._matches_for(view)
            if match.is_sure and all(view.get(name) is not None for name in match.by)
        ]
        wanted = [
            place
            for line in lines
            for text in line.lens.spellings(view.get(line.pair.name), view)
            for place in line.searched(side, text)
        ]
        return tuple(dict.fromkeys(wanted))

    def _matches_for(self, view: abc.Mapping[str, Value]) -> abc.Iterator[Match]:
        for match in self.matches:
            holds = self.whens.get(match)
            if holds is None or holds(view):
                yield match

    def put(
        self,
        side: Side,
        content: Json | None,
        values: abc.Mapping[str, Value],
        scope: Scope,
    ) -> Json:
        """The whole record with ``values`` laid over ``content``.

        Args:
            side: The side that the record is of.
            content: The record as it was read; None makes a new one.
            values: The fields to change, in neutral form; None clears.
            scope: The neutral values that the record will have.
        """
        if not content:
            around = values if scope is values else {**scope, **values}
            return self.makers[side](values, around)
        record, before = dict(content), self.view(side, content)
        around = {**scope, **values}
        changed = [
            line
            for name, line in self.lines.items()
            if name in values and before.get(name) != values[name]
        ]
        for line in changed:
            value, home = values[line.pair.name], line.homes[side]
            old = home.find(record)
            write(record, home, line.formed(side, value, old, around))
        for line in changed:
            copy_along(record, line.homes[side])
        if changed:
            self._lay_constants(side, record)
        mark = self.marks[side]
        if mark and mark.name in values:
            write(record, mark.home, values[mark.name])
        return record

    def _lay_constants(self, side: Side, record: Json) -> None:
        for one in self.constants[side]:
            if one.constant.always:
                write(record, one.home, one.constant.value)

    def check(
        self, side: Side, values: abc.Mapping[str, Value], scope: Scope, *, is_new: bool
    ) -> tuple[Problem, ...]:
        """What speaks against writing these values to a side."""
        around = {**scope, **values}
        found = []
        for name, line in self.lines.items():
            if not is_new and name not in values:
                continue
            anchor = self.anchors.get(name)
            if anchor and around.get(anchor) is None:
                continue
            objections = line.objections(side, values.get(name), around)
            found += [self._problem(side, name, one) for one in objections]
        return tuple(found)

    def label(self, field: str, lang: str) -> str:
        """What a person calls a field; its own name where nobody said."""
        return label_of(self.declaration, field, lang)

    def _problem(self, side: Side, field: str, objection: Objection) -> Problem:
        absent = self.rules.code_for_absent(field)
        return problem_of(
            self.declaration, self.names, (side, field), objection, absent
        )
