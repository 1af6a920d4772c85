"""What each unit of a pair needs: the table of the merge, row by row."""

import dataclasses

import pytest

from engine.mapping.declaration import Policy
from engine.model.decision import Action, Decision, Grade, Reason
from engine.model.link import View
from engine.model.observation import Twins
from engine.model.plan import PairPlan
from engine.model.side import Pair, Side
from engine.reconcile.latest import Dial
from engine.reconcile.pairs import plan_pair
from engine.reconcile.policy import Terms
from tests.unit.reconcile.pairs import AGREED, MAPPING, mapping, twins

TERMS = Terms(Policy.LAST_MODIFIED, Pair(Dial(0.0, 0.0), Dial(0.0, 0.0)))


def plan(pair: Twins, terms: Terms = TERMS) -> PairPlan:
    return plan_pair(MAPPING, pair, terms)


def of(made: PairPlan, unit: str) -> Decision:
    return next(one for one in made.decisions if one.unit == unit)


@pytest.mark.parametrize(
    ("left", "right", "patches"),
    [
        pytest.param({}, {}, Pair({}, {}), id="nothing moved"),
        pytest.param({"name": "B"}, {}, Pair({}, {"name": "B"}), id="left moved"),
        pytest.param({}, {"name": "B"}, Pair({"name": "B"}, {}), id="right moved"),
        pytest.param({"name": "B"}, {"name": "B"}, Pair({}, {}), id="both, alike"),
        pytest.param({"name": "B"}, {"name": " B "}, Pair({}, {}), id="alike enough"),
        pytest.param(
            {"name": "B"},
            {"mail": "b@b.it"},
            Pair({"mail": "b@b.it"}, {"name": "B"}),
            id="different fields: both survive",
        ),
        pytest.param({"mail": None}, {}, Pair({}, {"mail": None}), id="left cleared"),
        pytest.param({}, {"mail": None}, Pair({"mail": None}, {}), id="right cleared"),
        pytest.param({"vat": "IT01234567890"}, {}, Pair({}, {}), id="another spelling"),
        pytest.param(
            {},
            {"street": "Via Po 3", "land": "FR", "district": None},
            Pair({"street": "Via Po 3", "land": "FR", "district": None}, {}),
            id="a group moves as one",
        ),
    ],
)
def test_a_linked_pair_gets_what_it_lacks(
    left: View, right: View, patches: Pair[View]
) -> None:
    assert patches == plan(twins(left, right)).patches


@pytest.mark.parametrize("later", [Side.LEFT, Side.RIGHT])
def test_the_later_of_two_edits_of_one_field_wins(later: Side) -> None:
    made = plan(twins({"name": "L"}, {"name": "R"}, later=later))

    winner = "L" if later is Side.LEFT else "R"
    assert made.patches[later.other] == {"name": winner}
    assert not made.patches[later]
    assert of(made, "name").is_conflict
    assert of(made, "name").reason is Reason.LAST_MODIFIED
    assert of(made, "name").grade is Grade.LIKELY


@pytest.mark.parametrize(
    ("field", "winner"),
    [
        pytest.param("vat", Side.LEFT, id="the owner"),
        pytest.param("name", Side.LEFT, id="nobody owns it"),
    ],
)
def test_a_tie_goes_to_the_owner(field: str, winner: Side) -> None:
    made = plan(twins({field: "11111111115"}, {field: "22222222220"}))

    assert set(made.patches[winner.other]) == {field}
    assert of(made, field).reason is Reason.OWNER
    assert of(made, field).grade is Grade.TIE


@pytest.mark.parametrize(
    ("policy", "target"),
    [
        pytest.param(Policy.LEFT, Side.RIGHT, id="left"),
        pytest.param(Policy.RIGHT, Side.LEFT, id="right"),
        pytest.param(Policy.MANUAL, None, id="manual"),
    ],
)
def test_the_mapping_s_policy_is_stronger_than_the_profile_s(
    policy: Policy, target: Side | None
) -> None:
    said = {Policy.LEFT: "books", Policy.RIGHT: "sales", Policy.MANUAL: "manual"}
    own = mapping("conflict: sales", f"conflict: {said[policy]}")

    made = plan_pair(own, twins({"name": "L"}, {"name": "R"}), TERMS)

    assert of(made, "name").action.target is target
    assert (of(made, "name").action is Action.HOLD) == (target is None)


def test_edits_of_two_fields_of_a_group_are_one_conflict() -> None:
    made = plan(twins({"street": "Via Po 3"}, {"land": "FR"}, later=Side.RIGHT))

    assert made.patches.left == {"street": AGREED.right["street"], "land": "FR"}
    assert of(made, "place").is_conflict


def test_a_first_meeting_fills_blanks_both_ways() -> None:
    made = plan(twins({"mail": None}, {"zip": None, "street": None}, baseline=None))

    assert made.patches.left == {"mail": AGREED.right["mail"]}
    assert made.patches.right == {
        "zip": AGREED.left["zip"],
        "street": AGREED.left["street"],
    }
    assert not made.overwrites
    assert {"name", "vat", "land", "district"} <= made.agreed


def test_a_first_meeting_of_two_values_is_a_conflict() -> None:
    made = plan(twins({"name": "L"}, {}, baseline=None, later=Side.LEFT))

    assert made.patches.right == {"name": "L"}
    assert of(made, "name").is_conflict
    assert made.overwrites


def test_a_first_meeting_may_be_left_to_a_person() -> None:
    own = mapping("  conflict: sales", "  conflict: sales\n  first: ask")

    made = plan_pair(own, twins({"name": "L"}, {}, baseline=None), TERMS)

    assert of(made, "name").action is Action.HOLD
    assert made.targets == ()


def test_what_the_other_side_requires_is_never_cleared_there() -> None:
    made = plan(twins({}, {"name": None}))

    assert made.is_held
    assert made.targets == ()
    assert [problem.field for problem in made.problems] == ["name"]


def test_a_difference_that_was_accepted_stays() -> None:
    kept = Pair({**AGREED.left, "zip": "1"}, {**AGREED.right, "zip": "2"})

    made = plan(twins({"zip": "1"}, {"zip": "2"}, baseline=kept))

    assert made.patches == Pair({}, {})
    assert made.agreed == frozenset()


def test_what_a_person_decided_goes_where_it_is_not_yet() -> None:
    pair = dataclasses.replace(
        twins({"name": "L"}, {"name": "R"}), wanted={"name": "Third"}
    )

    made = plan(pair)

    assert made.patches == Pair({"name": "Third"}, {"name": "Third"})
    assert {one.reason for one in made.decisions if one.unit == "name"} == {
        Reason.PERSON
    }
