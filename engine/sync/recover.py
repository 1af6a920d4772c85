"""Find out what became of writes that nobody answered.

There is no other recovery: a process that died leaves the same operations in
the outbox as a reply that was lost.

=======  ===============================  =======================================
verb     what is found in the target      what happens
=======  ===============================  =======================================
update   a field reads as it was sent     it was our write: both sides agree on it
update   a field reads otherwise          nothing: the next plan compares it
create   one free record with the key     it is linked
create   none                             the record waits to be created again
create   several                          a person decides; nothing is created
delete   nothing                          it is parted from its counterpart
delete   the record                       nothing: it was not deleted
=======  ===============================  =======================================
"""

import dataclasses
from datetime import timedelta

from engine.mapping.parts import Confidence
from engine.model.decision import Reason
from engine.model.link import View
from engine.model.observation import Observation, Twins
from engine.model.plan import NewPlan, Verb
from engine.model.problem import Problem
from engine.model.record import Record
from engine.model.side import Pair, Side
from engine.state.conflicts import Conflict
from engine.state.journal import Entry
from engine.state.outbox import Cause, Kept
from engine.state.problems import Whose
from engine.sync.agreement import keep_agreed
from engine.sync.create import keep_created, link_found
from engine.sync.mark import find_marked
from engine.sync.observe import sight
from engine.sync.swing import note_write
from engine.sync.undo import keep_deleted
from engine.sync.world import World

_UNKNOWN = Cause(Reason.EDITED.value)

# Another server may have stamped the record than the one whose Date we keep.
_MARGIN = timedelta(seconds=5)


def recover(world: World) -> None:
    """Settle every operation whose outcome is not known."""
    for kept in world.shelves.outbox.open():
        match kept.verb:
            case Verb.CREATE:
                _recover_create(world, kept)
            case Verb.DELETE:
                _recover_delete(world, kept)
            case _:
                _recover_update(world, kept)


def _recover_update(world: World, kept: Kept) -> None:
    ids = {kept.side: kept.target_id or "", kept.side.other: kept.source_id}
    read = {side: world.read(side, id) for side, id in ids.items()}
    with world.store.transaction():
        for side, record in read.items():
            if record is not None:
                sight(world, side, [record])
        world.shelves.outbox.drop([kept.number])
        for side, id in ids.items():
            world.shelves.observations.freshen(side, [id])
        if read[kept.side] is not None:
            _agree_on_written(world, kept)
        find_marked(world, kept, read[kept.side])
    world.tally.again += 1


def _agree_on_written(world: World, kept: Kept) -> None:
    """What reads as it was sent is our own write."""
    twins = world.shelves.links.twins(kept.link or 0)
    if twins is None:
        return
    seen = twins.sides[kept.side]
    done = [
        name
        for name, value in kept.sent.items()
        if name in world.mapping.lines
        and world.mapping.same(name, value, seen.view.get(name), seen.view)
    ]
    if not done:
        return
    written: View = {name: seen.view.get(name) for name in done}
    came_from: View = {name: kept.snap.get(name) for name in done}
    agreed = Pair(came_from, written)
    if kept.side is Side.LEFT:
        agreed = Pair(written, came_from)
    causes = {name: kept.causes.get(name, _UNKNOWN) for name in done}
    entries = [
        Entry(
            kept.side,
            seen.id,
            kept.source_id,
            Verb.UPDATE.value,
            name,
            kept.before.get(name),
            written[name],
            cause.reason,
            cause.grade,
            detail="unclear",
        )
        for name, cause in causes.items()
    ]
    number = twins.link.number
    keep_agreed(world, number, twins.baseline, twins.baseline.with_agreed(agreed))
    world.shelves.journal.write(entries, world.run, world.now())
    note_write(world, number, kept.side, seen.modified)
    for name, cause in causes.items():
        if cause.is_conflict:
            found = _conflict(kept, twins, name)
            world.shelves.conflicts.add(found, world.run, world.now())
        else:
            world.shelves.conflicts.close(number, name, kept.side.other)
    world.tally.updated[kept.side] += 1


def _conflict(kept: Kept, twins: Twins, name: str) -> Conflict:
    """The conflict that a write had decided whose answer did not come."""
    won, lost = kept.snap.get(name), kept.before.get(name)
    return Conflict(
        twins.link.number,
        twins.link.ids,
        twins.sides.left.name,
        name,
        Pair(lost, won) if kept.side is Side.LEFT else Pair(won, lost),
        kept.side.other,
        kept.causes[name].reason,
        kept.causes[name].grade,
    )


def _recover_create(world: World, kept: Kept) -> None:
    side = kept.side.other
    source = world.shelves.observations.get(side, kept.source_id)
    is_linked = world.shelves.links.of(side, kept.source_id) is not None
    if source is None or is_linked:
        world.shelves.outbox.drop([kept.number])
        return
    sent = dataclasses.replace(source, view={**source.view, **kept.snap})
    plan = NewPlan(sent, kept.side, kept.sent)
    found = _look_up(world, kept, sent)
    with world.store.transaction():
        sight(world, kept.side, found)
        found = [record for record in found if _is_free(world, kept, record)]
        twins = [record for record in found if _is_as_sent(world, kept, record)]
        _settle_create(world, kept, plan, twins if len(twins) == 1 else found)
        world.shelves.observations.freshen(side, [source.id])
    world.tally.again += 1


def _settle_create(
    world: World, kept: Kept, plan: NewPlan, found: list[Record]
) -> None:
    if len(found) > 1:
        ids = " ".join(record.id for record in found)
        problem = Problem("unsure_create", kept.side, parts={"candidates": ids})
        whose = Whose(kept.side.other, plan.source.id, plan.source.name)
        world.shelves.problems.report(whose, [problem], world.now())
        return
    if found and _is_as_sent(world, kept, found[0]):
        keep_created(world, plan, found[0], is_answer=False)
    elif found:
        link_found(world, plan, found[0].id, "unclear")
    world.shelves.outbox.drop([kept.number])


def _recover_delete(world: World, kept: Kept) -> None:
    if world.read(kept.side, kept.target_id or "") is None:
        keep_deleted(world, kept)
    else:
        world.shelves.outbox.drop([kept.number])
    world.tally.again += 1


def _look_up(world: World, kept: Kept, source: Observation) -> list[Record]:
    """The records of the target that may be the one that was to be created."""
    system, resource = world.systems[kept.side], world.resource(kept.side)
    wanted = world.mapping.wanted(kept.side, source.view)
    if wanted:
        keys = set(world.mapping.keys(source.view))
        found = system.search(resource.name, wanted, None)
        return [record for record in found if keys & _keys(world, kept.side, record)]
    # Nothing that is certain to be unique: look among the youngest only.
    since = kept.kept_at - _MARGIN if kept.kept_at else None
    names = _names(world, kept)
    if names:
        return system.search(resource.name, names, since)
    pages = system.changes(resource.name, since)
    found = [record for page in pages for record in page.records]
    return [record for record in found if _is_as_sent(world, kept, record)]


def _keys(world: World, side: Side, record: Record) -> set[tuple[str, str]]:
    return set(world.mapping.keys(world.mapping.view(side, record.content)))


def _names(world: World, kept: Kept) -> list[tuple[str, str]]:
    """What was sent of the first field of every match that a person confirms."""
    sent = {
        name: text
        for match in world.mapping.matches
        for name in match.by[:1]
        if match.confidence is Confidence.REVIEW and (text := kept.sent.get(name))
    }
    return [
        place
        for name, text in sent.items()
        for place in world.mapping.lines[name].searched(kept.side, str(text))
    ]


def _is_free(world: World, kept: Kept, record: Record) -> bool:
    shelves = world.shelves
    strangers = shelves.links.strangers(kept.side.other, kept.source_id)
    is_linked = shelves.links.of(kept.side, record.id) is not None
    is_left_out = shelves.newcomers.reason(kept.side, record.id) is not None
    return not is_linked and not is_left_out and record.id not in strangers


def _is_as_sent(world: World, kept: Kept, record: Record) -> bool:
    view = world.mapping.view(kept.side, record.content)
    arrived = world.mapping.arrived
    return all(
        arrived(name, kept.side, value, view)
        for name, value in kept.sent.items()
        if name in world.mapping.lines
    )
