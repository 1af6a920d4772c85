"""Two systems, one engine, and the people who type; every step is told."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from unittest import mock

from hypothesis import currently_in_test_context, note

from engine.errors import EngineError
from engine.model.decision import Grade
from engine.model.link import Link, LinkState
from engine.model.problem import Severity
from engine.model.side import Pair, Side
from engine.reconcile.safety import Caps
from engine.state.store import Store
from engine.sync.observe import sight
from engine.sync.run import catch_up, run_pass
from engine.sync.world import Limits, World
from engine.systems.protocol import System
from engine.values import Value
from tests.machine.agreement import FRESH, LABELS, MAPPING, RESOURCES, SYSTEMS
from tests.machine.servers import Killed, Server, Trouble

START = datetime(2026, 3, 2, 12, 0, 0, tzinfo=UTC)


def tell(text: str) -> None:
    """Add a line to the story, where a failure would print one."""
    if currently_in_test_context():
        note(text)


@dataclass
class Typed:
    """A value that somebody typed.

    Attributes:
        behind: Whether it was typed between the engine's reading and its write.
    """

    side: Side
    id: str
    field: str
    value: Value
    at: datetime
    behind: bool = False


@dataclass
class Stage:
    """Everything that a test plays with, and what it has to remember.

    Attributes:
        typed: What people typed, in order.
        since_rest: How many of them were before the two sides last rested.
        held: Every value that each record ever held, by field.
        touched: The records that were stamped since the last run without an edit.
    """

    lag: timedelta = timedelta(0)
    skews: Pair[float] = field(default_factory=lambda: Pair(0.0, 0.0))
    now: datetime = START
    store: Store = field(default_factory=lambda: Store.open(None))
    typed: list[Typed] = field(default_factory=list)
    since_rest: int = 0
    held: dict[tuple[Side, str, str], list[Value]] = field(
        default_factory=lambda: defaultdict(list)
    )
    creates: Pair[list[str]] = field(default_factory=lambda: Pair([], []))
    sent: set[str] = field(default_factory=set)
    next_edit: dict[str, Value] = field(default_factory=dict)
    cursors: dict[Side, datetime] = field(default_factory=dict)
    rested_links: set[int] = field(default_factory=set)
    stamped: list[tuple[Side, str, datetime]] = field(default_factory=list)
    runs: list[datetime] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.systems = Pair(*(self._server(side) for side in Side))
        self.shelves = self.store.of(MAPPING.entity)

    def _server(self, side: Side) -> Server:
        server = Server(SYSTEMS[side], lambda: self.now)
        server.lag = self.lag
        server.skewed(timedelta(seconds=self.skews[side]))
        server.on_write = lambda one: self._remember(side, one)
        server.on_read = lambda one: self._type_behind(side, one)
        return server

    # What people do.

    def create(self, side: Side, name: str, **values: Value) -> str:
        fields = {"name": name, **values}
        content = MAPPING.put(side, None, fields, {**dict.fromkeys(MAPPING.fields)})
        if side is Side.LEFT:
            content = {**FRESH, **content}
        (id,) = self.systems[side].seed(RESOURCES[side], content)
        self.creates[side].append(id)
        self._remember(side, id)
        for name_, value in self.view(side, id).items():
            if name_ in MAPPING.fields and value is not None:
                self.typed.append(Typed(side, id, name_, value, self.now))
        tell(f"{self._when()} somebody creates {side.value} {id}: {fields}")
        return id

    def edit(self, side: Side, id: str, values: dict[str, Value]) -> None:
        self._type(side, id, values, is_behind=False)

    def touch(self, side: Side, id: str) -> None:
        self.systems[side].touch(RESOURCES[side], id)
        self.stamped.append((side, id, self.now))
        tell(f"{self._when()} {side.value} {id} is touched")

    def pass_time(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    # What the engine does.

    def world(self) -> World:
        limits = Limits(Caps(1.0, 10_000), concurrency=1)
        for system in self.systems:
            system.connect()
        systems: Pair[System] = Pair(self.systems.left, self.systems.right)
        return World(MAPPING, systems, self.store, limits=limits, run=1)

    def run(self, *, is_full: bool = False) -> World:
        """One pass, in a process that may die or lose a system."""
        world = self.world()
        before = self.writes
        self.runs.append(self.now)
        try:
            with self._on_our_clock():
                run_pass(world, is_full=is_full)
            ending = "ends well"
        except Killed:
            ending = "is killed"
        except EngineError as error:
            ending = f"ends with {error}"
        tell(f"{self._when()} a run {ending}; it wrote {self.writes - before}:")
        for system in self.systems:
            tell(f"    {system.name} {system.writes[-6:]}")
        return world

    def send(self, id: str) -> None:
        """Push one company, as the command does."""
        world = self.world()
        try:
            record = self.systems.right.get(RESOURCES.right, id)
            world.shelves.newcomers.ask(Side.RIGHT, id, self.now)
            self.sent.add(id)
            with self.store.transaction():
                sight(world, Side.RIGHT, [record])
            world.only = (Side.RIGHT, id)
            with self._on_our_clock():
                catch_up(world)
        except Killed:
            tell("    the send is killed")
        except EngineError as error:
            tell(f"    the send ends with {error}")
        tell(f"{self._when()} company {id} was sent")

    def settle(self) -> None:
        """No more trouble, and runs until nothing is written."""
        for system in self.systems:
            system.troubles.clear()
        self.pass_time(600)
        for _ in range(3):
            self.run()
            self.pass_time(300)

    def trouble(self, side: Side, troubles: list[Trouble]) -> None:
        self.systems[side].troubles = [Trouble(one.kind, one.after) for one in troubles]
        tell(f"{self._when()} in {side.value} to come: {troubles}")

    def rested(self) -> None:
        """Both sides rest: what is typed from now on is seen apart."""
        self.since_rest = len(self.typed)
        self.rested_links = {
            link.number for link in self.links() if not self.excused(link)
        }

    # What is there now.

    def new_links(self) -> set[int]:
        """The pairs that have not rested yet since they met."""
        return {link.number for link in self.links()} - self.rested_links

    def disturbed(self, typed: Typed) -> bool:
        """Whether its record was stamped again before a run could see it."""
        later = [
            at for side, id, at in self.stamped if (side, id) == (typed.side, typed.id)
        ]
        return any(at > typed.at for at in later)

    def ran_between(self, first: Typed, last: Typed) -> bool:
        return any(first.at <= at <= last.at for at in self.runs)

    @property
    def writes(self) -> int:
        return sum(len(system.writes) for system in self.systems)

    def view(self, side: Side, id: str) -> dict[str, Value]:
        content = self.systems[side].content(RESOURCES[side], id)
        return MAPPING.view(side, content)

    def ids(self, side: Side) -> list[str]:
        return self.systems[side].ids(RESOURCES[side])

    def links(self) -> list[Link]:
        links = self.shelves.links.all()
        return [link for link in links if link.state is LinkState.LINKED]

    def excused(self, link: Link) -> bool:
        """Whether a problem or an open conflict says that this pair waits."""
        held = {
            (one.side, one.record)
            for one in self.shelves.problems.all()
            if one.problem.severity is Severity.ERROR
        }
        waits = bool(self.shelves.conflicts.fields_waiting(link.number))
        return waits or any((side, link.ids[side]) in held for side in Side)

    def mine(self, link: Link, fields: tuple[str, ...]) -> Iterator[Typed]:
        """What was typed into some fields of a pair since it last rested."""
        for typed in self.typed[self.since_rest :]:
            if link.ids[typed.side] == typed.id and typed.field in fields:
                yield typed

    def grades(self) -> list[tuple[str, Grade]]:
        return [
            (one.field, Grade(one.grade))
            for one in self.shelves.conflicts.all()
            if one.grade
        ]

    def _type(
        self, side: Side, id: str, values: dict[str, Value], *, is_behind: bool
    ) -> None:
        system, resource = self.systems[side], RESOURCES[side]
        content = system.content(resource, id)
        before = self.view(side, id)
        changed = {
            name: value for name, value in values.items() if before.get(name) != value
        }
        if not changed:
            return
        written = MAPPING.put(side, content, changed, {**before, **changed})
        described = SYSTEMS[side].resource(resource)
        assert described is not None
        own = {described.key, described.modified}
        shelf = {key: written.get(key) for key in {*content, *written} - own}
        system.edit(resource, id, **shelf)
        self.stamped += [(side, id, self.now)]
        after = self.view(side, id)
        for name in changed:
            self.typed.append(
                Typed(side, id, name, after.get(name), self.now, is_behind)
            )
        self._remember(side, id)
        behind = " behind the engine's reading" if is_behind else ""
        label = system.content(resource, id).get(LABELS[side])
        tell(f"{self._when()} {side.value} {id} ({label}) {changed}{behind}")

    def _type_behind(self, side: Side, id: str) -> None:
        if self.next_edit:
            self._type(side, id, self.next_edit, is_behind=True)

    def _remember(self, side: Side, id: str) -> None:
        for name, value in self.view(side, id).items():
            known = self.held[side, id, name]
            if value not in known:
                known.append(value)

    def _on_our_clock(self) -> AbstractContextManager[object]:
        return mock.patch("engine.sync.carry.our_time", self._our_time)

    def _our_time(self) -> float:
        return self.now.timestamp()

    def _when(self) -> str:
        return f"[{(self.now - START).total_seconds():7.1f}]"
