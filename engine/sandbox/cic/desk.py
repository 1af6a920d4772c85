"""Where calls to CiC arrive: tokens, paths, verbs, and the answer."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from flask import Response, request

from engine.sandbox.cic import hall
from engine.sandbox.cic.books import Books
from engine.sandbox.cic.errors import (
    Refusal,
    bad_filter,
    not_allowed,
    not_found,
    plain,
    schema_failed,
    unauthorised,
)
from engine.sandbox.cic.filter import BadFilter, compile_filter
from engine.sandbox.cic.kinds import Address
from engine.sandbox.cic.leaves import leaf
from engine.sandbox.cic.listing import Asked, envelope, sorted_by
from engine.sandbox.cic.paths import unescape
from engine.sandbox.cic.reading import Misfit, SchemaProblem
from engine.sandbox.cic.resource import Resource
from engine.sandbox.cic.shapes import RESOURCES
from engine.sandbox.collection import Key, Version
from engine.sandbox.exact import Fields, read_json, write_json
from engine.sandbox.faults import Faults

BOTH = frozenset({"GET", "POST"})
ONE = frozenset({"GET", "PUT", "DELETE"})
# Addresses under a record that list the records which refer to it.
VIEWS = {
    ("customer-groups", "customers"): ("customerGroup", "customerGroupNumber"),
    ("product-groups", "products"): ("productGroup", "productGroupNumber"),
    ("units", "products"): ("unit", "unitNumber"),
}


@dataclass(frozen=True, slots=True)
class Target:
    """What a path means: a resource, one record of it or those that match."""

    resource: Resource
    key: Key | None = None
    owner: Fields = field(default_factory=dict)

    @property
    def methods(self) -> frozenset[str]:
        """The verbs that can be used on it."""
        return self.resource.methods & (BOTH if self.key is None else ONE)


class Desk:
    """Answers calls to the books of one company."""

    def __init__(
        self,
        books: Books,
        is_granted: Callable[[str, str], bool],
        stamp: Callable[[], str],
        faults: Callable[[], Faults],
    ) -> None:
        self._books = books
        self._is_granted = is_granted
        self._stamp = stamp
        self._faults = faults

    def answer(self, path: str) -> Response:
        """Answer the call that Flask is busy with."""
        try:
            self._admit()
            return self._answer([part for part in path.split("/") if part])
        except Refusal as refusal:
            body = refusal.frame(self._stamp().removesuffix("Z"))
            return _json(body, refusal.status)

    def _admit(self) -> None:
        secret = request.headers.get("X-AppSecretToken", "")
        token = request.headers.get("X-AgreementGrantToken", "")
        is_demo = request.args.get("demo") == "true" or {secret, token} == {"demo"}
        if is_demo and request.method == "GET":
            return
        if is_demo:
            raise plain(403, "The demo agreement can only be read.")
        if not self._is_granted(secret, token):
            query = request.query_string.decode() or "skippages=0&pagesize=20"
            raise unauthorised(request.base_url, query)

    def _answer(self, parts: list[str]) -> Response:
        name = parts[0].lower() if parts else ""
        status = self._faults().missing(name)
        if status is not None:
            raise plain(status, "This module is not part of the agreement.")
        if name not in RESOURCES or RESOURCES[name].parent:
            return self._at_the_hall([part.lower() for part in parts])
        if len(parts) == 3 and parts[1].lower() == "schema":  # noqa: PLR2004 - x/schema/post
            return _json(hall.write_schema(RESOURCES[name], parts[2].lower()))
        if not RESOURCES[name].is_there(self._faults().modules):
            raise plain(403, "This module is not part of the agreement.")
        found = self._leaf(RESOURCES[name], parts[1:])
        if found is not None:
            return found
        target = self._target(RESOURCES[name], parts[1:])
        if request.method not in target.methods:
            raise not_allowed(request.method)
        if target.key is None:
            return self._on_all(target)
        return self._on_one(target, target.key)

    def _leaf(self, resource: Resource, rest: list[str]) -> Response | None:
        if len(rest) < 2:  # noqa: PLR2004 - 629/pdf
            return None
        fields = self._books.find(resource.name, resource.key_of(unescape(rest[0])))
        if fields is None:
            return None
        at = replace(self._at(), own=resource.address(fields, _base()))
        found = leaf(self._books, resource, fields, rest[1:], at)
        if found is not None and request.method != "GET":
            raise not_allowed(request.method)
        return found

    def _at(self, *, is_listed: bool = False) -> Address:
        """Say where records are shown: in this agreement, and perhaps in a listing."""
        modules = self._faults().modules
        return Address(_base(), "", self._books.find, modules, is_listed)

    def _at_the_hall(self, parts: list[str]) -> Response:
        if request.method != "GET":
            raise not_allowed(request.method)
        match parts:
            case []:
                return _json(hall.root(_base(), self._stamp()))
            case ["self"]:
                return _json(hall.agreement(_base(), self._faults().modules))
            case ["self", "company"]:
                return _json(hall.agreement(_base(), self._faults().modules)["company"])
            case ["schema", file] if file.split(".")[0] in RESOURCES:
                name, verb, *_ = file.split(".")
                return _json(hall.write_schema(RESOURCES[name], verb))
            case _:
                raise not_found()

    def _target(self, resource: Resource, rest: list[str]) -> Target:
        if not rest:
            return Target(resource)
        if resource.name == "provinces":
            return _province(resource, rest)
        key = resource.key_of(unescape(rest[0]))
        if len(rest) == 1:
            return Target(resource, key)
        return self._below(resource, key, rest[1:])

    def _below(self, resource: Resource, key: Key, rest: list[str]) -> Target:
        name = rest[0].lower()
        if self._books.find(resource.name, key) is None:
            raise not_found()
        view = VIEWS.get((resource.name, name))
        if view is not None and len(rest) == 1:
            return Target(RESOURCES[name], None, {view[0]: {view[1]: key}})
        below = RESOURCES.get(name)
        if below is None or below.parent != resource.name or len(rest) > 2:  # noqa: PLR2004 - contacts/140
            raise not_found()
        owner = {"customer": {"customerNumber": key}}
        if len(rest) == 1:
            return Target(below, None, owner)
        child = below.key_of(rest[1])
        found = self._books.find(name, child)
        if found is None or found["customer"] != owner["customer"]:
            raise not_found()
        return Target(below, child, owner)

    def _on_all(self, target: Target) -> Response:
        if request.method == "GET":
            return self._list(target)
        version = self._books.create(target.resource, _body(), target.owner)
        fields = target.resource.show(version.fields or {}, self._at())
        return _json(fields, 201, {"Location": fields["self"]})

    def _on_one(self, target: Target, key: Key) -> Response:
        resource = target.resource
        if request.method == "DELETE":
            self._books.delete(resource, key)
            return Response(status=204)
        if request.method == "PUT":
            status = 201 if self._books.find(resource.name, key) is None else 200
            fields = self._books.replace(resource, key, _body()).fields or {}
            return _json(resource.show(fields, self._at()), status)
        found = self._books.find(resource.name, key)
        if found is None:
            raise not_found()
        shown = resource.show(found, self._at())
        address = shown.pop("self")
        meta = resource.meta(found, address)
        return _json({**shown, **({"metaData": meta} if meta else {}), "self": address})

    def _list(self, target: Target) -> Response:
        resource = target.resource
        asked = Asked.read(request.base_url.rstrip("/"), request.args)
        versions = self._all(target)
        wanted = self._wanted(versions, target, asked)
        wanted = sorted_by(wanted, asked.sort, resource.sortable)
        start = asked.skip * asked.size
        page = wanted[start : start + asked.size]
        texts = [self._text(resource, version) for version in page]
        return _text(envelope(asked, texts, len(wanted), len(versions)))

    def _all(self, target: Target) -> list[Version]:
        lag = self._faults().listing_lag
        versions = self._books.collections[target.resource.name].listed(lag)
        if not target.owner:
            return versions
        return [entry for entry in versions if _matches(entry, target.owner)]

    def _wanted(
        self, versions: list[Version], target: Target, asked: Asked
    ) -> list[Version]:
        if not asked.filter:
            return versions
        resource = target.resource
        try:
            question = compile_filter(asked.filter, resource.filters)
        except BadFilter as error:
            raise bad_filter(resource.filters, str(error)) from error
        if question.picks and not (target.owner or self._faults().listing_lag):
            versions = self._books.collections[resource.name].picked(question.picks)
        return [entry for entry in versions if question.holds(entry.fields or {})]

    def _text(self, resource: Resource, version: Version) -> str:
        """Write a record as listings show it, or take what was written before."""
        at = self._at(is_listed=True)
        depends_on = (at.root, at.modules, self._books.revision)
        if version.cached is None or version.cached[0] != depends_on:
            shown = resource.show(version.fields or {}, at)
            version.cached = (depends_on, write_json(shown))
        return version.cached[1]


def _province(resource: Resource, rest: list[str]) -> Target:
    country = rest[0].upper()
    if len(rest) == 1:
        return Target(resource, None, {"countryCode": {"code": country}})
    if len(rest) > 2 or not rest[1].isdecimal():  # noqa: PLR2004 - IT/58
        raise not_found()
    return Target(resource, f"{country}/{int(rest[1]):03d}")


def _matches(version: Version, owner: Fields) -> bool:
    fields = version.fields or {}
    return all(fields.get(name) == value for name, value in owner.items())


def _base() -> str:
    return request.host_url.rstrip("/")


def _body() -> object:
    if request.mimetype != "application/json":
        raise plain(415, "The content type must be application/json.")
    try:
        return read_json(request.get_data())
    except ValueError as error:
        problem = SchemaProblem("", Misfit("The body is not JSON."))
        raise schema_failed([problem]) from error


def _json(
    value: object, status: int = 200, headers: dict[str, str] | None = None
) -> Response:
    return _text(write_json(value), status, headers)


def _text(
    text: str, status: int = 200, headers: dict[str, str] | None = None
) -> Response:
    return Response(
        text, status, headers, content_type="application/json; charset=utf-8"
    )
