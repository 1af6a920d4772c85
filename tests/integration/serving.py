"""Both sandboxes over real HTTP, and a process of `raccordo serve` between them."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import httpx

from engine.application import Answer, Application
from engine.cli.commands.sandbox import as_yaml, ready_profile
from engine.config import load_profile
from engine.sandbox import Cic, Crm
from engine.sandbox.serve import serve

T = TypeVar("T")
CUSTOMERS = 20
LONGEST = 60.0
PUBLIC = "http://127.0.0.1:9"


def eventually(look: Callable[[], T]) -> T:
    """Look again and again until there is something to see."""
    end = time.monotonic() + LONGEST
    while not (found := look()):
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)
    return found


@dataclass
class Firm:
    """Two systems, a profile, and the service once it was begun."""

    cic: Cic
    crm: Crm
    path: Path
    environment: dict[str, str] = field(default_factory=dict)
    program: tuple[str, ...] = ("-m", "engine")

    @property
    def folder(self) -> Path:
        return self.path.parent

    @property
    def database(self) -> Path:
        return self.folder / "sandbox.db"

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run one command of raccordo beside whatever runs."""
        process = self.start(*words)
        out, err = process.communicate()
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    def start(self, *words: str) -> "subprocess.Popen[str]":
        """Have one command of raccordo begin."""
        return subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, *self.program, "--profile", str(self.path), *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "RACCORDO_LANG": "en", **self.environment},
        )

    def ask(self, what: Callable[[Application], Answer]) -> Answer:
        """Ask raccordo one thing beside whatever runs."""
        with Application(load_profile(self.path, {}), lang="en") as raccordo:
            return what(raccordo)

    def hooks(self, *, rotate: bool = False) -> dict[str, str]:
        """The paths of the web hooks, by entity."""
        found = self.ask(lambda raccordo: raccordo.hooks(rotate=rotate)).document
        paths = [one["url"].removeprefix(PUBLIC) for one in found["hooks"]]
        return {path.rpartition("/")[2]: path for path in paths}

    def begin(self, *words: str) -> "Server":
        """Begin a service; it may not be up yet."""
        command = [sys.executable, *self.program, "--profile", str(self.path)]
        errors = (self.folder / "serve.err").open("ab")
        with errors:
            process = subprocess.Popen(  # noqa: S603 - our own command
                [*command, "--json", "serve", "--port", "0", *words],
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                env={**os.environ, "RACCORDO_LANG": "en", **self.environment},
            )
        return Server(process, self.folder / "serve.err")

    def links(self) -> dict[int, int]:
        """The pairs at work."""
        found = self.ask(lambda raccordo: raccordo.links()).document["links"]
        return {
            int(one["cic"]): int(one["crm"])
            for one in found
            if one["state"] == "linked"
        }

    def city(self, customer: int) -> object:
        """The city of a customer's company."""
        company = self.links().get(customer)
        return company and self.crm.companies[company].get("city")

    def is_equal(self) -> bool:
        """Whether a person would find nothing left to do after one more run."""
        self.ask(lambda raccordo: raccordo.sync())
        plan = self.ask(lambda raccordo: raccordo.plan()).document
        return not any(plan.values())


class Server:
    """One process that serves."""

    def __init__(self, process: "subprocess.Popen[str]", errors: Path) -> None:
        self.process = process
        self._errors = errors
        self._address = ""

    @property
    def address(self) -> str:
        """Where it listens, as it says when it does."""
        if not self._address:
            assert self.process.stdout is not None
            lines: list[str] = []
            while not lines or lines[-1] != "}\n":
                line = self.process.stdout.readline()
                assert line, self.errors
                lines.append(line)
            self._address = str(json.loads("".join(lines))["serve"]["address"])
        return self._address

    @property
    def errors(self) -> str:
        return self._errors.read_text(encoding="utf-8")

    def call(self, path: str, **more: Any) -> httpx.Response:  # noqa: ANN401 - httpx takes it
        """Call it as CiC does."""
        more.setdefault("json", {"oldNumber": "1", "newNumber": "1"})
        return httpx.post(f"{self.address}{path}", timeout=30, **more)

    def get(self, path: str) -> httpx.Response:
        return httpx.get(f"{self.address}{path}", timeout=30)

    def figure(self, name: str) -> float:
        """The sum of a figure over all its labels."""
        line = re.compile(rf"^{name}(?:{{.*}})? (\S+)$", re.MULTILINE)
        return sum(map(float, line.findall(self.get("/metrics").text)))

    def runs(self, mode: str) -> int:
        """How many runs of one mode were made so far."""
        lines = self.errors.splitlines()
        return sum("run.ended" in line and f"mode='{mode}'" in line for line in lines)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is due, and no run goes on."""
        began = self.errors.count("run.began")
        is_over = self.errors.count("run.ended") == began
        return is_over and self.figure("raccordo_queue_length") == 0

    def end(self, number: int = signal.SIGTERM, patience: float = LONGEST) -> int:
        """Ask it to end; how it did."""
        self.process.send_signal(number)
        code = self.process.wait(patience)
        self.close()
        return code

    def close(self) -> None:
        """Let go of it, whatever became of it."""
        self.process.kill()
        self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()


@contextmanager
def firm(
    folder: Path, more: str = "schedule: {customers: 1h}\n", customers: int = CUSTOMERS
) -> Iterator[Firm]:
    """A firm after its first sync; hooks are entered by whoever wants them."""
    cic, crm = Cic(customers=customers), Crm()
    with serve(cic, crm) as served:
        path = folder / "profile.yml"
        text = as_yaml(ready_profile(served.cic_url, served.crm_url))
        text += f"serve: {{public_url: '{PUBLIC}'}}\n{more}"
        path.write_text(text, encoding="utf-8")
        made = Firm(cic, crm, path)
        made.ask(lambda raccordo: raccordo.setup())
        made.ask(lambda raccordo: raccordo.sync())
        yield made


@contextmanager
def serving(made: Firm, *words: str) -> Iterator[Server]:
    """Its service, up and with its first run behind it."""
    server = made.begin(*words)
    try:
        eventually(lambda: server.figure("raccordo_runs_total"))
        yield server
        if server.process.poll() is None:
            assert server.end() == 0, server.errors
        assert ".bug" not in server.errors
        assert "Traceback" not in server.errors
    finally:
        server.close()
