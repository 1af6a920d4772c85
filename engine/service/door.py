"""The port that the service listens on."""

import socket
import threading
from collections.abc import Callable
from typing import Any

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import create_server
from waitress.task import ErrorTask
from waitress.utilities import (
    BadRequest,
    RequestEntityTooLarge,
    ServerNotImplemented,
)

from engine.errors import N_, UsageError
from engine.messages.denials import denial
from engine.service.receiver import LONGEST_BODY

_THREADS = 8
_PATIENCE = 5.0
"""Seconds that calls under way have to end when the service does."""


class NoPort(UsageError):
    """The service cannot listen where it was asked to."""

    template = N_("nobody can listen on {host}:{port}: {text}")
    advice = N_("choose another with --host and --port")


class _Parser(HTTPRequestParser):  # type: ignore[misc]  # waitress has no types
    """Reads a request; what it does not know is the caller's mistake, not ours."""

    error: Any

    def received(self, sent: bytes) -> int:
        """Take some bytes, and tell how many were of use."""
        taken: int = super().received(sent)
        if isinstance(self.error, ServerNotImplemented):
            self.error = BadRequest(self.error.body)
        return taken


class _Refusal(ErrorTask):  # type: ignore[misc]  # as above
    """Answers a call that does not come as far as the application."""

    request: Any
    channel: Any

    def execute(self) -> None:
        """Tell of a body that is too long, then answer."""
        if isinstance(self.request.error, RequestEntityTooLarge):
            self.channel.server.too_long()
        super().execute()


class _Channel(HTTPChannel):  # type: ignore[misc]  # as above
    """One connection."""

    parser_class = _Parser
    error_task_class = _Refusal


class Door:
    """A server in a thread of its own."""

    def __init__(
        self,
        app: Any,  # noqa: ANN401 - a WSGI application
        host: str,
        port: int,
        too_long: Callable[[], None],
    ) -> None:
        """Take the port; nobody is answered yet.

        Args:
            app: Answers.
            host: Where to listen.
            port: Likewise; 0 takes a free one.
            too_long: Is told of a call that is refused unread, for its length.

        Raises:
            NoPort: It is taken, or not ours to take.
        """
        try:
            found = socket.getaddrinfo(
                host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
            )
            family, _, _, _, where = found[0]
            listening = socket.create_server(where[:2], family=family)
        except (OSError, UnicodeError) as error:
            reason = denial(error)
            raise NoPort(host=host, port=port, text=reason) from error
        self._server: Any = create_server(
            app,
            sockets=[listening],
            threads=_THREADS,
            max_request_body_size=LONGEST_BODY,
            ident=None,
        )
        self._server.channel_class = _Channel
        self._server.too_long = too_long
        self._thread = threading.Thread(
            target=self._server.run, name="door", daemon=True
        )

    @property
    def address(self) -> str:
        """Where it is reached."""
        host, port = self._server.effective_host, self._server.effective_port
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    @property
    def is_up(self) -> bool:
        """Whether it answers."""
        return self._thread.is_alive()

    def open(self) -> None:
        """Answer from now on."""
        self._thread.start()

    def close(self) -> None:
        """Take no more calls; those under way are answered."""
        if self._thread.ident is None:
            self._server.close()
        else:
            # Sockets belong to the thread that waits for them.
            self._server.trigger.pull_trigger(self._server.close)
        self._server.task_dispatcher.shutdown(cancel_pending=False, timeout=_PATIENCE)
