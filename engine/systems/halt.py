"""When this process is asked to end: nobody waits on, and a call in hand has a moment.

The wish is an event that a signal may set at any time.  It is looked at again and
again rather than waited for: a signal that comes while its own thread holds the lock
of the event would wait for itself.
"""

import threading
import time

MOMENT = 3.0
"""Seconds that a call in hand has still, and those that keep what was done."""

_LOOK = 0.05


def nap(seconds: float, halt: threading.Event) -> bool:
    """Wait; whether it was to the end, and nobody asked us to end meanwhile."""
    until = time.monotonic() + seconds
    while not halt.is_set():
        left = until - time.monotonic()
        if left <= 0:
            return True
        time.sleep(min(left, _LOOK))
    return False
