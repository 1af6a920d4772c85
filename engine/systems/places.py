"""The places that a rate has in a time.

What a server counts is when a call arrives, and that lies between its being sent and
its being answered.  So a call takes its place before it is sent, and keeps it for the
whole time of the rate from its answer on.  One that was never answered, because the
process died that made it, keeps it from when it was taken.
"""

import contextlib
import threading

from engine.errors import RemoteError, StateError, Stopped
from engine.systems.halt import nap
from engine.systems.limits import Ledger, OwnLedger, read_rate


class NoTurn(Stopped, RemoteError):
    """A call that was not sent: its turn had not come when we were asked to end."""


class Places:
    """Gives a place to each call, in the order in which they ask."""

    def __init__(self, rate: str, ledger: Ledger | None, halt: threading.Event) -> None:
        self._calls, self._seconds = read_rate(rate)
        self._ledger = ledger or OwnLedger()
        self._halt = halt
        self._lock = threading.Lock()

    def take(self) -> float:
        """Wait for a place, and give the moment back by which it is known.

        Raises:
            NoTurn: Somebody asked us to end meanwhile.
        """
        with self._lock:
            while True:
                wait, moment = self._ask()
                if not wait:
                    return moment
                if not nap(wait, self._halt):
                    raise NoTurn

    def leave(self, moment: float) -> None:
        """No call was made."""
        self._ledger.change(lambda moments, _: _without(moments, moment))

    def settle(self, moment: float) -> None:
        """The call was answered."""
        # Where the state is lost, the place stands from when it was taken.
        with contextlib.suppress(StateError):
            self._ledger.change(lambda moments, now: [*_without(moments, moment), now])

    def _ask(self) -> tuple[float, float]:
        """How long to wait; where it is no more, the place that was taken."""
        wait, moment = 0.0, 0.0

        def take(moments: list[float], now: float) -> list[float]:
            nonlocal wait, moment
            # A clock that was set back makes no place last longer.
            known = sorted(min(one, now) for one in moments)
            kept = [one for one in known if now - one < self._seconds]
            if len(kept) < self._calls:
                wait, moment = 0.0, now
                return [*kept, now]
            wait = kept[-self._calls] + self._seconds - now
            return kept

        self._ledger.change(take)
        return wait, moment


def _without(moments: list[float], moment: float) -> list[float]:
    """The moments, but for this one; equal ones stand for each other."""
    kept = list(moments)
    with contextlib.suppress(ValueError):
        kept.remove(moment)
    return kept
