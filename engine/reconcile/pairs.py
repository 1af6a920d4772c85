"""From the two records of a link to what they need."""

import dataclasses

from engine.mapping.compiled import Mapping
from engine.mapping.declaration import Direction
from engine.model.decision import WRITE, Action, Decision, Reason
from engine.model.link import View
from engine.model.observation import Twins
from engine.model.plan import PairPlan
from engine.model.problem import Problem, Severity
from engine.model.side import Pair, Side
from engine.reconcile.apart import apart
from engine.reconcile.lists import is_merged_by_item, merge_list
from engine.reconcile.merge import Merge, merge_unit
from engine.reconcile.policy import Terms
from engine.values import Value, as_part


def plan_pair(mapping: Mapping, twins: Twins, terms: Terms) -> PairPlan:
    """Decide what a linked pair needs, unit by unit, and whether it may be written."""
    decisions = tuple(
        decision
        for unit in mapping.units
        for decision in _decide(Merge(mapping, unit, twins, terms))
    )
    patches = Pair(_patch(decisions, Side.LEFT), _patch(decisions, Side.RIGHT))
    problems = [
        problem
        for side in Side
        if patches[side]
        for problem in judge_patch(mapping, twins, side, patches[side])
    ]
    problems += [_foreign(mapping, twins, one) for one in decisions if _is_foreign(one)]
    problems += [_apart(twins, name) for name in apart(mapping, twins)]
    agreed = _agreed(mapping, twins, decisions)
    return PairPlan(twins, patches, decisions, agreed, tuple(problems))


def judge_patch(
    mapping: Mapping, twins: Twins, side: Side, patch: View
) -> tuple[Problem, ...]:
    """Say what speaks against writing ``patch`` to one side: mapping, then rules."""
    before = twins.sides[side].view
    merged = {**_one_sided(mapping, twins), **before, **patch}
    found = mapping.check(side, patch, merged, is_new=False)
    said = mapping.rules.judge(
        merged,
        side=side,
        changed=frozenset(patch),
        before=twins.baseline.sides[side] or before,
    )
    return without_echo(found, said)


def without_echo(
    found: tuple[Problem, ...], said: tuple[Problem, ...]
) -> tuple[Problem, ...]:
    """All the problems; of two with one code about one field, the more precise.

    The mapping knows the value that is wrong, a rule only that it is.
    """
    words = {(one.code, one.field): one for one in said}
    found = tuple(_worded(one, words.get((one.code, one.field))) for one in found)
    known = {(problem.code, problem.field) for problem in found}
    ruled = {one.field for one in said if one.severity is Severity.ERROR}
    rest = [one for one in said if (one.code, one.field) not in known]
    # A value that breaks a rule is not also reported as one that cannot be
    # converted: the rule says what to do about it.
    spoken = {(one.code, one.field) for one in said}
    kept = [
        one
        for one in found
        if one.field not in ruled or (one.code, one.field) in spoken
    ]
    return (*kept, *rest)


def _worded(problem: Problem, rule: Problem | None) -> Problem:
    """Where nothing is set the rule says why, the mapping where to fill it in."""
    if rule is None or "value" in problem.parts:
        return problem
    own = {name: text for name, text in rule.parts.items() if name in ("it", "en")}
    return dataclasses.replace(
        problem, parts={**problem.parts, **own}, source=rule.source
    )


def _decide(merge: Merge) -> tuple[Decision, ...]:
    wanted = {
        name: merge.twins.wanted[name]
        for name in merge.unit.fields
        if name in merge.twins.wanted
    }
    if not wanted:
        return _merged(merge)
    decided = [one for one in _merged(_as_wanted(merge, wanted)) if _acts(one)]
    wanted = {name: _beside_both(merge, name, one) for name, one in wanted.items()}
    writable = merge.writable
    for side in Side:
        if writable and side not in writable:
            # It goes one way: what stands there is let be.
            continue
        view = merge.twins.sides[side].view
        same = merge.mapping.same
        values = {
            name: value
            for name, value in wanted.items()
            if not same(name, view.get(name), value, view)
        }
        if values:
            decided.append(
                Decision(merge.unit.name, WRITE[side], Reason.PERSON, values)
            )
    is_same = not merge.differing()
    rest = Action.AGREE if is_same else Action.ACCEPT
    kept = {} if is_same else wanted
    return tuple(decided) or (Decision(merge.unit.name, rest, Reason.PERSON, kept),)


def _merged(merge: Merge) -> tuple[Decision, ...]:
    return merge_list(merge) if is_merged_by_item(merge) else merge_unit(merge)


def _beside_both(merge: Merge, name: str, value: Value) -> Value:
    """What a person decided, beside the items of a list that they said nothing of."""
    for side in merge.twins.sides:
        value = merge.mapping.beside(name, side.view.get(name), value, side.view)
    return value


def _as_wanted(merge: Merge, wanted: View) -> Merge:
    """The rest of the unit: what a person decided is out of the question."""
    twins = merge.twins
    sides = twins.sides.map(
        lambda seen: dataclasses.replace(seen, view={**seen.view, **wanted})
    )
    agreed = twins.baseline.with_agreed(Pair(wanted, wanted))
    rest = dataclasses.replace(twins, sides=sides, baseline=agreed)
    return dataclasses.replace(merge, twins=rest)


def _acts(decision: Decision) -> bool:
    return decision.action not in {Action.AGREE, Action.NOTHING}


def _patch(decisions: tuple[Decision, ...], side: Side) -> View:
    patch: View = {}
    for decision in decisions:
        if decision.action.target is side:
            patch.update(decision.values)
    return patch


def _agreed(
    mapping: Mapping, twins: Twins, decisions: tuple[Decision, ...]
) -> frozenset[str]:
    """The fields whose present values become the baseline without a write."""
    left, right = twins.sides
    base = twins.baseline.sides
    units = {unit.name: unit.fields for unit in mapping.units}
    accepted = {
        name
        for decision in decisions
        if decision.action is Action.ACCEPT
        for name in units[decision.unit]
    }
    return frozenset(
        name
        for name in mapping.fields
        if (
            name in accepted
            or mapping.agrees(
                name, left.view.get(name), right.view.get(name), right.view
            )
        )
        and not (
            twins.baseline.knows(name)
            and base.left.get(name) == left.view.get(name)
            and base.right.get(name) == right.view.get(name)
        )
    )


def _one_sided(mapping: Mapping, twins: Twins) -> View:
    """What rules may ask of the left record and the right one does not have."""
    view = twins.sides.left.view
    return {name: value for name, value in view.items() if name not in mapping.fields}


def _is_foreign(decision: Decision) -> bool:
    return decision.reason is Reason.FOREIGN and decision.action is Action.NOTHING


def _foreign(mapping: Mapping, twins: Twins, decision: Decision) -> Problem:
    """A warning about an edit on the side that a one-way line does not read."""
    unit = next(unit for unit in mapping.units if unit.name == decision.unit)
    field = unit.fields[0]
    is_left_blind = mapping.fields[field].direction is Direction.TO_LEFT
    target = Side.RIGHT if is_left_blind else Side.LEFT
    parts = {
        "left": as_part(twins.sides.left.view.get(field)),
        "right": as_part(twins.sides.right.view.get(field)),
        "source": mapping.names[target.other],
    }
    return Problem("foreign_edit", target, field, parts, severity=Severity.WARNING)


def _apart(twins: Twins, field: str) -> Problem:
    """A warning about a difference that nobody made and nobody accepted."""
    parts = {
        "left": as_part(twins.sides.left.view.get(field)),
        "right": as_part(twins.sides.right.view.get(field)),
    }
    return Problem("apart", Side.LEFT, field, parts, severity=Severity.WARNING)
