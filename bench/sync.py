"""A first sync and an idle run: calls, time beside the lower bound, memory."""

import time
import tracemalloc

from bench.agreement import application, profile
from bench.row import Row
from engine.sandbox import Cic, Clock, Crm

_CUSTOMERS = 2000
_TIMED = 400
_LATENCY = 0.02
_CONCURRENCY = 8


def rows() -> list[Row]:
    """Every figure of a run that was promised."""
    return [*_calls(), *_time(), *_memory()]


def _calls() -> list[Row]:
    clock = Clock()
    cic, crm = Cic(customers=_CUSTOMERS, clock=clock), Crm(clock=clock)
    with profile() as made:
        with application(made, cic, crm) as raccordo:
            raccordo.setup()
        first = _run(made, cic, crm)
        _run(made, cic, crm)
        idle = _run(made, cic, crm)
    bound = 1.2 * _CUSTOMERS + 60
    return [
        Row(f"sync: calls of a first run of {_CUSTOMERS:,}", first, "", bound),
        Row("sync: calls of an idle run", idle, "", 12),
    ]


def _run(made: object, cic: Cic, crm: Crm) -> int:
    with application(made, cic, crm) as raccordo:  # type: ignore[arg-type]  # a Profile
        document = raccordo.sync().document
    return sum(document["calls"].values())


def _time() -> list[Row]:
    cic, crm = Cic(customers=_TIMED), Crm()
    with profile(f"policy: {{concurrency: {_CONCURRENCY}}}\n") as made:
        with application(made, cic, crm) as raccordo:
            raccordo.setup()
        for system in (cic, crm):
            system.set_faults(latency=_LATENCY)
        started = time.perf_counter()
        calls = _run(made, cic, crm)
        took = time.perf_counter() - started
    lower = calls * _LATENCY / _CONCURRENCY
    return [
        Row(
            f"sync: first run of {_TIMED} at 20 ms, beside its bound",
            took / lower,
            "x",
            1.3,
        )
    ]


def _memory() -> list[Row]:
    found = []
    for customers in (500, _CUSTOMERS):
        cic, crm = Cic(customers=customers), Crm()
        with profile() as made:
            with application(made, cic, crm) as raccordo:
                raccordo.setup()
            tracemalloc.start()
            before = tracemalloc.get_traced_memory()[0]
            _run(made, cic, crm)
            found.append((tracemalloc.get_traced_memory()[1] - before) / 1e6)
            tracemalloc.stop()
    small, large = found
    return [
        Row("sync: peak memory of 500, sandboxes included", small, "MB"),
        Row(f"sync: peak memory of {_CUSTOMERS:,}, likewise", large, "MB", 150),
    ]
