"""The planner alone: what holds of every plan, whatever the pair and the policies."""

import dataclasses
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from engine.mapping.declaration import Direction, Policy
from engine.model.decision import Action, Decision, Reason
from engine.model.link import Baseline, Link
from engine.model.observation import Observation, Twins
from engine.model.plan import PairPlan
from engine.model.side import Pair, Side
from engine.reconcile.pairs import plan_pair
from engine.reconcile.policy import Terms
from tests.machine.cases import (
    CASES,
    MAPPING,
    MIRROR,
    ONE_UNIT,
    Case,
    agreed,
    carried_out,
    edited_only_by,
    mirrored,
    reflected,
    twins,
    unit_fields,
)

TOWARDS = {Side.LEFT: Direction.TO_LEFT, Side.RIGHT: Direction.TO_RIGHT}


@given(CASES)
def test_the_same_observations_make_the_same_plan(case: Case) -> None:
    assert case.plan == case.plan


@given(CASES)
def test_the_sides_are_equal_before_the_planner(case: Case) -> None:
    plan, image = case.plan, mirrored(case).plan

    assert [reflected(one) for one in plan.decisions] == sorted(
        image.decisions, key=_order(plan)
    )
    assert plan.patches.left == image.patches.right
    assert plan.patches.right == image.patches.left
    assert plan.agreed == image.agreed


@given(CASES)
def test_a_plan_that_was_carried_out_leaves_nothing_to_write(case: Case) -> None:
    after = carried_out(case)

    assert not any(after.plan.patches)


@given(CASES)
def test_every_value_that_is_written_stands_on_the_other_side(case: Case) -> None:
    for side in Side:
        source = case.twins.sides[side.other].view
        for name, value in case.plan.patches[side].items():
            assert value == source.get(name)


@given(CASES)
def test_only_what_is_equal_or_accepted_becomes_the_baseline(case: Case) -> None:
    plan = case.plan
    units = {unit.name: unit.fields for unit in MAPPING.units}
    accepted = {
        name
        for one in plan.decisions
        if one.action is Action.ACCEPT
        for name in units[one.unit]
    }
    left, right = case.twins.sides

    for name in plan.agreed - accepted:
        assert MAPPING.same(name, left.view.get(name), right.view.get(name))


@given(twins(), ONE_UNIT, st.sampled_from(Side))
def test_an_edit_of_one_side_arrives_whatever_the_stamps_say(
    pair: Twins, name: str, side: Side
) -> None:
    pair = edited_only_by(agreed(pair), name, side)
    after = carried_out(Case(MAPPING, pair))

    for field in unit_fields(name):
        typed = pair.sides[side].view.get(field)
        assert MAPPING.same(field, after.twins.sides.left.view.get(field), typed)
        assert MAPPING.same(field, after.twins.sides.right.view.get(field), typed)


@given(twins(), st.permutations([unit.name for unit in MAPPING.units]))
def test_edits_of_different_units_both_survive(pair: Twins, names: list[str]) -> None:
    mine, yours = names[:2]
    both = agreed(pair)
    both = edited_only_by(both, mine, Side.LEFT)
    both = edited_only_by(both, yours, Side.RIGHT)
    after = carried_out(Case(MAPPING, both))

    for name, side in ((mine, Side.LEFT), (yours, Side.RIGHT)):
        for field in unit_fields(name):
            typed = both.sides[side].view.get(field)
            for each in after.twins.sides:
                assert MAPPING.same(field, each.view.get(field), typed)


@given(CASES)
def test_a_line_writes_only_where_it_goes(case: Case) -> None:
    for decision in case.plan.decisions:
        target = decision.action.target
        direction = case.mapping.fields[unit_fields(decision.unit)[0]].direction
        is_reverted = decision.reason is Reason.REVERTED

        assert target is None or is_reverted or direction.allows(target)


@given(st.sampled_from(Side))
def test_a_first_meeting_is_asked_about_where_its_winner_does_not_travel(
    winner: Side,
) -> None:
    """The mapping says who wins, and the line goes the other way and asks."""
    line = dataclasses.replace(
        MAPPING.fields["phone"],
        direction=TOWARDS[winner],
        conflict=Policy.MANUAL,
    )
    mapping = dataclasses.replace(
        MAPPING,
        declaration=dataclasses.replace(MAPPING.declaration, first=winner.value),
        fields={**MAPPING.fields, "phone": line},
    )
    sides = Pair(*(Observation(side.value, "", {"phone": side.value}) for side in Side))

    plan = plan_pair(mapping, Twins(Link(1, Pair("7", "80")), sides), Terms())

    (phone,) = [one for one in plan.decisions if one.unit == "phone"]
    assert phone.action is Action.HOLD


@given(twins(), st.sampled_from(Side))
def test_a_field_that_never_agreed_makes_no_first_meeting_of_its_group(
    pair: Twins, side: Side
) -> None:
    """The zip code is equal on both sides, and the baseline does not know it."""
    pair = agreed(pair)
    known = pair.baseline.sides.map(
        lambda view: {name: value for name, value in view.items() if name != "zip"}
    )
    typed = dataclasses.replace(
        pair.sides[side], view={**pair.sides[side].view, "street": "typed"}
    )
    sides = Pair(typed, pair.sides.right)
    if side is Side.RIGHT:
        sides = Pair(pair.sides.left, typed)
    pair = dataclasses.replace(pair, sides=sides, baseline=Baseline(known))

    after = carried_out(Case(MAPPING, pair))

    assert [seen.view["street"] for seen in after.twins.sides] == ["typed"] * 2


@given(twins())
def test_what_nobody_edited_is_not_written(pair: Twins) -> None:
    rested = agreed(pair)

    assert not any(Case(MAPPING, rested).plan.patches)


def _order(plan: PairPlan) -> Callable[[Decision], int]:
    """The order of the decisions of a plan, for those of its mirror image."""
    places = {
        (one.unit, MIRROR.get(one.action, one.action)): place
        for place, one in enumerate(plan.decisions)
    }
    return lambda one: places[one.unit, one.action]
