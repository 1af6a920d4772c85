"""Create counterparts: look for them in the target first, then create, then read."""

from collections.abc import Sequence

from engine.model.decision import Reason
from engine.model.link import Baseline
from engine.model.plan import NewPlan, Verb
from engine.model.record import Record
from engine.model.side import Pair, Side
from engine.reconcile.correlate import Situation
from engine.state.journal import Entry
from engine.state.links import NewLink
from engine.state.observations import Sighting
from engine.state.outbox import Kept
from engine.state.problems import Whose
from engine.sync.agreement import keep_agreed
from engine.sync.behind import overtaken
from engine.sync.carry import carry_new
from engine.sync.deliver import at_once, in_turn, read_again, read_one
from engine.sync.link import match_of, report_doubt
from engine.sync.observe import seen_as, sight
from engine.sync.outcome import Fate, NewOutcome
from engine.sync.settle import changed_by_target, fingerprint, proved, refusal
from engine.sync.world import World


def deliver_new(world: World, plans: Sequence[NewPlan]) -> None:
    """Create what a batch of records needs, one record each and never a second."""
    _keep_held(world, [plan for plan in plans if plan.is_held])
    due = look_for(world, to_create(world, plans))
    kept = _keep(world, due)
    for some in in_turn(world, lambda plan: carry_new(world, plan), due):
        _settle_all(world, some, kept)


def foresee_new(world: World, plans: Sequence[NewPlan]) -> list[NewPlan]:
    """The plans that would be carried out; keeps the problems that would remain."""
    due = [plan for plan in plans if plan.is_held or not _was_refused(world, plan)]
    for plan in due:
        whose = Whose(plan.target.other, plan.source.id, plan.source.name)
        world.shelves.problems.report(whose, plan.problems, world.now())
    return due


def to_create(world: World, plans: Sequence[NewPlan]) -> list[NewPlan]:
    """Those of which nothing speaks against a create."""
    free = [plan for plan in plans if not plan.is_held]
    return [plan for plan in free if not _was_refused(world, plan)]


def look_for(world: World, plans: list[NewPlan]) -> list[NewPlan]:
    """Search the target by every sure key just now; link what is found there.

    Returns:
        The plans of which nobody is there yet.
    """
    if not plans:
        return []
    target = plans[0].target
    resource = world.resource(target)
    wanted = [
        pair
        for plan in plans
        for pair in world.mapping.wanted(target, plan.source.view)
    ]
    system = world.systems[target]
    size = system.description.keys_per_search
    chunks = [wanted[start : start + size] for start in range(0, len(wanted), size)]
    found = at_once(
        world, lambda some: system.search(resource.name, some, None), chunks
    )
    with world.store.transaction():
        for records in found:
            sight(world, target, records)
    return [plan for plan in plans if _is_unmatched(world, plan)]


def _is_unmatched(world: World, plan: NewPlan) -> bool:
    """Whether nobody in the target can be this record; whoever can is dealt with."""
    side = plan.target.other
    match = match_of(world, side, plan.source)
    if match.situation is Situation.UNMATCHED:
        return True
    if match.situation is Situation.UNLINKED:
        (other,) = match.there
        link_found(world, plan, other, match.key)
        return False
    report_doubt(world, side, plan.source, match)
    return False


def link_found(world: World, plan: NewPlan, other: str, key: str) -> int:
    """Link a record with the counterpart that was found; both wait to be merged."""
    side = plan.target.other
    ids = _ids(plan, other)
    with world.store.transaction():
        number = world.shelves.links.add(NewLink(ids, key), world.now())
        world.shelves.problems.cure(side, plan.source.id)
        if not world.mapping.declaration.waits_for_request:
            world.shelves.newcomers.grant(side, plan.source.id)
        for each in Side:
            world.shelves.observations.freshen(each, [ids[each]])
    world.tally.linked += 1
    world.tally.again += 1
    world.tally.new_links.append((ids.left, ids.right, plan.source.name))
    return number


def keep_created(
    world: World, plan: NewPlan, after: Record, *, is_answer: bool
) -> None:
    """Keep a counterpart that was created: link, baseline, journal.

    What the write's own answer shows is agreed on, whatever the server filled
    in by itself.  What a later reading shows may be somebody's edit: only what
    was written, and what is equal, is agreed on.
    """
    target, side = plan.target, plan.target.other
    seen = seen_as(world, target, after, None)
    source = plan.source
    others = set() if is_answer else overtaken(world, target, plan.values, after)
    agreed = [
        name
        for name in world.mapping.fields
        if is_answer
        or (name in plan.values and name not in others)
        or world.mapping.same(
            name, source.view.get(name), seen.view.get(name), seen.view
        )
    ]
    views = {
        target: {name: seen.view.get(name) for name in agreed},
        side: {name: source.view.get(name) for name in agreed},
    }
    is_whole = len(agreed) == len(world.mapping.fields)
    sighting = Sighting(seen, world.mapping.keys(seen.view), is_fresh=not is_whole)
    shelves = world.shelves
    shelves.observations.keep(target, [sighting])
    shelves.observations.settle(side, [source.id])
    number = shelves.links.add(NewLink(_ids(plan, seen.id), "created"), world.now())
    baseline = Baseline(Pair(views[Side.LEFT], views[Side.RIGHT]))
    keep_agreed(world, number, Baseline(), baseline)
    shelves.newcomers.grant(side, source.id)
    kept = {name: one for name, one in plan.values.items() if name not in others}
    found = changed_by_target(world, target, kept, seen.view)
    found += proved(world, _ids(plan, seen.id))
    shelves.problems.report(Whose(side, source.id, source.name), found, world.now())
    shelves.journal.write([_entry(plan, seen.id)], world.run, world.now())
    world.tally.created[target] += 1


def _keep_held(world: World, plans: list[NewPlan]) -> None:
    with world.store.transaction():
        for plan in plans:
            side = plan.target.other
            whose = Whose(side, plan.source.id, plan.source.name)
            world.shelves.problems.report(whose, plan.problems, world.now())
            world.shelves.observations.settle(side, [plan.source.id])


def _keep(world: World, plans: list[NewPlan]) -> dict[str, int]:
    """Keep the creates in the outbox; their numbers, by the id of the source."""
    with world.store.transaction():
        return {
            plan.source.id: world.shelves.outbox.keep(
                _operation(world, plan), world.run
            )
            for plan in plans
        }


def _operation(world: World, plan: NewPlan) -> Kept:
    return Kept(
        0,
        plan.target,
        Verb.CREATE,
        plan.source.id,
        None,
        None,
        plan.values,
        {name: plan.source.view.get(name) for name in plan.values},
        world.systems[plan.target].now(),
    )


def _was_refused(world: World, plan: NewPlan) -> bool:
    whose = Whose(plan.target.other, plan.source.id, plan.source.name)
    mark = fingerprint(plan.values)
    was = any(held.attempt == mark for held in world.shelves.problems.of(whose))
    if was:
        world.shelves.observations.settle(plan.target.other, [plan.source.id])
    return was


def _settle_all(world: World, outcomes: list[NewOutcome], kept: dict[str, int]) -> None:
    target = outcomes[0].plan.target
    unread = [one.id for one in outcomes if one.id and one.written.after is None]
    found = read_again(world, target, unread)
    with world.store.transaction():
        for outcome in outcomes:
            _settle(world, outcome, found, kept[outcome.plan.source.id])


def _settle(
    world: World, outcome: NewOutcome, found: dict[str, Record], kept: int
) -> None:
    plan, written = outcome.plan, outcome.written
    side = plan.target.other
    after = written.after or found.get(outcome.id)
    if after is None and outcome.id:
        # A listing may show a new record late.
        after = read_one(world, plan.target, outcome.id)
    match written.fate:
        case Fate.DONE if after is not None:
            keep_created(world, plan, after, is_answer=written.is_answer)
            world.learn(plan.target, after.modified, written.sent)
        case Fate.DONE:
            # It is there, but could not be read back: link it, merge it next time.
            link_found(world, plan, outcome.id, "created")
            entry = _entry(plan, outcome.id)
            world.shelves.journal.write([entry], world.run, world.now())
            world.tally.created[plan.target] += 1
        case Fate.UNCLEAR:
            # It stays in the outbox: the next round looks for it.
            return
        case Fate.REFUSED | Fate.ABSENT if written.error is not None:
            problem = refusal(world, plan.target, written.error, plan.values)
            whose = Whose(side, plan.source.id, plan.source.name)
            mark = fingerprint(plan.values)
            world.shelves.problems.report(whose, [problem], world.now(), mark)
            world.shelves.observations.settle(side, [plan.source.id])
        case _:
            world.tally.outage = written.error or world.tally.outage
    world.shelves.outbox.drop([kept])


def _ids(plan: NewPlan, other: str) -> Pair[str]:
    if plan.target is Side.RIGHT:
        return Pair(plan.source.id, other)
    return Pair(other, plan.source.id)


def _entry(plan: NewPlan, made: str) -> Entry:
    filled = ", ".join(f"{name}: {rule}" for name, rule in plan.filled.items())
    return Entry(
        plan.target,
        made,
        plan.source.id,
        Verb.CREATE.value,
        "",
        None,
        dict(plan.values),
        Reason.NEW.value,
        detail=filled,
    )
