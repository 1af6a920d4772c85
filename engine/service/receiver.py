"""What the service answers over HTTP: web hooks, its health, its figures.

::

    a call of a web hook                          is answered
    --------------------------------------------  ----------------------------------
    with numbers, or with blanks for them         202, once it is kept
    with another secret, or of another kind       404
    by another method                             405
    with a body that is too long                  413
    of another content type                       415
    with a body that is not what a hook says      400
    while too many wait                           429

One that is refused is told in the log and in the figures, by the reason alone: its
address may hold the secret.
"""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from engine.application.hooking import KINDS, BadCall, numbers_of
from engine.service.keyhole import Keyhole

LONGEST_BODY = 4096
_TYPES = {"application/json", "text/json"}
_TEXT = "text/plain; charset=utf-8"

_REASONS = {404: "address", 405: "method", 413: "length"}
"""Why a call is refused that comes to no hook, by the status that it is answered."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ears:
    """What the receiver asks of the rest of the service.

    Attributes:
        keyhole: Knows the secret of the web hooks.
        tell: Takes the numbers of one kind; says whether there is room for them.
        refused: Counts a call that was refused, by the reason.
        is_up: Whether everything that has to run runs.
        trouble: Why no run is made at present, or an empty text.
        figures: The figures as Prometheus reads them, and their content type.
    """

    keyhole: Keyhole
    tell: Callable[[str, list[str]], bool]
    refused: Callable[[str], None]
    is_up: Callable[[], bool]
    trouble: Callable[[], str]
    figures: Callable[[], tuple[bytes, str]]


def make_app(ears: Ears) -> Flask:
    """The application behind the port."""
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LONGEST_BODY
    # An address that is nearly right is not sent on: it may hold the secret.
    app.url_map.merge_slashes = False
    app.add_url_rule(
        "/hooks/<secret>/<kind>",
        "hook",
        lambda secret, kind: _hook(ears, secret, kind),
        methods=["POST"],
    )
    app.add_url_rule("/healthz", "health", lambda: _health(ears))
    app.add_url_rule("/readyz", "readiness", lambda: _readiness(ears))
    app.add_url_rule("/metrics", "metrics", lambda: _metrics(ears))
    app.register_error_handler(HTTPException, lambda error: _refused(ears, error))
    app.register_error_handler(Exception, _broken)
    return app


def refuse(ears: Ears, reason: str, **more: str) -> None:
    """Tell that a call was refused, and no more of it than is said here."""
    ears.refused(reason)
    _log.info("hook.refused", extra={"reason": reason, **more})


def _hook(ears: Ears, secret: str, kind: str) -> Response:
    if not ears.keyhole.fits(secret):
        refuse(ears, "secret")
        return _said(404, "not found")
    if kind not in KINDS:
        refuse(ears, "kind")
        return _said(404, "not found")
    if request.mimetype not in _TYPES:
        refuse(ears, "type", kind=kind)
        return _said(415, "the content type is application/json")
    try:
        numbers = numbers_of(kind, json.loads(request.get_data()))
    except (ValueError, RecursionError) as error:
        text = str(error) if isinstance(error, BadCall) else "the body is no JSON"
        refuse(ears, "body", kind=kind, error=text)
        return _said(400, text)
    if numbers and not ears.tell(kind, numbers):
        refuse(ears, "busy", kind=kind)
        return _said(429, "come back later", {"Retry-After": "10"})
    _log.info("hook.kept", extra={"kind": kind, "records": ",".join(numbers)})
    return _said(202, "kept")


def _health(ears: Ears) -> Response:
    return _said(200, "ok") if ears.is_up() else _said(503, "down")


def _readiness(ears: Ears) -> Response:
    trouble = ears.trouble() if ears.is_up() else "down"
    return _said(503, trouble) if trouble else _said(200, "ready")


def _metrics(ears: Ears) -> Response:
    page, content_type = ears.figures()
    return Response(page, content_type=content_type)


def _refused(ears: Ears, error: Any) -> Response:  # noqa: ANN401 - an HTTPException, as Flask types it
    """Say no more than the name: what was called may hold a secret."""
    # Who only looks around is no hook.
    if request.path.startswith("/hooks") or request.method == "POST":
        refuse(ears, _REASONS.get(error.code, "call"))
    return _said(error.code or 500, error.name.lower())


def _broken(error: Exception) -> Response:
    """A bug: its place is told in the log, and not what was called."""
    _log.error("receiver.bug", exc_info=error)
    return _said(500, "internal error")


def _said(status: int, text: str, headers: dict[str, str] | None = None) -> Response:
    return Response(f"{text}\n", status, headers, content_type=_TEXT)
