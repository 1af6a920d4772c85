"""Both systems over HTTP, and a raccordo of whom a real process is killed."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from engine.application import Answer, Application
from engine.cli.commands.sandbox import as_yaml, ready_profile
from engine.config import load_profile
from engine.sandbox import Cic, Clock, Crm
from engine.sandbox.serve import serve
from engine.values import to_json
from tests.integration.launcher import AFTER, BEFORE

BEFORE_CALL, AFTER_CALL = "before a call", "after a call"
KINDS = (BEFORE_CALL, AFTER_CALL, BEFORE, AFTER)
CUSTOMERS = 4
FORGOTTEN = {"customerNumber", "lastUpdated", "id", "createdDate", "lastModifiedDate"}
KILLED = -signal.SIGKILL


@dataclass(frozen=True, slots=True)
class Death:
    """At which step of which kind a process is killed; at none."""

    kind: str = ""
    step: int = 0


@contextmanager
def launched(folder: Path) -> Iterator["Launcher"]:
    """Raccordo, warm: it has made a set-up and a run already."""
    launcher = Launcher()
    with Firm(folder, launcher).open() as firm:
        firm.ask(lambda raccordo: raccordo.setup())
        launcher.warm(firm.words(["sync"]))
        assert firm.command(["sync"], Death()) == 0
        yield launcher
    launcher.close()


@dataclass(frozen=True, slots=True)
class End:
    """What is there in the end; numbers and stamps may differ."""

    customers: list[str]
    companies: list[str]
    links: int
    problems: list[str]
    conflicts: list[str]


class Launcher:
    """The process that forks raccordo for each command."""

    def __init__(self) -> None:
        self._begun = threading.Event()
        self._child = 0
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.integration.launcher"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def warm(self, words: list[str]) -> None:
        """Run a command in the launcher itself: what it reads is read for all."""
        self._say(words, Death())

    def ask(self, words: list[str], death: Death) -> int:
        """Run a command in a process of its own; how it ended."""
        self._begun.clear()
        self._say(words, death)
        self._child = self._hear()
        self._begun.set()
        return self._hear()

    def kill(self) -> None:
        """Kill the command that is being run."""
        self._begun.wait(10)
        os.kill(self._child, signal.SIGKILL)

    def close(self) -> None:
        """End, once what was asked is done."""
        self._process.communicate(timeout=30)

    def _say(self, words: list[str], death: Death) -> None:
        assert self._process.stdin is not None
        asked = {"words": words, "kind": death.kind, "step": death.step}
        self._process.stdin.write(f"{json.dumps(asked)}\n")
        self._process.stdin.flush()

    def _hear(self) -> int:
        assert self._process.stdout is not None
        return int(self._process.stdout.readline())


class Scythe:
    """Before both systems: kills who calls, before or after the call is applied."""

    def __init__(self, launcher: Launcher) -> None:
        self._launcher = launcher
        self._lock = threading.Lock()
        self.death = Death()
        self.passed = 0

    def stand_before(self, app: Any) -> None:  # noqa: ANN401 - a Flask
        """Let every call to this system pass by here."""
        inner = app.wsgi_app

        def pass_by(environ: Any, start: Any) -> Iterable[bytes]:  # noqa: ANN401 - WSGI
            self._strike(BEFORE_CALL)
            answer = list(inner(environ, start))
            self._strike(AFTER_CALL)
            return answer

        app.wsgi_app = pass_by

    def _strike(self, kind: str) -> None:
        if kind != self.death.kind:
            return
        with self._lock:
            self.passed += 1
            is_now = self.passed == self.death.step
        if is_now:
            self._launcher.kill()
            # Nobody is there to be answered, nor to have asked.
            raise ConnectionResetError


class Firm:
    """Both systems as they are served, and what raccordo remembers of them."""

    def __init__(
        self,
        folder: Path,
        launcher: Launcher,
        policy: str = "concurrency: 1",
        state: str = "",
    ) -> None:
        self.launcher = launcher
        self.clock = Clock()
        self.cic = Cic(customers=CUSTOMERS, clock=self.clock)
        self.crm = Crm(clock=self.clock)
        self.scythe = Scythe(launcher)
        for system in (self.cic, self.crm):
            self.scythe.stand_before(system.app)
        self._path = folder / "profile.yml"
        self._more = f"policy: {{{policy}}}\n{state}\n"

    @contextmanager
    def open(self) -> Iterator["Firm"]:
        """Serve both systems for as long as the block lasts."""
        with serve(self.cic, self.crm) as served:
            profile = as_yaml(ready_profile(served.cic_url, served.crm_url))
            self._path.write_text(f"{profile}\n{self._more}", encoding="utf-8")
            yield self

    def ask(self, what: Callable[[Application], Answer]) -> dict[str, Any]:
        """Ask raccordo one thing, here in this process."""
        self.clock.advance(300)
        transports = {
            "cic": httpx.WSGITransport(app=self.cic.app),
            "crm": httpx.WSGITransport(app=self.crm.app),
        }
        profile = load_profile(self._path, {})
        with Application(profile, lang="en", transports=transports) as raccordo:
            return what(raccordo).document

    def sync(self) -> dict[str, Any]:
        """Make one run, here in this process."""
        return self.ask(lambda raccordo: raccordo.sync())

    def command(self, words: list[str], death: Death) -> int:
        """Run a command as a process of its own; how it ended."""
        self.clock.advance(300)
        self.scythe.death, self.scythe.passed = death, 0
        try:
            return self.launcher.ask(self.words(words), death)
        finally:
            self.scythe.death = Death()

    def words(self, words: list[str]) -> list[str]:
        """A command on this profile."""
        return [*words, "--profile", str(self._path), "--json"]

    def links(self) -> dict[int, int]:
        """The company that each customer is linked with."""
        found = self.ask(lambda raccordo: raccordo.links())["links"]
        return {
            int(one["cic"]): int(one["crm"])
            for one in found
            if one["state"] == "linked"
        }

    def come_to_rest(self) -> None:
        """A run may finish what was left; the third at the latest writes nothing."""
        for _ in range(3):
            before = self.writes
            self.sync()
            if self.writes == before:
                return
        message = "three runs, and the third still wrote"
        raise AssertionError(message)

    @property
    def writes(self) -> int:
        return len(self.cic.traffic.writes) + len(self.crm.traffic.writes)

    def end(self) -> End:
        """Everything that is there."""
        companies = self.crm["Company"]
        problems = self.ask(lambda raccordo: raccordo.problems())["problems"]
        conflicts = self.ask(lambda raccordo: raccordo.conflicts())["conflicts"]
        return End(
            sorted(_plain(self.cic.customers[key]) for key in self.cic.customers),
            sorted(_plain(companies[key]) for key in companies),
            len(self.links()),
            sorted(f"{one['code']} {one['name']}" for one in problems),
            sorted(f"{one['field']} {one['cic']} {one['crm']}" for one in conflicts),
        )


def _plain(record: dict[str, object]) -> str:
    kept = {name: record[name] for name in sorted(record) if name not in FORGOTTEN}
    return to_json(kept)
