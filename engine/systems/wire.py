"""One exchange over HTTP; what fails there is told as what it may have done."""

import contextlib
import socket
import threading
import weakref
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from engine.messages.denials import DENIALS, denial
from engine.systems.calls import Answer, Call, Kind
from engine.systems.halt import MOMENT
from engine.systems.limits import Limits, is_loopback
from engine.systems.verdict import Again
from engine.values import to_json

_CONNECT_SECONDS = 10.0


def address(call: Call) -> str:
    """The path and the query of a call, every value of the query escaped whole."""
    query = "&".join(
        f"{quote(name, safe='$')}={quote(value, safe='')}" for name, value in call.query
    )
    return f"{call.path}?{query}" if query else call.path


class Wire:
    """The connections to one base address."""

    def __init__(self, url: str, limits: Limits, transport: object | None) -> None:
        import httpx

        if transport is not None and not isinstance(transport, httpx.BaseTransport):
            raise TypeError(transport)
        self._base = url.rstrip("/")
        self._halt = limits.halt
        self._streams: weakref.WeakSet[Any] = weakref.WeakSet()
        self._lock = threading.Lock()
        self._client = httpx.Client(
            transport=transport,
            timeout=httpx.Timeout(
                limits.timeout,
                connect=min(_CONNECT_SECONDS, limits.timeout),
                pool=None,
            ),
            limits=httpx.Limits(
                max_connections=limits.concurrency,
                max_keepalive_connections=limits.concurrency,
            ),
            # A proxy of the environment is not for calls to this machine.
            trust_env=not is_loopback(url),
            follow_redirects=False,
            headers={"Accept": "application/json", "User-Agent": "raccordo"},
        )

    def exchange(self, call: Call, headers: dict[str, str]) -> Answer:
        """Send a call once.

        Raises:
            Again: No answer came.
        """
        import httpx

        url = f"{self._base}/{address(call).lstrip('/')}"
        content = None if call.body is None else to_json(call.body).encode()
        if content is not None:
            headers = {**headers, "Content-Type": "application/json"}
        if call.is_paper:
            headers = {**headers, "Accept": "application/pdf, application/json"}
        try:
            response = self._client.request(
                call.method,
                url,
                content=content,
                headers=headers,
                timeout=MOMENT if self._halt.is_set() else httpx.USE_CLIENT_DEFAULT,
                extensions={"trace": self._trace},
            )
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise Again(_named(error), may_be_done=False) from error
        except (httpx.RequestError, OSError) as error:
            may_be_done = call.kind is not Kind.READ
            raise Again(_named(error), may_be_done=may_be_done) from error
        return Answer(
            response.status_code,
            {name.lower(): value for name, value in response.headers.items()},
            response.content,
        )

    def cut(self) -> None:
        """Break every connection off, so that no call waits for its answer any more."""
        with self._lock:
            streams = list(self._streams)
        for stream in streams:
            # The plain socket's own: that of TLS would say goodbye first, and wait.
            with contextlib.suppress(OSError):
                socket.socket.shutdown(
                    stream.get_extra_info("socket"), socket.SHUT_RDWR
                )

    def _trace(self, event: str, parts: Mapping[str, Any]) -> None:
        """Get to know each connection as it is made."""
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            with self._lock:
                self._streams.add(parts["return_value"])

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()


def _named(error: Exception) -> str:
    said = denial(error)
    if said in DENIALS:
        return said
    return f"{type(error).__name__}: {error}".rstrip(": ")
