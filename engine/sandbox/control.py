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
    every = ["GET", "POST", "DELETE"]
    routes.add_url_rule("/faults", "faults", lambda: _faults(sandbox), methods=every)
    routes.add_url_rule("/calls", "calls", lambda: _calls(sandbox), methods=every)
    routes.add_url_rule("/reset", "reset", lambda: _reset(sandbox), methods=["POST"])
    routes.add_url_rule("/clock", "clock", lambda: _clock(sandbox), methods=["POST"])
    return routes


def _faults(sandbox: Controlled) -> Response:
    """Show the faults, after changing some or taking all away."""
    if request.method == "DELETE":
        sandbox.faults = Faults()
    if request.method == "POST":
        try:
            sandbox.set_faults(**request.get_json())
        except TypeError as error:
            return _json({"message": str(error)}, 400)
    return _json(dataclasses.asdict(sandbox.faults))


def _calls(sandbox: Controlled) -> Response:
    """Show the calls, after forgetting them where that is asked."""
    if request.method == "DELETE":
        sandbox.traffic.clear()
    return _json([dataclasses.asdict(call) for call in sandbox.traffic.calls])


def _reset(sandbox: Controlled) -> Response:
    sandbox.reset()
    return _json({})


def _clock(sandbox: Controlled) -> Response:
    """Move the clock on by some seconds."""
    move: Callable[[float], None] | None = getattr(sandbox.clock, "advance", None)
    if move is None:
        return _json({"message": "This clock cannot be moved."}, 409)
    move(float(request.get_json()["advance"]))
    return _json({"now": sandbox.clock()})


def _json(value: Any, status: int = 200) -> Response:  # noqa: ANN401 - JSON is what it is
    return Response(write_json(value), status, mimetype="application/json")
