"""What the acceptance tests look at: both systems, and what a command said."""

import json
from dataclasses import dataclass
from typing import Any

from engine.sandbox.cic.agreement import Cic
from engine.sandbox.clock import Clock
from engine.sandbox.crm.tenant import Crm
from engine.sandbox.serve import Served

CUSTOMERS = 30


@dataclass(frozen=True, slots=True)
class Said:
    """What a command ended with."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:  # noqa: ANN401 - JSON
        return json.loads(self.out)


@dataclass(frozen=True, slots=True)
class Both:
    """The two systems, the clock they share, and where they are."""

    cic: Cic
    crm: Crm
    clock: Clock
    served: Served

    @property
    def writes(self) -> int:
        return len(self.cic.traffic.writes) + len(self.crm.traffic.writes)

    @property
    def calls(self) -> int:
        return len(self.cic.traffic.calls) + len(self.crm.traffic.calls)

    def forget_calls(self) -> None:
        self.cic.traffic.clear()
        self.crm.traffic.clear()
