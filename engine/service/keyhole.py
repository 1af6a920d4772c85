"""Whether a caller knows the secret, asked in the same time whatever it says."""

import contextlib
import hmac
import threading
import time
from collections.abc import Callable

from engine.config.secret import Secret
from engine.errors import EngineError

_FRESH = 1.0
"""Seconds after which the secret is read again: somebody may have made a new one."""


class Keyhole:
    """The secret in the addresses of the web hooks, as it is now."""

    def __init__(self, read: Callable[[], Secret]) -> None:
        self._read = read
        self._lock = threading.Lock()
        self._secret = read()
        self._read_at = time.monotonic()

    def fits(self, told: str) -> bool:
        """Whether this is the secret."""
        known = self._current().reveal().encode()
        return hmac.compare_digest(known, told.encode("utf-8", "replace"))

    def _current(self) -> Secret:
        with self._lock:
            if time.monotonic() - self._read_at > _FRESH:
                # Where it cannot be read any more, the one that is known stays.
                with contextlib.suppress(EngineError):
                    self._secret = self._read()
                self._read_at = time.monotonic()
            return self._secret
