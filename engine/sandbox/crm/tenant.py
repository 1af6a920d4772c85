"""One tenant of the CRM: its users and its records."""

from collections.abc import Callable

from flask import Response

from engine.sandbox.base import Sandbox
from engine.sandbox.clock import Clock
from engine.sandbox.collection import Collection
from engine.sandbox.crm import seed as first
from engine.sandbox.crm.auth import Gatekeeper
from engine.sandbox.crm.controllers import controllers
from engine.sandbox.crm.desk import READS, Desk
from engine.sandbox.crm.tables import PERSON, Tables
from engine.sandbox.faults import Faults

VERBS = ["GET", "POST", "PUT", "DELETE", "PATCH"]


class Crm(Sandbox):
    """One tenant of the CRM: `app` serves it, the collections hold its records."""

    def __init__(
        self,
        *,
        companies: int = 0,
        quotes: int = 0,
        on_offer: int = first.ON_OFFER,
        seed: int = 1,
        clock: Callable[[], float] | None = None,
    ) -> None:
        super().__init__(clock or Clock(), Faults())
        self._counts = (companies, quotes, on_offer)
        self._seed = seed
        self.fill()
        self.app.add_url_rule("/", "desk", self._answer, methods=VERBS)
        self.app.add_url_rule("/<path:path>", "desk", methods=VERBS)

    def __getitem__(self, name: str) -> Collection:
        """Give the records of one controller."""
        return self._tables.collections[name]

    @property
    def companies(self) -> Collection:
        """The companies, by id."""
        return self["Company"]

    @property
    def quotes(self) -> Collection:
        """The quotes, by id."""
        return self["Quote"]

    @property
    def catalogue(self) -> Collection:
        """The products of the catalogue, by id."""
        return self["Catalog"]

    @property
    def free_fields(self) -> Collection:
        """The definitions of free fields, by id."""
        return self["FreeField"]

    def add(self, controller: str, **fields: object) -> int:
        """Add a record as a person does at the screen, and give its id.

        Raises:
            Refusal: What a person would be told, too.
        """
        with self.lock:
            return self._tables.insert(controllers()[controller], fields, PERSON)

    def stock(self, count: int) -> None:
        """Fill the catalogue with what CiC of the same seed sells."""
        with self.lock:
            products = list(first.catalogue(count, self._seed))
            self._tables.load("Catalog", products, self.stamp())

    def fill(self) -> None:
        """Put the first records there: users, rates, currencies, no company."""
        self._tables = Tables(self.clock, self.now, lambda: self.faults, self.lock)
        for name, records in first.RECORDS.items():
            self._tables.load(name, records, self.stamp())
        companies, quotes, on_offer = self._counts
        drawn = list(first.companies(companies, self._seed))
        self._tables.load("Company", drawn, self.stamp())
        for quote in first.quotes(quotes, companies, on_offer, self._seed):
            self._tables.insert(controllers()["Quote"], quote, PERSON)
        self._desk = Desk(self._tables, Gatekeeper(self.now), lambda: self.faults)

    def _answer(self, path: str = "") -> Response:
        with self.lock:
            return self._desk.answer(path)

    def is_write(self, method: str, path: str) -> bool:
        """Say whether a call asks for a change; a search or a login does not."""
        asked = {part.lower() for part in path.split("/")}
        return method not in {"GET", "HEAD"} and not asked & (READS | {"login"})

    def refusal(self, status: int, path: str) -> object:  # noqa: ARG002 - the same everywhere
        """Give the body of a refusal that is nobody's fault."""
        sentences = {429: "Too many requests.", 503: "Service unavailable."}
        return {"message": sentences.get(status, "An error has occurred.")}
