from pathlib import Path

import pytest

from engine.errors import Several
from engine.rules.formatting import format_rules
from engine.rules.parser import parse
from engine.source import Source

_GOOD = Path(__file__).parents[2] / "language" / "good"
_STOCK = Path(__file__).parents[3] / "rules"
_FILES = sorted([*_GOOD.glob("*.rules"), *_STOCK.glob("*.rules")])


def _formatted(text: str, to: str | None = None) -> str:
    return format_rules(Source("r.rules", text), to)


@pytest.mark.parametrize("path", _FILES, ids=lambda path: path.name)
def test_a_good_file_comes_back_from_the_other_language(path: Path) -> None:
    text = _formatted(path.read_text("utf-8"))
    here, there = ("it", "en") if "# language: it" in text else ("en", "it")

    other = _formatted(text, there)

    assert _formatted(other, here) == text
    assert _formatted(other) == other
    assert parse(Source("r", other))[0].sections == parse(Source("r", text))[0].sections


@pytest.mark.parametrize("path", _FILES, ids=lambda path: path.name)
def test_a_good_file_loses_no_comment(path: Path) -> None:
    text = path.read_text("utf-8")
    comments = [line.strip() for line in text.split("\n") if line[:2] == "# "]

    formatted = _formatted(text)

    assert [line for line in comments if line not in formatted] == []


@pytest.mark.parametrize("name", ["customers", "quotations"])
def test_the_good_files_in_two_languages_are_one(name: str) -> None:
    english, italian = (
        (_GOOD / f"{name}.{lang}.rules").read_text("utf-8") for lang in ("en", "it")
    )

    assert _formatted(english) == english
    assert _formatted(italian) == italian
    assert _formatted(english, "it") == italian
    assert _formatted(italian, "en") == english


_ROWS = [
    pytest.param("for   x", "for x", id="spaces"),
    pytest.param("FOR x", "for x", id="capitals"),
    pytest.param("for x\n\n\n\nrequire a", "for x\n\nrequire a", id="blank lines"),
    pytest.param("for x\nrequire a ,b", "for x\nrequire a, b", id="commas"),
    pytest.param("for x\nC-1 :require a", "for x\nC-1: require a", id="colon"),
    pytest.param(
        "for x\ncheck ( a in [ 1 ,2 ] )", "for x\ncheck (a in [1, 2])", id="brackets"
    ),
    pytest.param('for x\ncheck a = "b"', "for x\ncheck a = 'b'", id="quotes"),
    pytest.param("for x\ncheck a = 'l''a'", 'for x\ncheck a = "l\'a"', id="apostrophe"),
    pytest.param(
        "for x\ncheck a = '\"l''a\"'", "for x\ncheck a = '\"l''a\"'", id="both quotes"
    ),
    pytest.param("for x\ncheck a is a iban", "for x\ncheck a is an iban", id="article"),
    pytest.param(
        "for x\nforbid a not is set", "for x\nforbid a is not set", id="not is"
    ),
    pytest.param(
        "for x\nrequire a\n  when b is set",
        "for x\nrequire a\n    when b is set",
        id="indentation",
    ),
    pytest.param(
        "for x # one\nrequire a#two\n #three\n when b is set\n# four\n# five",
        "for x  # one\nrequire a  #two\n    #three\n    when b is set\n# four\n# five",
        id="comments",
    ),
    pytest.param("\ufefffor x\r\nrequire a\r\n", "for x\nrequire a", id="windows"),
    pytest.param("# only a comment", "# only a comment", id="no rules"),
]


@pytest.mark.parametrize(("given", "expected"), _ROWS)
def test_a_file_is_put_in_its_form(given: str, expected: str) -> None:
    assert _formatted(given) == f"# language: en\n{expected}\n"


def test_the_header_stays_where_it_is() -> None:
    text = "# The rules of ACME.\n#lingua:it  (of the firm)\nper x\n"

    assert (
        _formatted(text)
        == "# The rules of ACME.\n# language: it  (of the firm)\nper x\n"
    )
    assert _formatted(text, "en").split("\n")[1:3] == [
        "# language: en  (of the firm)",
        "for x",
    ]


def test_a_keyword_that_is_a_field_stays_a_field() -> None:
    text = "for x\nrequire require\ncheck default = set\n"

    assert _formatted(text, "it") == (
        "# language: it\nper x\nobbligatorio require\ncontrolla default = set\n"
    )


def test_what_would_read_otherwise_is_refused() -> None:
    text = "for x\nrequire b\ncheck non and b is set\n"

    with pytest.raises(Several) as caught:
        _formatted(text, "it")

    assert str(caught.value).startswith(
        "r.rules:3:1: this rule cannot be said in the language 'it'"
    )


def test_a_wrong_file_is_refused_with_its_places() -> None:
    with pytest.raises(Several, match=r"r.rules:2:1: no rule begins with 'requir'"):
        _formatted("for x\nrequir a\n")
