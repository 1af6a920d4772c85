import re
from pathlib import Path

import pytest

from engine.rules.declarations import FORMS, Form
from engine.rules.parser import parse
from engine.rules.reference import in_italian, reference
from engine.rules.shapes import SHAPES
from engine.rules.words import ENGLISH, LANGUAGES
from engine.source import Source
from tests.unit.rules.customers import mistakes

_PAGE = (Path(__file__).parents[3] / "rules" / "README.md").read_text("utf-8")
_BLOCKS = re.findall(r"```rules\n(.*?)```", _PAGE, re.DOTALL)

_forms = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.example)


def test_the_page_is_that_of_the_declarations() -> None:
    assert reference() == _PAGE, "python -m engine.rules.reference > rules/README.md"


@pytest.mark.parametrize("text", _BLOCKS, ids=["English", "Italian"])
def test_the_examples_of_the_page_are_right(text: str) -> None:
    assert mistakes(text.replace("quotations", "customers")) == []


def test_the_two_examples_say_the_same() -> None:
    english, italian = (parse(Source("r.rules", text))[0] for text in _BLOCKS)

    assert english.sections == italian.sections


@_forms
def test_the_example_of_a_form_is_right_in_both_languages(form: Form) -> None:
    english = f"for customers\n{form.example}\n"
    italian = f"# language: it\nper customers\n{in_italian(form)}\n"

    assert mistakes(english) == []
    assert mistakes(italian) == []
    assert set(form.meaning) == set(LANGUAGES)


def test_every_keyword_has_its_example() -> None:
    said = " ".join(form.example for form in FORMS).split()
    unsaid = {"for", "true", "false"}

    known = {word.strip("(),:") for word in said}

    assert set(ENGLISH.keywords) - unsaid - known == set()


def test_the_page_names_every_shape_and_keyword() -> None:
    words = [word for each in LANGUAGES.values() for word in each.keywords]
    missing = [name for name in SHAPES if f"| `{name}` |" not in _PAGE]
    missing += [word for word in words if not re.search(rf"`[^`]*{word}[^`]*`", _PAGE)]

    assert missing == []
