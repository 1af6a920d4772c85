"""Many firms, each with both systems, and the workers that keep them equal."""

import itertools
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Any, LiteralString

import psycopg

from engine.application import Application
from engine.application.place import place_of
from engine.cli.commands.sandbox import as_yaml, ready_profile
from engine.config import Profile, load_profile
from engine.fleet.desk import FleetDesk, address_of
from engine.sandbox import Cic, Crm
from engine.sandbox.serve import serve
from engine.state.store import Store

ROOT = Path(__file__).parents[2]
LONGEST = 60.0
"""Within how many seconds what is waited for has to be there."""


@dataclass(frozen=True, slots=True)
class Firm:
    """One agreement."""

    name: str
    path: Path
    cic: Cic
    crm: Crm

    @property
    def profile(self) -> Profile:
        return load_profile(self.path, {})

    @property
    def url(self) -> str:
        """The server of its state."""
        url = self.profile.state.url
        assert url is not None
        return url.reveal()

    def companies(self) -> list[str]:
        """The names of the companies in the CRM; one that is there twice is twice."""
        companies = self.crm["Company"]
        return sorted(str(companies[key]["companyName"]) for key in companies)

    def customers(self) -> list[str]:
        return sorted(
            str(self.cic.customers[key]["name"]) for key in self.cic.customers
        )

    def is_equal(self) -> bool:
        return self.companies() == self.customers()

    def runs(self) -> list[tuple[datetime, datetime, int]]:
        """When each run began and ended, and how; one that died has no end."""
        store = Store.open(place_of(self.profile))
        try:
            found = store.runs.last(1000)
        finally:
            store.close()
        return sorted(
            (
                run.started_at,
                run.started_at + timedelta(seconds=run.seconds),
                run.exit or 0,
            )
            for run in found
            if run.started_at
            and run.seconds is not None
            and run.command in ("sync", "schedule")
        )


@dataclass
class Fleet:
    """The firms of one server, and the workers."""

    firms: dict[str, Firm] = field(default_factory=dict)
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def any(self) -> Firm:
        return next(iter(self.firms.values()))

    @property
    def desk(self) -> FleetDesk:
        return FleetDesk(address_of(self.any.profile), {})

    def add(self, *names: str) -> None:
        self.desk.add([self.firms[name].path for name in names or self.firms])

    def status(self) -> dict[str, dict[str, Any]]:
        found = self.desk.status().document["fleet"]
        return {one["profile"]: one for one in found}

    def asked(self, sql: LiteralString) -> list[tuple[Any, ...]]:
        """What the tables of the fleet say."""
        with psycopg.connect(self.any.url) as connection:
            connection.execute("SET search_path TO raccordo_fleet")
            return connection.execute(sql).fetchall()

    def begin(
        self, *words: str, heard: IO[bytes] | None = None
    ) -> subprocess.Popen[bytes]:
        """One more worker; what it says goes to ``heard``."""
        worker = subprocess.Popen(  # noqa: S603 - our own words
            [
                *(sys.executable, "-m", "engine", "worker", *words),
                *("--profile", str(self.any.path), "-v" if heard else "--quiet"),
            ],
            cwd=ROOT,
            stderr=heard,
        )
        self.workers.append(worker)
        return worker

    def end(self) -> list[int]:
        """Ask the workers that are alive to end; how they did."""
        alive = [one for one in self.workers if one.poll() is None]
        for worker in alive:
            worker.send_signal(signal.SIGTERM)
        return [worker.wait(LONGEST) for worker in alive]


@contextmanager
def fleet(
    folder: Path, url: str, sizes: dict[str, int], schedule: str
) -> Iterator[Fleet]:
    """Firms of so many customers, set up, on one server."""
    made = Fleet()
    with ExitStack() as open_ones:
        for name, customers in sizes.items():
            cic, crm = Cic(customers=customers), Crm()
            served = open_ones.enter_context(serve(cic, crm))
            profile = ready_profile(served.cic_url, served.crm_url)
            text = as_yaml({**profile, "name": name})
            path = folder / f"{name}.yml"
            path.write_text(
                f"{text}\nstate: {url}\nschedule: {{{schedule}}}\n"
                "policy: {quiet: 0s}\n",
                encoding="utf-8",
            )
            made.firms[name] = Firm(name, path, cic, crm)
            with Application(made.firms[name].profile, lang="en") as raccordo:
                raccordo.setup()
        try:
            yield made
        finally:
            for worker in made.workers:
                with suppress(ProcessLookupError):
                    worker.kill()
                worker.wait()


def wait_until(what: Callable[[], bool], seconds: float = LONGEST) -> None:
    """Wait, and fail where it does not come about."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.1)


def overlapping(runs: Sequence[tuple[datetime, datetime, int]]) -> list[datetime]:
    """When a run began that another one was not done with.

    The length of a run is kept to a hundredth of a second.
    """
    pairs = itertools.pairwise(runs)
    exactness = timedelta(seconds=0.02)
    return [after[0] for before, after in pairs if after[0] < before[1] - exactness]
