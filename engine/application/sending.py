"""One company now, and held records once more."""

from collections.abc import Sequence
from datetime import UTC, datetime

from engine import messages
from engine.application.answer import Answer, Document, Exit
from engine.application.documents import (
    conflict_document,
    new_problem_document,
    problem_document,
)
from engine.application.entities import FIRST_ENTITY
from engine.application.looking import NoSuchCause
from engine.application.quote_rows import with_rows
from engine.application.recording import Recorded, entity_document
from engine.application.sides import QUOTATIONS, name_of
from engine.application.wiring import Wiring
from engine.application.worlds import make_world
from engine.errors import N_, Absent, UsageError
from engine.model.link import Link, LinkState
from engine.model.plan import Verb
from engine.model.problem import Problem
from engine.model.record import Record
from engine.model.side import Side
from engine.state.conflicts import Conflict
from engine.state.problems import Held
from engine.sync.missing import look_for_some
from engine.sync.observe import sight
from engine.sync.run import catch_up
from engine.sync.world import World

_NOTHING = "none"
"""The verb of a record that needed none."""


class NoSuchRecord(UsageError):
    """A company that is not there."""

    template = N_("there is no company {id} in the CRM")


class NoSuchQuote(NoSuchRecord):
    """A quote that is not there."""

    template = N_("there is no quote {id} in the CRM")


class NoSuchProblem(UsageError):
    """A problem that is not there."""

    template = N_("there is no problem {id}")
    advice = N_("`raccordo problems` lists them")


def send_company(wiring: Wiring, id: str) -> Answer:
    """Push one company to accounting; it stays asked for until it is there."""
    with Recorded(wiring, "send", "incremental") as run:
        record = record_to_send(wiring, FIRST_ENTITY, id)
        world = push(wiring, run, FIRST_ENTITY, record)
        answer = sent(wiring, world, id)
        run.answer(answer.exit)
        return answer


def push(wiring: Wiring, run: Recorded, entity: str, record: Record) -> World:
    """Push a record that was just read; it stays asked for until it is there."""
    world = make_world(wiring, wiring.store, entity, run.number)
    run.worlds.append(world)
    world.shelves.newcomers.ask(Side.RIGHT, record.id, datetime.now(UTC))
    read_newly(world, record)
    world.only = (Side.RIGHT, record.id)
    catch_up(world)
    return world


def retry(wiring: Wiring, ids: Sequence[int], cause: str = "") -> Answer:
    """Try held records again: these, those of one cause, or all; read anew first."""
    chosen = _chosen(wiring, set(ids), cause)
    with Recorded(wiring, "retry", "incremental") as run:
        for entity, held in chosen.items():
            world = make_world(wiring, wiring.store, entity, run.number)
            run.worlds.append(world)
            _thaw(world, held)
            for side in Side:
                _read_again(
                    world, side, [one.record for one in held if one.side is side]
                )
            catch_up(world)
        return run.answer()


def read_newly(world: World, record: Record) -> None:
    """Keep a record that was just read, and how its counterpart is by now."""
    with world.store.transaction():
        sight(world, Side.RIGHT, [record])
    _look_at_counterpart(world, record.id)


def record_to_send(wiring: Wiring, entity: str, id: str) -> Record:
    """One record of the CRM as it is now.

    Raises:
        NoSuchRecord: There is none.
    """
    resource = wiring.languages.declaration(entity).resources.right
    try:
        found: Record = wiring.systems.right.get(resource, id)
    except Absent as error:
        missing = NoSuchQuote if entity == QUOTATIONS else NoSuchRecord
        raise missing(id=id) from error
    return found


def _chosen(wiring: Wiring, ids: set[int], cause: str) -> dict[str, list[Held]]:
    """The problems that are meant, by entity.

    Raises:
        NoSuchProblem: One of the numbers is that of none.
        NoSuchCause: None has that cause.
    """
    held = {entity: wiring.shelves(entity).problems.all() for entity in wiring.known}
    every = [one for found in held.values() for one in found]
    for id in sorted(ids - {one.number for one in every}):
        raise NoSuchProblem(id=id)
    causes = sorted({one.problem.code for one in every})
    if cause and cause not in causes:
        raise NoSuchCause(cause=cause, known=", ".join(causes) or "—")
    chosen = {
        entity: [
            one
            for one in found
            if (not ids or one.number in ids)
            and (not cause or one.problem.code == cause)
        ]
        for entity, found in held.items()
    }
    # An entity of which nothing is held need not even be set up.
    return {entity: found for entity, found in chosen.items() if found}


def _thaw(world: World, held: list[Held]) -> None:
    """Let what was refused be sent again, and what was frozen be looked at."""
    shelves = world.shelves
    with world.store.transaction():
        shelves.problems.try_again(one.number for one in held)
        for one in held:
            link = shelves.links.of(one.side, one.record)
            if link and link.state is LinkState.FROZEN:
                shelves.links.set_state(link.number, LinkState.LINKED)
                shelves.moves.forget(link.number)


def _read_again(world: World, side: Side, ids: Sequence[str]) -> None:
    """Read records and their counterparts as they are now, many at a time."""
    shelves = world.shelves
    links = {id: shelves.links.of(side, id) for id in dict.fromkeys(ids)}
    found = read_many(world, side, list(links))
    with world.store.transaction():
        for id, link in links.items():
            if id in found or link:
                shelves.observations.freshen(side, [id])
                continue
            # Nobody has it any more, and nothing on the other side depends on it.
            shelves.observations.forget(side, id)
            shelves.newcomers.grant(side, id)
            shelves.problems.cure(side, id)
    others = [link.ids[side.other] for link in links.values() if link]
    read_many(world, side.other, others)


def read_many(world: World, side: Side, ids: Sequence[str]) -> set[str]:
    """Read some records; returns those that are there."""
    system, resource = world.systems[side], world.resource(side)
    size = system.description.keys_per_search
    there: set[str] = set()
    for start in range(0, len(ids), size):
        found = system.get_many(resource.name, ids[start : start + size])
        there |= {record.id for record in found}
        with world.store.transaction():
            sight(world, side, found)
    return there


def is_there(world: World, id: str) -> bool:
    """Read one record of the books as it is now; where it is gone, lose its pair."""
    if id in read_many(world, Side.LEFT, [id]):
        return True
    look_for_some(world, Side.LEFT, [id])
    return False


def _look_at_counterpart(world: World, id: str) -> None:
    links = world.shelves.links
    link = links.of(Side.RIGHT, id)
    if link and link.state is not LinkState.UNLINKED:
        is_there(world, link.ids.left)
        world.shelves.observations.freshen(Side.RIGHT, [id])
        link = links.of(Side.RIGHT, id)
    if link and link.state is LinkState.UNLINKED:
        # Somebody sends it all the same: the tombstone has served its time.
        links.remove(link.number)


def sent(wiring: Wiring, world: World, id: str) -> Answer:
    """What became of a record that was sent."""
    entity = world.mapping.entity
    link = world.shelves.links.of(Side.RIGHT, id)
    found = entity_document(world, wiring.screens)
    problems = [
        problem_document(held, entity, wiring.screens)
        for held in world.shelves.problems.all()
        if (held.side, held.record) == (Side.RIGHT, id)
        or (link and (held.side, held.record) == (Side.LEFT, link.ids.left))
    ]
    open_ = [one for one in world.shelves.conflicts.waiting() if _is_of(one, link)]
    errors = [one for one in problems if one["severity"] == "error"]
    left_out = _left_out(wiring, world, id, link.ids.left if link else "")
    problems += left_out
    if errors or left_out or link is None:
        return Answer({"problems": problems}, Exit.HELD)
    if open_:
        conflicts = [conflict_document(one, entity) for one in open_]
        return Answer({"problems": problems, "conflicts": conflicts}, Exit.HELD)
    seen = world.shelves.observations.get(Side.RIGHT, id)
    world.shelves.newcomers.grant(Side.RIGHT, id)
    verb = _verb(world)
    operation: Document = {
        "entity": entity,
        "side": name_of(Side.LEFT),
        "verb": verb,
        "record": id if verb == Verb.CREATE.value else link.ids.left,
        "name": seen.name if seen else "",
        "ids": {name_of(side): link.ids[side] for side in Side},
        "result": {"id": link.ids.left, "number": _number(world, link.ids.left)},
        "problems": problems,
        "conflicts": found["conflicts"],
    }
    return Answer(with_rows(operation, seen.view if seen else {}))


def _is_of(conflict: Conflict, link: Link | None) -> bool:
    return link is not None and conflict.link == link.number


def _number(world: World, id: str) -> str:
    """The number that people know a record of the books by: its id, if no other."""
    seen = world.shelves.observations.get(Side.LEFT, id)
    number = seen.view.get("number") if seen else None
    return id if number is None else str(number)


def _left_out(wiring: Wiring, world: World, id: str, customer: str) -> list[Document]:
    """Why a company that was left out, or whose customer was, is not sent."""
    entity = world.mapping.entity
    for side, own in ((Side.RIGHT, id), (Side.LEFT, customer)):
        reason = world.shelves.newcomers.reason(side, own)
        if reason is None:
            continue
        said = messages.reason_given(reason, wiring.lang)
        parts = {"reason": said, "entity": entity, "ref": f"{name_of(side)}:{own}"}
        seen = world.shelves.observations.get(side, own)
        whose = (side, own, seen.name if seen else "")
        problem = Problem("excluded", side.other, parts=parts)
        return [new_problem_document(problem, whose, entity, wiring.screens)]
    return []


def _verb(world: World) -> str:
    if world.tally.created[Side.LEFT]:
        return Verb.CREATE.value
    if world.tally.linked:
        return Verb.LINK.value
    return Verb.UPDATE.value if world.tally.writes else _NOTHING
