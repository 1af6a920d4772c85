"""What is due: each thing once, however often it was asked for, one taken at a time.

Hints go first: a person is waiting.  They are joined for a moment, since they come
in bursts (``burst``).  Steps of the schedule that are due together are one run, and a
full run is all of them.
"""

import threading
import time

from engine.application.service_desk import Due, Step
from engine.service.burst import Burst


class Agenda:
    """What waits to be run; any thread may add to it, one takes from it."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._steps: dict[str, Step] = {}
        self._burst: Burst | None = None
        self._is_hinted = False
        self._is_closed = False

    @property
    def length(self) -> int:
        """How many things wait: it cannot grow past the steps and one for hints."""
        with self._changed:
            return len(self._steps) + self._is_hinted

    def add(self, step: Step) -> None:
        """A step of the schedule is due."""
        with self._changed:
            self._steps[step.name] = step
            self._changed.notify_all()

    def hear(self) -> None:
        """A web hook called; what it says is being kept, and more may follow."""
        now = time.monotonic()
        with self._changed:
            known = self._burst
            self._burst = known.with_another(now) if known else Burst(now, now)

    def hint(self) -> None:
        """Records wait to be read."""
        now = time.monotonic()
        with self._changed:
            self._burst = self._burst or Burst(now, now)
            self._is_hinted = True
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
                if self._is_hinted:
                    left = self._burst.left(time.monotonic()) if self._burst else 0
                    if left <= 0:
                        self._burst, self._is_hinted = None, False
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

    def _take_steps(self) -> Due:
        steps = tuple(self._steps.values())
        self._steps.clear()
        full = [step for step in steps if step.is_full]
        entities = dict.fromkeys(
            entity for step in full or steps for entity in step.entities
        )
        return Due(tuple(entities), is_full=bool(full), steps=steps)
