import pytest

from engine.mapping.paths import First, Item, Key, Steps, bare, find, parse
from engine.values import Value


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param("name", (Key("name"),), id="property"),
        pytest.param("zone.number", (Key("zone"), Key("number")), id="reference"),
        pytest.param(
            "mails[0].value", (Key("mails"), First(), Key("value")), id="first"
        ),
        pytest.param(
            "homes[type=legal].city",
            (Key("homes"), Item("type", "legal"), Key("city")),
            id="by key",
        ),
        pytest.param("mails[1].value", None, id="by position"),
        pytest.param("mails[0]", None, id="whole item"),
        pytest.param("a..b", None, id="empty step"),
        pytest.param("", None, id="nothing"),
        pytest.param("a b", None, id="space"),
    ],
)
def test_a_path_is_taken_apart(path: str, expected: Steps | None) -> None:
    assert expected == parse(path)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param("a.b", 1, id="inside"),
        pytest.param("a.c", None, id="absent"),
        pytest.param("x.b", None, id="no parent"),
        pytest.param("list[0].v", "one", id="first"),
        pytest.param("list[v=two].w", 2, id="by key"),
        pytest.param("list[v=three].w", None, id="no such item"),
        pytest.param("a[0].b", None, id="no list"),
    ],
)
def test_a_value_is_found_or_nothing_is(path: str, expected: Value) -> None:
    content: Value = {"a": {"b": 1}, "list": [{"v": "one"}, {"v": "two", "w": 2}]}

    assert expected == find(content, parse(path) or ())


def test_descriptions_know_a_path_without_its_brackets() -> None:
    assert bare("homes[type=legal].city") == "homes.city"
