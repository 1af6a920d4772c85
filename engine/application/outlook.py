"""What the engine will do next with a record or a field, and why, in sentences."""

from engine import messages
from engine.application.documents import problem_document
from engine.application.story import Refs, held_of
from engine.application.telling import Teller
from engine.errors import N_
from engine.model.decision import Action, Decision
from engine.model.link import LinkState
from engine.model.plan import PairPlan
from engine.model.problem import Severity
from engine.model.side import Side
from engine.sync.prepare import wants_counterpart
from engine.sync.waiting import parent_named
from engine.sync.world import World


def next_of_field(
    world: World, plan: PairPlan, decision: Decision | None, name: str, teller: Teller
) -> str:
    """What becomes of one field of a pair; an empty text where nothing does."""
    if name in world.shelves.conflicts.fields_waiting(plan.twins.link.number):
        return teller.say(N_("waits for a person: `raccordo conflicts` shows both"))
    if decision is None:
        return ""
    if decision.action is Action.HOLD:
        return teller.say(N_("the next run asks a person: both sides changed it"))
    target = decision.action.target
    if target is None or name not in decision.values:
        return ""
    why = messages.reason_text(decision.reason.value, teller.lang)
    system = teller.system(target)
    if plan.is_held:
        text = N_("would go to {system} ({why}), but the record is held")
        return teller.say(text, system=system, why=why)
    return teller.say(N_("write to {system}: {why}"), system=system, why=why)


def next_of_pair(world: World, plan: PairPlan, teller: Teller) -> str:
    """What becomes of a pair, and why."""
    link = plan.twins.link
    refs = {side: link.ids[side] for side in Side}
    parted = _parted(world, link.state, refs, teller)
    if parted:
        return parted
    if any(_is_about(kept, refs) for kept in _open(world)):
        return teller.say(N_("the next run first looks what became of its last write"))
    held = _held(world, refs, teller)
    if plan.is_held or (held and plan.targets):
        return held or teller.say(N_("held until its problems are mended"))
    waiting = world.shelves.conflicts.fields_waiting(link.number)
    if plan.targets:
        return _writes(plan, teller)
    if waiting:
        text = N_("waits for a person to decide {fields}: `raccordo conflicts`")
        return teller.say(text, fields=teller.labels(tuple(sorted(waiting))))
    return _at_rest(world, plan, teller)


def next_of_single(world: World, side: Side, id: str, teller: Teller) -> str:
    """What becomes of a record without a counterpart, and why."""
    link = world.shelves.links.of(side, id)
    state = link.state if link else LinkState.LINKED
    parted = _parted(world, state, {side: id}, teller)
    if parted:
        return parted
    held = _held(world, {side: id}, teller)
    if held:
        return held
    if link:
        text = N_("its counterpart was never read: `raccordo sync --full` reads it")
        return teller.say(text)
    above = _above(world, side, id)
    if above:
        text = N_("stays alone as long as {who}, to which it belongs, is alone too")
        return teller.say(text, who=above)
    seen = world.shelves.observations.get(side, id)
    if side is Side.RIGHT and seen and not wants_counterpart(world, side, seen):
        text = N_("stays in the CRM until `raccordo send company {id}`")
        return teller.say(text, id=id)
    return teller.say(N_("the next run creates its counterpart, or says what holds it"))


def _above(world: World, side: Side, id: str) -> str:
    """The parent without a counterpart that a record belongs to, if there is one."""
    seen = world.shelves.observations.get(side, id)
    own = world.mapping.missing_parent(side.other, seen.view) if seen else None
    return parent_named(world, side, own) if own else ""


def _parted(world: World, state: LinkState, refs: Refs, teller: Teller) -> str:
    """What keeps a record out of every run, if anything does."""
    newcomers = world.shelves.newcomers
    if any(newcomers.reason(side, id) is not None for side, id in refs.items()):
        return teller.say(N_("left out until `raccordo include`"))
    if state is LinkState.UNLINKED:
        return teller.say(
            N_("no pair any more: nothing is written until `raccordo link` or `send`")
        )
    if state is LinkState.PARTING:
        held = _held(world, refs, teller)
        text = N_("its counterpart was deleted: the next run marks it")
        return held or teller.say(text)
    if state is LinkState.FROZEN:
        held = _held(world, refs, teller)
        said = teller.say(N_("nothing is written until a person says what becomes"))
        return f"{said}: {held}" if held else said
    return ""


def _held(world: World, refs: Refs, teller: Teller) -> str:
    """What holds a record, and what to do; an empty text where nothing does."""
    for held in held_of(world, refs):
        if held.problem.severity is not Severity.ERROR:
            continue
        document = problem_document(held, world.mapping.entity, teller.screens)
        said = teller.say(N_("held: {message}; {fix}"), **document)
        if not held.attempt:
            return said
        text = N_(
            "{said}; the same is not sent again until it changes or is retried, or by a"
            " full run"
        )
        return teller.say(text, said=said)
    return ""


def _writes(plan: PairPlan, teller: Teller) -> str:
    said = [
        teller.say(
            N_("{fields} to {system}"),
            fields=teller.labels(tuple(plan.patches[side])),
            system=teller.system(side),
        )
        for side in plan.targets
    ]
    return teller.say(N_("the next run writes {what}"), what="; ".join(said))


def _at_rest(world: World, plan: PairPlan, teller: Teller) -> str:
    left, right = plan.twins.sides
    same = world.mapping.same
    apart = tuple(
        name
        for name in world.mapping.fields
        if not same(name, left.view.get(name), right.view.get(name), right.view)
    )
    if not apart:
        return teller.say(N_("nothing to do: both sides are equal"))
    text = N_("nothing to do: the difference in {fields} was accepted")
    return teller.say(text, fields=teller.labels(apart))


def _open(world: World) -> list[tuple[Side, str]]:
    return [(kept.side.other, kept.source_id) for kept in world.shelves.outbox.open()]


def _is_about(source: tuple[Side, str], refs: Refs) -> bool:
    side, id = source
    return refs.get(side) == id
