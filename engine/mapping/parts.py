"""The smaller parts of a declaration: lenses, constants, marks, matches, joins."""

from dataclasses import dataclass, field
from enum import Enum

from engine.lenses.catalogue import CATALOGUE
from engine.lenses.entry import Entry, Takes
from engine.model.side import Pair, Side
from engine.source import Span
from engine.values import Json, Value


class Holds(Enum):
    """What the value of a field is, where a mapping says so."""

    TEXT = "text"
    NUMBER = "number"
    TRUTH = "truth"
    DATE = "date"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class LensUse:
    """A lens by name, with its options."""

    name: str
    arguments: dict[str, str] = field(default_factory=dict)
    span: Span | None = field(default=None, compare=False, repr=False)
    spans: dict[str, Span] = field(default_factory=dict, compare=False, repr=False)
    own: Entry | None = field(default=None, compare=False, repr=False)
    """How a lens that the catalogue does not have was declared."""

    @property
    def entry(self) -> Entry:
        """How it was declared."""
        return self.own or CATALOGUE[self.name]

    def arguments_that(self, takes: Takes) -> dict[str, str]:
        """Its options that name such a thing, with what they name."""
        options = self.entry.options
        return {
            key: value
            for key, value in self.arguments.items()
            if options[key].takes is takes
        }


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
class Where:
    """What a property has to hold, as a text, for something else to count."""

    property: str
    value: str

    def fits(self, content: Json) -> bool:
        """Whether it does."""
        found = content.get(self.property)
        return str(found) == self.value


@dataclass(frozen=True, slots=True)
class Join:
    """What the record of another entity says, as if it stood in this one.

    Attributes:
        name: The property that it is read as.
        side: The side whose records hold the id; what is read is its counterpart.
        path: Where the id stands: ``crossId``, or in the items of a list
            ``rows.taxId``; empty for the one that the profile names.
        where: What its record (or item) has to hold for the id to be one.
        otherwise: Where no id is set, the place in an earlier join that gives the
            id of the counterpart; or empty.
    """

    name: str
    entity: str
    side: Side
    path: str = ""
    where: Where | None = None
    otherwise: str = ""
    span: Span | None = field(default=None, compare=False, repr=False)

    @property
    def list(self) -> str:
        """The list whose items hold the id, or an empty text."""
        return self.path.rpartition(".")[0]

    @property
    def property(self) -> str:
        """The property that holds the id."""
        return self.path.rpartition(".")[2]


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
