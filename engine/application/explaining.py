"""Everything about one record: both sides, the baseline, and what comes next."""

from engine import messages
from engine.application.answer import Answer, Document
from engine.application.documents import (
    conflict_document,
    entry_document,
    moment,
    plain,
    problem_document,
)
from engine.application.sides import NAMES, name_of, side_of
from engine.application.wiring import Wiring
from engine.application.worlds import look_world
from engine.errors import N_, UsageError
from engine.mapping.declaration import FieldPair
from engine.model.decision import Decision
from engine.model.link import Link
from engine.model.observation import Observation, Twins
from engine.model.plan import PairPlan
from engine.model.side import Pair, Side
from engine.reconcile.pairs import plan_pair
from engine.sync.world import World


class NeverSeen(UsageError):
    """A record that no run has read."""

    template = N_("no run has read {entity} {id} yet")
    advice = N_("run `raccordo sync` first, or say --side")


def explain(wiring: Wiring, entity: str, id: str, side: str | None) -> Answer:
    """Say everything about one record, as of the last time it was read."""
    wiring.shelves(entity)
    scratch = wiring.store.rehearsal()
    try:
        world = look_world(wiring, scratch, entity)
        found = _side(world, id, side)
        link = world.shelves.links.of(found, id)
        twins = world.shelves.links.twins(link.number) if link else None
        if twins is None:
            return Answer(_single(wiring, world, found, id))
        return Answer(_pair(wiring, world, link or twins.link, twins))
    finally:
        scratch.close()


def _side(world: World, id: str, named: str | None) -> Side:
    if named:
        return side_of(named)
    for side in Side:
        if world.shelves.observations.get(side, id):
            return side
    raise NeverSeen(entity=world.mapping.entity, id=id)


def _pair(wiring: Wiring, world: World, link: Link, twins: Twins) -> Document:
    plan = plan_pair(world.mapping, twins, world.terms)
    refs = [(side, twins.sides[side].id) for side in Side]
    fields = [
        _field(wiring, world, plan, pair) for pair in world.mapping.fields.values()
    ]
    return {
        "entity": world.mapping.entity,
        NAMES.left: twins.sides.left.id,
        NAMES.right: twins.sides.right.id,
        "name": twins.sides.left.name or twins.sides.right.name,
        "state": link.state.value,
        "modified": {
            name_of(side): moment(twins.sides[side].modified) for side in Side
        },
        "fields": fields,
        **_history(wiring, world, refs),
        "next": _next(wiring, plan),
    }


def _single(wiring: Wiring, world: World, side: Side, id: str) -> Document:
    seen = world.shelves.observations.get(side, id)
    if seen is None:
        raise NeverSeen(entity=world.mapping.entity, id=id)
    reason = world.shelves.newcomers.reason(side, id)
    return {
        "entity": world.mapping.entity,
        NAMES[side]: id,
        NAMES[side.other]: None,
        "name": seen.name,
        "state": "unmatched" if reason is None else "excluded",
        "modified": {name_of(side): moment(seen.modified)},
        "fields": [
            _one_sided(wiring, side, seen, pair)
            for pair in world.mapping.fields.values()
        ],
        **_history(wiring, world, [(side, id)]),
        "next": _next_single(wiring, world, side, id),
    }


def _history(wiring: Wiring, world: World, refs: list[tuple[Side, str]]) -> Document:
    entity, lang, shelves = world.mapping.entity, wiring.lang, world.shelves
    known = {str(id) for _, id in refs}
    entries = {
        entry.number: entry for ref in refs for entry in shelves.journal.read(None, ref)
    }
    return {
        "problems": [
            problem_document(held, entity, lang)
            for held in shelves.problems.all()
            if (held.side, held.record) in refs
        ],
        "conflicts": [
            conflict_document(one, entity)
            for one in shelves.conflicts.all()
            if any(one.ids[side] == id for side, id in refs) and known
        ],
        "journal": [
            entry_document(entries[number], entity, lang) for number in sorted(entries)
        ],
    }


def _field(wiring: Wiring, world: World, plan: PairPlan, pair: FieldPair) -> Document:
    twins, name = plan.twins, pair.name
    values = twins.sides.map(lambda seen: seen.view.get(name))
    base = twins.baseline.sides
    moved = Pair(
        values.left != base.left.get(name), values.right != base.right.get(name)
    )
    unit = next(one.name for one in world.mapping.units if name in one.fields)
    decision = next((one for one in plan.decisions if one.unit == unit), None)
    return {
        **_line(wiring, pair),
        NAMES.left: plain(values.left),
        NAMES.right: plain(values.right),
        "baseline": {
            NAMES.left: plain(base.left.get(name)),
            NAMES.right: plain(base.right.get(name)),
        },
        "moved": _moved(moved) if twins.baseline.knows(name) else "new",
        "edited": {
            name_of(side): moment(twins.sides[side].edit_of(unit).not_after)
            for side in Side
        },
        "next": _what_next(wiring, decision, name),
    }


def _one_sided(
    wiring: Wiring, side: Side, seen: Observation, pair: FieldPair
) -> Document:
    return {
        **_line(wiring, pair),
        NAMES[side]: plain(seen.view.get(pair.name)),
        NAMES[side.other]: None,
        "baseline": {NAMES.left: None, NAMES.right: None},
        "moved": "new",
        "next": "",
    }


def _line(wiring: Wiring, pair: FieldPair) -> Document:
    span = pair.span
    return {
        "field": pair.name,
        "label": pair.labels.get(wiring.lang)
        or messages.field_label(pair.name, wiring.lang),
        "lens": " + ".join(use.name for use in pair.lens) or "text",
        "owner": name_of(pair.owner or Side.LEFT),
        "mapping": f"{span.source.name}:{span.line}" if span else "",
    }


def _moved(moved: Pair[bool]) -> str:
    if moved.left and moved.right:
        return "both"
    if moved.left:
        return NAMES.left
    return NAMES.right if moved.right else "none"


def _what_next(wiring: Wiring, decision: Decision | None, field: str) -> str:
    if decision is None or field not in decision.values:
        return ""
    target = decision.action.target
    if target is None:
        return ""
    why = messages.reason_text(decision.reason.value, wiring.lang)
    return messages.tell(
        N_("write to {system}: {why}"),
        wiring.lang,
        system=messages.system_name(name_of(target)),
        why=why,
    )


def _next(wiring: Wiring, plan: PairPlan) -> str:
    if plan.is_held:
        return messages.tell(N_("held until its problems are mended"), wiring.lang)
    if plan.targets:
        names = ", ".join(messages.system_name(name_of(one)) for one in plan.targets)
        return messages.tell(
            N_("the next run writes to {systems}"), wiring.lang, systems=names
        )
    return messages.tell(N_("nothing to do: both sides are equal"), wiring.lang)


def _next_single(wiring: Wiring, world: World, side: Side, id: str) -> str:
    if world.shelves.newcomers.reason(side, id) is not None:
        return messages.tell(N_("left out until `raccordo include`"), wiring.lang)
    if side is Side.RIGHT and not world.shelves.newcomers.is_asked(side, id):
        return messages.tell(
            N_("stays in the CRM until `raccordo send company {id}`"),
            wiring.lang,
            id=id,
        )
    return messages.tell(
        N_("the next run creates its counterpart, or says what holds it"), wiring.lang
    )
