"""One rule on one record, and whether a rule has anything to say of it."""

import pytest

from engine.errors import Several
from engine.model.side import Side
from engine.rules.reading import read_rules
from engine.rules.speaking import speaking
from engine.rules.trying import OneRule, Subject, Verdict, try_rule
from engine.rules.vocabulary import FieldSpec, Kind, Vocabulary
from engine.source import Source
from engine.values import Value
from tests.unit.rules.customers import CUSTOMERS, NOTHING, said

ITEMS = {
    "code": FieldSpec("code"),
    "amount": FieldSpec("amount", Kind.NUMBER),
}
QUOTES = Vocabulary(
    "quotations",
    {
        "lines": FieldSpec("lines", Kind.LIST, items=ITEMS),
        "total": FieldSpec("total", Kind.NUMBER),
    },
)
WHOLE: list[Value] = [{"code": "A", "amount": 5}, {"code": "B", "amount": 7}]
HALF: list[Value] = [{"code": "A", "amount": 5}, {"code": None, "amount": 7}]


def verdict(text: str, record: dict[str, Value]) -> Verdict:
    subject = Subject({**NOTHING, **record}, Side.LEFT)
    return try_rule(text, subject, CUSTOMERS, "en").verdict


@pytest.mark.parametrize(
    ("rule", "record", "expected"),
    [
        pytest.param("require zip", {"zip": "1"}, Verdict.HOLDS, id="require holds"),
        pytest.param("require zip", {}, Verdict.FAILS, id="require fails"),
        pytest.param(
            "require zip when country = 'IT'", {}, Verdict.SILENT, id="no condition"
        ),
        pytest.param(
            "require zip unless country = 'IT'",
            {"country": "IT"},
            Verdict.SILENT,
            id="but for a condition",
        ),
        pytest.param(
            "require one of zip, city", {"city": "Roma"}, Verdict.HOLDS, id="one of"
        ),
        pytest.param(
            "province requires country", {}, Verdict.SILENT, id="no subject of requires"
        ),
        pytest.param(
            "province requires country",
            {"province": "MI", "country": "IT"},
            Verdict.HOLDS,
            id="requires holds",
        ),
        pytest.param(
            "check zip is a cap", {}, Verdict.SILENT, id="no subject of check"
        ),
        pytest.param(
            "check zip is a cap", {"zip": "00100"}, Verdict.HOLDS, id="check holds"
        ),
        pytest.param(
            "check zip is a cap or country != 'IT'",
            {"zip": "1", "country": "IT"},
            Verdict.FAILS,
            id="check fails",
        ),
        pytest.param("forbid barred", {}, Verdict.HOLDS, id="forbid of nothing"),
        pytest.param("forbid barred", {"barred": True}, Verdict.FAILS, id="forbid"),
        pytest.param(
            "warn check email is an email",
            {"email": "x"},
            Verdict.FAILS,
            id="a warning",
        ),
        pytest.param("default zip = '1'", {}, Verdict.FILLS, id="a default fills"),
        pytest.param(
            "default zip = '1'", {"zip": "2"}, Verdict.LEAVES, id="a default leaves"
        ),
        pytest.param("obbligatorio zip", {}, Verdict.FAILS, id="in Italian"),
    ],
)
def test_a_rule_comes_to_a_verdict(
    rule: str, record: dict[str, Value], expected: Verdict
) -> None:
    assert verdict(rule, record) is expected


@pytest.mark.parametrize(
    ("rule", "lines", "expected"),
    [
        pytest.param(
            "each lines: require code", WHOLE, Verdict.HOLDS, id="all have it"
        ),
        pytest.param(
            "each lines: require code", HALF, Verdict.FAILS, id="one lacks it"
        ),
        pytest.param("each lines: require code", [], Verdict.SILENT, id="no items"),
        pytest.param(
            "each lines: require code when amount > 9",
            HALF,
            Verdict.SILENT,
            id="no item",
        ),
        pytest.param(
            "check every lines.amount > 4", WHOLE, Verdict.HOLDS, id="every holds"
        ),
        pytest.param(
            "check every lines.amount > 6", WHOLE, Verdict.FAILS, id="every fails"
        ),
        pytest.param(
            "check total = sum of lines.amount", WHOLE, Verdict.HOLDS, id="a sum"
        ),
    ],
)
def test_a_rule_about_items_comes_to_a_verdict(
    rule: str, lines: list[Value], expected: Verdict
) -> None:
    subject = Subject({"lines": lines, "total": 12}, Side.LEFT)

    assert try_rule(rule, subject, QUOTES, "en").verdict is expected


def test_a_rule_that_names_what_the_side_does_not_know_is_skipped() -> None:
    record = {name: value for name, value in NOTHING.items() if name != "pec"}

    trial = try_rule("require pec", Subject(record, Side.LEFT), CUSTOMERS, "en")

    assert trial.verdict is Verdict.SKIPPED
    assert trial.unknown == ("pec",)


def test_of_a_list_of_fields_only_the_unknown_one_is_skipped() -> None:
    record: dict[str, Value] = {"zip": "1"}

    trial = try_rule("require pec, zip", Subject(record, Side.LEFT), CUSTOMERS, "en")

    assert trial.verdict is Verdict.HOLDS
    assert trial.unknown == ("pec",)


def test_a_change_is_one_against_what_was_agreed() -> None:
    subject = Subject({**NOTHING, "name": "B"}, Side.LEFT, before={"name": "A"})

    trial = try_rule("forbid name is changed", subject, CUSTOMERS, "en")

    assert trial.verdict is Verdict.FAILS
    assert trial.values == {"name": "B"}


@pytest.mark.parametrize(
    ("text", "language", "told"),
    [
        pytest.param("require zipp", "it", "1:9 there is no field", id="English"),
        pytest.param("obbligatorio zipp", "en", "1:14 there is no field", id="Italian"),
        pytest.param("require zip\n  whenn zip", "en", "2:3 'whenn'", id="below"),
    ],
)
def test_a_mistake_is_placed_in_the_rule_as_it_was_given(
    text: str, language: str, told: str
) -> None:
    with pytest.raises(Several) as wrong:
        try_rule(text, Subject(NOTHING, Side.LEFT), CUSTOMERS, language)

    (error,) = wrong.value.errors
    assert said(error).startswith(told)
    assert error.place.order[0] == "RULE"


@pytest.mark.parametrize("text", ["", "# a comment", "require zip\nrequire city"])
def test_what_is_not_one_rule_is_not_tried(text: str) -> None:
    with pytest.raises(OneRule):
        try_rule(text, Subject(NOTHING, Side.LEFT), CUSTOMERS, "en")


def test_of_many_rules_those_that_speak_are_told() -> None:
    text = "for customers\na: require zip\nb: check city = 'Roma'\nc: forbid barred\n"
    (rules,) = read_rules([Source("r.rules", text)], CUSTOMERS)

    speaks = speaking(rules, CUSTOMERS)

    assert speaks({**NOTHING, "zip": "1"}, None) == {"a", "c"}
    assert speaks({"city": "Bari"}, None) == {"b"}
