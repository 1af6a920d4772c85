"""The knobs over HTTP, at paths that neither real system has."""

import dataclasses
from collections.abc import Callable
from typing import Any, Protocol

from flask import Blueprint, Response, request

from engine.sandbox.exact import write_json
from engine.sandbox.faults import Faults
from engine.sandbox.traffic import Traffic


class Controlled(Protocol):
    """What can be turned from outside."""

    clock: Callable[[], float]
    traffic: Traffic
    faults: Faults

    def set_faults(self, **changes: object) -> None:
        """Change some faults."""

    def reset(self) -> None:
        """Begin again."""


def control(sandbox: Controlled) -> Blueprint:
    """Make the routes under `/_sandbox`."""
    routes = Blueprint("sandbox", __name__, url_prefix="/_sandbox")

    @routes.get("/faults")
    def show_faults() -> Response:
        return _json(dataclasses.asdict(sandbox.faults))

    @routes.post("/faults")
    def change_faults() -> Response:
        try:
            sandbox.set_faults(**request.get_json())
        except TypeError as error:
            return _json({"message": str(error)}, 400)
        return show_faults()

    @routes.delete("/faults")
    def clear_faults() -> Response:
        sandbox.faults = Faults()
        return show_faults()

    @routes.get("/calls")
    def show_calls() -> Response:
        return _json([dataclasses.asdict(call) for call in sandbox.traffic.calls])

    @routes.delete("/calls")
    def clear_calls() -> Response:
        sandbox.traffic.clear()
        return _json([])

    @routes.post("/reset")
    def reset() -> Response:
        sandbox.reset()
        return _json({})

    @routes.post("/clock")
    def advance() -> Response:
        move: Callable[[float], None] | None = getattr(sandbox.clock, "advance", None)
        if move is None:
            return _json({"message": "this clock cannot be moved"}, 409)
        move(float(request.get_json()["advance"]))
        return _json({"now": sandbox.clock()})

    return routes


def _json(value: Any, status: int = 200) -> Response:  # noqa: ANN401 - JSON is what it is
    return Response(write_json(value), status, mimetype="application/json")
