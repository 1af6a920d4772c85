"""What a system said no to, in words that fit the record."""

from datetime import UTC, datetime

import pytest

from engine.errors import Refused
from engine.model.side import Pair, Side
from engine.state.store import Store
from engine.sync.settle import refusal
from engine.sync.world import World
from engine.systems.memory import Memory
from engine.systems.protocol import System
from tests.mappings.stock import MAPPINGS, SYSTEMS


@pytest.fixture
def world() -> World:
    noon = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
    left, right = (Memory(described, lambda: noon) for described in SYSTEMS)
    systems: Pair[System] = Pair(left, right)
    return World(MAPPINGS["customers"], systems, Store.open(None))


@pytest.mark.parametrize(
    ("text", "field", "city", "code"),
    [
        pytest.param(
            "Schema validation failed. String too long.",
            "city",
            "Bergamo",
            "refused",
            id="what is named is there",
        ),
        pytest.param(
            "Schema validation failed. Required properties are missing: city.",
            "city",
            None,
            "mandatory_missing",
            id="what is named is missing",
        ),
        pytest.param(
            "Schema validation failed.",
            "",
            None,
            "mandatory_missing",
            id="none named",
        ),
        pytest.param("Out of order.", "", None, "refused", id="unknown words"),
    ],
)
def test_a_refusal_is_explained_by_what_is_really_missing(
    world: World, text: str, field: str, city: str | None, code: str
) -> None:
    """The system's own words are shown where ours would be wrong."""
    error = Refused(system="cic", status=400, text=text, error_code="", field=field)

    problem = refusal(world, Side.LEFT, error, {"city": city})

    assert (problem.code, problem.field) == (code, field)
    assert problem.parts["text"] == text
