"""What became of one operation, as a worker tells it: data, not deeds."""

import dataclasses
from dataclasses import dataclass
from enum import Enum

from engine.errors import RemoteError
from engine.model.plan import NewPlan, PairPlan
from engine.model.record import Record
from engine.model.side import Side


class Fate(Enum):
    """How a write ended."""

    DONE = "done"
    MOVED = "moved"
    """Somebody edited the record since the plan was made: plan again."""
    ABSENT = "absent"
    REFUSED = "refused"
    UNCLEAR = "unclear"
    UNSENT = "unsent"
    """The system is not there, or we were asked to end: nothing was sent."""


@dataclass(frozen=True, slots=True)
class Written:
    """What became of the write to one side of a pair.

    Attributes:
        before: The record as it was read just before; None if it could not be.
        after: What the answer showed; None where it has to be read.
        is_answer: Whether ``after`` is the write's own answer.
        error: Why it was not done.
        sent: Our time when it was sent, and when the answer came.
        asked: Our time when ``before`` was asked for.
    """

    fate: Fate
    before: Record | None = None
    after: Record | None = None
    is_answer: bool = False
    error: RemoteError | None = None
    sent: tuple[float, float] | None = None
    asked: float | None = None

    @property
    def is_sent(self) -> bool:
        """Whether anything went out: a side may hold already all that it can hold."""
        return self.after is not self.before

    def with_after(self, after: Record | None) -> "Written":
        """The same, after the record was read again."""
        return dataclasses.replace(self, after=after)


@dataclass(frozen=True, slots=True)
class PairOutcome:
    """What became of the writes of one pair, by side."""

    plan: PairPlan
    sides: dict[Side, Written]


@dataclass(frozen=True, slots=True)
class NewOutcome:
    """What became of one create."""

    plan: NewPlan
    written: Written
    id: str = ""
