"""The one answer that a browser brings back to this machine: a token in an address."""

import secrets
import threading
from collections.abc import Iterable
from typing import Self
from wsgiref.types import StartResponse, WSGIEnvironment

from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

from engine.cli.desk import Desk
from engine.errors import N_, Stopped

_PAGE = '<!doctype html><meta charset="utf-8"><title>raccordo</title><p>{text}</p>'
_PRIVATE = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'",
}


class Redirect:
    """Listens on loopback until a browser comes to an address that nobody can guess.

    The nonce is a part of the path: whether CiC keeps a query is not known.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._path = f"/{secrets.token_urlsafe(16)}"
        self._token = ""
        self._is_given_up = False
        self._came = threading.Event()
        self._server = make_server(
            "127.0.0.1", 0, self._serve, threaded=True, request_handler=_Silent
        )
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def address(self) -> str:
        """Where the browser is to come back to."""
        return f"http://127.0.0.1:{self._server.port}{self._path}"

    def wait(self, seconds: float) -> str:
        """The token, or an empty text where none came in time.

        Raises:
            Stopped: ``give_up`` was called.
        """
        self._came.wait(seconds)
        if self._is_given_up:
            raise Stopped
        return self._token

    def give_up(self) -> None:
        """Wait no longer."""
        self._is_given_up = True
        self._came.set()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _serve(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        return self._answer(Request(environ))(environ, start)

    def _answer(self, request: Request) -> Response:
        token = request.args.get("token", "").strip()
        if request.path != self._path or request.method != "GET":
            return Response(status=404)
        if not token:
            return self._page(N_("CiC brought no token: grant access again."), 400)
        self._token = token
        self._came.set()
        return self._page(N_("Done: close this window and go back to the terminal."))

    def _page(self, template: str, status: int = 200) -> Response:
        text = _PAGE.format(text=self._desk.say(template))
        return Response(text, status, _PRIVATE, mimetype="text/html")


class _Silent(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:
        """Keep the address, which holds the token, out of every log."""
