"""The smaller parts of a declaration: lenses, constants, marks, parents, rules."""

from dataclasses import dataclass, field
from enum import Enum

from engine.lenses.catalogue import CATALOGUE
from engine.lenses.entry import Entry, Takes
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
class Condition:
    """A condition in the rules language, and where it stands."""

    text: str
    span: Span | None = field(default=None, compare=False, repr=False)


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
