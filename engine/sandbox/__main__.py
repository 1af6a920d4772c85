"""Both sandboxes, run until stopped."""

import argparse
import json
import threading
from collections.abc import Callable
from pathlib import Path

from engine.sandbox.cic.agreement import Cic
from engine.sandbox.crm.tenant import Crm
from engine.sandbox.serve import Served, serve


def run(
    tell: Callable[[Served], None],
    *,
    ports: tuple[int, int] = (0, 0),
    customers: int = 200,
    faults: Path | None = None,
) -> None:
    """Serve a fresh agreement and a fresh tenant until the process is stopped.

    Args:
        tell: Called once, when both can be reached.
        ports: Of the books and of the CRM; 0 takes one that is free.
        customers: How many the books begin with.
        faults: A JSON file, `{"cic": {…}, "crm": {…}}`, with knobs by their names.
    """
    cic, crm = Cic(customers=customers), Crm()
    if faults is not None:
        asked = json.loads(faults.read_text(encoding="utf-8"))
        cic.set_faults(**asked.get("cic", {}))
        crm.set_faults(**asked.get("crm", {}))
    with serve(cic, crm, cic_port=ports[0], crm_port=ports[1]) as served:
        tell(served)
        threading.Event().wait()


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(
        prog="python -m engine.sandbox", description=__doc__
    )
    parser.add_argument("--cic-port", type=int, default=0, metavar="PORT")
    parser.add_argument("--crm-port", type=int, default=0, metavar="PORT")
    parser.add_argument("--customers", type=int, default=200, metavar="N")
    parser.add_argument("--faults", type=Path, metavar="FILE")
    given = parser.parse_args()
    try:
        run(
            lambda served: print(f"{served.cic_url}\n{served.crm_url}", flush=True),  # noqa: T201 - a command's output
            ports=(given.cic_port, given.crm_port),
            customers=given.customers,
            faults=given.faults,
        )
    except KeyboardInterrupt:
        return


if __name__ == "__main__":
    main()
