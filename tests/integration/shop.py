"""A firm with a catalogue: one run over its products, and what came of it."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.wrappers import Response

from tests.integration.office import Office

MOUSE = "A-01"
"""The number of the first product."""


class Without:
    """A server that knows nothing of one table."""

    def __init__(self, app: WSGIApplication, part: str) -> None:
        self._app = app
        self._part = part

    def __call__(
        self, environ: WSGIEnvironment, start: StartResponse
    ) -> Iterable[bytes]:
        if f"{environ['PATH_INFO']}/".find(f"{self._part}/") >= 0:
            start("404 Not Found", [("Content-Type", "text/plain")])
            return [b"no such page"]
        return self._app(environ, start)


class Lighter:
    """A server whose listing of one table leaves a property out, or is not there."""

    def __init__(self, app: WSGIApplication, part: str, name: str = "") -> None:
        self._app = app
        self._part = part
        self._name = name

    def __call__(
        self, environ: WSGIEnvironment, start: StartResponse
    ) -> Iterable[bytes]:
        if environ["PATH_INFO"].strip("/") != self._part:
            return self._app(environ, start)
        if not self._name:
            start("404 Not Found", [("Content-Type", "text/plain")])
            return [b"no such page"]
        response = Response.from_app(self._app, environ)
        page = response.get_json()
        for item in page["collection"]:
            item.pop(self._name, None)
        response.set_data(json.dumps(page))
        return response(environ, start)


def shop(folder: Path, overlays: str = "") -> Office:
    """A firm with 25 products that were never sent."""
    found = Office(folder, customers=3, orders=True, overlays=overlays)
    found.ask(lambda raccordo: raccordo.setup())
    return found


def sync(office: Office, *, full: bool = False) -> dict[str, Any]:
    """One run over the products, and what became of them."""
    document = office.ask(lambda raccordo: raccordo.sync(["products"], full=full))
    found: dict[str, Any] = document.document["entities"]["products"]
    return found


def catalogue(office: Office) -> dict[str, dict[str, Any]]:
    """The products of the CRM by their codes."""
    rows = [version.fields or {} for version in office.crm.catalogue.listed()]
    assert len({row["code"] for row in rows}) == len(rows)
    return {row["code"]: row for row in rows}


def held(office: Office) -> dict[str, str]:
    """Why products are held, by their numbers."""
    return {
        row["record"]: row["code"]
        for row in office.problems()
        if row["entity"] == "products"
    }


def unit(office: Office, name: str) -> int:
    """The id of a unit of the CRM."""
    rows = [version.fields or {} for version in office.crm["UnitMeasure"].listed()]
    (found,) = (row["id"] for row in rows if row["description"] == name)
    return int(found)
