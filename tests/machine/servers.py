"""A system in memory with a clock of its own, late listings and bad moments."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.errors import Refused, Unavailable, Unclear
from engine.model.record import Record
from engine.model.resource import Resource, SystemDescription
from engine.systems.memory import Memory
from engine.systems.paging import Cut, Listing
from engine.systems.protocol import Offset
from engine.systems.shelf import Shelf
from engine.values import Json, Value


class Killed(BaseException):
    """The process died; what was committed is all that is left of it."""


@dataclass
class Trouble:
    """What goes wrong, once, when so many calls (writes, readings) have passed.

    A *call* may find the system down or the process dead; a *write* may be lost
    or the process die, before or after it was done; behind a *reading* of one
    record somebody may edit it.
    """

    kind: str
    after: int

    def is_due(self, *kinds: str) -> bool:
        if self.kind not in kinds:
            return False
        self.after -= 1
        return self.after == -1


class Server(Memory):
    """One system of the stage.

    Attributes:
        troubles: What is still to go wrong.
        lag: How long a listing does not show a change.
        on_read: Called with the id when somebody edits behind a reading.
        on_write: Called with the id after each write that was done.
        refusing: The ids whose updates are refused.
    """

    def __init__(
        self, description: SystemDescription, clock: Callable[[], datetime]
    ) -> None:
        super().__init__(description, clock)
        self.troubles: list[Trouble] = []
        self.lag = timedelta(0)
        self.skew = timedelta(0)
        self.refusing: set[str] = set()
        self.on_read: Callable[[str], None] = lambda _: None
        self.on_write: Callable[[str], None] = lambda _: None
        self._clock = lambda: clock() + self.skew
        self._dated = {
            name: DatedShelf(description.name, resource, self._clock)
            for name, resource in description.resources
        }
        self._shelves = {**self._dated}
        self.faults.before, self.faults.after = self._before, self._after

    def skewed(self, skew: timedelta) -> None:
        """Let this server's clock be wrong, and let the engine have measured it."""
        self.skew = skew
        seconds = skew.total_seconds()
        self.offset = Offset(seconds - 0.5, seconds + 0.5)

    def connect(self) -> None:
        """A new process comes: it has heard of no time yet."""
        self._latest = None

    def touch(self, resource: str, id: str) -> None:
        """Stamp a record without changing it."""
        self.edit(resource, id)

    def get(self, resource: str, id: str) -> Record:
        record = super().get(resource, id)
        if self._is_due("edit"):
            self.on_read(id)
        return record

    def _ask(self, resource: str, cut: Cut) -> Listing:
        if not self.lag:
            return super()._ask(resource, cut)
        shelf = self._shelf(resource)
        now = shelf.contents
        shelf.contents = self._dated[resource].as_of(self._clock() - self.lag)
        try:
            return super()._ask(resource, cut)
        finally:
            shelf.contents = now

    @contextmanager
    def _call(self, times: int = 1) -> Iterator[None]:
        if self._is_due("kill"):
            raise Killed
        if self._is_due("down"):
            raise Unavailable(system=self.name, text="down")
        with super()._call(times):
            yield

    def _before(self, verb: str, _resource: str, id: str) -> None:
        if verb == "update" and id in self.refusing:
            raise Refused(system=self.name, status=400, text="no", field="")
        if self._is_due("kill before"):
            raise Killed
        if self._is_due("lost before"):
            raise Unclear(system=self.name, text="no answer")

    def _after(self, _verb: str, _resource: str, id: str) -> None:
        self.on_write(id)
        if self._is_due("kill after"):
            raise Killed
        if self._is_due("lost after"):
            raise Unclear(system=self.name, text="no answer")

    def _is_due(self, kind: str) -> bool:
        # Each of them counts, whether or not another one is due.
        return sum(trouble.is_due(kind) for trouble in self.troubles) > 0


class DatedShelf(Shelf):
    """A shelf that remembers how its records stood at any time."""

    def __init__(
        self, system: str, resource: Resource, clock: Callable[[], datetime]
    ) -> None:
        super().__init__(system, resource, clock)
        self.versions: list[tuple[datetime, str, Json]] = []

    def place(self, content: Json, stamp: Value = None, editor: Value = None) -> str:
        id_ = super().place(content, stamp, editor)
        self.versions.append((self._clock(), id_, self.contents[id_]))
        return id_

    def as_of(self, moment: datetime) -> dict[str, Json]:
        return {
            id_: content
            for at, id_, content in self.versions
            if at <= moment and id_ in self.contents
        }
