"""Where calls to the CRM arrive: versions, aliases, actions, and the answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response, request

from engine.sandbox.collection import Collection, Version
from engine.sandbox.crm.auth import Gatekeeper
from engine.sandbox.crm.controllers import AUDIT, Controller, by_alias
from engine.sandbox.crm.errors import (
    Refusal,
    expected,
    not_allowed,
    not_found,
    not_installed,
    not_json,
)
from engine.sandbox.crm.query import Query
from engine.sandbox.crm.styles import styled, styles, unstyled
from engine.sandbox.crm.tables import Tables
from engine.sandbox.exact import Fields, read_json, write_json
from engine.sandbox.faults import Faults

VERSIONS = frozenset({"v1", "latest"})
ALLOWED: Mapping[str, frozenset[str]] = {
    "": frozenset({"GET", "POST", "PUT", "DELETE"}),
    "companycontacts": frozenset({"GET"}),
    "count": frozenset({"GET"}),
    "countbyodatacriteria": frozenset({"GET"}),
    "createorupdate": frozenset({"POST"}),
    "delete": frozenset({"DELETE"}),
    "exists": frozenset({"GET"}),
    "get": frozenset({"GET"}),
    "getfull": frozenset({"GET"}),
    "getnewinstance": frozenset({"GET"}),
    "getpolymorphicschema": frozenset({"GET"}),
    "search": frozenset({"GET", "POST"}),
    "searchbyodatacriteria": frozenset({"GET", "POST"}),
    "searchids": frozenset({"GET", "POST"}),
    "searchidsbyodatacriteria": frozenset({"GET", "POST"}),
    "view": frozenset({"GET"}),
}
READS = frozenset(action for action in ALLOWED if action.startswith("search"))


@dataclass(frozen=True, slots=True)
class Call:
    """One call to a controller: what to do, with which record, for whom."""

    controller: Controller
    action: str
    id: int | None
    user: int

    @property
    def key(self) -> int:
        """The id, which must have been given."""
        if self.id is None:
            raise not_found(self.controller.name)
        return self.id


class Desk:
    """Answers calls to one tenant."""

    def __init__(
        self, tables: Tables, gatekeeper: Gatekeeper, faults: Callable[[], Faults]
    ) -> None:
        self._tables = tables
        self._gatekeeper = gatekeeper
        self._faults = faults

    def answer(self, path: str) -> Response:
        """Answer the call that Flask is busy with."""
        try:
            return _json(self._answer(route(path)))
        except Refusal as refusal:
            return _json(refusal.body, refusal.status)

    def _answer(self, parts: list[str]) -> object:
        name, *rest = [part.lower() for part in parts] or [""]
        if (name, rest) == ("auth", ["login"]) and request.method == "POST":
            return self._gatekeeper.login(_body())
        user = self._gatekeeper.admit(request)
        if name == "auth":
            return self._me(user, rest)
        if name == "revisocustomer" and request.method == "POST":
            return self._hook(_body())
        controller = by_alias().get(name)
        if controller is None:
            raise not_found(name)
        status = self._faults().missing(controller.name)
        if status is not None:
            raise not_installed(status, controller.name)
        return self._act(_call(controller, rest, user))

    def _me(self, user: int, rest: list[str]) -> Fields:
        if rest != ["me"] or request.method != "GET":
            raise not_found(rest)
        account = self._tables.collections["Account"][user]
        return {
            "userId": user,
            "companyId": 0,
            "name": f"{account['name']} {account['surname']}".strip(),
            "email": (account.get("aliases") or [""])[0],
            "isAdmin": True,
            "isAgent": False,
            "avatar": "",
        }

    def _hook(self, body: object) -> Fields:
        if not isinstance(body, dict) or not {"oldNumber", "newNumber"} <= set(body):
            raise expected(name="body", what="'oldNumber' and 'newNumber'")
        return {}

    def _act(self, call: Call) -> object:
        if request.method == "GET":
            return self._read(call)
        if call.action in READS:
            return self._search(call, _body_options())
        if call.action in {"delete", ""} and request.method == "DELETE":
            return self._tables.delete(call.controller, call.key)
        if request.method == "PUT":
            return self._tables.insert(call.controller, self._sent(), call.user)
        return self._tables.save(call.controller, self._sent(), call.user)

    def _sent(self) -> object:
        return unstyled(_body(), styles(request.headers.items()))

    def _shown(self, controller: Controller) -> Callable[[Fields], Fields]:
        asked = styles(request.headers.items())
        show = self._tables.shown(controller)
        return lambda fields: styled(show(fields), asked)

    def _read(self, call: Call) -> object:
        readers: Mapping[str, Callable[[Call], object]] = {
            "companycontacts": self._contacts,
            "count": self._count,
            "countbyodatacriteria": self._count,
            "exists": self._exists,
            "getnewinstance": self._new_instance,
            "getpolymorphicschema": self._schema,
        }
        if call.action in READS:
            return self._search(call, request.args)
        return readers.get(call.action, self._get)(call)

    def _exists(self, call: Call) -> bool:
        return call.key in self._tables.collections[call.controller.name]

    def _get(self, call: Call) -> object:
        if call.id is None and call.action in {"", "get"}:
            return [version.key for version in self._listed(call.controller)]
        version = self._tables.version(call.controller, call.key)
        return self._shown(call.controller)(version.fields or {})

    def _listed(self, controller: Controller) -> list[Version]:
        collection = self._tables.collections[controller.name]
        return collection.listed(self._faults().listing_lag)

    def _records(
        self, controller: Controller, kinds: Mapping[str, str]
    ) -> tuple[Collection, Mapping[str, str], float]:
        records = self._tables.collections[controller.name]
        return records, kinds, self._faults().listing_lag

    def _search(self, call: Call, given: Mapping[str, Any]) -> object:
        query = Query.read(given)
        kinds = self._tables.kinds(call.controller)
        page = query.page(*self._records(call.controller, kinds))
        if call.action.startswith("searchids"):
            if query.order.split()[:1] not in ([], ["id"]):
                raise expected(name="orderby", what="nothing, or 'id'")
            return [version.key for version in page]
        cut = query.selected(kinds)
        show = self._shown(call.controller)
        return [cut(show(version.fields or {})) for version in page]

    def _count(self, call: Call) -> int:
        query = Query.read(request.args)
        kinds = self._tables.kinds(call.controller)
        return len(query.matching(*self._records(call.controller, kinds)))

    def _new_instance(self, call: Call) -> Fields:
        me = {"createdById": call.user, "id": 0, "lastModifiedById": call.user}
        return self._shown(call.controller)(me)

    def _contacts(self, call: Call) -> list[Fields]:
        if call.controller.name != "Company":
            raise not_found(call.action)
        contacts = by_alias()["contact"]
        show = self._shown(contacts)
        return [
            show(version.fields or {})
            for version in self._listed(contacts)
            if (version.fields or {}).get("companyId") == call.key
        ]

    def _schema(self, call: Call) -> Fields:
        controller = call.controller
        added = self._tables.added(controller)
        mandatory = self._faults().mandatory.get(controller.name, ())
        properties: Fields = {}
        for name in self._tables.kinds(controller):
            free = added.get(name.lower())
            label = free.label if free else controller.friendly.get(name, name)
            required = bool(free and free.is_required) or name in mandatory
            properties[name] = {
                "friendlyName": label,
                "isRequired": required or name in controller.required,
                "canWrite": name not in AUDIT,
            }
            if name in controller.foreign:
                # The real answer spells it so.
                properties[name]["foreginKey"] = controller.foreign[name]
        return {"$type": f"{controller.name}DTO", "properties": properties}


def route(path: str) -> list[str]:
    """Split a path into controller and what follows, without host and version.

    Raises:
        Refusal: 404, no version is named.
    """
    parts = [part for part in path.split("/") if part]
    if parts and parts[0].lower() == "api":
        parts = parts[1:]
    if not parts or parts[0].lower() not in VERSIONS:
        raise not_found(path)
    return parts[1:]


def _call(controller: Controller, rest: list[str], user: int) -> Call:
    numbers = [part for part in rest if part.isdecimal()]
    actions = [part for part in rest if not part.isdecimal()]
    if len(numbers) > 1 or len(actions) > 1:
        raise not_found("/".join(rest))
    action = actions[0] if actions else ""
    if action not in ALLOWED:
        raise not_found(action)
    # An update by PUT to an id was tried by one client and given up.
    writes_to_an_id = request.method in {"POST", "PUT"} and bool(numbers)
    if request.method not in ALLOWED[action] or writes_to_an_id:
        raise not_allowed(request.method)
    asked = numbers[0] if numbers else request.args.get("id", "")
    return Call(controller, action, int(asked) if asked.isdecimal() else None, user)


def _body() -> Any:  # noqa: ANN401 - JSON
    if request.mimetype != "application/json":
        raise not_json()
    try:
        return read_json(request.get_data())
    except ValueError as error:
        raise expected(name="body", what="JSON") from error


def _body_options() -> Mapping[str, Any]:
    body = _body()
    if not isinstance(body, dict):
        raise expected(name="body", what="an object")
    return body


def _json(value: object, status: int = 200) -> Response:
    content_type = "application/json; charset=utf-8"
    return Response(write_json(value), status, content_type=content_type)
