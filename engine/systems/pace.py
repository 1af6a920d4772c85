"""How many calls at a time, how many in a time, and when not at all."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from engine.systems.halt import nap
from engine.systems.limits import Limits, Meter, read_rate

_LOOK = 0.02
"""Seconds between two looks at whether a rate has room again."""


class Halted(Exception):
    """This process was asked to end while a call waited for its turn."""


class Pace:
    """Lets calls to one system through, each in its turn."""

    def __init__(self, limits: Limits, rate: str) -> None:
        self._slots = threading.BoundedSemaphore(max(1, limits.concurrency))
        self._halt = limits.halt
        self._closed_until = 0.0
        self._limiter = None
        self._meter = limits.meter or Meter()
        if rate:
            from pyrate_limiter import InMemoryBucket, Limiter, Rate, RateItem

            bucket = InMemoryBucket([Rate(*read_rate(rate))])
            before = self._meter.before
            now: int = bucket.now()  # type: ignore[no-untyped-call]  # it tells none
            for _ in range(before.count):
                bucket.put(RateItem("call", now - int(before.ago * 1000)))
            self._limiter = Limiter(bucket)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn, and keep it for as long as the block lasts.

        Raises:
            Halted: Somebody asked us to end before there was one.
        """
        with self._slots:
            if self._limiter is not None:
                while not self._limiter.try_acquire("call", blocking=False):
                    self._wait(_LOOK)
                self._meter.count()
            closed_for = self._closed_until - time.monotonic()
            if closed_for > 0:
                self._wait(closed_for)
            yield

    def pause(self, seconds: float) -> None:
        """Let nothing through for some seconds, because the server asked for it."""
        self._closed_until = max(self._closed_until, time.monotonic() + seconds)

    def _wait(self, seconds: float) -> None:
        if not nap(seconds, self._halt):
            raise Halted

    def close(self) -> None:
        """Let go of the thread that the limiter keeps."""
        if self._limiter is not None:
            self._limiter.close()
