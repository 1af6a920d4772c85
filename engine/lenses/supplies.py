"""What lenses are made with, beside their options."""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.lenses.tables import Table
from engine.model.option import Options
from engine.model.side import Side


@dataclass(frozen=True, slots=True)
class Others:
    """What the state knows of the records of other entities.

    Attributes:
        linked: From a parent of one side to its counterpart.
        counterparts: By entity, for the ids of the left what their counterparts say.
    """

    linked: Callable[[Side, str], str | None] = lambda _side, _id: None
    counterparts: Mapping[str, Options] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Supplies:
    """The collections and the tables that the lines of a mapping name."""

    options: Mapping[str, Options] = dataclasses.field(default_factory=dict)
    tables: Mapping[str, Table] = dataclasses.field(default_factory=dict)
    others: Others = dataclasses.field(default_factory=Others)
