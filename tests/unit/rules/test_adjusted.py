"""A rulebook with some rules off and some warnings raised."""

from engine.model.problem import Severity
from engine.model.side import Side
from tests.unit.rules.customers import NOTHING, book, codes

_RULES = """A: require zip
B: warn require city
C: default currency = 'EUR'
D: default vat_zone = 1 when currency is set
"""


def test_what_is_off_says_nothing_and_fills_nothing() -> None:
    rules = book(_RULES).adjusted(off={"A", "C"})

    assert [rule.code for rule in rules.rules] == ["B", "D"]
    assert codes(rules.judge(NOTHING, side=Side.LEFT)) == ["?B"]
    assert rules.fill(NOTHING, is_new=True) == ()
    assert rules.code_for_absent("zip") == ""


def test_a_raised_warning_is_an_error() -> None:
    rules = book(_RULES).adjusted(raised={"B"})

    assert codes(rules.judge(NOTHING, side=Side.LEFT)) == ["A", "B"]
    assert rules.rules[1].severity is Severity.ERROR


def test_a_raised_rule_on_what_does_not_change_still_only_warns() -> None:
    rules = book(_RULES).adjusted(raised={"B"})
    changed = frozenset({"name"})

    assert codes(rules.judge(NOTHING, side=Side.LEFT, changed=changed)) == ["?A", "?B"]


def test_what_was_adjusted_can_be_adjusted_again() -> None:
    rules = book(_RULES).adjusted(off={"A"}).adjusted(raised={"B"})

    assert codes(rules.judge(NOTHING, side=Side.LEFT)) == ["B"]
    assert codes(book(_RULES).judge(NOTHING, side=Side.LEFT)) == ["A", "?B"]
