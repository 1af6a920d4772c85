"""Which of two edits came later, and how sure that is.

Stamps of two servers are comparable only through the measured offset of their
clocks.  Each edit becomes an interval on our clock::

    low  = last reading of the old value - most that the server is ahead
    high = stamp of the new value + its granularity - least that it is ahead

    intervals                                    the later one     grade
    -------------------------------------------  ----------------  -------
    apart, and both clocks are proven            wins              certain
    apart, and one of the clocks is not          wins              likely
    overlap, middle points further than epsilon  wins              likely
    overlap, nearer than that                    nobody            tie
    a stamp is missing                           nobody            tie
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.model.decision import Grade
from engine.model.observation import Edited
from engine.model.side import Pair, Side


@dataclass(frozen=True, slots=True)
class Dial:
    """How to read the stamps of one side.

    Attributes:
        low: The least that its server's clock is ahead of ours, in seconds.
        high: The most.
        granularity: How coarse its stamps are, in seconds.
        is_proven: Whether stamps of our own writes showed that the clock which
            stamps is the one that was measured.
    """

    low: float = -1.0
    high: float = 1.0
    granularity: float = 1.0
    is_proven: bool = True

    @property
    def middle(self) -> float:
        """The likeliest offset."""
        return (self.low + self.high) / 2

    @property
    def width(self) -> float:
        """How little is known of the offset."""
        return self.high - self.low


@dataclass(frozen=True, slots=True)
class Later:
    """The side that was edited later, if that can be said, and how sure it is."""

    side: Side | None
    grade: Grade


TIE = Later(None, Grade.TIE)


def latest(edits: Pair[Edited], dials: Pair[Dial]) -> Later:
    """Tell which side was edited later."""
    left, right = edits.left.not_after, edits.right.not_after
    if left is None or right is None:
        return TIE
    stamps = Pair(left, right)
    for side in Side:
        if _begins(edits[side], dials[side]) > _ends(
            stamps[side.other], dials[side.other]
        ):
            is_sure = all(dial.is_proven for dial in dials)
            return Later(side, Grade.CERTAIN if is_sure else Grade.LIKELY)
    ahead = (_point(left, dials.left) - _point(right, dials.right)).total_seconds()
    coarsest = max(dial.granularity for dial in dials)
    epsilon = sum(dial.width for dial in dials) / 2 + coarsest
    if abs(ahead) <= epsilon:
        return TIE
    return Later(Side.LEFT if ahead > 0 else Side.RIGHT, Grade.LIKELY)


def _begins(edit: Edited, dial: Dial) -> datetime:
    if edit.not_before is None:
        # Nobody read the old value: the edit may be as old as the record.
        return datetime.min.replace(
            tzinfo=edit.not_after.tzinfo if edit.not_after else None
        )
    return edit.not_before - timedelta(seconds=dial.high)


def _ends(stamp: datetime, dial: Dial) -> datetime:
    return stamp + timedelta(seconds=dial.granularity - dial.low)


def _point(stamp: datetime, dial: Dial) -> datetime:
    return stamp - timedelta(seconds=dial.middle)
