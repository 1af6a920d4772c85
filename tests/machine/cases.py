"""Pairs for the planner: bases perturbed twice, under any policies."""

import dataclasses
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from engine.mapping.compiled import Mapping
from engine.mapping.declaration import Direction, FieldPair, Policy
from engine.model.decision import Action, Decision
from engine.model.link import Baseline, Link, View
from engine.model.observation import Edited, Observation, Twins
from engine.model.plan import PairPlan
from engine.model.side import Pair, Side
from engine.reconcile.pairs import plan_pair
from engine.reconcile.policy import Terms
from engine.values import Value
from tests.unit.mapping.samples import clients

NOON = datetime(2026, 3, 2, 12, 0, 0, tzinfo=UTC)
PLAIN = """\
schema: 1
entity: clients
version: 1
title: {it: Clienti, en: Clients}
books: clients
sales: Firm
match: [{by: name}]
sync: {direction: both, create: {sales: always, books: on_request}, delete: ask}
groups: {place: [street, zip]}
fields:
  name:   {books: name, sales: title}
  street: {books: address, sales: street}
  zip:    {books: zip, sales: postcode}
  mail:   {books: mail, sales: 'emails[0].value'}
  phone:  {books: phone, sales: 'phones[0].value'}
"""
MAPPING = clients(PLAIN)
FIELDS = tuple(MAPPING.fields)
# Two of them say the same to the lens, and are not the same text.
VALUES = st.sampled_from(["a", "a ", "b", "c", None])
MIRROR: dict[Any, Any] = {
    Policy.LEFT: Policy.RIGHT,
    Policy.RIGHT: Policy.LEFT,
    Direction.TO_LEFT: Direction.TO_RIGHT,
    Direction.TO_RIGHT: Direction.TO_LEFT,
    Action.WRITE_LEFT: Action.WRITE_RIGHT,
    Action.WRITE_RIGHT: Action.WRITE_LEFT,
    "left": "right",
    "right": "left",
}
BOTH = Direction.BOTH
ONE_UNIT = st.sampled_from([unit.name for unit in MAPPING.units])


@dataclass(frozen=True, repr=False)
class Case:
    """A mapping with its policies, and a pair that was perturbed."""

    mapping: Mapping
    twins: Twins

    @property
    def plan(self) -> PairPlan:
        return plan_pair(self.mapping, self.twins, Terms())

    def __repr__(self) -> str:
        # What was drawn of the mapping; the whole of it is too long to be read.
        policies = {
            name: (pair.direction, pair.owner, pair.conflict, pair.foreign_edit)
            for name, pair in self.mapping.fields.items()
        }
        return f"Case({policies}, {self.twins})"


@st.composite
def pairs_of_lines(draw: st.DrawFn) -> dict[str, FieldPair]:
    """The lines of the mapping with any policies; those of a group alike."""
    lines = {}
    for unit in MAPPING.units:
        changes = {
            "direction": draw(st.sampled_from([BOTH, BOTH, *Direction])),
            "owner": draw(st.sampled_from(Side)),
            "conflict": draw(st.sampled_from([None, *Policy])),
            "clear": draw(st.booleans()),
            "foreign_edit": draw(st.sampled_from(["report", "revert", "keep"])),
        }
        for name in unit.fields:
            pair = MAPPING.fields[name]
            lines[name] = dataclasses.replace(pair, **changes)
    return lines


@st.composite
def mappings(draw: st.DrawFn) -> Mapping:
    declaration = dataclasses.replace(
        MAPPING.declaration,
        first=draw(st.sampled_from(["last_modified", "left", "right", "ask"])),
        conflict=draw(st.sampled_from([None, *Policy])),
    )
    lines = draw(pairs_of_lines())
    return dataclasses.replace(MAPPING, declaration=declaration, fields=lines)


@st.composite
def twins(draw: st.DrawFn) -> Twins:
    """A base that both sides agreed on, more or less, and then two perturbations."""
    known = draw(st.sets(st.sampled_from(FIELDS)))
    left, right = (_drawn(draw, sorted(known)) for _ in Side)
    base = Pair(left, right)
    sides = [
        _seen(side, {name: _moved(draw, base[side].get(name)) for name in FIELDS}, draw)
        for side in Side
    ]
    return Twins(Link(1, Pair("7", "80")), Pair(*sides), Baseline(base))


def _drawn(draw: st.DrawFn, names: list[str]) -> View:
    return {name: draw(VALUES) for name in names}


def _moved(draw: st.DrawFn, value: Value) -> Value:
    return draw(VALUES) if draw(st.booleans()) else value


def _seen(side: Side, view: View, draw: st.DrawFn) -> Observation:
    edited = {
        unit.name: Edited(NOON + timedelta(seconds=draw(st.integers(0, 9))))
        for unit in MAPPING.units
    }
    return Observation(side.value, "ACME", view, NOON, edited)


CASES = st.builds(Case, mappings(), twins())


def unit_fields(name: str) -> tuple[str, ...]:
    return next(unit.fields for unit in MAPPING.units if unit.name == name)


def agreed(pair: Twins) -> Twins:
    """The same pair, at rest: both hold what the left one holds."""
    view = pair.sides.left.view
    sides = pair.sides.map(lambda seen: dataclasses.replace(seen, view=view))
    return dataclasses.replace(pair, sides=sides, baseline=Baseline(Pair(view, view)))


def edited_only_by(pair: Twins, name: str, side: Side) -> Twins:
    typed: View = dict.fromkeys(unit_fields(name), "typed")
    sides = {
        each: dataclasses.replace(
            seen, view={**seen.view, **(typed if each is side else {})}
        )
        for each, seen in zip(Side, pair.sides, strict=True)
    }
    both = Pair(sides[Side.LEFT], sides[Side.RIGHT])
    return dataclasses.replace(pair, sides=both)


def carried_out(case: Case) -> Case:
    """The pair after its plan was carried out, each write read back as sent."""
    plan, pair = case.plan, case.twins
    left, right = pair.sides
    baseline = pair.baseline
    for side in Side:
        patch = plan.patches[side]
        source = {name: pair.sides[side.other].view.get(name) for name in patch}
        agreed = Pair(patch, source) if side is Side.LEFT else Pair(source, patch)
        baseline = baseline.with_agreed(agreed)
    agreed = Pair(
        {name: left.view.get(name) for name in plan.agreed},
        {name: right.view.get(name) for name in plan.agreed},
    )
    sides = Pair(
        dataclasses.replace(left, view={**left.view, **plan.patches.left}),
        dataclasses.replace(right, view={**right.view, **plan.patches.right}),
    )
    after = dataclasses.replace(
        pair, sides=sides, baseline=baseline.with_agreed(agreed)
    )
    return Case(case.mapping, after)


def mirrored(case: Case) -> Case:
    """The same case with left and right relabelled, policies too."""
    fields = {
        name: dataclasses.replace(
            pair,
            direction=MIRROR.get(pair.direction, pair.direction),
            conflict=MIRROR.get(pair.conflict, pair.conflict),
            owner=pair.owner.other if pair.owner else None,
        )
        for name, pair in case.mapping.fields.items()
    }
    old = case.mapping.declaration
    declaration = dataclasses.replace(
        old,
        first=MIRROR.get(old.first, old.first),
        conflict=MIRROR.get(old.conflict, old.conflict),
    )
    mapping = dataclasses.replace(case.mapping, declaration=declaration, fields=fields)
    base = case.twins.baseline.sides
    pair = dataclasses.replace(
        case.twins,
        sides=Pair(case.twins.sides.right, case.twins.sides.left),
        baseline=Baseline(Pair(base.right, base.left)),
    )
    return Case(mapping, pair)


def reflected(decision: Decision) -> Decision:
    action = MIRROR.get(decision.action, decision.action)
    return dataclasses.replace(decision, action=action)
