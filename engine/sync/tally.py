"""What one pass did, counted."""

from dataclasses import dataclass, field

from engine.errors import RemoteError, SafetyStop
from engine.model.plan import MarkPlan, NewPlan, PairPlan
from engine.model.side import Side
from engine.sync.stamping import Proof


def _zero() -> dict[Side, int]:
    return dict.fromkeys(Side, 0)


def _no_proofs() -> dict[Side, list[Proof]]:
    return {side: [] for side in Side}


@dataclass(slots=True)
class Tally:
    """The counts of one entity, and the troubles that ended the pass early.

    Attributes:
        again: Rises whenever something has to be planned once more.
        unclear: How many writes are not known to be done or not.
        outage: The error of a system that stopped answering.
        stop: Why nothing of a rehearsal would be written.
        warnings: Texts with their parts, for the report.
        pair_plans: The plans met; kept only for a rehearsal.
        new_plans: Likewise.
        mark_plans: Likewise.
        new_links: The links made, as ids and a name.
        proofs: What our own writes told of the clocks that stamp records.
    """

    read: dict[Side, int] = field(default_factory=_zero)
    unchanged: int = 0
    created: dict[Side, int] = field(default_factory=_zero)
    updated: dict[Side, int] = field(default_factory=_zero)
    deleted: dict[Side, int] = field(default_factory=_zero)
    linked: int = 0
    unclear: int = 0
    again: int = 0
    outage: RemoteError | None = None
    stop: SafetyStop | None = None
    warnings: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    proofs: dict[Side, list[Proof]] = field(default_factory=_no_proofs)
    pair_plans: list[PairPlan] = field(default_factory=list)
    new_plans: list[NewPlan] = field(default_factory=list)
    mark_plans: list[MarkPlan] = field(default_factory=list)
    new_links: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def writes(self) -> int:
        """How many records were written, on both sides."""
        return sum(sum(one.values()) for one in (self.created, self.updated))
