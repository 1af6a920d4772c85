"""A service under faults for a while: does its memory stay flat, its queue short.

``BENCH_MINUTES`` says how long (1 unless it is set; 10 is the promise); ``python -m
bench soak --minutes 10`` sets it.  People edit on both sides all the time; both
systems fail, refuse and lose replies, and web hooks come doubled, late or not at all.
In the end everybody stops, and what is left has to become equal.

Ten minutes on two cores that had much else to do: 413 runs, 2,030 writes, 93 MB at the
end (1.07 of the second third), never more than 3 things due or 20 hints waiting, 2 MB
of state, and nothing left to do in the end.  In an earlier run the objects that Python
counts stayed the same from run to run.
"""

import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from bench.row import Row
from engine.application import Application
from engine.cli.commands.sandbox import as_yaml, ready_profile
from engine.config import load_profile
from engine.sandbox import Cic, Crm
from engine.sandbox.serve import serve

_CUSTOMERS = 200
_EVERY = 5.0
_CITIES = ("Bergamo", "Como", "Lodi", "Monza", "Pavia", "Varese")
_FAULTS = {"failing": 0.02, "too_many": 0.01, "lost_before": 0.01, "lost_after": 0.01}
_HOOKS = {"hook_loss": 0.1, "hook_duplicates": 0.2, "hook_reorder": 0.1}
_MORE = """
schedule: {customers: 5s, full: 2m}
policy: {quiet: 0s, max_changes: 1}
serve: {public_url: 'http://127.0.0.1:9'}
"""
_STEPS = 4
"""The most that can wait: three steps and the hints."""

_FLAT = 1.1


@dataclass(frozen=True, slots=True)
class Sample:
    """The service at one moment."""

    memory: float
    queue: float
    hints: float


def rows() -> list[Row]:
    """What a service took while everything went wrong."""
    seconds = 60 * float(os.environ.get("BENCH_MINUTES", "1"))
    with tempfile.TemporaryDirectory() as name, _agreement(Path(name)) as agreement:
        cic, crm, path = agreement
        with _service(path) as (process, address):
            over = threading.Event()
            people = threading.Thread(target=_edit, args=(cic, crm, over))
            _enter_hooks(cic, path, address)
            people.start()
            samples = _watch(process.pid, address, seconds)
            over.set()
            people.join()
            runs = _figure(address, "raccordo_runs_total")
            writes = _figure(address, "raccordo_writes_total")
        for system in (cic, crm):
            system.set_faults(**dict.fromkeys(_FAULTS, 0.0))
        left = _left(path)
        size = path.with_name("sandbox.db").stat().st_size / 1e6
    return _told(samples, {"runs": runs, "writes": writes, "left": left, "size": size})


def _told(samples: list[Sample], counts: dict[str, float]) -> list[Row]:
    third = max(1, len(samples) // 3)
    # The first third has still to import and to read everything once.
    middle, last = samples[third : 2 * third], samples[2 * third :]
    first = statistics.median(one.memory for one in middle or samples)
    end = statistics.median(one.memory for one in last)
    return [
        Row("soak: memory at the end", end, "MB"),
        Row(
            "soak: memory of the last third, beside the second", end / first, "x", _FLAT
        ),
        Row("soak: longest queue", max(one.queue for one in samples), "", _STEPS),
        Row("soak: most hints waiting", max(one.hints for one in samples), ""),
        Row("soak: hints waiting at the end", samples[-1].hints, ""),
        Row("soak: runs", counts["runs"], ""),
        Row("soak: writes", counts["writes"], ""),
        Row("soak: size of the state", counts["size"], "MB"),
        Row("soak: left to do once all is quiet", counts["left"], "", 0),
    ]


@contextmanager
def _agreement(folder: Path) -> Iterator[tuple[Cic, Crm, Path]]:
    """Two systems after their first sync, which fail from then on."""
    cic, crm = Cic(customers=_CUSTOMERS), Crm()
    with serve(cic, crm) as served:
        path = folder / "profile.yml"
        profile = as_yaml(ready_profile(served.cic_url, served.crm_url))
        path.write_text(profile + _MORE, encoding="utf-8")
        with Application(load_profile(path, {})) as raccordo:
            raccordo.setup()
            raccordo.sync()
        cic.set_faults(**_FAULTS, **_HOOKS)
        crm.set_faults(**_FAULTS)
        yield cic, crm, path


@contextmanager
def _service(path: Path) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    words = ["--profile", str(path), "--json", "serve", "--port", "0"]
    log = path.with_name("serve.log").open("w")
    with (
        log,
        subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "engine", *words],
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        ) as process,
    ):
        assert process.stdout is not None  # noqa: S101 - it is a pipe
        told = "".join(iter(process.stdout.readline, "}\n")) + "}"
        try:
            yield process, json.loads(told)["serve"]["address"]
        finally:
            process.terminate()


def _enter_hooks(cic: Cic, path: Path, address: str) -> None:
    with Application(load_profile(path, {})) as raccordo:
        for hook in raccordo.hooks().document["hooks"]:
            path_of_it = hook["url"].removeprefix("http://127.0.0.1:9")
            cic.hook(hook["type"], address + path_of_it, hook["body"])


def _edit(cic: Cic, crm: Crm, over: threading.Event) -> None:
    """People at work on both sides: four edits in a second."""
    draw = random.Random(7)  # noqa: S311 - no secret is drawn
    while not over.wait(0.25):
        place = draw.choice(_CITIES)
        if draw.random() < 0.5:  # noqa: PLR2004 - half of them on either side
            cic.customers.edit(draw.choice(list(cic.customers)), city=place)
        else:
            street = f"Via {place} {draw.randrange(100)}"
            crm.companies.edit(draw.choice(list(crm.companies)), address=street)


def _watch(process: int, address: str, seconds: float) -> list[Sample]:
    ended = time.monotonic() + seconds
    samples = []
    while time.monotonic() < ended:
        time.sleep(_EVERY)
        samples.append(
            Sample(
                _memory(process),
                _figure(address, "raccordo_queue_length"),
                _figure(address, "raccordo_hints_waiting"),
            )
        )
    return samples


def _memory(process: int) -> float:
    """The megabytes that a process holds."""
    told = subprocess.check_output(  # noqa: S603 - fixed words
        ["ps", "-o", "rss=", "-p", str(process)],  # noqa: S607 - wherever it is
        text=True,
    )
    return int(told) * 1024 / 1e6


def _figure(address: str, name: str) -> float:
    page = httpx.get(f"{address}/metrics", timeout=30).text
    found = re.findall(rf"^{name}(?:{{.*}})? (\S+)$", page, re.MULTILINE)
    return sum(map(float, found))


def _left(path: Path) -> int:
    """What is still to do after two more runs, with nobody at work and no fault."""
    with Application(load_profile(path, {})) as raccordo:
        raccordo.sync(full=True)
        raccordo.sync()
        plan = raccordo.plan().document
    return len(plan["operations"]) + len(plan["conflicts"])
