"""What was seen of one record, and when its units were edited."""

import dataclasses
from dataclasses import dataclass
from datetime import datetime

from engine.model.link import Baseline, Link, View
from engine.model.side import Pair


@dataclass(frozen=True, slots=True)
class Edited:
    """Between which two readings a unit was edited, on the clock of its server.

    Attributes:
        not_after: The record's stamp when the new value was first seen.
        not_before: The server's time of the last listing that showed the old one.
    """

    not_after: datetime | None
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Observation:
    """One record of one side, as it was last read."""

    id: str
    name: str
    view: View
    modified: datetime | None = None
    edited: dict[str, Edited] = dataclasses.field(default_factory=dict)

    def edit_of(self, unit: str) -> Edited:
        """When the unit was edited, as far as anybody can know."""
        return self.edited.get(unit, Edited(self.modified))


@dataclass(frozen=True, slots=True)
class Twins:
    """The two records of a link, with what they last agreed on.

    Attributes:
        wanted: Values that a person decided both sides shall have, by field.
    """

    link: Link
    sides: Pair[Observation]
    baseline: Baseline = dataclasses.field(default_factory=Baseline)
    wanted: View = dataclasses.field(default_factory=dict)
