"""One company now, and held records once more."""

from collections.abc import Sequence
from datetime import UTC, datetime

from engine.application.answer import Answer, Document, Exit
from engine.application.documents import problem_document
from engine.application.recording import Recorded, entity_document
from engine.application.sides import name_of
from engine.application.wiring import Wiring
from engine.application.worlds import make_world
from engine.errors import N_, Absent, UsageError
from engine.model.link import LinkState
from engine.model.plan import Verb
from engine.model.record import Record
from engine.model.side import Side
from engine.state.problems import Held
from engine.sync.observe import sight
from engine.sync.run import catch_up
from engine.sync.world import World


class NoSuchRecord(UsageError):
    """A company that is not there."""

    template = N_("there is no company {id} in the CRM")


class NoSuchProblem(UsageError):
    """A problem that is not there."""

    template = N_("there is no problem {id}")
    advice = N_("`raccordo problems` lists them")


def send_company(wiring: Wiring, id: str) -> Answer:
    """Push one company to accounting; it stays asked for until it is there."""
    with Recorded(wiring, "send", "incremental") as run:
        world = make_world(wiring, wiring.store, "customers", run.number)
        run.worlds.append(world)
        record = _record(world, id)
        world.shelves.newcomers.ask(Side.RIGHT, id, datetime.now(UTC))
        with wiring.store.transaction():
            sight(world, Side.RIGHT, [record])
        _look_at_counterpart(world, id)
        world.only = (Side.RIGHT, id)
        catch_up(world)
        run.answer()
        return _sent(wiring, world, id)


def retry(wiring: Wiring, ids: Sequence[int]) -> Answer:
    """Try held records again: these, or all; each is read anew first."""
    with Recorded(wiring, "retry", "incremental") as run:
        for entity in wiring.known:
            shelves = wiring.shelves(entity)
            held = _chosen(shelves.problems.all(), ids)
            world = make_world(wiring, wiring.store, entity, run.number)
            run.worlds.append(world)
            _thaw(world, held)
            for one in held:
                _read_again(world, one.side, one.record)
            catch_up(world)
        return run.answer()


def _record(world: World, id: str) -> Record:
    try:
        return world.systems.right.get(world.resource(Side.RIGHT).name, id)
    except Absent as error:
        raise NoSuchRecord(id=id) from error


def _chosen(held: list[Held], ids: Sequence[int]) -> list[Held]:
    known = {one.number for one in held}
    for id in ids:
        if id not in known:
            raise NoSuchProblem(id=id)
    return [one for one in held if not ids or one.number in ids]


def _thaw(world: World, held: list[Held]) -> None:
    """Let what was refused be sent again, and what was frozen be looked at."""
    shelves = world.shelves
    with world.store.transaction():
        shelves.problems.try_again(one.number for one in held)
        for one in held:
            link = shelves.links.of(one.side, one.record)
            if link and link.state is LinkState.FROZEN:
                shelves.links.set_state(link.number, LinkState.LINKED)


def _read_again(world: World, side: Side, id: str) -> None:
    """Read a record and its counterpart as they are now."""
    found = world.systems[side].get_many(world.resource(side).name, [id])
    with world.store.transaction():
        sight(world, side, found)
        world.shelves.observations.freshen(side, [id])
    link = world.shelves.links.of(side, id)
    if link:
        _sight_one(world, side.other, link.ids[side.other])


def _look_at_counterpart(world: World, id: str) -> None:
    link = world.shelves.links.of(Side.RIGHT, id)
    if link and link.state is LinkState.UNLINKED:
        # Somebody sends it all the same: the tombstone has served its time.
        world.shelves.links.remove(link.number)
    elif link:
        _sight_one(world, Side.LEFT, link.ids.left)
        world.shelves.observations.freshen(Side.RIGHT, [id])


def _sight_one(world: World, side: Side, id: str) -> None:
    found = world.systems[side].get_many(world.resource(side).name, [id])
    with world.store.transaction():
        sight(world, side, found)


def _sent(wiring: Wiring, world: World, id: str) -> Answer:
    """What became of a company that was sent."""
    lang, entity = wiring.lang, world.mapping.entity
    link = world.shelves.links.of(Side.RIGHT, id)
    found = entity_document(world, lang)
    problems = [
        problem_document(held, entity, lang)
        for held in world.shelves.problems.all()
        if (held.side, held.record) == (Side.RIGHT, id)
        or (link and (held.side, held.record) == (Side.LEFT, link.ids.left))
    ]
    errors = [one for one in problems if one["severity"] == "error"]
    if errors or link is None:
        return Answer({"problems": problems}, Exit.HELD)
    seen = world.shelves.observations.get(Side.RIGHT, id)
    world.shelves.newcomers.grant(Side.RIGHT, id)
    operation: Document = {
        "entity": entity,
        "side": name_of(Side.LEFT),
        "verb": _verb(world),
        "record": id,
        "name": seen.name if seen else "",
        "result": {"id": link.ids.left, "number": link.ids.left},
        "problems": problems,
        "conflicts": found["conflicts"],
    }
    return Answer(operation)


def _verb(world: World) -> str:
    if world.tally.created[Side.LEFT]:
        return Verb.CREATE.value
    return Verb.LINK.value if world.tally.linked else Verb.UPDATE.value
