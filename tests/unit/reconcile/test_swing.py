"""An answer to a write of ours is told from an edit, a pair that swings from others."""

from datetime import UTC, datetime, timedelta

import pytest

from engine.reconcile.swing import Ours, Retyped, is_answer, is_swinging

NOON = datetime(2026, 3, 2, 12, 0, 0, tzinfo=UTC)
OURS = Ours("Roma", "Milano", NOON)
LATER, AT_ONCE = NOON + timedelta(hours=3), NOON + timedelta(seconds=2)


@pytest.mark.parametrize(
    ("edit", "ours", "expected"),
    [
        pytest.param(
            Retyped("Milano", "Torino", LATER), None, False, id="never written by us"
        ),
        pytest.param(
            Retyped("Como", "Roma", AT_ONCE), OURS, False, id="edited since we wrote"
        ),
        pytest.param(
            Retyped("Milano", "Roma", LATER), OURS, True, id="put back, whenever"
        ),
        pytest.param(
            Retyped("Milano", "MI", AT_ONCE), OURS, True, id="changed at once"
        ),
        pytest.param(
            Retyped("Milano", "Torino", LATER), OURS, False, id="changed later"
        ),
        pytest.param(
            Retyped("Milano", "Torino", None),
            OURS,
            False,
            id="changed nobody knows when",
        ),
    ],
)
def test_what_answers_a_write_of_ours_is_no_wish(
    edit: Retyped, ours: Ours | None, *, expected: bool
) -> None:
    assert is_answer(edit, ours) is expected


@pytest.mark.parametrize(
    ("writes", "edits", "expected"),
    [
        pytest.param(2, 0, False, id="a first meeting"),
        pytest.param(3, 0, True, id="a fourth write that nobody wanted"),
        pytest.param(4, 1, False, id="a fifth after one edit"),
        pytest.param(5, 1, True, id="a sixth after one edit"),
        pytest.param(100, 100, False, id="a busy day"),
    ],
)
def test_a_pair_may_be_written_twice_for_each_edit_and_three_times_more(
    writes: int, edits: int, *, expected: bool
) -> None:
    assert is_swinging(writes, edits) is expected
