"""What a rule may name: the fields of one entity, and of what kind each is."""

import dataclasses
from dataclasses import dataclass
from enum import Enum


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
    """

    name: str
    kind: Kind = Kind.TEXT
    options: tuple[str, ...] | None = None
    labels: dict[str, str] = dataclasses.field(default_factory=dict)
    is_read_only: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the rules of one entity may name.

    Attributes:
        entity: Its name, as in ``for customers``.
        fields: Its fields by name.
        entities: Every entity that there is, so that a section for none of them is
            an error; empty where they are not known here.
    """

    entity: str
    fields: dict[str, FieldSpec]
    entities: tuple[str, ...] = ()
