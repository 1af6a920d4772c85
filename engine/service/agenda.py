"""What is due: each thing once, however often it was asked for, one taken at a time.

Hints go first: a person is waiting.  They are joined for a moment, since they come
in bursts.  Steps of the schedule that are due together are one run, and a full run
is all of them.
"""

import threading
import time

from engine.application.service_desk import Due, Step

_QUIET = 0.2
"""Seconds without another hint after which a burst has ended."""

_LONGEST = 1.0
"""Seconds after which a burst is not waited for any more."""


class Agenda:
    """What waits to be run; any thread may add to it, one takes from it."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._steps: dict[str, Step] = {}
        self._first_hint: float | None = None
        self._last_hint = 0.0
        self._is_closed = False

    @property
    def length(self) -> int:
        """How many things wait: it cannot grow past the steps and one for hints."""
        with self._changed:
            return len(self._steps) + (self._first_hint is not None)

    def add(self, step: Step) -> None:
        """A step of the schedule is due."""
        with self._changed:
            self._steps[step.name] = step
            self._changed.notify_all()

    def hint(self) -> None:
        """Records wait to be read."""
        with self._changed:
            self._last_hint = time.monotonic()
            if self._first_hint is None:
                self._first_hint = self._last_hint
            self._changed.notify_all()

    def put_back(self, due: Due) -> None:
        """What was taken could not be begun: it is due still."""
        if due.heeds:
            self.hint()
            return
        with self._changed:
            for step in due.steps:
                self._steps.setdefault(step.name, step)
            self._changed.notify_all()

    def take(self) -> Due | None:
        """Wait for what is due next and take it; None once all is over."""
        with self._changed:
            while not self._is_closed:
                if self._first_hint is not None:
                    left = self._burst_left(self._first_hint)
                    if left <= 0:
                        self._first_hint = None
                        return Due(heeds=True)
                    self._changed.wait(left)
                elif self._steps:
                    return self._take_steps()
                else:
                    self._changed.wait()
        return None

    def rest(self, seconds: float) -> None:
        """Let others have the profile for a while, unless all is over."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_closed, seconds)

    def close(self) -> None:
        """Nothing is taken any more."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()

    def _burst_left(self, first: float) -> float:
        now = time.monotonic()
        return min(self._last_hint + _QUIET, first + _LONGEST) - now

    def _take_steps(self) -> Due:
        steps = tuple(self._steps.values())
        self._steps.clear()
        full = [step for step in steps if step.is_full]
        entities = dict.fromkeys(
            entity for step in full or steps for entity in step.entities
        )
        return Due(tuple(entities), is_full=bool(full), steps=steps)
