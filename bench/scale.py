"""A first, an idle and a full run over many records, each in a process of its own.

``BENCH_CUSTOMERS`` says how many customers (5,000 unless it is set; 100,000 is the
promise, and takes a quarter of an hour), ``BENCH_PRODUCTS`` how many products (2,000;
20,000 is the promise); none of either leaves that part out.  Both sandboxes run beside
it, 20 ms away, so that the memory that is measured is raccordo's alone.  Its time is
theirs too: on two cores the sandboxes are slower than their latency.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.row import Row
from engine.cli.commands.sandbox import as_yaml, ready_profile

_LATENCY = 0.02
_CONCURRENCY = 8
_MEGABYTES = 150
_IDLE = 12
_IDLE_SALES = 16
"""With the units and the VAT rates of the products."""
_SLOWER = 1.3


@dataclass(frozen=True, slots=True)
class _Run:
    """What one command took: calls, seconds, and megabytes at its peak."""

    calls: int
    seconds: float
    memory: float


def rows() -> list[Row]:
    """Calls, time and memory of three runs over customers, and over products."""
    customers = int(os.environ.get("BENCH_CUSTOMERS", "5000"))
    products = int(os.environ.get("BENCH_PRODUCTS", "2000"))
    return [
        *(_rows("customers", customers, (customers, 0), _IDLE) if customers else ()),
        *(_rows("products", products, (0, products), _IDLE_SALES) if products else ()),
    ]


def _rows(entity: str, many: int, counts: tuple[int, int], idle: int) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with _sandboxes(folder, *counts) as urls:
            profile = as_yaml(ready_profile(*urls, orders=entity == "products"))
            profile += f"policy: {{concurrency: {_CONCURRENCY}}}\n"
            (folder / "profile.yml").write_text(profile, encoding="utf-8")
            _run(folder, "setup")
            first = _run(folder, "sync", entity)
            _run(folder, "sync", entity)
            rest = _run(folder, "sync", entity)
            full = _run(folder, "sync", entity, "--full")
    yield from _told(f"a first sync of {many:,} {entity}", first, 1.2 * many + 60)
    what = f"scale: a first sync of {entity}, beside its bound"
    yield Row(what, first.seconds / _bound(first), "x", _SLOWER)
    yield from _told(f"an idle run over {entity}", rest, idle)
    yield from _told(f"a full run over {entity}", full, None)


def _told(what: str, run: _Run, most: float | None) -> list[Row]:
    return [
        Row(f"scale: calls of {what}", run.calls, "", most),
        Row(f"scale: time of {what}, at least {_bound(run):,.1f} s", run.seconds, "s"),
        Row(f"scale: peak memory of {what}", run.memory, "MB", _MEGABYTES),
    ]


def _bound(run: _Run) -> float:
    """The seconds that the calls alone take, as many at a time as are allowed."""
    return run.calls * _LATENCY / _CONCURRENCY


@contextmanager
def _sandboxes(
    folder: Path, customers: int, products: int
) -> Iterator[tuple[str, str]]:
    """Both sandboxes, where they can be reached."""
    faults = folder / "faults.json"
    slow = {"latency": _LATENCY}
    faults.write_text(json.dumps({"cic": slow, "crm": slow}), encoding="utf-8")
    command = [sys.executable, "-m", "engine.sandbox"]
    command += ["--customers", str(customers), "--products", str(products)]
    with subprocess.Popen(  # noqa: S603 - our own command
        [*command, "--faults", str(faults)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None  # noqa: S101 - it is a pipe
        try:
            cic, crm = (process.stdout.readline().strip() for _ in range(2))
            yield cic, crm
        finally:
            process.terminate()


def _run(folder: Path, *words: str) -> _Run:
    """One command, and what it took."""
    command = [sys.executable, "-m", "engine", "--json", *words]
    profile = str(folder / "profile.yml")
    answer = folder / "answer.json"
    started = time.perf_counter()
    with answer.open("wb") as out:
        process = subprocess.Popen(  # noqa: S603 - our own command
            [*command, "--profile", profile], stdout=out, stderr=subprocess.DEVNULL
        )
        # This tells of the one child, where ``getrusage`` tells of the largest.
        _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 1}:
        raise subprocess.CalledProcessError(process.returncode, command)
    calls = json.loads(answer.read_text(encoding="utf-8")).get("calls", {})
    return _Run(sum(calls.values()), seconds, used.ru_maxrss * _unit() / 1e6)


def _unit() -> int:
    """How many bytes the system counts memory in."""
    return 1 if sys.platform == "darwin" else 1024
