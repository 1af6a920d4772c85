"""Pairs of the small agreement, a word each."""

from datetime import UTC, datetime, timedelta

from engine.mapping.compiled import Mapping
from engine.model.link import Baseline, Link, View
from engine.model.observation import Edited, Observation, Twins
from engine.model.side import Pair, Side
from engine.values import Value
from tests.unit.mapping.samples import ACME, ACME_FIRM, GOOD, clients

# Without the policy of its own that the sample has.
MAPPING = clients(GOOD.replace("  conflict: sales\n", ""))
NOON = datetime(2026, 3, 2, 12, 0, 0, tzinfo=UTC)
AGREED = Pair(MAPPING.view(Side.LEFT, ACME), MAPPING.view(Side.RIGHT, ACME_FIRM))


def twins(
    left: View | None = None,
    right: View | None = None,
    *,
    baseline: Pair[View] | None = AGREED,
    later: Side | None = None,
) -> Twins:
    """A pair that agreed on ACME, after edits; ``later`` was edited an hour later."""
    sides = Pair(
        _seen("7", {**AGREED.left, **(left or {})}, later is Side.LEFT),
        _seen("80", {**AGREED.right, **(right or {})}, later is Side.RIGHT),
    )
    kept = Baseline(baseline) if baseline else Baseline()
    return Twins(Link(1, Pair("7", "80")), sides, kept)


def mapping(text_from: str, text_to: str) -> Mapping:
    """The same mapping with one text of its file changed."""
    assert text_from in GOOD
    return clients(GOOD.replace(text_from, text_to))


def changed(view: View, before: View) -> dict[str, Value]:
    """What of a view is not as it was."""
    return {name: value for name, value in view.items() if before.get(name) != value}


def _seen(id: str, view: View, is_later: bool) -> Observation:  # noqa: FBT001 - one caller
    at = NOON + timedelta(hours=1 if is_later else 0)
    edited = {unit.name: Edited(at) for unit in MAPPING.units}
    return Observation(id, str(view["name"]), view, at, edited)
