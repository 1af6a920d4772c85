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
        self.is_asked = False
        self.is_patient = False
        self._stop: Callable[[], None] | None = None

    @property
    def code(self) -> int:
        """The exit code of a process that a signal ended."""
        return _BY_SIGNAL + self.signal

    def on_signal(self, number: int, frame: FrameType | None) -> None:
        """Ask whoever is at work to stop; a second time, or with nobody, end now.

        A command that ends well by a signal has nobody at work only for a moment.
        """
        is_again = self.is_asked
        self.note(number, frame)
        if is_again or (self._stop is None and not self.is_patient):
            raise Ended
        if self._stop is not None:
            self._stop()

    def note(self, number: int, frame: FrameType | None) -> None:
        """Keep that a signal came, for whoever begins to work."""
        del frame
        self.signal = number
        self.is_asked = True

    @contextmanager
    def asks(self, stop: Callable[[], None]) -> Iterator[None]:
        """Have a signal call ``stop`` inside this block, also one that came before."""
        self._stop = stop
        try:
            if self.is_asked:
                stop()
            yield
        finally:
            self._stop = None


_current = Ending()


def hear() -> None:
    """Note both signals from now on, until ``endings`` listens to them."""
    for number in _SIGNALS:
        signal.signal(number, _current.note)


@contextmanager
def endings(*, is_patient: bool) -> Iterator[Ending]:
    """Listen to both signals inside this block.

    Args:
        is_patient: Whether the command ends well by a signal, whenever it comes.
    """
    _current.is_patient = is_patient
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
        _current.signal, _current.is_asked = signal.SIGINT, False


def asks(stop: Callable[[], None]) -> AbstractContextManager[None]:
    """Have a signal call ``stop`` inside the block; see ``Ending.asks``."""
    return _current.asks(stop)


def exit_code() -> int:
    """The exit code of this process, where a signal ends it."""
    return _current.code
