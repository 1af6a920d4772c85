"""What time it is here, and what is proved of the time at a server.

Our time is a fixed reading of UTC plus a monotonic count, so that a clock that
is set in the middle of a run moves nothing.  For an answer whose request was
sent at ``s`` and that was received at ``r``, a server that says ``d`` with a
granularity of ``g`` is ahead of us by something in ``(d - r, d + g - s)``.
"""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from engine.systems.protocol import Offset

_GRANULARITY = 1.0
"""A Date header is cut to whole seconds."""

_START = time.time() - time.monotonic()


def our_time() -> float:
    """Seconds since 1970 UTC, never stepping back."""
    return _START + time.monotonic()


class ServerClock:
    """The time of one server, as far as its answers prove it."""

    def __init__(self, here: Callable[[], float] = our_time) -> None:
        self.here = here
        self.offset: Offset | None = None
        self.latest: datetime | None = None
        self._lock = threading.Lock()

    def witness(self, date: str | None, sent: float, received: float) -> None:
        """Learn from the ``Date`` header of one answer."""
        said = read_date(date)
        if said is None:
            return
        seconds = said.timestamp()
        seen = Offset(seconds - received, seconds + _GRANULARITY - sent)
        with self._lock:
            self.latest = said
            self.offset = _narrowed(self.offset, seen)


def _narrowed(known: Offset | None, seen: Offset) -> Offset:
    """The intersection; where there is none a clock was set, and the newest counts."""
    if known is None:
        return seen
    low, high = max(known.low, seen.low), min(known.high, seen.high)
    return Offset(low, high) if low <= high else seen


def read_date(text: str | None) -> datetime | None:
    """Read a date of HTTP; None where it is not one."""
    if not text:
        return None
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    return date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
