"""The truth of every operator over every kind of value, as one table.

A plus where the test holds, a minus where it does not, a dot where the rule is not
asked because the record does not know the field.
"""

import pytest

from engine.values import Value
from tests.unit.rules.customers import NOTHING, judged

_COLUMNS: dict[str, Value] = {"null": None, "''": "", "[]": [], "0": 0, "false": False}

# test, the field, its value, then: missing null '' [] 0 false value
_TABLE = """
country is set                           | country  | IT         | . - - - + + +
country is not set                       | country  | IT         | . + + + - - -
country                                  | country  | IT         | . - - - + - +
not country                              | country  | IT         | . + + + - + -
country = 'IT'                           | country  | IT         | . - - - - - +
country != 'IT'                          | country  | IT         | . + + + + + -
country = 'DE'                           | country  | IT         | . - - - - - -
country != 'DE'                          | country  | IT         | . + + + + + +
country in ['IT', 'DE']                  | country  | IT         | . - - - - - +
country not in ['IT', 'DE']              | country  | IT         | . + + + + + -
country in ['DE']                        | country  | IT         | . - - - - - -
country matches 'I.'                     | country  | IT         | . - - - - - +
country not matches 'I.'                 | country  | IT         | . + + + + + -
country is a country                     | country  | IT         | . - - - - - +
country is not a country                 | country  | IT         | . + + + + + -
country in table areas                   | country  | north      | . - - - - - +
country not in table areas               | country  | north      | . + + + + + -
country in catalogue                     | country  | north      | . - - - - - -
country not in catalogue                 | country  | north      | . + + + + + +
length of country = 2                    | country  | IT         | . - - - - - +
length of country != 2                   | country  | IT         | . + + + + + -
length of country < 3                    | country  | IT         | . - - - - - +
length of country > 2                    | country  | IT         | . - - - - - -
country = zip                            | country  | 00100      | . - - - - - +
country != zip                           | country  | 00100      | . + + + + + -
country is changed                       | country  | IT         | . + + + + + +
country is not changed                   | country  | IT         | . - - - - - -
city is changed                          | city     | IT         | . - - - + + +
discount = 0                             | discount | 5          | . - - - + - -
discount != 0                            | discount | 5          | . + + + - + +
discount = 5                             | discount | 5          | . - - - - - +
discount in [0, 5]                       | discount | 5          | . - - - + - +
discount < 5                             | discount | 5          | . - - - + - -
discount <= 5                            | discount | 5          | . - - - + - +
discount > 0                             | discount | 5          | . - - - - - +
discount >= 0                            | discount | 5          | . - - - + - +
discount >= 6                            | discount | 5          | . - - - - - -
discount = balance                       | discount | 4          | . - - - - - +
discount < balance                       | discount | 5          | . - - - + - -
discount = balance within 1              | discount | 5          | . - - - - - +
discount = balance within 0.9            | discount | 5          | . - - - - - -
discount != balance within 1             | discount | 5          | . + + + + + -
barred                                   | barred   | true       | . - - - + - +
barred = true                            | barred   | true       | . - - - - - +
barred != true                           | barred   | true       | . + + + + + -
barred = false                           | barred   | true       | . - - - - + -
barred in [true, false]                  | barred   | true       | . - - - - + +
vat_zone = 1                             | vat_zone | 1          | . - - - - - +
vat_zone != '1'                          | vat_zone | 1          | . + + + + + -
vat_zone in [1, 2]                       | vat_zone | 1          | . - - - - - +
since = '2024-01-01'                     | since    | 2024-01-01 | . - - - - - +
since < '2024-01-01'                     | since    | 2024-01-01 | . - - - - - -
since <= '2024-01-01'                    | since    | 2024-01-01 | . - - - - - +
since > '2023-12-31'                     | since    | 2024-01-01 | . - - - - - +
since >= '2024-01-02'                    | since    | 2024-01-01 | . - - - - - -
since is a date                          | since    | 2024-01-01 | . - - - - - +
tags is set                              | tags     | list       | . - - - + + +
length of tags = 1                       | tags     | list       | . - - - - - +
length of tags >= 2                      | tags     | list       | . - - - - - -
every tags = 'a'                         | tags     | list       | . + + + + + +
every tags = 'b'                         | tags     | list       | . + + + + + -
not every tags = 'b'                     | tags     | list       | . - - - - - +
every lines.amount > 1                   | lines    | rows       | . + + + + + -
every lines.amount is set                | lines    | rows       | . + + + + + -
sum of lines.amount = 3                  | lines    | rows       | . - - - - - +
sum of lines.amount != 3                 | lines    | rows       | . + + + + + -
sum of lines.amount >= 3.01              | lines    | rows       | . - - - - - -
sum of lines.amount = 4 within 1         | lines    | rows       | . - - - - - +
"""

_VALUES: dict[str, Value] = {
    "5": 5,
    "4": 4,
    "1": 1,
    "true": True,
    "list": ["a"],
    "rows": [{"amount": 1}, {"amount": 2}, {"description": "x"}],
}
_AROUND: dict[str, Value] = {**NOTHING, "zip": "00100", "balance": 4}


def _cells() -> list[object]:
    cells: list[object] = []
    for row in filter(None, _TABLE.split("\n")):
        test, field, value, marks = (part.strip() for part in row.split("|"))
        columns = {**_COLUMNS, "value": _VALUES.get(value, value)}
        missing, *known = marks.split()
        cells.append(pytest.param(test, field, None, missing, id=f"{test}: missing"))
        cells += [
            pytest.param(test, field, (cell,), mark, id=f"{test}: {name}")
            for (name, cell), mark in zip(columns.items(), known, strict=True)
        ]
    return cells


@pytest.mark.parametrize(("test", "field", "cell", "mark"), _cells())
def test_a_test_holds_of_a_value(
    test: str, field: str, cell: tuple[Value] | None, mark: str
) -> None:
    record = {name: value for name, value in _AROUND.items() if name != field}
    if cell is not None:
        record[field] = cell[0]
    before: dict[str, Value] = {"country": "DE", "city": None}

    holds = bool(judged(f"forbid {test}", record, before=before))
    fails = bool(judged(f"forbid not ({test})", record, before=before))

    assert {"+": (True, False), "-": (False, True), ".": (False, False)}[mark] == (
        holds,
        fails,
    )
