"""Both sandboxes, fresh, for as long as the process lives."""

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
    products: int = 25,
    faults: Path | None = None,
) -> None:
    """Serve a fresh agreement and a fresh tenant until the process is stopped.

    Args:
        tell: Called once, when both can be reached.
        ports: Of the books and of the CRM; 0 takes one that is free.
        customers: How many the books begin with.
        products: How many they sell.
        faults: A JSON file, `{"cic": {…}, "crm": {…}}`, with knobs by their names.
    """
    cic, crm = Cic(customers=customers, products=products), Crm()
    if faults is not None:
        asked = json.loads(faults.read_text(encoding="utf-8"))
        cic.set_faults(**asked.get("cic", {}))
        crm.set_faults(**asked.get("crm", {}))
    with serve(cic, crm, cic_port=ports[0], crm_port=ports[1]) as served:
        tell(served)
        threading.Event().wait()
