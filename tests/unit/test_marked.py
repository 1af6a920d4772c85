"""YAML read with its places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.marked import Keys, Scalar, plain, read
from engine.source import Source


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("a: 00100", {"a": "00100"}, id="a zip code keeps its zeros"),
        pytest.param("a: NO", {"a": "NO"}, id="Norway is no truth"),
        pytest.param("a: 12", {"a": 12}, id="a whole number"),
        pytest.param("a: -3", {"a": -3}, id="below zero"),
        pytest.param("a: 0.3", {"a": 0.3}, id="a fraction"),
        pytest.param("a: true", {"a": True}, id="a truth"),
        pytest.param("a: 'true'", {"a": "true"}, id="a quoted truth is a text"),
        pytest.param('a: "12"', {"a": "12"}, id="a quoted number is a text"),
        pytest.param("a:", {"a": None}, id="nothing"),
        pytest.param("a: ~", {"a": None}, id="nothing, said"),
        pytest.param("a: ''", {"a": ""}, id="an empty text"),
        pytest.param("a: [1, b]", {"a": [1, "b"]}, id="a list"),
        pytest.param("a: 12:30", {"a": "12:30"}, id="a time is no number"),
        pytest.param("a: 1e3", {"a": "1e3"}, id="no powers"),
    ],
)
def test_a_scalar_is_what_it_looks_like(text: str, value: object) -> None:
    marked, problems = read(Source("a.yml", text))

    assert value == plain(marked)
    assert not problems


def test_every_value_knows_its_place() -> None:
    marked, _ = read(Source("a.yml", "a: 1\nb:\n  c: xyz\n"))

    assert isinstance(marked, Keys)
    inner = marked.entries["b"]
    assert isinstance(inner, Keys)
    value = inner.entries["c"]
    assert isinstance(value, Scalar)
    assert str(value.span) == "a.yml:3:6"
    assert str(inner.spans["c"]) == "a.yml:3:3"
    assert value.span.show("look") == "    3 |   c: xyz\n      |      ^^^  look"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param("a: 1\na: 2", "a.yml:2:1", id="a key twice"),
        pytest.param("a: [1", "a.yml:1:4", id="a list without an end"),
        pytest.param("a: &x [*x]", "a.yml:1:1", id="a list that holds itself"),
        pytest.param("a\tb: : :", "a.yml:1:6", id="no YAML"),
        pytest.param("a: \x00", "a.yml:1:1", id="a control character"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text: str, place: str) -> None:
    _, problems = read(Source("a.yml", text))

    assert [place] == [str(problem.place) for problem in problems]


def test_a_few_lines_of_aliases_do_not_fill_the_memory() -> None:
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)]

    _, problems = read(Source("a.yml", "\n".join(lines)))

    assert [str(problem.place) for problem in problems] == ["a.yml:1:1"]


@given(st.text(alphabet="ab:[]{}&*!|>-?'\"\\\n\t #%@,0\x85", max_size=60))
def test_no_text_at_all_is_a_traceback(text: str) -> None:
    marked, problems = read(Source("a.yml", text))

    assert isinstance(problems, tuple)
    assert marked is not None


@pytest.mark.parametrize(
    ("text", "message", "advice"),
    [
        pytest.param("a:\n\tb: 1", "a tab stands here", "spaces", id="a tab"),
        pytest.param("a: {b: 1\nc: 2", "this bracket is not", "close it", id="{"),
        pytest.param("a: 'x\nb: 2", "this quote is not", "close it", id="a quote"),
        pytest.param("a: b: c", "this colon is not", "quote a text", id="a colon"),
        pytest.param("a: @x", "no text begins with '@'", "in quotes", id="a sign"),
    ],
)
def test_what_is_no_yaml_is_told_to_who_does_not_know_yaml(
    text: str, message: str, advice: str
) -> None:
    _, (problem,) = read(Source("a.yml", text))

    assert message in str(problem)
    assert advice in str(problem)
