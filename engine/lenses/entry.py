"""How a lens is declared: its name, its options, its meaning, its examples."""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from engine.lenses.base import NOTHING, Kind, Lens, Scope
from engine.lenses.divided import Division
from engine.lenses.supplies import Supplies
from engine.values import Value

Arguments: TypeAlias = Mapping[str, str]


class Takes(Enum):
    """What an option of a lens holds."""

    FIELD = "field"
    ENTITY = "entity"
    REGISTRY = "registry"
    PROPERTY = "property"
    PATH = "path"
    TABLE = "table"
    TEXT = "text"
    NUMBER = "number"
    WORD = "word"
    ZONE = "zone"


@dataclass(frozen=True, slots=True)
class Setting:
    """One option of a lens.

    Attributes:
        meaning: What it says, by language.
        words: The words that may stand there, where it takes one of a few.
        is_needed: Whether the lens cannot do without.
        beside: The options without which it means nothing.
    """

    takes: Takes
    meaning: dict[str, str]
    words: tuple[str, ...] = ()
    is_needed: bool = False
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A left value, what it reads as, and what that writes when nothing stood there."""

    left: Value
    right: Value
    back: Value
    arguments: Arguments = dataclasses.field(default_factory=dict)
    scope: Scope = dataclasses.field(default_factory=lambda: NOTHING)


@dataclass(frozen=True, slots=True)
class Entry:
    """One lens as mappings know it.

    Attributes:
        meaning: What it does, by language.
        options: Its options by their keys.
        main: The option that may stand alone (``{option: currencies}``), which
            is then required; or an empty text.
        holds: What its neutral value is, for rules: ``text``, ``number``,
            ``truth``, ``date`` or ``list``.
        divides: How a side keeps its text in two properties; None where it is one.
        is_stock: Whether it is one of the catalogue's, whose laws are tested.
        digest: A short name of the text that it was read from, if it was.
    """

    name: str
    kind: Kind
    meaning: dict[str, str]
    make: Callable[[Arguments, Supplies], Lens]
    examples: tuple[Example, ...]
    options: dict[str, Setting] = dataclasses.field(default_factory=dict)
    main: str = ""
    holds: str = "text"
    divides: Callable[[Arguments], Division] | None = None
    is_stock: bool = True
    digest: str = ""
