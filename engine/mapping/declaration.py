"""A mapping file as plain frozen facts, each with the place that it came from."""

from dataclasses import dataclass, field
from enum import Enum

from engine.model.side import Pair, Side
from engine.source import Span


class Direction(Enum):
    """Which way edits of a field travel."""

    BOTH = "both"
    TO_LEFT = "to_left"
    TO_RIGHT = "to_right"
    CREATE_ONLY = "create_only"

    def allows(self, target: Side) -> bool:
        """Whether an edit may be written to that side of a linked pair."""
        match self:
            case Direction.BOTH:
                return True
            case Direction.TO_LEFT:
                return target is Side.LEFT
            case Direction.TO_RIGHT:
                return target is Side.RIGHT
            case Direction.CREATE_ONLY:
                return False


class Policy(Enum):
    """Who wins where both sides moved one field apart."""

    LAST_MODIFIED = "last_modified"
    LEFT = "left"
    RIGHT = "right"
    MANUAL = "manual"


class Creation(Enum):
    """When a record without a counterpart gets one on a side."""

    ALWAYS = "always"
    NEVER = "never"
    ON_REQUEST = "on_request"


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


@dataclass(frozen=True, slots=True)
class FieldPair:
    """One line of a mapping: a neutral field and its home on either side.

    Attributes:
        lens: The lenses between left and right, in this order; never empty for
            a field with two homes.
        owner: The side that wins a tie.
        required: Whether a record of that side cannot be without it.
        clear: Whether clearing it travels.
        foreign_edit: What becomes of an edit on the blind side of a one-way
            line: ``report``, ``revert`` or ``keep``.
        ignore: Why it has no home on the other side; empty where it has one.
        labels: By language, what a person sees on the screen.
    """

    name: str
    paths: Pair[str | None]
    lens: tuple[LensUse, ...] = ()
    direction: Direction = Direction.BOTH
    owner: Side | None = None
    conflict: Policy | None = None
    required: Pair[bool] = Pair(left=False, right=False)  # noqa: RUF009 - a Pair is frozen
    max_length: Pair[int | None] = Pair(None, None)  # noqa: RUF009 - as above
    clear: bool = True
    foreign_edit: str = "report"
    ignore: str = ""
    holds: Holds = Holds.TEXT
    labels: dict[str, str] = field(default_factory=dict)
    span: Span | None = field(default=None, compare=False, repr=False)

    @property
    def has_two_homes(self) -> bool:
        """Whether it travels at all."""
        return self.paths.left is not None and self.paths.right is not None


@dataclass(frozen=True, slots=True)
class Unit:
    """A field, or fields that win or lose a conflict together."""

    name: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """Fields by which counterparts are recognised; only a sure one links by itself."""

    by: tuple[str, ...]
    is_sure: bool = True
    spans: tuple[Span, ...] = field(default=(), compare=False, repr=False)

    @property
    def name(self) -> str:
        """Its fields, joined by a plus sign."""
        return "+".join(self.by)


@dataclass(frozen=True, slots=True)
class SelectField:
    """A select field that the connector keeps on the right side.

    Attributes:
        code: The name of its definition.
        property: The property of a record that holds its value.
        options: The left collection whose keys it offers.
    """

    code: str
    property: str
    labels: dict[str, str]
    options: str


@dataclass(frozen=True, slots=True)
class Declaration:
    """A whole mapping file.

    Attributes:
        resources: The resource of either side, by the names of its description.
        creation: When a counterpart is created, by the side that it is created on.
        deletion: ``ask``, ``unlink``, ``mark`` or ``recreate``.
        conflict: Its own policy; None leaves it to the profile.
        first: What decides at a first meeting: ``last_modified``, ``left``,
            ``right`` or ``ask``.
        after: What has to be there before its records are.
        units: The fields with two homes, grouped, in the order of the file.
        fields: Every field by name, those with one home too.
        rules: The file of its rules, or an empty text.
    """

    entity: str
    version: int
    titles: dict[str, str]
    resources: Pair[str]
    matches: tuple[Match, ...]
    direction: Direction
    creation: Pair[Creation]
    deletion: str
    conflict: Policy | None
    first: str
    after: tuple[str, ...]
    units: tuple[Unit, ...]
    fields: dict[str, FieldPair]
    select_fields: tuple[SelectField, ...] = ()
    rules: str = ""
    source: str = ""
    """The name of the file."""

    @property
    def registries(self) -> tuple[str, ...]:
        """The left collections whose options it needs, each once."""
        used = [
            use.arguments["registry"]
            for pair in self.fields.values()
            for use in pair.lens
            if "registry" in use.arguments
        ]
        offered = [one.options for one in self.select_fields]
        return tuple(dict.fromkeys(used + offered))
