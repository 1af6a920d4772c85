"""What each item of a list needs, on either side: the table, row by row."""

import dataclasses
from collections.abc import Sequence

import pytest

from engine.mapping.declaration import Policy
from engine.model.decision import Action, Decision, Reason
from engine.model.link import Baseline, Link
from engine.model.observation import Observation, Twins
from engine.model.plan import PairPlan
from engine.model.side import Pair, Side
from engine.reconcile.latest import Dial
from engine.reconcile.pairs import plan_pair
from engine.reconcile.policy import Terms
from engine.values import Value
from tests.unit.mapping.listed import KEEPING, REMOVING, listed

KINDS = {"w": "Work", "h": "Home", "f": "Fax"}
TO_SALES = ("    key: kind\n", "    key: kind\n    direction: to_sales\n")


def items(text: str) -> Value:
    """A list from its short form: ``w1 h2`` is Work 1 and Home 2."""
    found: list[Value] = [
        {"kind": KINDS[word[0]], "value": word[1:]} for word in sorted(text.split())
    ]
    found.sort(key=str)
    return found or None


def plan(
    now: tuple[str, str],
    then: tuple[str, str] | None,
    changes: Sequence[tuple[str, str]] = (KEEPING,),
    conflict: Policy = Policy.MANUAL,
) -> PairPlan:
    """What a pair needs whose lists are these, and were those."""
    seen = [
        Observation(id, "ACME", {"name": "ACME", "land": "IT", "numbers": items(text)})
        for id, text in zip("78", now, strict=True)
    ]
    baseline = Baseline()
    if then is not None:
        sides = [
            {"name": "ACME", "land": "IT", "numbers": items(text)} for text in then
        ]
        baseline = Baseline(Pair(*sides))
    twins = Twins(Link(1, Pair("7", "8")), Pair(*seen), baseline)
    dials = Pair(Dial(0.0, 0.0), Dial(0.0, 0.0))
    return plan_pair(listed(*changes), twins, Terms(conflict, dials))


def written(made: PairPlan, side: Side) -> Value:
    return made.patches[side].get("numbers")


def decision(made: PairPlan) -> Decision:
    return next(one for one in made.decisions if one.unit == "numbers")


@pytest.mark.parametrize(
    ("now", "then", "to_left", "to_right"),
    [
        pytest.param(("w1", "w1"), ("w1", "w1"), "", "", id="nothing moved"),
        pytest.param(("w2", "w1"), ("w1", "w1"), "", "w2", id="left changed one"),
        pytest.param(("w1", "w2"), ("w1", "w1"), "w2", "", id="right changed one"),
        pytest.param(("w1 h2", "w1"), ("w1", "w1"), "", "w1 h2", id="left added one"),
        pytest.param(
            ("w1 h2", "w1 f3"),
            ("w1", "w1"),
            "w1 h2 f3",
            "w1 h2 f3",
            id="each added one: both have both",
        ),
        pytest.param(
            ("w2 h2", "w1 h3"),
            ("w1 h2", "w1 h2"),
            "w2 h3",
            "w2 h3",
            id="each changed another one",
        ),
        pytest.param(("w1 h2", "w1 h2"), ("w1", "w1"), "", "", id="both, alike"),
        pytest.param(
            ("w021234567", "w+39021234567"),
            ("w021234567", "w021234567"),
            "",
            "",
            id="another spelling",
        ),
        pytest.param(("w1", "w1 f3"), ("w1", "w1 f3"), "", "", id="what was accepted"),
        pytest.param(("w1", ""), None, "", "w1", id="first meeting, blank"),
        pytest.param(
            ("w1 h2", "w1 f3"),
            None,
            "w1 h2 f3",
            "w1 h2 f3",
            id="first meeting, each with its own",
        ),
    ],
)
def test_an_item_reaches_the_side_that_lacks_it(
    now: tuple[str, str], then: tuple[str, str] | None, to_left: str, to_right: str
) -> None:
    made = plan(now, then)

    assert written(made, Side.LEFT) == items(to_left)
    assert written(made, Side.RIGHT) == items(to_right)
    assert not any(one.is_conflict for one in made.decisions)


def test_an_item_that_is_gone_stays_on_the_other_side_and_does_not_come_back() -> None:
    made = plan(("w1", "w1 h2"), ("w1 h2", "w1 h2"))

    assert made.patches == Pair({}, {})
    assert decision(made).action is Action.ACCEPT
    assert "numbers" in made.agreed


def test_an_item_that_is_gone_goes_where_the_mapping_says_so() -> None:
    made = plan(("w1", "w1 h2"), ("w1 h2", "w1 h2"), (REMOVING,))

    assert made.patches == Pair({}, {"numbers": items("w1")})


def test_the_last_item_goes_too() -> None:
    made = plan(("", "w1"), ("w1", "w1"), (REMOVING,))

    assert made.patches == Pair({}, {"numbers": None})


def test_the_same_item_changed_on_both_sides_is_a_conflict_of_the_list() -> None:
    made = plan(("w2 h5", "w3"), ("w1", "w1"))

    assert decision(made).action is Action.HOLD
    assert decision(made).is_conflict
    assert made.patches == Pair({}, {})


@pytest.mark.parametrize(
    ("policy", "patches"),
    [
        pytest.param(
            Policy.LEFT, Pair({}, {"numbers": items("w2 h5")}), id="left wins"
        ),
        pytest.param(
            Policy.RIGHT,
            Pair({"numbers": items("w3 h5")}, {"numbers": items("w3 h5")}),
            id="right wins, and still gets what was added",
        ),
    ],
)
def test_the_winner_of_a_conflict_wins_the_item_and_no_more(
    policy: Policy, patches: Pair[dict[str, Value]]
) -> None:
    made = plan(("w2 h5", "w3"), ("w1", "w1"), conflict=policy)

    assert made.patches == patches
    assert [one.reason for one in made.decisions if one.is_conflict] == [Reason.POLICY]


def test_two_items_of_one_key_hold_the_pair_and_name_the_key() -> None:
    made = plan(("w1", "w1 w2"), ("w1", "w1"))

    (problem,) = made.problems
    assert (problem.code, problem.parts["value"]) == ("doubled_key", "Work")
    assert made.is_held


def test_what_a_person_decided_stands_beside_what_was_added() -> None:
    made = plan(("w2 h5", "w3"), ("w1", "w1"))
    wanted = dataclasses.replace(made.twins, wanted={"numbers": items("w3")})

    decided = plan_pair(listed(KEEPING), wanted, Terms(Policy.MANUAL))

    assert decided.patches == Pair(
        {"numbers": items("w3 h5")}, {"numbers": items("w3 h5")}
    )


def test_a_list_that_goes_one_way_leaves_what_is_there_besides() -> None:
    one_way = (TO_SALES,)

    first = plan(("w1", "w1 f3"), None, one_way)
    later = plan(("w2", "w1 f3"), ("w1", "w1 f3"), one_way)

    assert first.patches == Pair({}, {})
    assert "numbers" in first.agreed
    assert later.patches == Pair({}, {"numbers": items("w2 f3")})
