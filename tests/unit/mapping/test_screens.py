"""What a stock mapping says of its fields to whoever shows them."""

import pytest

from engine.application.languages import Languages
from engine.application.rule_files import bare_profile
from engine.mapping.screens import screens_of
from tests.mappings.stock import FILES, ROOT

NAMES = sorted(FILES)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param("2026-11-24T00:00:00", "2026-11-24", id="without a zone"),
        pytest.param("2026-07-24T22:30:00Z", "2026-07-25", id="the next day in Italy"),
        pytest.param("next week", "next week", id="no day"),
    ],
)
def test_a_date_has_no_time_of_day(text: str, day: str) -> None:
    declaration = Languages(bare_profile(ROOT)).declaration("quotations")

    assert screens_of(declaration, "it").value("quotations", "date", text) == day


@pytest.mark.parametrize("name", NAMES)
def test_every_field_of_a_stock_mapping_has_a_name_in_both_languages(name: str) -> None:
    declaration = Languages(bare_profile(ROOT)).declaration(name)
    pairs = [
        *declaration.fields.values(),
        *(item for one in declaration.fields.values() for item in one.items.values()),
    ]

    assert [pair.name for pair in pairs if set(pair.labels) != {"it", "en"}] == []
