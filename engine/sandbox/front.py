"""The gate before each app: counts calls, keeps time and brings the faults."""

import socket
import time
from collections.abc import Callable, Iterable
from email.utils import formatdate
from http import HTTPStatus
from io import BytesIO
from typing import Any, NoReturn, Protocol

from engine.sandbox.exact import write_json
from engine.sandbox.faults import Fate, Faults, Mishap
from engine.sandbox.traffic import Traffic

Environ = dict[str, Any]
Start = Callable[..., Any]
Answer = Iterable[bytes]
CONTROL = "/_sandbox"


class Gated(Protocol):
    """What the gate must know of the system behind it."""

    traffic: Traffic
    fate: Fate

    @property
    def faults(self) -> Faults:
        """Give the faults in force."""

    def now(self) -> float:
        """Give the time by this system's clock."""

    def refusal(self, status: int, path: str) -> object:
        """Give the body of a refusal."""


class Front:
    """WSGI middleware before one sandbox."""

    def __init__(self, behind: Gated, inner: Callable[..., Answer]) -> None:
        self._behind = behind
        self._inner = inner

    def __call__(self, environ: Environ, start: Start) -> Answer:
        """Let one call through, or bring a mishap over it."""
        body = _read_body(environ)
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        if path.startswith(CONTROL):
            return self._inner(environ, self._dated(start, []))
        time.sleep(self._behind.faults.latency)
        mishap = self._behind.fate.draw(method, path)
        seen: list[str] = []
        answer: Answer = []
        if mishap is None:
            answer = self._inner(environ, self._dated(start, seen))
        elif mishap.applied:
            _exhaust(self._inner(environ, lambda *_: None))
        status = _status(seen, mishap)
        query = environ.get("QUERY_STRING", "")
        self._behind.traffic.note(method, path, query, body, status)
        return answer if mishap is None else self._befall(mishap, environ, start)

    def _dated(self, start: Start, seen: list[str]) -> Start:
        def begin(status: str, headers: list[tuple[str, str]], *rest: object) -> object:
            seen.append(status)
            return start(status, [*headers, self._date()], *rest)

        return begin

    def _date(self) -> tuple[str, str]:
        return ("Date", formatdate(self._behind.now(), usegmt=True))

    def _befall(self, mishap: Mishap, environ: Environ, start: Start) -> Answer:
        if not mishap.status:
            _hang_up(environ)
        text = write_json(self._behind.refusal(mishap.status, environ["PATH_INFO"]))
        body = text.encode()
        headers = [
            ("Content-Type", "application/json; charset=utf-8"),
            ("Content-Length", str(len(body))),
            self._date(),
        ]
        if mishap.status in {429, 503}:
            headers.append(("Retry-After", str(self._behind.faults.retry_after)))
        phrase = HTTPStatus(mishap.status).phrase
        start(f"{mishap.status} {phrase}", headers)
        return [body]


def _status(seen: list[str], mishap: Mishap | None) -> int:
    if mishap is not None:
        return mishap.status
    return int(seen[0].split(" ", 1)[0]) if seen else 0


def _read_body(environ: Environ) -> str:
    # The body is drained here whatever becomes of the call, or a connection
    # that stays open would take it for the next request.
    length = int(environ.get("CONTENT_LENGTH") or 0)
    raw = environ["wsgi.input"].read(length) if length else b""
    environ["wsgi.input"] = BytesIO(raw)
    return raw.decode(errors="replace")


def _exhaust(answer: Answer) -> None:
    for _ in answer:
        pass
    close = getattr(answer, "close", None)
    if close is not None:
        close()


def _hang_up(environ: Environ) -> NoReturn:
    """Close the connection without an answer."""
    connection = environ.get("werkzeug.socket")
    message = "Server disconnected without sending a response."
    if connection is None:
        # In one process there is no connection to close: the client must see
        # what its transport would have made of one.
        import httpx

        raise httpx.RemoteProtocolError(message)
    connection.shutdown(socket.SHUT_RDWR)
    raise ConnectionResetError(message)
