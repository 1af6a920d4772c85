"""Keeps what web hooks tell, durably, before they are answered.

All that comes at once is kept in one transaction: a burst costs a few of them.  Who
asks waits a moment for that and no longer, since a call wants its answer at once;
what could not be kept by then is kept as soon as it can be.
"""

import logging
import threading
from collections.abc import Callable, Mapping

from engine.errors import EngineError

_PATIENCE = 0.5
_PAUSE = 1.0
_MOST = 20_000
"""So many records may wait for the state; more are refused rather than piled up."""

_log = logging.getLogger(__name__)

Keep = Callable[[Mapping[str, list[str]]], None]


class Keeper:
    """A thread between the receiver and the state."""

    def __init__(self, keep: Keep) -> None:
        self._keep = keep
        self._changed = threading.Condition()
        self._waiting: dict[tuple[str, str], None] = {}
        self._kept = threading.Event()
        self._is_closed = False
        self._thread = threading.Thread(target=self._run, name="keeper")

    @property
    def is_up(self) -> bool:
        """Whether it keeps what it is told."""
        return self._thread.is_alive()

    def begin(self) -> None:
        """Be ready to keep."""
        self._thread.start()

    def tell(self, kind: str, numbers: list[str]) -> bool:
        """Have these records kept; says whether there is room for them."""
        with self._changed:
            if len(self._waiting) + len(numbers) > _MOST:
                return False
            self._waiting.update(dict.fromkeys((kind, number) for number in numbers))
            kept = self._kept
            self._changed.notify_all()
        kept.wait(_PATIENCE)
        return True

    def end(self) -> None:
        """Keep what waits still, and end."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()
        if self._thread.ident is not None:
            self._thread.join()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._is_closed)
                if not self._waiting:
                    return
                told, self._waiting = self._waiting, {}
                kept, self._kept = self._kept, threading.Event()
            if self._is_kept(told):
                kept.set()
            elif self._gives_up(told):
                return

    def _is_kept(self, told: Mapping[tuple[str, str], None]) -> bool:
        by_kind: dict[str, list[str]] = {}
        for kind, number in told:
            by_kind.setdefault(kind, []).append(number)
        try:
            self._keep(by_kind)
        except EngineError as error:
            _log.warning("hints.not_kept", extra={"error": str(error)})
            return False
        except Exception:  # noqa: BLE001 - it is told as the bug that it is
            # Nobody would keep anything any more: it is tried again like the rest.
            _log.exception("hints.bug")
            return False
        return True

    def _gives_up(self, told: Mapping[tuple[str, str], None]) -> bool:
        """Wait to try again; at the end nobody does: a listing shows them later."""
        with self._changed:
            if self._is_closed:
                return True
            self._waiting = {**told, **self._waiting}
            self._changed.wait_for(lambda: self._is_closed, _PAUSE)
        return False
