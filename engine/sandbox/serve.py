"""Both sandboxes on loopback ports, over real HTTP."""

import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler
from werkzeug.test import run_wsgi_app

from engine.sandbox.cic.agreement import Cic
from engine.sandbox.crm.tenant import Crm

HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Served:
    """Where the two systems are reached."""

    cic_url: str
    crm_url: str


class QuietHandler(WSGIRequestHandler):
    """Answers over HTTP/1.1, keeps connections open and logs nothing.

    Werkzeug's own way reads on after a request to throw away what was not read,
    and closes; the gate of a sandbox has always read the body.
    """

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def run_wsgi(self) -> None:
        """Answer one request."""
        environ = self.make_environ()
        try:
            parts, status, headers = run_wsgi_app(self.server.app, environ)
            body = b"".join(parts)
        except ConnectionError:
            self.close_connection = True
            return
        code, _, phrase = status.partition(" ")
        self.send_response_only(int(code), phrase)
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def log(self, type: str, message: str, *args: object) -> None:
        """Say nothing."""


class Server(ThreadedWSGIServer):
    """A server whose open connections end when it does."""

    def __init__(self, port: int, app: Callable[..., Iterable[bytes]]) -> None:
        self._open: set[socket.socket] = set()
        self._guard = threading.Lock()
        super().__init__(HOST, port, app, QuietHandler)

    def process_request(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - socketserver's types
        """Remember the connection and serve it in a thread."""
        with self._guard:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:  # noqa: ANN401 - socketserver's types
        """Forget the connection and close it."""
        with self._guard:
            self._open.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        """Close every connection that a client still holds."""
        with self._guard:
            still_open = list(self._open)
        for connection in still_open:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # It closed by itself meanwhile.


@contextmanager
def serve(
    cic: Cic, crm: Crm, *, cic_port: int = 0, crm_port: int = 0
) -> Iterator[Served]:
    """Serve both until the block ends; port 0 takes one that is free."""
    with ExitStack() as stack:
        at_cic = stack.enter_context(_running(cic_port, cic.app))
        at_crm = stack.enter_context(_running(crm_port, crm.app))
        yield Served(f"http://{HOST}:{at_cic}", f"http://{HOST}:{at_crm}/api/v1")


@contextmanager
def _running(port: int, app: Callable[..., Iterable[bytes]]) -> Iterator[int]:
    server = Server(port, app)
    # The default interval of half a second would be waited for at each end.
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
    )
    thread.start()
    try:
        yield server.port
    finally:
        server.shutdown()
        server.hang_up()
        server.server_close()
        thread.join()
