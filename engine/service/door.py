"""The port that the service listens on."""

import threading
from typing import Any

from engine.errors import N_, UsageError
from engine.service.receiver import LONGEST_BODY

_THREADS = 8
_PATIENCE = 5.0
"""Seconds that calls under way have to end when the service does."""


class NoPort(UsageError):
    """The service cannot listen where it was asked to."""

    template = N_("nobody can listen on {host}:{port}: {text}")
    advice = N_("choose another with --host and --port")


class Door:
    """A server in a thread of its own."""

    def __init__(self, app: Any, host: str, port: int) -> None:  # noqa: ANN401 - a WSGI application
        """Take the port; nobody is answered yet.

        Raises:
            NoPort: It is taken, or not ours to take.
        """
        from waitress.server import create_server

        try:
            self._server: Any = create_server(
                app,
                host=host,
                port=port,
                threads=_THREADS,
                max_request_body_size=LONGEST_BODY,
                ident=None,
            )
        except (OSError, ValueError) as error:
            reason = str(getattr(error, "strerror", None) or error)
            raise NoPort(host=host, port=port, text=reason) from error
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
        self._server.trigger.pull_trigger(self._server.close)
        self._server.task_dispatcher.shutdown(cancel_pending=False, timeout=_PATIENCE)
