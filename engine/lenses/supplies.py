"""What lenses are made with, beside their options."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

from engine.lenses.tables import Table
from engine.model.option import Options


@dataclass(frozen=True, slots=True)
class Supplies:
    """The collections and the tables that the lines of a mapping name."""

    options: Mapping[str, Options] = dataclasses.field(default_factory=dict)
    tables: Mapping[str, Table] = dataclasses.field(default_factory=dict)
