"""Carry one operation to a system.  Runs in a worker: it touches no store."""

from engine.errors import Absent, Forbidden, Refused, RemoteError, Unclear
from engine.model.link import View
from engine.model.plan import NewPlan, PairPlan
from engine.model.record import Record
from engine.model.side import Side
from engine.sync.outcome import Fate, NewOutcome, PairOutcome, Written
from engine.sync.world import World
from engine.systems.clock import our_time

_FATES: tuple[tuple[type[RemoteError], Fate], ...] = (
    (Refused, Fate.REFUSED),
    (Forbidden, Fate.REFUSED),
    (Absent, Fate.ABSENT),
    (Unclear, Fate.UNCLEAR),
    (RemoteError, Fate.UNSENT),
)


def carry_pair(world: World, plan: PairPlan) -> PairOutcome:
    """Write a pair: every target is read first, and none is written that has moved.

    The body of a write is built from that reading, so that what somebody else
    changed in other fields stays.
    """
    unsent = dict.fromkeys(plan.targets, Written(Fate.UNSENT))
    if world.halt.is_set() or world.down.is_set():
        return PairOutcome(plan, unsent)
    current: dict[Side, tuple[Record, float]] = {}
    for side in plan.targets:
        asked = our_time()
        read = _read(world, plan, side)
        if isinstance(read, Written):
            return PairOutcome(plan, {**unsent, side: read})
        current[side] = read, asked
    sides = {side: _write(world, plan, side, *current[side]) for side in plan.targets}
    return PairOutcome(plan, sides)


def carry_new(world: World, plan: NewPlan) -> NewOutcome:
    """Create the counterpart of a record."""
    if world.halt.is_set() or world.down.is_set():
        return NewOutcome(plan, Written(Fate.UNSENT))
    system = world.systems[plan.target]
    record = {**plan.source.view, **dict.fromkeys(world.mapping.fields), **plan.values}
    content = world.mapping.put(plan.target, None, plan.values, record)
    sent = our_time()
    try:
        made = system.create(world.resource(plan.target).name, content)
    except RemoteError as error:
        _mind(world, error)
        return NewOutcome(plan, Written(fate_of(error), error=error))
    times = (sent, our_time())
    if isinstance(made, str):
        return NewOutcome(plan, Written(Fate.DONE, sent=times), made)
    written = Written(Fate.DONE, after=made, is_answer=True, sent=times)
    return NewOutcome(plan, written, made.id)


def _mind(world: World, error: RemoteError) -> None:
    """Tell the other workers that a system is down, so that they send nothing more."""
    if fate_of(error) is Fate.UNSENT:
        world.down.set()


def fate_of(error: RemoteError) -> Fate:
    """What an error says about the write that it came instead of an answer to."""
    return next(fate for kind, fate in _FATES if isinstance(error, kind))


def _read(world: World, plan: PairPlan, side: Side) -> Record | Written:
    """The record as it is now, or why it cannot be written."""
    seen = plan.twins.sides[side]
    try:
        record = world.systems[side].get(world.resource(side).name, seen.id)
    except RemoteError as error:
        # Nothing was sent yet: whatever it was, it is not unclear.
        fate = fate_of(error)
        _mind(world, error)
        return Written(Fate.UNSENT if fate is Fate.UNCLEAR else fate, error=error)
    view = world.mapping.view(side, record.content)
    if any(view.get(name) != seen.view.get(name) for name in world.mapping.fields):
        return Written(Fate.MOVED, before=record)
    return record


def _write(
    world: World, plan: PairPlan, side: Side, record: Record, asked: float
) -> Written:
    patch = plan.patches[side]
    merged = {**_scope(plan, side), **patch}
    content = world.mapping.put(side, record.content, patch, merged)
    if content == record.content:
        # The sides differ only in what this one cannot hold.
        return Written(Fate.DONE, record, record, is_answer=True)
    sent = our_time()
    try:
        after = world.systems[side].update(record, world.resource(side).name, content)
    except RemoteError as error:
        _mind(world, error)
        return Written(fate_of(error), record, error=error)
    times = (sent, our_time())
    is_answer = after is not None
    return Written(
        Fate.DONE, record, after, is_answer=is_answer, sent=times, asked=asked
    )


def _scope(plan: PairPlan, side: Side) -> View:
    """What a lens may ask of the record that is written."""
    return {**plan.twins.sides.left.view, **plan.twins.sides[side].view}
