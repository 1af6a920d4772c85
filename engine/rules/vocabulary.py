"""What a rule may name: the fields of one entity, and of what kind each is."""

import dataclasses
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum

CATALOGUE = "catalogue"
"""The table of the product codes, which needs no declaration."""


class Kind(Enum):
    """What the value of a field is, when it is set."""

    TEXT = "text"
    NUMBER = "number"
    TRUTH = "truth"
    OPTION = "option"
    DATE = "date"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field that a rule may name.

    Attributes:
        name: Its neutral name in the mapping.
        kind: What its value is, when it is set.
        options: The keys it can hold, as texts; None where they are not known
            here, and then no value is refused.
        labels: By language, what a person sees on the screen ("Zona iva Reviso").
        is_read_only: Whether nothing can be written to it, a default neither.
        items: Of a list, the fields of each item by name; None where its items are
            plain texts.
    """

    name: str
    kind: Kind = Kind.TEXT
    options: tuple[str, ...] | None = None
    labels: dict[str, str] = dataclasses.field(default_factory=dict)
    is_read_only: bool = False
    items: "dict[str, FieldSpec] | None" = None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the rules of one entity may name.

    Attributes:
        entity: Its name, as in ``for customers``.
        fields: Its fields by name.
        entities: Every entity that there is, so that a section for none of them is
            an error; empty where they are not known here.
        tables: What each table holds, as texts, by its name; None where that is not
            known here, and then a rule that asks it is off.
    """

    entity: str
    fields: dict[str, FieldSpec]
    entities: tuple[str, ...] = ()
    tables: dict[str, Collection[str] | None] = dataclasses.field(default_factory=dict)

    def table(self, name: str) -> Collection[str] | None:
        """What a table holds; None where that is not known."""
        return self.tables.get(name)

    def has_table(self, name: str) -> bool:
        """Whether there is a table of that name."""
        return name in self.tables or name == CATALOGUE
