"""What was decided about one unit of a pair, and why."""

from dataclasses import dataclass
from enum import Enum

from engine.model.link import View
from engine.model.side import Side


class Action(Enum):
    """What a unit needs."""

    NOTHING = "nothing"
    AGREE = "agree"
    WRITE_LEFT = "write left"
    WRITE_RIGHT = "write right"
    HOLD = "hold"
    """Both sides moved apart, and a person has to decide."""
    ACCEPT = "accept"
    """The difference stays, and is no edit from here on."""

    @property
    def target(self) -> Side | None:
        """The side that is written to, if any."""
        by_action = {Action.WRITE_LEFT: Side.LEFT, Action.WRITE_RIGHT: Side.RIGHT}
        return by_action.get(self)


WRITE = {Side.LEFT: Action.WRITE_LEFT, Side.RIGHT: Action.WRITE_RIGHT}


class Grade(Enum):
    """How sure the order of two edits is."""

    CERTAIN = "certain"
    LIKELY = "likely"
    TIE = "tie"


class Reason(Enum):
    """Why a decision fell as it did; the words for it are the faces'."""

    SAME = "same"
    EDITED = "edited"
    FILLED = "filled"
    LAST_MODIFIED = "last_modified"
    OWNER = "owner"
    POLICY = "policy"
    PERSON = "person"
    REVERTED = "reverted"
    NEW = "new"
    RULE = "rule"
    NOT_CLEARED = "not_cleared"
    FOREIGN = "foreign"
    UNDONE = "undone"
    GONE = "gone"
    APART = "apart"
    PRINTED = "printed"


@dataclass(frozen=True, slots=True)
class Decision:
    """What one unit needs.

    Attributes:
        values: The values to write on the target, by field; only those that differ.
        is_conflict: Whether both sides had moved apart.
    """

    unit: str
    action: Action
    reason: Reason
    values: View
    is_conflict: bool = False
    grade: Grade | None = None
