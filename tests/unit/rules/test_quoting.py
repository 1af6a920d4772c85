"""A complaint quotes the value that breaks a rule, where that is short."""

from decimal import Decimal

import pytest

from engine.model.side import Side
from engine.values import Value
from tests.unit.rules.customers import NOTHING, book


def english(rules: str, record: dict[str, Value]) -> str:
    (problem,) = book(rules).judge({**NOTHING, **record}, side=Side.LEFT)
    return problem.parts["en"]


@pytest.mark.parametrize(
    ("rules", "record", "end"),
    [
        pytest.param(
            "check length of sdi_code = 7", {"sdi_code": "A1"}, "(sdi_code = 'A1')"
        ),
        pytest.param("check discount <= 10", {"discount": 12}, "(discount = 12)"),
        pytest.param(
            "check discount <= 10",
            {"discount": Decimal("12.50")},
            "(discount = 12.50)",
        ),
        pytest.param("forbid barred = true", {"barred": True}, "(barred = true)"),
        pytest.param(
            "check every lines.amount > 0",
            {"lines": [{"amount": 1}, {"amount": -2}]},
            "(amount = -2)",
        ),
        pytest.param(
            "each lines: check amount <= total",
            {"total": 5, "lines": [{"amount": 5}, {"amount": 6}]},
            "(amount = 6)",
        ),
        pytest.param(
            "check every tags is an email", {"tags": ["a@b.it", "x"]}, "(tags = 'x')"
        ),
    ],
)
def test_the_value_stands_behind_the_sentence(
    rules: str, record: dict[str, Value], end: str
) -> None:
    assert english(rules, record).endswith(end)


@pytest.mark.parametrize(
    ("rules", "record"),
    [
        pytest.param("require zip", {}, id="nothing is there"),
        pytest.param("check length of name < 10", {"name": "x" * 41}, id="it is long"),
        pytest.param("check length of name < 3", {"name": "x\nyz"}, id="of two lines"),
        pytest.param(
            "city requires zip", {"city": "Roma"}, id="what is wrong is elsewhere"
        ),
    ],
)
def test_a_value_that_helps_nobody_is_not_quoted(
    rules: str, record: dict[str, Value]
) -> None:
    assert "=" not in english(rules, record)
    assert not english(rules, record).endswith(")")
