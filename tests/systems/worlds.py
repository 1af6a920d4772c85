"""Systems to try, each with the hands of a person at its screen."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from engine import sandbox
from engine.model.record import Record
from engine.model.resource import SystemDescription
from engine.source import Source
from engine.systems.connect import CicAccess, CrmAccess, connect_cic, connect_crm
from engine.systems.description import load_description
from engine.systems.limits import Limits
from engine.systems.memory import Memory
from engine.systems.protocol import System
from engine.values import Json

ROOT = Path(__file__).parents[2]


START = datetime(2026, 1, 5, 10, 0, 0, tzinfo=UTC)


PAGE = 7
"""Small, so that a dozen records make several pages."""


def described(name: str) -> SystemDescription:
    path = f"mappings/systems/{name}.yml"
    source = Source(path, (ROOT / path).read_text("utf-8"))
    return replace(load_description(source), page_size=PAGE, keys_per_search=5)


CIC, CRM = described("cic"), described("crm")


@dataclass
class World:
    """A system, and the hands of a person at its screen."""

    system: System
    resource: str
    name: str
    vat: str
    city: str
    fresh: Json
    edit: Callable[[str, Json], object]
    advance: Callable[[float], None]

    def new(self, name: str, **more: str) -> str:
        content = {**self.fresh, self.name: name}
        content.update({getattr(self, path): text for path, text in more.items()})
        made = self.system.create(self.resource, content)
        return made if isinstance(made, str) else made.id

    def several(self, number: int) -> list[str]:
        return [self.new(f"Ditta {index}") for index in range(number)]

    def read(self, since: datetime | None) -> list[Record]:
        pages = list(self.system.changes(self.resource, since))
        assert all(len(page.records) <= PAGE for page in pages)
        return [record for page in pages for record in page.records]


BOOKS: dict[str, Any] = {
    "resource": "customers",
    "name": "name",
    "vat": "vatNumber",
    "city": "city",
    "fresh": {
        "currency": "EUR",
        "customerGroup": {"customerGroupNumber": 1},
        "paymentTerms": {"paymentTermsNumber": 11},
        "vatZone": {"vatZoneNumber": 1},
    },
}


TENANT: dict[str, Any] = {
    "resource": "Company",
    "name": "companyName",
    "vat": "vatId",
    "city": "city",
    "fresh": {"state": "IT"},
}


def in_memory(description: SystemDescription, words: dict[str, Any]) -> World:
    clock = sandbox.Clock(START)
    system = Memory(description, lambda: datetime.fromtimestamp(clock(), UTC))
    edit = system.edit
    resource = words["resource"]
    return World(
        system=system,
        edit=lambda id_, changes: edit(resource, id_, **changes),
        advance=clock.advance,
        **words,
    )


def books() -> World:
    clock = sandbox.Clock(START)
    server = sandbox.Cic(customers=0, clock=clock)
    access = CicAccess("http://localhost", sandbox.APP_SECRET, sandbox.GRANT_TOKEN)
    wire = httpx.WSGITransport(server.app)
    return World(
        system=connect_cic(access, CIC, Limits(wait=0.0), wire=wire),
        edit=lambda id_, changes: server.customers.edit(int(id_), **changes),
        advance=clock.advance,
        **BOOKS,
    )


def tenant() -> World:
    clock = sandbox.Clock(START)
    server = sandbox.Crm(clock=clock)
    access = CrmAccess("http://localhost/api/v1", sandbox.API_KEY)
    wire = httpx.WSGITransport(server.app)
    return World(
        system=connect_crm(access, CRM, Limits(wait=0.0), wire=wire),
        edit=lambda id_, changes: server.companies.edit(int(id_), **changes),
        advance=clock.advance,
        **TENANT,
    )
