"""The rates of an agreement hold over everything that calls for it.

Runs one after another, a plan beside a run, workers on different machines: what each
calls is written down in the state, and counts for all.  One that was killed has called
what is written there, and no more.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from engine.config.profile import Rate
from engine.state.store import Store
from engine.systems.limits import Limits, Update
from engine.values import from_json, to_json


class Pacing:
    """The calls of one profile, as its state counts them."""

    def __init__(
        self,
        open_store: Callable[[], Store],
        is_shared: Callable[[], bool],
    ) -> None:
        """Nothing is opened yet.

        Args:
            open_store: Opens the state of the profile once more.
            is_shared: Whether there is a state to count in.
        """
        self._open_store = open_store
        self._is_shared = is_shared
        self._store: Store | None = None
        # Of its own, for the store of a run belongs to the thread of the run.
        self._thread: ThreadPoolExecutor | None = None

    def paced(self, system: str, rate: Rate | None, limits: Limits) -> Limits:
        """The same limits with a rate, beside all others who call."""
        if rate is None:
            return limits
        unit = {1: "s", 60: "m", 3600: "h"}[rate.seconds]
        text = f"{rate.calls}/{unit}"
        ledger = _Kept(system, self.change) if self._is_shared() else None
        return replace(limits, rate=text, ledger=ledger)

    def change(self, name: str, update: Update) -> None:
        """Keep other moments under a name, whoever else would.

        Raises:
            StateError: The state is lost, or held by somebody for too long.
        """
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, "calls")
        self._thread.submit(self._change, name, update).result()

    def close(self) -> None:
        """Let go of the state; it is opened anew when it is needed."""
        if self._thread is not None:
            self._thread.submit(self._close).result()
            self._thread.shutdown()
            self._thread = None

    def _change(self, name: str, update: Update) -> None:
        store = self._store = self._store or self._open_store()

        def changed(kept: str) -> str:
            return to_json(update(_moments(kept), store.now().timestamp()))

        store.settings.change(name, changed)

    def _close(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None


class _Kept:
    """The calls to one system, in the state."""

    def __init__(self, system: str, change: Callable[[str, Update], None]) -> None:
        self._name = f"calls of {system}"
        self._change = change

    def change(self, update: Update) -> None:
        """Keep other moments, alone."""
        self._change(self._name, update)


def _moments(kept: str) -> list[float]:
    found = from_json(kept or "[]")
    # An older version kept a number and a time of all of them, for a minute.
    if not isinstance(found, list):
        return []
    return [float(str(one)) for one in found]
