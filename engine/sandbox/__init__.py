"""Two servers that behave like the two real systems, as far as these are known.

They are foreign countries: they import nothing of the engine, and are never bent
to please it.
"""

from engine.sandbox.cic.agreement import APP_SECRET, GRANT_TOKEN, Cic
from engine.sandbox.clock import Clock
from engine.sandbox.crm.auth import API_KEY, PASSWORD, USERNAME
from engine.sandbox.crm.tenant import Crm
from engine.sandbox.faults import Faults, Mishap
from engine.sandbox.running import run
from engine.sandbox.serve import Served, serve
from engine.sandbox.traffic import Call

__all__ = [
    "API_KEY",
    "APP_SECRET",
    "GRANT_TOKEN",
    "PASSWORD",
    "USERNAME",
    "Call",
    "Cic",
    "Clock",
    "Crm",
    "Faults",
    "Mishap",
    "Served",
    "run",
    "serve",
]
