"""Which of two edits came later."""

from datetime import UTC, datetime, timedelta

import pytest

from engine.model.decision import Grade
from engine.model.observation import Edited
from engine.model.side import Pair, Side
from engine.reconcile.latest import Dial, Later, latest

NOON = datetime(2026, 3, 2, 12, 0, 0, tzinfo=UTC)
EXACT = Dial(0.0, 0.0, 1.0)


def at(seconds: float, since: float | None = None) -> Edited:
    before = None if since is None else NOON + timedelta(seconds=since)
    return Edited(NOON + timedelta(seconds=seconds), before)


@pytest.mark.parametrize(
    ("left", "right", "dials", "side", "grade"),
    [
        pytest.param(
            at(0), at(60, 30), (EXACT, EXACT), Side.RIGHT, Grade.CERTAIN, id="apart"
        ),
        pytest.param(
            at(60, 30),
            at(0),
            (EXACT, EXACT),
            Side.LEFT,
            Grade.CERTAIN,
            id="apart, left",
        ),
        pytest.param(
            at(0),
            at(60, 30),
            (EXACT, Dial(0.0, 0.0, 1.0, is_proven=False)),
            Side.RIGHT,
            Grade.LIKELY,
            id="apart, but no write of ours was ever stamped there",
        ),
        pytest.param(
            at(0),
            at(60),
            (EXACT, EXACT),
            Side.RIGHT,
            Grade.LIKELY,
            id="never read before",
        ),
        pytest.param(
            at(0, -9), at(1, -9), (EXACT, EXACT), None, Grade.TIE, id="one second apart"
        ),
        pytest.param(
            at(0, -9), at(1.5, -9), (EXACT, EXACT), Side.RIGHT, Grade.LIKELY, id="more"
        ),
        pytest.param(
            at(300, 290),
            at(10, 5),
            (Dial(300.0, 301.0), Dial(-0.5, 0.5)),
            Side.RIGHT,
            Grade.CERTAIN,
            id="a clock five minutes ahead",
        ),
        pytest.param(
            at(-300, -305),
            at(-10, -15),
            (Dial(-300.5, -299.5), Dial(-0.5, 0.5)),
            Side.LEFT,
            Grade.CERTAIN,
            id="a clock five minutes behind",
        ),
        pytest.param(
            at(0, -90),
            at(50, -90),
            (Dial(0.0, 0.0, 60.0), EXACT),
            None,
            Grade.TIE,
            id="stamps to the minute",
        ),
        pytest.param(
            at(0, -90),
            at(8, -90),
            (Dial(-10.0, 10.0), Dial(-1.0, 1.0)),
            None,
            Grade.TIE,
            id="an offset hardly known",
        ),
        pytest.param(
            Edited(None),
            at(60),
            (EXACT, EXACT),
            None,
            Grade.TIE,
            id="no stamp on the left",
        ),
        pytest.param(
            at(60),
            Edited(None),
            (EXACT, EXACT),
            None,
            Grade.TIE,
            id="no stamp on the right",
        ),
    ],
)
def test_the_later_edit_wins_as_far_as_stamps_can_tell(
    left: Edited,
    right: Edited,
    dials: tuple[Dial, Dial],
    side: Side | None,
    grade: Grade,
) -> None:
    assert Later(side, grade) == latest(Pair(left, right), Pair(*dials))
