from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.rules.shapes import SHAPES, Shape
from engine.rules.words import LANGUAGES

_shapes = pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)


def _examples(of: Callable[[Shape], tuple[str, ...]]) -> list[object]:
    return [
        pytest.param(shape, text, id=f"{shape.name}: {text}")
        for shape in SHAPES.values()
        for text in of(shape)
    ]


@pytest.mark.parametrize(("shape", "text"), _examples(lambda shape: shape.good))
def test_a_good_example_has_the_shape(shape: Shape, text: str) -> None:
    assert shape.fits(text)


@pytest.mark.parametrize(("shape", "text"), _examples(lambda shape: shape.bad))
def test_a_bad_example_does_not(shape: Shape, text: str) -> None:
    assert not shape.fits(text)


@_shapes
def test_a_shape_says_what_it_is_in_every_language(shape: Shape) -> None:
    assert set(shape.meaning) == set(LANGUAGES)
    assert all(shape.meaning.values())
    assert len(shape.good) > 1
    assert len(shape.bad) > 1


@_shapes
@given(text=st.text(max_size=60))
def test_any_text_gets_an_answer(shape: Shape, text: str) -> None:
    assert shape.fits(text) in (True, False)


@_shapes
def test_the_empty_text_has_no_shape(shape: Shape) -> None:
    assert not shape.fits("")
