import re
from pathlib import Path

import pytest

from engine.rules.parser import parse
from engine.rules.shapes import SHAPES
from engine.source import Source
from tests.unit.rules.customers import mistakes

_REFERENCE = (Path(__file__).parents[3] / "rules" / "README.md").read_text("utf-8")
_BLOCKS = re.findall(r"```rules\n(.*?)```", _REFERENCE, re.DOTALL)


@pytest.mark.parametrize("text", _BLOCKS, ids=["English", "Italian"])
def test_the_examples_of_the_reference_are_right(text: str) -> None:
    assert mistakes(text) == []


def test_the_two_examples_say_the_same() -> None:
    english, italian = (parse(Source("r.rules", text))[0] for text in _BLOCKS)

    assert english.sections == italian.sections


def test_the_reference_names_every_shape() -> None:
    assert [name for name in SHAPES if f"`{name}`" not in _REFERENCE] == []
