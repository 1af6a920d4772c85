"""The stage of the demo: both sandboxes in this process, and a profile for them."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Self

import httpx

from engine.application import Application
from engine.cli.commands.sandbox import as_yaml, ready_profile
from engine.cli.desk import Desk
from engine.cli.ending import asks
from engine.cli.progress import progress
from engine.config import load_profile
from engine.sandbox.cic.agreement import Cic
from engine.sandbox.clock import Clock
from engine.sandbox.crm.tenant import Crm

CUSTOMERS = 200

# No address is ever asked: the transports lead straight into the sandboxes.
_CIC_URL = "http://localhost"
_CRM_URL = "http://localhost/api/v1"


class World:
    """Both systems, the time that they share, and raccordo between them."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.clock = Clock()
        self.cic = Cic(customers=CUSTOMERS, clock=self.clock)
        self.crm = Crm(clock=self.clock)
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        folder = Path(self._stack.enter_context(TemporaryDirectory(prefix="raccordo-")))
        self._path = folder / "profile.yml"
        self._take(ready_profile(_CIC_URL, _CRM_URL))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def _take(self, profile: dict[str, Any]) -> None:
        self._path.write_text(as_yaml(profile), encoding="utf-8")
        self._profile = load_profile(self._path, {})

    def keep_orders(self) -> None:
        """Switch the sales documents on in the profile."""
        profile = ready_profile(_CIC_URL, _CRM_URL)
        self._take({**profile, "sync": {"customers": True, "orders": True}})

    def ask(self, what: Callable[[Any], Any]) -> dict[str, Any]:
        """Open raccordo, as each command does, and ask it one thing."""
        with self._opened() as application:
            document: dict[str, Any] = what(application).document
        return document

    def print(self, quote: str, layout: str) -> bytes:
        """The paper of a quote; empty where there is none."""
        with self._opened() as application:
            _, paper = application.print_quote(quote, layout)
        return paper or b""

    @contextmanager
    def _opened(self) -> Iterator[Application]:
        transports = {
            "cic": httpx.WSGITransport(app=self.cic.app),
            "crm": httpx.WSGITransport(app=self.crm.app),
        }
        lang = self.desk.lang
        with (
            progress(self.desk) as bars,
            Application(
                self._profile, lang=lang, progress=bars, transports=transports
            ) as application,
            asks(application.stop),
        ):
            yield application

    def sync(self) -> dict[str, Any]:
        """Let some time pass, then one run over the customers."""
        self.clock.advance(300)
        return self.ask(lambda application: application.sync(["customers"]))

    def forget_calls(self) -> None:
        """Begin counting the calls anew."""
        self.cic.traffic.clear()
        self.crm.traffic.clear()

    @property
    def writes(self) -> int:
        """The writes that both systems have seen since the counting began."""
        return len(self.cic.traffic.writes) + len(self.crm.traffic.writes)

    @property
    def calls(self) -> int:
        """The calls that both systems have seen since the counting began."""
        return len(self.cic.traffic.calls) + len(self.crm.traffic.calls)

    def company_of(self, customer: int) -> int:
        """The CRM's id of the company that a customer is linked to."""
        return self.counterpart("customers", str(customer))

    def counterpart(self, entity: str, id: str) -> int:
        """The CRM's id of what a record of CiC is linked to."""
        document = self.ask(lambda application: application.links())
        return next(
            int(link["crm"])
            for link in document["links"]
            if (link["entity"], link["cic"]) == (entity, id)
        )
