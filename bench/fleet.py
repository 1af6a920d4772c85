"""Three workers and fifty agreements, beside the same runs by hand.

By hand is a loop, and as many threads as the workers have places together: both in
one process, each with a state on the same PostgreSQL, without a queue that could be
asked, stopped or killed.  ``BENCH_PROFILES`` says how many agreements (50 unless it is
set).  All sandboxes stand in the process that measures, so that on two cores they are
what everybody waits for.

On two cores that had much else to do: 0.38 of the loop, 1.12 of the threads, 96 MB for
a worker; the last of eight small agreements was equal after 14 s where one place had
them all, and no later (0.70: other work came and went) with a large one beside it.
"""

import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from bench.row import Row
from engine.application import Application
from tests.integration.firms import Firm, Fleet, fleet, wait_until
from tests.servers import database

_WORKERS = 3
_PLACES = 4
_CUSTOMERS = 10
_LARGE = 300
_SMALL = 8
_LATENCY = 0.02
_SLOW = 0.5
_LONGEST = 600
_ONLY_WHEN_ASKED = "customers: 0s, full: 0s"


def rows() -> list[Row]:
    """How long many agreements take, what a worker holds, and who waits for whom."""
    many = int(os.environ.get("BENCH_PROFILES", "50"))
    loop = _by_hand(many, _one_by_one)
    threads = _by_hand(many, _in_threads)
    took, memory = _by_workers(many)
    alone, beside = _wait(large=0), _wait(large=_LARGE)
    return [
        Row(f"fleet: first syncs of {many}, beside a loop by hand", took / loop, "x"),
        Row("fleet: the same, beside threads by hand", took / threads, "x", 1.5),
        Row("fleet: memory of a worker", memory, "MB", 150),
        Row(f"fleet: the last of {_SMALL} small ones, in one place", alone, "s"),
        Row("fleet: the same, with a large one at work", beside / alone, "x", 2),
    ]


def _by_hand(many: int, deed: Callable[[list[Firm]], object]) -> float:
    with _firms({f"firm{number}": _CUSTOMERS for number in range(many)}) as made:
        started = time.perf_counter()
        deed(list(made.firms.values()))
        return time.perf_counter() - started


def _one_by_one(firms: list[Firm]) -> None:
    for firm in firms:
        _sync(firm)


def _in_threads(firms: list[Firm]) -> None:
    with ThreadPoolExecutor(_WORKERS * _PLACES) as pool:
        list(pool.map(_sync, firms))


def _sync(firm: Firm) -> None:
    with Application(firm.profile, lang="en") as raccordo:
        raccordo.sync(full=True)


def _by_workers(many: int) -> tuple[float, float]:
    """How long it takes, and the megabytes of the largest worker afterwards."""
    with _firms({f"firm{number}": _CUSTOMERS for number in range(many)}) as made:
        _begin(made, _WORKERS, _PLACES)
        started = time.perf_counter()
        made.desk.run(list(made.firms), is_full=True)
        wait_until(lambda: _are_done(made), _LONGEST)
        took = time.perf_counter() - started
        return took, max(_memory(worker.pid) for worker in made.workers)


def _wait(large: int) -> float:
    """How long the last of some small ones takes that are asked for together."""
    sizes = {f"small{number}": 2 for number in range(_SMALL)}
    with _firms({**sizes, **({"large": large} if large else {})}) as made:
        _begin(made, 1, 2 if large else 1)
        if large:
            made.firms["large"].crm.set_faults(latency=_SLOW)
            made.desk.run(["large"], is_full=True)
            wait_until(lambda: made.status()["large"]["running"])
        started = time.perf_counter()
        made.desk.run(list(sizes), is_full=True)
        wait_until(lambda: all(made.firms[one].is_equal() for one in sizes), _LONGEST)
        return time.perf_counter() - started


@contextmanager
def _firms(sizes: dict[str, int]) -> Iterator[Fleet]:
    with (
        database() as url,
        tempfile.TemporaryDirectory() as name,
        fleet(Path(name), url, sizes, _ONLY_WHEN_ASKED) as made,
    ):
        for firm in made.firms.values():
            firm.cic.set_faults(latency=_LATENCY)
            firm.crm.set_faults(latency=_LATENCY)
        yield made


def _begin(made: Fleet, workers: int, places: int) -> None:
    """Have them at work, with nothing to do yet."""
    made.add()
    for _ in range(workers):
        made.begin("--at-a-time", str(places))
    wait_until(lambda: made.desk.status().document["workers"] == workers)


def _are_done(made: Fleet) -> bool:
    return all(one["exit"] == 0 for one in made.status().values())


def _memory(process: int) -> float:
    """The megabytes that a process holds."""
    told = subprocess.check_output(  # noqa: S603 - fixed words
        ["ps", "-o", "rss=", "-p", str(process)],  # noqa: S607 - wherever it is
        text=True,
    )
    return int(told) * 1024 / 1e6
