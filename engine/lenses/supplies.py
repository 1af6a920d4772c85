"""What lenses are made with, beside their options."""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from engine.lenses.tables import Table
from engine.model.option import Options
from engine.model.side import Side
from engine.values import Json

Lookup: TypeAlias = Callable[[str, Side, str], Json | None]
"""From an entity and the id of one of its records on a side to the counterpart."""


def _nothing(entity: str, side: Side, id: str) -> Json | None:
    """Nothing is remembered."""
    del entity, side, id
    return None


@dataclass(frozen=True, slots=True)
class Others:
    """What the state knows of the records of other entities.

    Attributes:
        linked: From a parent of one side to its counterpart.
        counterparts: By entity, for the ids of the left what their counterparts say.
        lookup: What a join reads: a counterpart of either side, its id and fields.
    """

    linked: Callable[[Side, str], str | None] = lambda _side, _id: None
    counterparts: Mapping[str, Options] = dataclasses.field(default_factory=dict)
    lookup: Lookup = _nothing


@dataclass(frozen=True, slots=True)
class Supplies:
    """The collections and the tables that the lines of a mapping name."""

    options: Mapping[str, Options] = dataclasses.field(default_factory=dict)
    tables: Mapping[str, Table] = dataclasses.field(default_factory=dict)
    others: Others = dataclasses.field(default_factory=Others)
