"""What our own writes tell of the clock that stamps records."""

from datetime import UTC, datetime

import pytest

from engine.reconcile.latest import Dial
from engine.sync.stamping import Proof, adjusted, agreeing, beside_date, proof

AHEAD = Proof(299.0, 301.0)
AHEAD_TOO = Proof(299.5, 301.5)
LATE = Proof(420.0, 422.0)


def test_a_write_proves_between_which_two_the_offset_lies() -> None:
    stamp = datetime.fromtimestamp(1300, UTC)

    assert proof(stamp, 1.0, 1000.0, 1000.5) == Proof(299.5, 301.0)


@pytest.mark.parametrize(
    ("proofs", "found"),
    [
        pytest.param([], None, id="nothing written"),
        pytest.param([AHEAD, AHEAD_TOO], None, id="too few"),
        pytest.param([AHEAD, AHEAD_TOO, AHEAD], Proof(299.5, 301.0, 3), id="three"),
        pytest.param(
            [AHEAD, AHEAD_TOO, LATE, AHEAD], Proof(299.5, 301.0, 3), id="one is false"
        ),
        pytest.param(
            [LATE, AHEAD, AHEAD_TOO, AHEAD],
            Proof(299.5, 301.0, 3),
            id="the first is false",
        ),
    ],
)
def test_proofs_count_where_they_agree(
    proofs: list[Proof], found: Proof | None
) -> None:
    assert agreeing(proofs) == found


@pytest.mark.parametrize(
    ("dial", "found", "expected"),
    [
        pytest.param(
            Dial(0.0, 1.0),
            None,
            Dial(0.0, 1.0, is_proven=False),
            id="nothing is known",
        ),
        pytest.param(
            Dial(5.0, 6.0), Proof(4.5, 6.5, 9), Dial(5.0, 6.0), id="they agree"
        ),
        pytest.param(
            Dial(5.0, 6.0), Proof(304.5, 306.0, 9), Dial(303.5, 307.0), id="they do not"
        ),
    ],
)
def test_stamps_win_where_they_contradict_the_date(
    dial: Dial, found: Proof | None, expected: Dial
) -> None:
    beside = beside_date(found, dial) if found else None

    assert adjusted(dial, beside) == expected
