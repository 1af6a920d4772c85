"""Take writes back: read what is there now, decide, write, and journal that too.

An undo is itself a run of writes in the journal, so that it can be undone.  What
it restores is agreed on as a difference: the next run leaves it alone until
somebody edits one of the two sides.
"""

import dataclasses
from collections.abc import Sequence

from engine.errors import Forbidden, RemoteError, Unclear
from engine.model.decision import Reason
from engine.model.link import LinkState, View
from engine.model.plan import NewPlan, Verb
from engine.model.record import Record
from engine.model.side import Pair, Side
from engine.reconcile.safety import guard_changes
from engine.reconcile.undo import Deed, Left, Undo, Written, plan_undo
from engine.state.journal import Entry
from engine.state.observations import Sighting
from engine.state.outbox import Cause, Kept
from engine.sync.agreement import keep_agreed
from engine.sync.create import deliver_new
from engine.sync.deliver import at_once
from engine.sync.observe import seen_as
from engine.sync.world import World


@dataclasses.dataclass(frozen=True, slots=True)
class Planned:
    """An undo, and the record as it was just read (None where there is none)."""

    undo: Undo
    record: Record | None


def plan_undos(world: World, written: Sequence[Written]) -> list[Planned]:
    """Read every record as it is now, and decide what becomes of it."""
    return at_once(world, lambda one: _plan(world, one), written)


def guard_undos(world: World, planned: Sequence[Planned]) -> None:
    """Stop where this takes back more than the profile lets a run change.

    Raises:
        SafetyStop: It does, and nobody insisted.
    """
    if world.limits.is_forced:
        return
    changes = sum(one.undo.deed is not Deed.NOTHING for one in planned)
    guard_changes(changes, world.shelves.links.count(), world.limits.caps)


def take_back(world: World, planned: Planned) -> Undo:
    """Do one undo; returns what was done in the end.

    Raises:
        RemoteError: A system refused it, or could not be reached.
    """
    undo = planned.undo
    match undo.deed:
        case Deed.RESTORE if planned.record is not None:
            _restore(world, undo, planned.record)
        case Deed.DELETE if planned.record is not None:
            _delete(world, undo)
        case Deed.UNLINK:
            _unlink(world, undo)
        case Deed.CREATE:
            _create(world, undo)
        case _:
            pass
    return undo


def _plan(world: World, written: Written) -> Planned:
    side = written.side
    record = world.read(side, written.record)
    now = _now(world, side, record) if record else None
    undo = plan_undo(world.mapping, written, now, may_delete=side is Side.RIGHT)
    if undo.deed is Deed.DELETE and _is_referenced(world, undo):
        undo = dataclasses.replace(undo, deed=Deed.UNLINK, left={"": Left.REFERENCED})
    return Planned(undo, record)


def _now(world: World, side: Side, record: Record) -> View:
    """What a record holds: its fields, and what marks it."""
    content = record.content
    return {
        **world.mapping.view(side, content),
        **world.mapping.marked(side, content),
    }


def _is_referenced(world: World, undo: Undo) -> bool:
    """Whether anything in the system points to the record."""
    system = world.systems[undo.side]
    for resource, path in world.resource(undo.side).referenced_by:
        try:
            if system.search(resource, [(path, undo.record)], None):
                return True
        except Forbidden:
            # The module is not installed: nothing of it points anywhere.
            continue
    return False


def _restore(world: World, undo: Undo, record: Record) -> None:
    side, shelves = undo.side, world.shelves
    link = shelves.links.of(side, undo.record)
    twins = shelves.links.twins(link.number) if link else None
    base = twins.baseline.sides[side.other] if twins else {}
    snap = {name: base.get(name) for name in undo.values}
    kept = Kept(
        *(0, side, Verb.UPDATE, undo.counterpart, undo.record),
        link.number if link else None,
        undo.values,
        snap,
        world.systems[side].now(),
        {name: undo.before.get(name) for name in undo.values},
        dict.fromkeys(undo.values, Cause(Reason.UNDONE.value)),
    )
    number = shelves.outbox.keep(kept, world.run)
    view = world.mapping.view(side, record.content)
    content = world.mapping.put(
        side, record.content, undo.values, {**view, **undo.values}
    )
    try:
        after = world.systems[side].update(record, world.resource(side).name, content)
    except RemoteError as error:
        if not isinstance(error, Unclear):
            shelves.outbox.drop([number])
        raise
    read = after or world.read(side, undo.record)
    with world.store.transaction():
        if read is not None:
            _keep_restored(world, undo, read, snap)
        shelves.outbox.drop([number])
    world.tally.updated[side] += 1


def _keep_restored(world: World, undo: Undo, record: Record, snap: View) -> None:
    side, shelves = undo.side, world.shelves
    earlier = shelves.observations.get(side, undo.record)
    seen = seen_as(world, side, record, earlier)
    keys = world.mapping.keys(seen.view)
    shelves.observations.keep(side, [Sighting(seen, keys, is_fresh=False)])
    now = _now(world, side, record)
    written: View = {name: now.get(name) for name in undo.values}
    link = shelves.links.of(side, undo.record)
    twins = shelves.links.twins(link.number) if link else None
    if link and twins:
        agreed = Pair(written, snap) if side is Side.LEFT else Pair(snap, written)
        baseline = twins.baseline.with_agreed(agreed)
        keep_agreed(world, link.number, twins.baseline, baseline)
    _journal(
        world,
        [
            Entry(
                *(side, undo.record, undo.counterpart, Verb.UPDATE.value, name),
                undo.before.get(name),
                value,
                Reason.UNDONE.value,
            )
            for name, value in written.items()
        ],
    )


def _delete(world: World, undo: Undo) -> None:
    side, shelves = undo.side, world.shelves
    kept = Kept(
        *(0, side, Verb.DELETE, undo.counterpart, undo.record),
        *(None, {}, {}, world.systems[side].now(), dict(undo.before)),
    )
    kept = dataclasses.replace(kept, number=shelves.outbox.keep(kept, world.run))
    try:
        world.systems[side].delete(world.resource(side).name, undo.record)
    except RemoteError as error:
        if not isinstance(error, Unclear):
            shelves.outbox.drop([kept.number])
        raise
    keep_deleted(world, kept)


def keep_deleted(world: World, kept: Kept) -> None:
    """Keep that a record is not there any more, because it was taken back."""
    side, shelves = kept.side, world.shelves
    record, counterpart = kept.target_id or "", kept.source_id
    with world.store.transaction():
        _bury(world, side, record, counterpart)
        shelves.observations.forget(side, record)
        entry = Entry(
            *(side, record, counterpart, Verb.DELETE.value, ""),
            dict(kept.before),
            None,
            Reason.UNDONE.value,
        )
        _journal(world, [entry])
        shelves.outbox.drop([kept.number])
    world.tally.deleted[side] += 1


def _unlink(world: World, undo: Undo) -> None:
    with world.store.transaction():
        _bury(world, undo.side, undo.record, undo.counterpart)


def _bury(world: World, side: Side, record: str, counterpart: str) -> None:
    """Make the link a tombstone: neither side is created or matched again."""
    shelves = world.shelves
    link = shelves.links.of(side, record)
    if link:
        shelves.links.set_state(link.number, LinkState.UNLINKED)
    shelves.problems.cure(side, record)
    shelves.problems.cure(side.other, counterpart)


def _create(world: World, undo: Undo) -> None:
    """Make anew what an undo had deleted, as any other record is made."""
    source = world.shelves.observations.get(undo.side.other, undo.counterpart)
    if source is None:
        return
    link = world.shelves.links.of(undo.side.other, undo.counterpart)
    if link is not None and link.state is not LinkState.UNLINKED:
        # It was made anew already, or somebody linked another.
        return
    if link is not None:
        world.shelves.links.remove(link.number)
    deliver_new(world, [NewPlan(source, undo.side, undo.values)])
    world.go_on()


def _journal(world: World, entries: list[Entry]) -> None:
    world.shelves.journal.write(entries, world.run, world.now())
