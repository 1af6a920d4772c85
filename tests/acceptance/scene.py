"""What the acceptance tests look at: both systems, and what a command said."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

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


Run: TypeAlias = Callable[..., Said]


def is_at_rest(both: Both, run: Run) -> bool:
    """Both sides have every firm once, and a second run plans nothing."""
    both.clock.advance(300)
    document = run("plan", "--json").document
    return len(both.crm.companies) == CUSTOMERS and document == {
        "operations": [],
        "conflicts": [],
        "problems": [],
        "warnings": [],
    }


_HOLDER = (
    "import sys, time\n"
    "from pathlib import Path\n"
    "from engine.config import load_profile\n"
    "from engine.state.store import hold\n"
    "profile = load_profile(Path(sys.argv[1]), {})\n"
    "with hold(profile.state.path, profile.name, 1):\n"
    "    print('held', flush=True)\n"
    "    time.sleep(60)\n"
)


@contextmanager
def another_run(profile: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process holds the profile."""
    with subprocess.Popen(  # noqa: S603 - our own interpreter and our own words
        [sys.executable, "-c", _HOLDER, str(profile)], stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        try:
            yield other
        finally:
            other.kill()
