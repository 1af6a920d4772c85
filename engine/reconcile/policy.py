"""What the people in charge want where the engine has a choice."""

import dataclasses
from dataclasses import dataclass

from engine.mapping.declaration import Policy
from engine.model.side import Pair
from engine.reconcile.latest import Dial


@dataclass(frozen=True, slots=True)
class Terms:
    """The profile's policies and the state of the two clocks, for one pass.

    Attributes:
        conflict: Who wins where both sides moved a field apart.
        dials: How to read the stamps of the two sides.
    """

    conflict: Policy = Policy.LAST_MODIFIED
    dials: Pair[Dial] = dataclasses.field(default_factory=lambda: Pair(Dial(), Dial()))
