"""Ctrl-C and SIGTERM: the call in hand is finished, what is known is kept."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_BY_SIGNAL = 128


class Ended(BaseException):
    """A signal came and nobody was at work that could have been asked to stop."""


class Ending:
    """What happens when this process is asked to end."""

    def __init__(self) -> None:
        self.signal: int = signal.SIGINT
        self._stop: Callable[[], None] | None = None

    @property
    def code(self) -> int:
        """The exit code of a process that a signal ended."""
        return _BY_SIGNAL + self.signal

    def on_signal(self, number: int, frame: FrameType | None) -> None:
        """Ask whoever is at work to stop; a second time, or with nobody, end now."""
        del frame
        self.signal = number
        if self._stop is None:
            raise Ended
        stop, self._stop = self._stop, None
        stop()

    @contextmanager
    def asks(self, stop: Callable[[], None]) -> Iterator[None]:
        """Have a signal call ``stop`` inside this block."""
        self._stop = stop
        try:
            yield
        finally:
            self._stop = None


_current = Ending()


@contextmanager
def endings() -> Iterator[Ending]:
    """Listen to both signals inside this block."""
    _current.signal = signal.SIGINT
    # Only the main thread may listen; a test or a service runs us in others.
    if threading.current_thread() is not threading.main_thread():
        yield _current
        return
    before = {number: signal.signal(number, _current.on_signal) for number in _SIGNALS}
    try:
        yield _current
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def asks(stop: Callable[[], None]) -> AbstractContextManager[None]:
    """Have a signal call ``stop`` inside the block; see ``Ending.asks``."""
    return _current.asks(stop)
