"""A signal at any moment: at the very start, and while a system is down or hangs."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from engine.cli.commands.sandbox import as_yaml, ready_profile
from tests.integration.serving import CUSTOMERS, Firm, eventually, firm

STRUCK = """
import os, runpy, signal, sys
name = sys.argv.pop(1)
class Striking:
    def find_spec(self, found, path=None, target=None):
        if found == name:
            sys.meta_path.remove(self)
            print("struck", file=sys.stderr, flush=True)
            os.kill(os.getpid(), signal.SIGTERM)
sys.meta_path.insert(0, Striking())
runpy.run_module("engine", run_name="__main__", alter_sys=True)
"""
"""A process that is asked to end while it loads one of its modules."""

NOWHERE = ("http://127.0.0.1:9", "http://127.0.0.1:9/api/v1")
SOON = 25
"""Seconds: far less than the tries of one call, which take minutes."""


@pytest.fixture
def acme(tmp_path: Path) -> Iterator[Firm]:
    with firm(tmp_path, "schedule: {customers: 1h}\npolicy: {quiet: 0s}\n") as made:
        yield made


@pytest.mark.parametrize(
    ("module", "command", "code"),
    [
        ("click", "serve", 0),
        ("engine.cli.main", "serve", 0),
        ("engine.cli.commands.serving", "serve", 0),
        ("engine.config.profile", "serve", 0),
        ("engine.service.service", "serve", 0),
        ("flask", "serve", 0),
        ("apscheduler", "serve", 0),
        ("engine.cli.main", "sync", 128 + signal.SIGTERM),
        ("engine.application", "sync", 128 + signal.SIGTERM),
    ],
)
def test_a_signal_while_it_starts_ends_it_well(
    tmp_path: Path, module: str, command: str, code: int
) -> None:
    path = tmp_path / "profile.yml"
    path.write_text(as_yaml(ready_profile(*NOWHERE)), encoding="utf-8")
    port = ["--port", "0"] if command == "serve" else []
    done = subprocess.run(  # noqa: S603 - our own interpreter and script
        [sys.executable, "-c", STRUCK, module, "--profile", path, command, *port],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert "struck" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.returncode == code


TROUBLES = [
    pytest.param("crm", {"failing": 1.0}, id="the CRM answers 500"),
    pytest.param(
        "crm", {"too_many": 1.0, "retry_after": 100}, id="the CRM asks to wait"
    ),
    pytest.param("cic", {"latency": 100.0}, id="CiC never answers"),
    pytest.param("crm", {"latency": 100.0}, id="the CRM never answers"),
]


@pytest.fixture
def slow(acme: Firm) -> Firm:
    """The same where each call takes a while, and a wait between tries much longer."""
    acme.environment["RACCORDO_RETRY_WAIT"] = "100"
    for number in range(1, CUSTOMERS, 2):
        acme.cic.customers.edit(number, city="Bergamo")
        acme.crm.companies.edit(acme.links()[number + 1], city="Monza")
    for system in (acme.cic, acme.crm):
        system.traffic.clear()
        system.set_faults(latency=0.1)
    return acme


def break_down(
    made: Firm, system: str, faults: Mapping[str, float], after: int
) -> None:
    """Once so many calls were made, have a system fail, until nobody calls any more."""
    eventually(lambda: calls(made) >= after)
    {"cic": made.cic, "crm": made.crm}[system].set_faults(**faults)
    before = -1
    while before != calls(made):
        before = calls(made)
        time.sleep(0.8)


def calls(made: Firm) -> int:
    return len(made.cic.traffic.calls) + len(made.crm.traffic.calls)


def has_ended_well(made: Firm) -> bool:
    """Whether one more run brings everything, once both systems are well again."""
    for system in (made.cic, made.crm):
        system.set_faults(latency=0.0, failing=0.0, too_many=0.0)
    return made.is_equal() and all(
        made.cic.customers[number]["city"] == made.city(number) == city
        for first, city in ((1, "Bergamo"), (2, "Monza"))
        for number in range(first, CUSTOMERS, 2)
    )


@pytest.mark.parametrize(("system", "faults"), TROUBLES)
def test_a_service_ends_though_a_system_does_not_answer(
    slow: Firm, system: str, faults: dict[str, float]
) -> None:
    server = slow.begin()
    try:
        break_down(slow, system, faults, after=12)
        assert "run.failed" not in server.errors

        assert server.end(patience=SOON) == 0
    finally:
        server.close()

    assert "Traceback" not in server.errors
    assert has_ended_well(slow)


@pytest.mark.parametrize(
    ("system", "faults", "after"),
    [
        pytest.param("cic", {"latency": 100.0}, 1, id="CiC never answers"),
        pytest.param("crm", {"latency": 100.0}, 12, id="the CRM never answers"),
        pytest.param("crm", {"failing": 1.0}, 12, id="the CRM answers 500"),
    ],
)
def test_a_sync_that_is_stopped_says_so(
    slow: Firm, system: str, faults: dict[str, float], after: int
) -> None:
    process = slow.start("sync")
    break_down(slow, system, faults, after)

    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=SOON)

    assert process.returncode == 128 + signal.SIGTERM
    assert "stopped: what was done so far is kept" in said
    assert has_ended_well(slow)
