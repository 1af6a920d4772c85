"""What a pass would do: operations, with their decisions and their problems."""

import dataclasses
from dataclasses import dataclass
from enum import Enum

from engine.model.decision import Decision, Reason
from engine.model.link import Link, View
from engine.model.observation import Observation, Twins
from engine.model.problem import Problem, Severity
from engine.model.record import Record
from engine.model.side import Pair, Side


class Verb(Enum):
    """The kinds of write."""

    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class PairPlan:
    """What a linked pair needs.

    Attributes:
        twins: What it was computed from.
        patches: The values to write, by side; an empty one writes nothing.
        agreed: The fields on which both sides are equal as they stand, or whose
            difference is accepted.
    """

    twins: Twins
    patches: Pair[View]
    decisions: tuple[Decision, ...] = ()
    agreed: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()

    @property
    def is_held(self) -> bool:
        """Whether a problem keeps the pair from being written."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)

    @property
    def targets(self) -> tuple[Side, ...]:
        """The sides that are to be written."""
        if self.is_held:
            return ()
        return tuple(side for side in Side if self.patches[side])

    @property
    def overwrites(self) -> bool:
        """Whether it changes what a person typed, and does not only fill blanks."""
        return any(
            decision.reason is not Reason.FILLED
            for decision in self.decisions
            if decision.action.target
        )


@dataclass(frozen=True, slots=True)
class MarkPlan:
    """What is left of a pair, and the property that is to say so.

    Attributes:
        link: The pair; it is one no more once the record is marked.
        side: The side that is left.
        record: The record as it was just read.
        values: The property and what it is to hold.
        before: The property and what it holds.
    """

    link: Link
    side: Side
    name: str
    record: Record
    values: View
    before: View


@dataclass(frozen=True, slots=True)
class NewPlan:
    """What a record without a counterpart needs: a new one on the other side.

    Attributes:
        source: The record that is to get a counterpart.
        target: The side that it is created on.
        values: The values of the new record, by field.
        filled: The fields that a rule filled, with the rule that did.
    """

    source: Observation
    target: Side
    values: View
    filled: dict[str, str] = dataclasses.field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def is_held(self) -> bool:
        """Whether a problem keeps the record from being created."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)
