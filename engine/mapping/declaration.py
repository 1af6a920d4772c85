"""A mapping file as plain frozen facts, each with the place that it came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from engine.lenses.entry import Takes
from engine.lenses.supplies import Others, Supplies
from engine.lenses.tables import Table
from engine.mapping.parts import (
    AddedField,
    Condition,
    Constant,
    Holds,
    Join,
    LensUse,
    Mark,
    Match,
    Parent,
    RuleChanges,
    Where,
)
from engine.mapping.paths import each
from engine.model.option import Options
from engine.model.side import Pair, Side
from engine.source import Span
from engine.values import to_json


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
    CONDITION = "condition"
    """By itself where a condition holds of the record, else on request."""


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
        accept_loss: Why it is fine that it loses something; mostly empty.
        is_cut: Whether a text that is too long is cut, and no problem.
        const: What its one home gets when a record is created there.
        missing: What stays of a cleared item that a path names: ``keep`` or
            ``drop``; of a list, what stays of an item that the source lacks:
            ``keep`` or ``remove``.
        labels: By language, what a person sees on the screen.
        key: Of a list, the field that its items are paired by; empty where they
            keep their order.
        items: Of a list, the fields of one item by name, with the homes in it.
        where: Of a field of an item, what the item has to hold for it to be read.
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
    accept_loss: str = ""
    is_cut: bool = False
    const: Constant | None = None
    missing: str = "keep"
    holds: Holds = Holds.TEXT
    labels: dict[str, str] = field(default_factory=dict)
    key: str = ""
    items: "dict[str, FieldPair]" = field(default_factory=dict)
    where: Where | None = None
    span: Span | None = field(default=None, compare=False, repr=False)

    @property
    def has_two_homes(self) -> bool:
        """Whether it travels at all."""
        return self.paths.left is not None and self.paths.right is not None

    def divider(self, side: Side) -> LensUse | None:
        """The lens that says how two properties of a side are one value."""
        if not each(self.paths[side])[1:] or not self.lens:
            return None
        return self.lens[0 if side is Side.LEFT else -1]

    def searched(self, side: Side) -> str:
        """The path that records of a side are searched by; often its only one."""
        places, use = each(self.paths[side]), self.divider(side)
        if use is None or use.entry.divides is None:
            return places[0] if places else ""
        return places[use.entry.divides(use.arguments).lone]

    @property
    def keeps_missing(self) -> bool:
        """Whether an item of a list stays on a side that the other one lacks."""
        return bool(self.key) and self.missing == "keep"

    @property
    def uses(self) -> tuple[LensUse, ...]:
        """Its lenses, and those of its items."""
        inner = (use for item in self.items.values() for use in item.lens)
        return (*self.lens, *inner)


@dataclass(frozen=True, slots=True)
class Unit:
    """A field, or fields that win or lose a conflict together."""

    name: str
    fields: tuple[str, ...]


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
class Dropped:
    """A field that an overlay took away: why, where, and what it was."""

    reason: str
    span: Span = field(compare=False, repr=False)
    pair: FieldPair


@dataclass(frozen=True, slots=True)
class Declaration:
    """A whole mapping file, with the overlays laid over it.

    Attributes:
        resources: The resource of either side, by the names of its description.
        creation: When a counterpart is created, by the side that it is created on.
        deletion: ``ask``, ``unlink``, ``mark`` or ``recreate``.
        only: Which records of a side take part; None where all do.
        marks: What is written to the record of a side whose counterpart was
            deleted; None where a delete on the other side asks.
        conflict: Its own policy; None leaves it to the profile.
        first: What decides at a first meeting: ``last_modified``, ``left``,
            ``right`` or ``ask``.
        after: What has to be there before its records are.
        units: The fields with two homes, grouped, in the order of the file.
        fields: Every field by name, those with one home too.
        added_fields: The fields that the connector keeps on the right side.
        rules: The file of its rules, or an empty text.
        conditions: When a counterpart is created by itself, by the side that it
            is created on; None where a word says it.
        dropped: The fields that an overlay took away, by name.
        changes: What overlays do to the rules.
        joins: What is read of other entities.
        waits_for_request: Whether a linked record is written only when somebody
            sends it.
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
    added_fields: tuple[AddedField, ...] = ()
    rules: str = ""
    source: str = ""
    """The name of the file."""
    tables: dict[str, Table] = field(default_factory=dict)
    conditions: Pair[Condition | None] = Pair(None, None)  # noqa: RUF009 - as above
    only: Pair[Condition | None] = Pair(None, None)  # noqa: RUF009 - as above
    marks: Pair[Mark | None] = Pair(None, None)  # noqa: RUF009 - as above
    parent: Parent | None = None
    dropped: dict[str, Dropped] = field(default_factory=dict)
    changes: RuleChanges = field(default_factory=RuleChanges)
    joins: tuple[Join, ...] = ()
    waits_for_request: bool = False
    after_spans: tuple[Span, ...] = field(default=(), compare=False, repr=False)
    others: Others = field(default_factory=Others, compare=False, repr=False)
    """What is known of the records of other entities, once a state is there."""

    @property
    def select_fields(self) -> tuple[SelectField, ...]:
        """The fields that offer a left collection."""
        return tuple(
            SelectField(one.code, one.property, one.labels, one.options)
            for one in self.added_fields
            if one.options
        )

    @property
    def registries(self) -> tuple[str, ...]:
        """The left collections whose options it needs, each once."""
        used = [
            use.arguments["registry"]
            for pair in self.fields.values()
            for use in pair.uses
            if "registry" in use.arguments
        ]
        offered = [one.options for one in self.select_fields]
        chosen = [one.entity for one in self.joins if not one.path]
        return tuple(dict.fromkeys(used + offered + chosen))

    @property
    def counterparts(self) -> dict[str, list[LensUse]]:
        """The lenses that ask for counterparts, by the entity of those."""
        found: dict[str, list[LensUse]] = {}
        for pair in self.fields.values():
            for use in pair.uses:
                for entity in use.arguments_that(Takes.ENTITY).values():
                    found.setdefault(entity, []).append(use)
        return found

    @property
    def fingerprint(self) -> str:
        """What is kept of records depends on it: another one reads everything anew."""
        lines = {name: _reading(pair) for name, pair in self.fields.items()}
        tables = {
            name: [[row.left, row.right, row.to_right] for row in table.rows]
            + [list(table.other)]
            for name, table in self.tables.items()
        }
        whom = [one.text if one else "" for one in self.only]
        keys = [[*one.by, one.when.text if one.when else ""] for one in self.matches]
        joins = [[one.name, one.entity, one.side.value, one.path] for one in self.joins]
        return to_json([lines, tables, whom, keys, joins])

    def supplies(self, options: Mapping[str, Options] | None = None) -> Supplies:
        """What its lenses are made with."""
        return Supplies(options or {}, self.tables, self.others)


def _reading(pair: FieldPair) -> list[object]:
    """What the neutral value of a field depends on."""
    uses = [[use.name, use.arguments, use.entry.digest] for use in pair.lens]
    if pair.where:
        return [list(pair.paths), uses, pair.where.property, pair.where.value]
    if not pair.items:
        return [list(pair.paths), uses]
    items = {name: _reading(item) for name, item in pair.items.items()}
    return [list(pair.paths), pair.key, items]
