"""How many calls at a time, how many in a time, and when not at all."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from engine.systems.halt import nap
from engine.systems.limits import Limits
from engine.systems.places import NoTurn, Places


class Pace:
    """Lets calls to one system through, each in its turn."""

    def __init__(self, limits: Limits, rate: str) -> None:
        self._slots = threading.BoundedSemaphore(max(1, limits.concurrency))
        self._halt = limits.halt
        self._closed_until = 0.0
        self._places = Places(rate, limits.ledger, limits.halt) if rate else None

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn, and keep it for as long as the block lasts.

        Raises:
            NoTurn: Somebody asked us to end before there was one.
        """
        with self._slots:
            if self._places is None:
                self._wait_out()
                yield
                return
            moment = self._places.take()
            if self._closed_for() > 0:
                self._places.leave(moment)
                self._wait_out()
                moment = self._places.take()
            try:
                yield
            finally:
                self._places.settle(moment)

    def pause(self, seconds: float) -> None:
        """Let nothing through for some seconds, because the server asked for it."""
        self._closed_until = max(self._closed_until, time.monotonic() + seconds)

    def _closed_for(self) -> float:
        return self._closed_until - time.monotonic()

    def _wait_out(self) -> None:
        closed_for = self._closed_for()
        if closed_for > 0 and not nap(closed_for, self._halt):
            raise NoTurn
