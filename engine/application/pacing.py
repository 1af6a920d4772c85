"""The rates of an agreement hold from one run to the next, on whichever machine.

One run of a profile goes on at a time.  What it called in the last moments is kept
when it ends, and counts when the next one begins; one that was killed is taken to
have called all that it might.
"""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from engine.config.profile import Rate
from engine.errors import StateError
from engine.state.store import Store
from engine.systems.limits import Limits, Meter, Spent
from engine.values import from_json, to_json


class Pacing:
    """The meters of the run that holds a profile."""

    def __init__(self, store: Callable[[], Store]) -> None:
        """Nothing is opened yet.

        Args:
            store: Gives the state of the profile.
        """
        self._store = store
        self._meters: dict[str, tuple[Meter, Rate]] = {}
        self._is_held = False

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Count inside this block; whoever only reads holds nothing, and is not."""
        self._is_held = True
        try:
            yield
        finally:
            self._is_held = False
            # Where the state is lost, it is as if we had been killed.
            with contextlib.suppress(StateError):
                for system, (meter, rate) in self._meters.items():
                    self._keep(system, meter.spent(rate.seconds))
            self._meters.clear()

    def paced(self, system: str, rate: Rate | None, limits: Limits) -> Limits:
        """The same limits with a rate, after what the run before has called."""
        if rate is None:
            return limits
        unit = {1: "s", 60: "m", 3600: "h"}[rate.seconds]
        text = f"{rate.calls}/{unit}"
        if not self._is_held:
            return replace(limits, rate=text)
        meter = Meter(self._before(system, rate))
        self._meters[system] = meter, rate
        self._keep(system, None)
        return replace(limits, rate=text, meter=meter)

    def _before(self, system: str, rate: Rate) -> Spent:
        found = from_json(self._store().settings.get(_name(system)) or "null")
        if not isinstance(found, dict):
            return Spent()
        if found["count"] is None:
            return Spent(rate.calls)
        at = datetime.fromisoformat(str(found["at"]))
        ago = max(0.0, (self._store().now() - at).total_seconds())
        count = int(str(found["count"]))
        return Spent(min(count, rate.calls), ago) if ago < rate.seconds else Spent()

    def _keep(self, system: str, spent: Spent | None) -> None:
        """Keep what was called; None while it is not known."""
        ago = timedelta(seconds=spent.ago if spent else 0)
        at = (self._store().now() - ago).isoformat()
        kept = to_json({"at": at, "count": spent.count if spent else None})
        self._store().settings.set(_name(system), kept)


def _name(system: str) -> str:
    return f"calls of {system}"
