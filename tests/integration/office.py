"""Both sandboxes, and raccordo between them, opened anew for each command."""

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import httpx

from engine.application import Answer, Application
from engine.cli.commands.sandbox import as_yaml, ready_profile
from engine.config import load_profile
from engine.sandbox import Cic, Clock, Crm

URLS = ("http://localhost", "http://localhost/api/v1")
NOTHING: dict[str, list[object]] = {
    name: [] for name in ("operations", "conflicts", "problems", "warnings")
}


class TrueDate(httpx.BaseTransport):
    """A front server with a clock of its own, which is right."""

    def __init__(self, inner: httpx.BaseTransport, clock: Clock) -> None:
        self._inner = inner
        self._clock = clock

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = self._inner.handle_request(request)
        response.headers["Date"] = format_datetime(_moment(self._clock), usegmt=True)
        return response


def _moment(clock: Clock) -> datetime:
    return datetime.fromtimestamp(clock(), UTC)


def state_of(folder: Path) -> str:
    """What a profile in this folder says of its state; the default is a file."""
    line = folder / "state.yml"
    return f"\n{line.read_text(encoding='utf-8')}\n" if line.exists() else ""


class Office:
    """One firm: its two systems, its profile, and the time that they share."""

    more = ""
    """Further lines of the profile."""

    def __init__(
        self,
        folder: Path,
        customers: int = 30,
        policy: str = "",
        overlays: str = "",
        *,
        orders: bool = False,
    ) -> None:
        self.clock = Clock()
        self.cic = Cic(customers=customers, clock=self.clock)
        self.crm = Crm(clock=self.clock)
        self.has_true_dates = False
        self._orders = orders
        self._path = folder / "profile.yml"
        self.rewrite(folder, self.more, policy, overlays)

    def rewrite(
        self, folder: Path, more: str = "", policy: str = "", overlays: str = ""
    ) -> None:
        """Write the profile anew."""
        path = folder / "profile.yml"
        profile = ready_profile(*URLS)
        profile["sync"] = {"customers": True, "orders": self._orders}
        text = as_yaml(profile)
        text += f"\npolicy: {{{policy}}}\n" if policy else ""
        text += f"\noverlays: [{overlays}]\n" if overlays else ""
        text += f"\n{more}\n{state_of(folder)}"
        path.write_text(text, encoding="utf-8")
        self._profile = load_profile(path, {})

    def say(self, line: str) -> None:
        """Add a line to the profile."""
        with self._path.open("a", encoding="utf-8") as file:
            file.write(f"\n{line}\n")
        self._profile = load_profile(self._path, {})

    def ask(self, what: Callable[[Application], Answer]) -> Answer:
        """Ask raccordo one thing, some time later."""
        self.clock.advance(300)
        ways = self.transports()
        with Application(self._profile, lang="en", transports=ways) as raccordo:
            return what(raccordo)

    def transports(self) -> dict[str, httpx.BaseTransport]:
        """The ways to both systems."""
        ways: dict[str, httpx.BaseTransport] = {
            "cic": httpx.WSGITransport(app=self.cic.app),
            "crm": httpx.WSGITransport(app=self.crm.app),
        }
        if not self.has_true_dates:
            return ways
        return {name: TrueDate(inner, self.clock) for name, inner in ways.items()}

    def set_up(self) -> None:
        """The select fields, and the first sync."""
        self.ask(lambda raccordo: raccordo.setup())
        self.sync()

    def sync(self, *, full: bool = False, force: bool = False) -> dict[str, Any]:
        """One run."""
        return self.ask(lambda raccordo: raccordo.sync(full=full, force=force)).document

    def links(self) -> dict[int, int]:
        """The pairs at work."""
        found = self.ask(lambda raccordo: raccordo.links()).document["links"]
        return {
            int(one["cic"]): int(one["crm"])
            for one in found
            if one["state"] == "linked"
        }

    def problems(self) -> list[dict[str, Any]]:
        """What is held."""
        found: list[dict[str, Any]] = self.ask(
            lambda raccordo: raccordo.problems()
        ).document["problems"]
        return found

    def conflicts(self) -> list[dict[str, Any]]:
        """The conflicts, those that wait first."""
        found: list[dict[str, Any]] = self.ask(
            lambda raccordo: raccordo.conflicts()
        ).document["conflicts"]
        return found

    def plan(self) -> dict[str, Any]:
        """What the next run would write."""
        return self.ask(lambda raccordo: raccordo.plan()).document

    def writes(self) -> int:
        """How many writes both systems have seen."""
        return len(self.cic.traffic.writes) + len(self.crm.traffic.writes)
