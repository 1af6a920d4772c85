"""The colours know every keyword, and the file beside them is what they say."""

import re
from pathlib import Path
from typing import Any

import pytest

from engine import editor
from engine.editor.colours import grammar, grammar_text
from engine.rules.shapes import SHAPES
from engine.rules.words import ENGLISH, ITALIAN

FILE = Path(editor.__file__).parent / "rules.tmLanguage.json"


def patterns(part: str) -> list[dict[str, Any]]:
    found = grammar()["repository"][part]["patterns"]
    return [one for one in found if "match" in one]


def coloured(text: str, part: str) -> str:
    """What the first pattern that begins where the text does colours."""
    for pattern in patterns(part):
        match = re.match(pattern["match"].replace("(?i)", ""), text, re.IGNORECASE)
        if match:
            return match.group()
    return ""


def test_the_file_is_what_the_tables_say() -> None:
    assert FILE.read_text(encoding="utf-8") == grammar_text(), (
        "run `python -m engine.editor grammar > engine/editor/rules.tmLanguage.json`"
    )


@pytest.mark.parametrize("word", ENGLISH.keywords)
def test_every_english_keyword_is_coloured(word: str) -> None:
    assert coloured(f"{word} name", "english") == word


@pytest.mark.parametrize("word", ITALIAN.keywords)
def test_every_italian_keyword_is_coloured(word: str) -> None:
    assert coloured(f"{word} name", "italian") == word


@pytest.mark.parametrize("name", SHAPES)
def test_every_shape_is_coloured(name: str) -> None:
    assert coloured(name, "common") == name


@pytest.mark.parametrize(
    "word",
    [
        pytest.param("required_by name", id="a longer word"),
        pytest.param("when_due", id="a field"),
        pytest.param("or.name", id="a part of a list"),
    ],
)
def test_a_word_that_only_begins_like_a_keyword_is_none(word: str) -> None:
    assert coloured(word, "english") == ""


def test_an_article_with_an_apostrophe_is_coloured_before_its_word() -> None:
    assert coloured("un'email", "italian") == "un'"


@pytest.mark.parametrize("header", ["# language: it", "#lingua: IT"])
def test_a_header_turns_the_keywords_italian(header: str) -> None:
    begin = grammar()["repository"]["italian"]["begin"]

    assert re.match(begin, header)
    assert not re.match(begin, "# language: en")
