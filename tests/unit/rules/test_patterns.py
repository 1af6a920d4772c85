import re

import pytest

from engine.rules.patterns import is_quick

_QUICK = [
    "[0-9]{5}",
    "[A-Z]{6}[0-9]{2}[A-Z][0-9]{2}[A-Z][0-9]{3}[A-Z]",
    "[A-Z]+-[0-9]+",
    "(IT|DE)?[0-9]{11}",
    "(ab)+",
    r"\d+(\.\d{2})?",
    "[)(]+",
    "[]*+]{2}",
]
_SLOW = [
    "(a+)+",
    "(a*)*",
    "(a?){20}",
    "(a|aa)+",
    "((a+)b)*",
    "a*a*a*a*",
    "a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?",
    "(?=a)b",
    "(?i)a",
    r"(a)\1",
    "((){300}){300}(){300}{300}",
    "(((){900}){900}){900}",
]


@pytest.mark.parametrize("pattern", _QUICK)
def test_an_ordinary_pattern_is_quick(pattern: str) -> None:
    re.compile(pattern)

    assert is_quick(pattern)


@pytest.mark.parametrize("pattern", _SLOW)
def test_what_repeats_a_repetition_is_not(pattern: str) -> None:
    assert not is_quick(pattern)
