"""The agreement of one company with CiC: its tokens and its books."""

import secrets
from collections.abc import Callable

from flask import Response

from engine.sandbox.base import Sandbox
from engine.sandbox.cic import seed as first
from engine.sandbox.cic.books import Books
from engine.sandbox.cic.desk import Desk
from engine.sandbox.cic.errors import plain
from engine.sandbox.cic.granting import granting
from engine.sandbox.cic.hooks import KINDS, TEMPLATE, Hook, Messenger, Told
from engine.sandbox.cic.shapes import RESOURCES
from engine.sandbox.clock import Clock
from engine.sandbox.collection import Collection, Key
from engine.sandbox.exact import read_json, write_json
from engine.sandbox.faults import Faults

APP_SECRET = "sandbox-app-secret"  # noqa: S105 - opens nothing but this sandbox
GRANT_TOKEN = "sandbox-grant-token"  # noqa: S105 - opens nothing but this sandbox
GRANT_DAYS = 360
VERBS = ["GET", "POST", "PUT", "DELETE", "PATCH"]


class Cic(Sandbox):
    """One agreement of CiC: `app` serves it, the collections hold its records."""

    def __init__(
        self,
        *,
        customers: int = 200,
        products: int = 25,
        seed: int = 1,
        clock: Callable[[], float] | None = None,
        faults: Faults | None = None,
    ) -> None:
        super().__init__(clock or Clock(), faults or Faults())
        self._counts = (customers, products)
        self._seed = seed
        self._messenger = Messenger(lambda: self.faults)
        self.fill()
        self.app.register_blueprint(granting(self.grant))
        self.app.add_url_rule("/", "desk", self._answer, methods=VERBS)
        self.app.add_url_rule("/<path:path>", "desk", methods=VERBS)

    def __getitem__(self, name: str) -> Collection:
        """Give the records of one resource."""
        return self._books.collections[name]

    @property
    def customers(self) -> Collection:
        """The customers, by number."""
        return self["customers"]

    @property
    def products(self) -> Collection:
        """The products, by number."""
        return self["products"]

    @property
    def quotations(self) -> Collection:
        """The quotations, by id."""
        return self["quotations"]

    @property
    def orders(self) -> Collection:
        """The orders, by id."""
        return self["orders"]

    @property
    def hooked(self) -> tuple[Told, ...]:
        """The calls that web hooks have made so far."""
        return self._messenger.told

    def hook(self, kind: str, url: str, body: str = TEMPLATE, **more: str) -> None:
        """Enter a web hook as a person does at the screen.

        Args:
            kind: Its name there, in either language, as "Cliente aggiornato"; or the
                resource that it tells of.
            url: Where it calls; placeholders are filled in.
            body: What it says; placeholders are filled in.
            more: `method` and `content_type`, if not a POST of JSON.
        """
        resource = KINDS.get(kind.lower(), kind)
        if resource not in KINDS.values():
            message = f"There is no web hook of the kind {kind!r}."
            raise ValueError(message)
        self._messenger.enter(Hook(resource, url, body, **more))

    def settle(self, seconds: float = 10.0) -> bool:
        """Wait until web hooks have called; say whether that was so in time."""
        return self._messenger.settle(seconds)

    def add(self, resource: str, **fields: object) -> Key:
        """Add a record as a person does at the screen, and give its key.

        Raises:
            Refusal: What a person would be told, too.
        """
        with self.lock:
            body = read_json(write_json(fields))
            return self._books.create(RESOURCES[resource], body, {}).key

    def fill(self) -> None:
        """Put the first records there: an Italian agreement, just granted."""
        now = self.clock()
        self._grants = {GRANT_TOKEN: now}
        books = Books(self.clock, self.now, lambda: self.faults, self.lock)
        for name, records in first.registries().items():
            books.load(name, records)
        books.load("provinces", list(first.province_records()))
        customers, products = self._counts
        books.load("customers", list(first.customers(customers, self._seed, now)))
        books.load("products", list(first.products(products, self._seed, now)))
        self._messenger.forget()
        for name in KINDS.values():
            books.collections[name].watch = self._messenger.watch(name)
        self._books = books
        self._desk = Desk(books, self._is_granted, self.stamp, lambda: self.faults)

    def _answer(self, path: str = "") -> Response:
        with self.lock:
            return self._desk.answer(path)

    def grant(self) -> str:
        """Grant access anew, as a person does at the screen, and give the token."""
        with self.lock:
            token = secrets.token_urlsafe(24)
            self._grants[token] = self.clock()
            return token

    def _is_granted(self, secret: str, token: str) -> bool:
        granted = self._grants.get(token)
        if secret != APP_SECRET or granted is None or self.faults.grant_expired:
            return False
        return self.clock() - granted < GRANT_DAYS * 86_400

    def is_write(self, method: str, path: str) -> bool:
        """Say whether a call asks for a change."""
        return method not in {"GET", "HEAD"} and not path.startswith("/_sandbox")

    def refusal(self, status: int, path: str) -> object:  # noqa: ARG002 - the same everywhere
        """Give the frame of a refusal that is nobody's fault."""
        sentences = {429: "Too many requests.", 503: "Service unavailable."}
        sentence = sentences.get(status, "Internal server error.")
        return plain(status, sentence).frame(self.stamp().removesuffix("Z"))
