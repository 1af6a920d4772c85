"""What nobody changed and differs is apart, unless the difference was accepted."""

import dataclasses

import pytest

from engine.model.link import Baseline
from engine.model.problem import Severity
from engine.model.side import Pair
from engine.reconcile.apart import apart
from engine.reconcile.pairs import plan_pair
from engine.reconcile.policy import Terms
from tests.unit.reconcile.pairs import AGREED, MAPPING, twins

APART = Pair(AGREED.left, {**AGREED.right, "street": "Via Po 2"})


def test_what_differs_unchanged_is_apart() -> None:
    pair = twins(right={"street": "Via Po 2"}, baseline=APART)

    plan = plan_pair(MAPPING, pair, Terms())

    assert apart(MAPPING, pair) == ("street",)
    assert not any(plan.patches)
    assert [(one.code, one.severity) for one in plan.problems] == [
        ("apart", Severity.WARNING)
    ]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param({}, {"street": "Via Roma 9"}, id="the right side was edited"),
        pytest.param({"street": "Via Po 2"}, {"street": "Via Po 2"}, id="equal again"),
    ],
)
def test_what_was_edited_is_not_apart(
    left: dict[str, str], right: dict[str, str]
) -> None:
    assert apart(MAPPING, twins({**left}, {**right}, baseline=APART)) == ()


def test_an_accepted_difference_is_not_apart() -> None:
    pair = twins(right={"street": "Via Po 2"}, baseline=APART)
    accepted = Baseline(APART, frozenset({"street"}))

    assert apart(MAPPING, dataclasses.replace(pair, baseline=accepted)) == ()
