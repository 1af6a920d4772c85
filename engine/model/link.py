"""Two refs that are the same thing, and what both held when they last agreed."""

import dataclasses
from dataclasses import dataclass
from enum import Enum

from engine.model.side import Pair
from engine.values import Value

View = dict[str, Value]
"""The neutral values of a record, by field."""


class LinkState(Enum):
    """Whether a link is at work."""

    LINKED = "linked"
    UNLINKED = "unlinked"
    """A tombstone: the two are neither created again nor matched again."""
    FROZEN = "frozen"
    """One side is gone, or something waits for a person."""
    PARTING = "parting"
    """One side is gone, and the other is about to be marked."""


@dataclass(frozen=True, slots=True)
class Link:
    """The remembered fact that two records are one thing.

    Attributes:
        number: Its number in the store.
        ids: The ids of the two records.
    """

    number: int
    ids: Pair[str]
    state: LinkState = LinkState.LINKED


@dataclass(frozen=True, slots=True)
class Baseline:
    """What the two sides of a link last agreed on: values that were read there.

    A field that stands in neither has no baseline yet.

    Attributes:
        accepted: The fields in which the two differed then, and were to.
    """

    sides: Pair[View] = dataclasses.field(default_factory=lambda: Pair({}, {}))
    accepted: frozenset[str] = frozenset()

    def knows(self, field: str) -> bool:
        """Whether both sides have ever agreed on this field."""
        return field in self.sides.left

    def with_agreed(self, agreed: Pair[View]) -> "Baseline":
        """The baseline after the two sides agreed on some fields more."""
        left = {**self.sides.left, **agreed.left}
        right = {**self.sides.right, **agreed.right}
        return Baseline(Pair(left, right), self.accepted)
