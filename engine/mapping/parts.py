"""The smaller parts of a declaration: constants, marks, matches, parents, rules."""

from dataclasses import dataclass, field
from enum import Enum

from engine.model.side import Pair
from engine.source import Span
from engine.values import Value


class Holds(Enum):
    """What the value of a field is, where a mapping says so."""

    TEXT = "text"
    NUMBER = "number"
    TRUTH = "truth"
    DATE = "date"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Constant:
    """A fixed value that one side gets when a record is created there.

    Attributes:
        always: Whether every later write lays it anew.
    """

    value: Value
    always: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """What is written to a record whose counterpart was deleted.

    Attributes:
        path: The property of the record.
        value: What it holds from then on.
    """

    path: str
    value: Value


@dataclass(frozen=True, slots=True)
class Parent:
    """The entity whose records the records of a mapping live under.

    Attributes:
        paths: Where a record of either side names its parent; None where the
            address of its resource does.
    """

    entity: str
    paths: Pair[str | None] = Pair(None, None)  # noqa: RUF009 - a Pair is frozen


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition in the rules language, and where it stands."""

    text: str
    span: Span | None = field(default=None, compare=False, repr=False)


class Confidence(Enum):
    """What a hit by a match is worth."""

    SURE = "sure"
    """It links by itself; of several a person chooses."""
    UNIQUE = "unique"
    """It links by itself where it is the only one on each side; several are none."""
    REVIEW = "review"
    """It is proposed to a person."""


@dataclass(frozen=True, slots=True)
class Match:
    """Fields by which counterparts are recognised.

    Attributes:
        when: What holds of the records that it is for; None where it is for all.
    """

    by: tuple[str, ...]
    confidence: Confidence = Confidence.SURE
    when: Condition | None = None
    spans: tuple[Span, ...] = field(default=(), compare=False, repr=False)

    @property
    def name(self) -> str:
        """Its fields, joined by a plus sign."""
        return "+".join(self.by)

    @property
    def is_sure(self) -> bool:
        """Whether a hit says who somebody is, whoever else there may be."""
        return self.confidence is Confidence.SURE


@dataclass(frozen=True, slots=True)
class Reasoned:
    """A change that an overlay makes, and why.

    Attributes:
        name: What it changes: the code of a rule, the name of a rules file.
        reason: Why; of a rule that is raised, to what.
    """

    name: str
    reason: str = ""
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class RuleChanges:
    """What overlays do to the rules of an entity.

    Attributes:
        add: Rules files to add, named from beside the overlay.
        disable: Rules that are switched off, by code.
        stricter: Rules whose warnings become errors, by code.
    """

    add: tuple[Reasoned, ...] = ()
    disable: tuple[Reasoned, ...] = ()
    stricter: tuple[Reasoned, ...] = ()


@dataclass(frozen=True, slots=True)
class AddedField:
    """A field of any type that the connector keeps on the right side.

    Attributes:
        code: The name of its definition.
        property: The property of a record that holds its value.
        type: ``select``, ``text``, ``number``, ``date`` or ``boolean``.
        options: The left collection whose keys a select field offers, or empty.
        table: The table whose right column a select field offers, or empty.
    """

    code: str
    property: str
    labels: dict[str, str]
    type: str = "select"
    options: str = ""
    table: str = ""
