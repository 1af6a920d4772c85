"""Everything that one pass works with."""

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from engine.errors import Absent, Stopped
from engine.mapping.compiled import Mapping
from engine.mapping.declaration import Policy
from engine.model.link import View
from engine.model.problem import Problem
from engine.model.record import Record
from engine.model.resource import Resource
from engine.model.side import Pair, Side
from engine.reconcile.latest import Dial
from engine.reconcile.policy import Terms
from engine.reconcile.safety import Caps
from engine.state.store import Shelves, Store
from engine.sync.stamping import (
    adjusted,
    agreeing,
    beside_date,
    proof,
    recall,
    remember,
)
from engine.sync.tally import Tally
from engine.systems.protocol import System

Times = tuple[float, float]
_MOST_PROOFS = 100

Progress = Callable[[str, int, int | None], None]


def silence(stage: str, done: int, total: int | None) -> None:
    """Show no progress."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What bounds a pass.

    Attributes:
        caps: How much it may change before somebody has to insist.
        concurrency: How many calls may be under way at a time, for each system.
        is_forced: Whether somebody insisted.
        quiet: How long a scheduled pass leaves a record alone after an edit.
        is_guarded: Whether a side that lost most of its records ends the pass.
    """

    caps: Caps = field(default_factory=Caps)
    concurrency: int = 8
    is_forced: bool = False
    quiet: timedelta = timedelta(0)
    is_guarded: bool = True


@dataclass(slots=True)
class World:
    """One mapping at work on two systems, with what is remembered.

    Attributes:
        mapping: Replaced when collections were read anew.
        run: The number of the run that everything done is written under.
        refresh: Reads the collections of the select lists anew.
        halt: Set when this process was asked to end.
        down: Set when a system stopped answering.
        progress: Is told how far the pass is.
        only: The one record that a person named; None for all that waits.
        is_scheduled: Whether nobody asked for this pass: it is one of a schedule.
        hinted: The records that a hint named: nobody waits for who types in them.
        proving: What the two sides of a pair, as they are remembered after a write,
            show to be wrong all the same.
        shown: The properties that a side is believed to show in every record;
            empty where nothing is believed.
        shelves: What is remembered of the entity.
    """

    mapping: Mapping
    systems: Pair[System]
    store: Store
    conflict: Policy = Policy.LAST_MODIFIED
    limits: Limits = field(default_factory=Limits)
    run: int = 0
    refresh: Callable[[], Mapping] | None = None
    halt: threading.Event = field(default_factory=threading.Event)
    down: threading.Event = field(default_factory=threading.Event)
    progress: Progress = silence
    tally: Tally = field(default_factory=Tally)
    only: tuple[Side, str] | None = None
    is_scheduled: bool = False
    hinted: set[tuple[Side, str]] = field(default_factory=set)
    proving: Callable[[Pair[View]], Iterable[Problem]] | None = None
    shown: Pair[frozenset[str]] = Pair(frozenset(), frozenset())  # noqa: RUF009 - a Pair is frozen
    shelves: Shelves = field(init=False)
    _pool: ThreadPoolExecutor | None = field(default=None, init=False, repr=False)

    def __post_init__(self) -> None:
        self.shelves = self.store.of(self.mapping.entity)

    @property
    def terms(self) -> Terms:
        """The policies, and how the two clocks stand by now."""
        left, right = (self._dial(side) for side in Side)
        return Terms(self.conflict, Pair(left, right))

    def workers(self) -> ThreadPoolExecutor:
        """The threads that carry operations; begun when first wanted, then kept."""
        if self._pool is None:
            self._pool = ThreadPoolExecutor(self.limits.concurrency)
        return self._pool

    def dismiss(self) -> None:
        """The pass is over: let the workers go."""
        if self._pool is not None:
            self._pool.shutdown()
            self._pool = None

    def wants(self, side: Side, id: str) -> bool:
        """Whether a record is meant by what goes on."""
        return self.only is None or self.only == (side, id)

    def resource(self, side: Side) -> Resource:
        """The resource of one side."""
        return self.mapping.resources[side]

    def read(self, side: Side, id: str) -> Record | None:
        """One record as it is now; None where there is none (any more)."""
        try:
            return self.systems[side].get(self.resource(side).name, id)
        except Absent:
            return None

    def go_on(self) -> None:
        """End between two steps where a system is down or somebody asked us to.

        Raises:
            RemoteError: A system stopped answering.
            Stopped: This process was asked to end.
        """
        if self.halt.is_set():
            raise Stopped
        if self.tally.outage is not None:
            raise self.tally.outage

    def now(self) -> datetime:
        """Our own time, for the journal; no decision reads it."""
        return datetime.now(UTC)

    def _dial(self, side: Side) -> Dial:
        granularity = self.resource(side).granularity.total_seconds()
        offset = self.systems[side].offset
        dial = Dial(granularity=granularity)
        if offset is not None:
            dial = Dial(offset.low, offset.high, granularity)
        found = agreeing(self.tally.proofs[side])
        if found is not None:
            return adjusted(dial, beside_date(found, dial))
        return adjusted(dial, recall(self.store.settings, side.value, self.now()))

    def learn(self, side: Side, stamp: datetime | None, sent: Times | None) -> None:
        """Learn of the clock that stamps records, from a write of ours."""
        proofs = self.tally.proofs[side]
        if stamp is not None and sent is not None and len(proofs) < _MOST_PROOFS:
            granularity = self.resource(side).granularity.total_seconds()
            proofs.append(proof(stamp, granularity, *sent))

    def remember_clocks(self) -> None:
        """Keep what this pass learned of the clocks."""
        for side in Side:
            found = agreeing(self.tally.proofs[side])
            offset = self.systems[side].offset
            if found is not None and offset is not None:
                kept = beside_date(found, Dial(offset.low, offset.high))
                remember(self.store.settings, side.value, kept, self.now())
