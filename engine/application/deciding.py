"""What a person decides: who is whose counterpart, who is left out, who wins."""

from datetime import UTC, datetime

from engine import messages
from engine.application.answer import Answer, Document, Exit
from engine.application.documents import conflict_document, problem_document
from engine.application.recording import Recorded, entity_document
from engine.application.sides import NAMES, name_of, read_ref
from engine.application.taking import demand_take
from engine.application.wiring import Wiring
from engine.application.worlds import make_world
from engine.errors import N_, Absent, UsageError
from engine.mapping.declaration import Declaration
from engine.model.decision import Reason
from engine.model.link import LinkState, View
from engine.model.record import Record
from engine.model.side import Pair, Side
from engine.state.conflicts import Conflict
from engine.state.links import NewLink
from engine.state.store import Shelves
from engine.sync.observe import sight
from engine.sync.run import catch_up
from engine.sync.world import World
from engine.systems.protocol import System


class NoSuchConflict(UsageError):
    """A conflict that is not there."""

    template = N_("there is no conflict {id}")
    advice = N_("`raccordo conflicts` lists them")


class AlreadyDecided(UsageError):
    """A conflict that a person decided before."""

    template = N_("conflict {id} was decided by a person already")
    advice = N_("edit the record on either side: the edit travels")


class NoSuchLink(UsageError):
    """A record that is linked to nothing."""

    template = N_("cic:{id} is not linked")
    advice = N_("`raccordo links` lists the pairs")


class NoSuchRecord(UsageError):
    """A record that one of the systems does not have."""

    template = N_("{system} has no {resource} {id}")


class AlreadyLinked(UsageError):
    """A record that is linked to another one."""

    template = N_("{ref} is linked to {other}")
    advice = N_("`raccordo unlink` parts them first")


class IsLeftOut(UsageError):
    """A record that was left out, and that something is to be written to."""

    template = N_("{ref} is left out: {reason}")
    advice = N_("`raccordo include {entity} {ref}` takes it in again")


class NotLeftOut(UsageError):
    """A record that was not left out."""

    template = N_("{ref} is not excluded")


class NoConflictProblem(UsageError):
    """A problem that is not there."""

    template = N_("there is no problem {id}")
    advice = N_("`raccordo problems` lists them")


def dismiss(wiring: Wiring, id: int) -> Answer:
    """Show a problem no more until it changes."""
    for entity in wiring.known:
        shelves = wiring.shelves(entity)
        held = shelves.problems.get(id)
        if held:
            shelves.problems.dismiss(id)
            row = problem_document(held, entity, wiring.screens)
            return _done(entity, "dismiss", problem=row)
    raise NoConflictProblem(id=id)


def resolve(wiring: Wiring, id: int, take: str) -> Answer:
    """Decide a conflict, and write the decision to the side that needs it.

    One that the policy decided already can be decided otherwise: the value that
    lost is put back.
    """
    entity, conflict = _conflict(wiring, id)
    if conflict.reason == Reason.PERSON.value:
        raise AlreadyDecided(id=id)
    pair = wiring.shelves(entity).links.of(Side.LEFT, conflict.ids.left)
    if not pair or pair.number != conflict.link or pair.state is not LinkState.LINKED:
        # The two were parted since: there is nothing left to decide.
        raise NoSuchConflict(id=id)
    _refuse_left_out(wiring, entity, conflict)
    demand_take(wiring.languages.declaration(entity), conflict, take)
    with Recorded(wiring, "resolve", "incremental") as run:
        world = make_world(wiring, wiring.store, entity, run.number)
        run.worlds.append(world)
        for side in Side:
            _read(world, side, conflict.ids[side])
        world.shelves.links.want(conflict.link, _wanted(world, conflict, take))
        world.only = (Side.LEFT, conflict.ids.left)
        catch_up(world)
        run.answer()
    found = entity_document(world, wiring.screens)
    held = [
        one
        for one in found["problems"]
        if one["record"] in (conflict.ids.left, conflict.ids.right)
        and one["severity"] == "error"
    ]
    after = world.shelves.conflicts.get(id) or conflict
    row = conflict_document(after, entity)
    if held:
        return Answer({"problems": held}, Exit.HELD)
    return _done(entity, "resolve", conflict=row, take=take)


def link(wiring: Wiring, entity: str, cic: str, crm: str) -> Answer:
    """Say that two records are one thing; the next run makes them equal."""
    wiring.shelves(entity)
    world = make_world(wiring, wiring.store, entity)
    ids = Pair(cic, crm)
    for side in Side:
        _refuse_linked(world.shelves, side, ids)
        _read(world, side, ids[side])
    with wiring.store.transaction():
        world.shelves.links.add(NewLink(ids, "person"), _now())
        for side in Side:
            world.shelves.problems.cure(side, ids[side])
            world.shelves.observations.freshen(side, [ids[side]])
        _free_rivals(world.shelves)
    return _done(entity, "link", **{NAMES.left: cic, NAMES.right: crm})


def unlink(wiring: Wiring, entity: str, cic: str) -> Answer:
    """Say that a pair is none: the two are neither created nor matched again."""
    shelves = wiring.shelves(entity)
    found = shelves.links.of(Side.LEFT, cic)
    if found is None or found.state is LinkState.UNLINKED:
        raise NoSuchLink(id=cic)
    with wiring.store.transaction():
        shelves.links.set_state(found.number, LinkState.UNLINKED)
        for field in shelves.conflicts.fields_waiting(found.number):
            shelves.conflicts.forget(found.number, field)
        for side in Side:
            shelves.problems.cure(side, found.ids[side])
    return _done(entity, "unlink", **{NAMES.left: cic, NAMES.right: found.ids.right})


def never(wiring: Wiring, entity: str, cic: str, crm: str) -> Answer:
    """Say that two records are not the same, for good."""
    shelves = wiring.shelves(entity)
    ids = Pair(cic, crm)
    for side in Side:
        found = shelves.links.of(side, ids[side])
        if found and found.ids == ids and found.state is not LinkState.UNLINKED:
            ref = f"{name_of(side)}:{ids[side]}"
            other = f"{name_of(side.other)}:{ids[side.other]}"
            raise AlreadyLinked(ref=ref, other=other)
    with wiring.store.transaction():
        shelves.links.never(ids)
        for side in Side:
            shelves.observations.freshen(side, [ids[side]])
    return _done(entity, "never", **{NAMES.left: cic, NAMES.right: crm})


def exclude(wiring: Wiring, entity: str, ref: str, reason: str) -> Answer:
    """Leave one record out from now on.

    Raises:
        NoSuchRecord: No run has read it, and it is not there.
    """
    shelves = wiring.shelves(entity)
    side, id = read_ref(ref)
    if shelves.observations.get(side, id) is None:
        _get(wiring.systems[side], wiring.languages.declaration(entity), side, id)
    with wiring.store.transaction():
        shelves.newcomers.exclude(side, id, reason)
        shelves.problems.cure(side, id)
    return _done(entity, "exclude", record=ref, reason=reason)


def include(wiring: Wiring, entity: str, ref: str) -> Answer:
    """Take one record in again; the next run looks at it."""
    shelves = wiring.shelves(entity)
    side, id = read_ref(ref)
    with wiring.store.transaction():
        if not shelves.newcomers.include(side, id):
            raise NotLeftOut(ref=ref)
        shelves.observations.freshen(side, [id])
    return _done(entity, "include", record=ref)


def _conflict(wiring: Wiring, id: int) -> tuple[str, Conflict]:
    for entity in wiring.known:
        found = wiring.shelves(entity).conflicts.get(id)
        if found:
            return entity, found
    raise NoSuchConflict(id=id)


def _refuse_left_out(wiring: Wiring, entity: str, conflict: Conflict) -> None:
    """Nothing is written to a pair of which a record was left out."""
    for side in Side:
        id = conflict.ids[side]
        reason = wiring.shelves(entity).newcomers.reason(side, id)
        if reason is not None:
            ref = f"{name_of(side)}:{id}"
            said = messages.reason_given(reason, wiring.lang)
            raise IsLeftOut(ref=ref, reason=said, entity=entity)


def _wanted(world: World, conflict: Conflict, take: str) -> View:
    """The values that both sides shall have.

    A side is taken for the whole unit: fields that win or lose together are
    decided together.  A value is taken for its own field.
    """
    field = conflict.field
    if take in (NAMES.left, NAMES.right):
        side = Side.LEFT if take == NAMES.left else Side.RIGHT
        unit = next(one for one in world.mapping.units if field in one.fields)
        met = [
            one
            for one in world.shelves.conflicts.beside(conflict)
            if one.field in unit.fields
        ]
        seen = world.shelves.observations.get(side, conflict.ids[side])
        now = seen.view if seen else {}
        # Of one that waits, the side has the last word that was typed there.
        return {
            one.field: one.values[side] if one.decided else now.get(one.field)
            for one in met
        }
    return {field: take.partition("=")[2].strip() or None}


def _read(world: World, side: Side, id: str) -> None:
    record = _get(world.systems[side], world.mapping.declaration, side, id)
    with world.store.transaction():
        sight(world, side, [record])


def _get(system: System, declaration: Declaration, side: Side, id: str) -> Record:
    resource = declaration.resources[side]
    try:
        return system.get(resource, id)
    except Absent as error:
        raise NoSuchRecord(system=system.name, resource=resource, id=id) from error


def _refuse_linked(shelves: Shelves, side: Side, ids: Pair[str]) -> None:
    found = shelves.links.of(side, ids[side])
    if found and found.state is not LinkState.UNLINKED and found.ids != ids:
        ref = f"{name_of(side)}:{ids[side]}"
        other = f"{name_of(side.other)}:{found.ids[side.other]}"
        raise AlreadyLinked(ref=ref, other=other)


def _free_rivals(shelves: Shelves) -> None:
    """Whoever was in doubt because of one of the two is looked at again."""
    for held in shelves.problems.all():
        if held.problem.code in {"disputed", "review"}:
            shelves.observations.freshen(held.side, [held.record])


def _now() -> datetime:
    return datetime.now(UTC)


def _done(entity: str, verb: str, **more: object) -> Answer:
    operation: Document = {"entity": entity, "verb": verb, **more}
    return Answer({"operation": operation})
