"""Mark what is left of a pair whose other side was deleted, as its mapping says.

Such a pair waits as *parting* until its record was written; then its link is a
tombstone.  Few records are deleted in a day: they are written one by one.
"""

from collections.abc import Iterator

from engine.errors import RemoteError
from engine.model.decision import Reason
from engine.model.link import Link, LinkState, View
from engine.model.plan import MarkPlan, Verb
from engine.model.problem import Problem
from engine.model.record import Record
from engine.model.side import Side
from engine.state.journal import Entry
from engine.state.outbox import Cause, Kept
from engine.state.problems import Whose
from engine.sync.carry import fate_of
from engine.sync.deliver import read_one
from engine.sync.missing import ask, bury
from engine.sync.outcome import Fate
from engine.sync.settle import fingerprint, refusal
from engine.sync.world import World
from engine.values import as_part


def count_marks(world: World) -> int:
    """How many records are about to be marked."""
    return len(_due(world))


def mark_plans(world: World) -> Iterator[MarkPlan]:
    """What the records need that are about to be marked, each read just now.

    What needs no mark any more is settled at once.
    """
    for side, link in _due(world):
        mark = world.mapping.marks[side]
        record = world.read(side, link.ids[side])
        if record is None:
            with world.store.transaction():
                bury(world, link)
        elif mark is None:
            # The mapping says otherwise by now.
            with world.store.transaction():
                ask(world, side.other, link)
        else:
            name = str(record.content.get(world.resource(side).label) or "")
            values: View = {mark.name: mark.value}
            before = world.mapping.marked(side, record.content)
            plan = MarkPlan(link, side, name, record, values, before)
            if before == values:
                with world.store.transaction():
                    bury(world, link)
            elif not _was_refused(world, plan):
                yield plan


def deliver_marks(world: World) -> None:
    """Write the records that are about to be marked."""
    for plan in mark_plans(world):
        _deliver(world, plan)
        world.go_on()


def find_marked(world: World, kept: Kept, record: Record | None) -> None:
    """Look what became of a mark that nobody answered."""
    link = world.shelves.links.of(kept.side, kept.target_id or "")
    if record is None or link is None or link.state is not LinkState.PARTING:
        return
    if world.mapping.marked(kept.side, record.content) == kept.sent:
        plan = MarkPlan(link, kept.side, "", record, kept.sent, kept.before)
        _settle(world, plan, record, detail="unclear")


def _due(world: World) -> list[tuple[Side, Link]]:
    """The pairs that part, each with the side that is left of it."""
    shelves = world.shelves
    return [
        (side, link)
        for link in shelves.links.parting()
        for side in Side
        if shelves.observations.get(side, link.ids[side]) is not None
        and shelves.newcomers.reason(side, link.ids[side]) is None
        and any(world.wants(each, link.ids[each]) for each in Side)
    ]


def _deliver(world: World, plan: MarkPlan) -> None:
    side, shelves = plan.side, world.shelves
    kept = Kept(
        *(0, side, Verb.UPDATE, plan.link.ids[side.other], plan.record.id),
        plan.link.number,
        plan.values,
        {},
        world.systems[side].now(),
        plan.before,
        dict.fromkeys(plan.values, Cause(Reason.GONE.value)),
    )
    number = shelves.outbox.keep(kept, world.run)
    resource, record = world.resource(side).name, plan.record
    view = world.mapping.view(side, record.content)
    content = world.mapping.put(side, record.content, plan.values, view)
    try:
        answer = world.systems[side].update(record, resource, content)
    except RemoteError as error:
        _keep_failure(world, plan, number, error)
        return
    # Where it cannot be read back, the outbox remembers it.
    after = answer or read_one(world, side, record.id)
    if after is not None:
        with world.store.transaction():
            shelves.outbox.drop([number])
            _settle(world, plan, after)


def _keep_failure(
    world: World, plan: MarkPlan, number: int, error: RemoteError
) -> None:
    fate = fate_of(error)
    if fate is Fate.UNCLEAR:
        # It stays in the outbox: the next round looks what became of it.
        return
    with world.store.transaction():
        world.shelves.outbox.drop([number])
        if fate is Fate.ABSENT:
            bury(world, plan.link)
        elif fate is Fate.REFUSED:
            view = world.mapping.view(plan.side, plan.record.content)
            problem = refusal(world, plan.side, error, {**view, **plan.values})
            world.shelves.problems.report(
                _whose(plan), [problem], world.now(), _attempt(plan)
            )
    if fate is Fate.UNSENT:
        world.tally.outage = error


def _settle(world: World, plan: MarkPlan, after: Record, *, detail: str = "") -> None:
    """Keep that a record was marked: the pair is one no more."""
    side, now = plan.side, world.mapping.marked(plan.side, after.content)
    world.shelves.journal.write(
        [
            Entry(
                *(side, after.id, plan.link.ids[side.other], Verb.UPDATE.value, path),
                plan.before.get(path),
                now.get(path),
                Reason.GONE.value,
                detail=detail,
            )
            for path in plan.values
        ],
        world.run,
        world.now(),
    )
    world.tally.updated[side] += 1
    bury(world, plan.link)
    if now != plan.values:
        _keep_changed(world, plan, now)


def _keep_changed(world: World, plan: MarkPlan, now: View) -> None:
    """The system took the mark, and made something else of it: a person looks."""
    found = [
        Problem(
            "target_changed",
            plan.side,
            path,
            {
                "side": world.systems[plan.side].name,
                "sent": as_part(value),
                "value": as_part(now.get(path)),
            },
            "server",
        )
        for path, value in plan.values.items()
    ]
    world.shelves.links.set_state(plan.link.number, LinkState.FROZEN)
    world.shelves.problems.report(_whose(plan), found, world.now())


def _was_refused(world: World, plan: MarkPlan) -> bool:
    """Whether a system refused just this already, and nobody asked to try again."""
    held = world.shelves.problems.of(_whose(plan))
    return any(one.attempt == _attempt(plan) for one in held)


def _whose(plan: MarkPlan) -> Whose:
    return Whose(plan.side, plan.record.id, plan.name)


def _attempt(plan: MarkPlan) -> str:
    return fingerprint([plan.values, plan.before])
