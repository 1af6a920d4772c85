"""The time of one sandbox, which a test may stop, set and move on."""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime


class Clock:
    """Seconds since 1970, running with the machine or standing until it is moved."""

    def __init__(self, start: datetime | None = None) -> None:
        self._lock = threading.Lock()
        self._source: Callable[[], float] = time.time
        self._shift = 0.0
        if start is not None:
            self.set(start)

    def __call__(self) -> float:
        """Give the time now."""
        with self._lock:
            return self._source() + self._shift

    def advance(self, seconds: float) -> None:
        """Move on by some seconds."""
        with self._lock:
            self._shift += seconds

    def set(self, moment: datetime) -> None:
        """Stand still at a moment, until moved on."""
        with self._lock:
            self._source, self._shift = moment.timestamp, 0.0


def stamp(seconds: float) -> str:
    """Write a moment as both systems do: UTC, whole seconds, a Z."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
