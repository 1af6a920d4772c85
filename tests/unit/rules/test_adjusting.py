"""Rules switched off with a reason, and warnings made errors; nothing is lowered."""

import pytest

from engine.errors import Several
from engine.model.problem import Severity
from engine.model.side import Side
from engine.rules.adjusting import Disabled, adjust, disabled_of
from engine.rules.rulebook import Rulebook
from engine.source import Source, Span
from tests.unit.rules.customers import NOTHING, book, codes, said

RULES = """\
zip: require zip
mail: warn check email is an email
euro: default currency = 'EUR'
"""
RECORD = {**NOTHING, "email": "nobody"}


def judged(rules: Rulebook) -> list[str]:
    return codes(rules.judge(RECORD, side=Side.LEFT))


def problems(**asked: dict[str, str]) -> list[str]:
    overlay = Source("acme.yml", "rules:\n  disable: {}\n")
    places = dict.fromkeys(("zip", "zipp", "mail"), Span(overlay, 2, 3, 7))
    with pytest.raises(Several) as told:
        adjust(book(RULES), asked.get("disable", {}), asked.get("raise_", {}), places)
    return [said(error) for error in told.value.errors]


def test_a_rule_that_is_off_says_nothing_and_is_known_to_be_off() -> None:
    adjusted = adjust(book(RULES), {"zip": "they have none"}, {})

    assert judged(adjusted) == ["?mail"]
    assert disabled_of(adjusted) == (Disabled("zip", "they have none", "r.rules:2"),)
    assert [rule.code for rule in adjusted.rules] == ["mail", "euro"]


def test_a_requirement_that_is_off_names_no_code_any_more() -> None:
    adjusted = adjust(book(RULES), {"zip": "they have none"}, {})

    assert book(RULES).code_for_absent("zip") == "zip"
    assert adjusted.code_for_absent("zip") == ""


def test_a_default_that_is_off_fills_nothing() -> None:
    adjusted = adjust(book(RULES), {"euro": "they sell in dollars"}, {})

    assert adjusted.fill(RECORD, is_new=True) == ()
    assert len(book(RULES).fill(RECORD, is_new=True)) == 1


def test_a_warning_that_is_raised_holds() -> None:
    adjusted = adjust(book(RULES), {}, {"mail": "error"})

    assert judged(adjusted) == ["zip", "mail"]
    assert adjusted.rules[1].severity is Severity.ERROR
    assert disabled_of(adjusted) == ()


def test_what_a_run_does_not_change_is_a_warning_however_it_was_raised() -> None:
    adjusted = adjust(book(RULES), {}, {"mail": "error"})
    changed = frozenset({"phone"})

    found = adjusted.judge(RECORD, side=Side.LEFT, changed=changed)

    assert codes(found) == ["?zip", "?mail"]


def test_a_book_that_was_adjusted_can_be_adjusted_again() -> None:
    once = adjust(book(RULES), {"zip": "they have none"}, {})

    twice = adjust(once, {}, {"mail": "error"})

    assert judged(twice) == ["mail"]
    assert [one.code for one in disabled_of(twice)] == ["zip"]


def test_a_book_that_nobody_adjusted_has_nothing_switched_off() -> None:
    assert disabled_of(book(RULES)) == ()


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        pytest.param(
            {"disable": {"zipp": "why not"}},
            "2:3 no rule has the code 'zipp': did you mean 'zip'?",
            id="no such rule",
        ),
        pytest.param(
            {"disable": {"zip": " "}},
            "2:3 the rule 'zip' is switched off without a reason:"
            " write zip: WHY; it is shown in every report",
            id="no reason",
        ),
        pytest.param(
            {"raise_": {"zip": "warning"}},
            "2:3 the severity of 'zip' cannot be lowered:"
            " switch it off with a reason: disable: {zip: WHY}",
            id="lowered",
        ),
        pytest.param(
            {"raise_": {"mail": "fatal"}},
            "2:3 'mail' cannot be raised to 'fatal': write mail: error",
            id="no severity",
        ),
    ],
)
def test_what_cannot_be_adjusted_is_told_at_its_place(
    asked: dict[str, dict[str, str]], told: str
) -> None:
    assert problems(**asked) == [told]


def test_all_that_cannot_be_adjusted_is_told_at_once() -> None:
    asked = {"disable": {"zipp": "x"}, "raise_": {"zip": "warning"}}

    assert len(problems(**asked)) == 2
