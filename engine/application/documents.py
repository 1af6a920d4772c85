"""What is remembered, as the JSON documents of the contract."""

from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from engine import messages
from engine.application.answer import Document
from engine.application.parents import is_to_come
from engine.application.sides import NAMES, name_of
from engine.messages import Screens
from engine.model.decision import Decision, Reason
from engine.model.link import View
from engine.model.plan import MarkPlan, NewPlan, PairPlan, Verb
from engine.model.problem import Problem
from engine.model.side import Side
from engine.rules.tongues import screen_of
from engine.state.conflicts import Conflict
from engine.state.journal import Entry
from engine.state.problems import Held
from engine.sync.world import World
from engine.values import Value


def plain(value: Value) -> Any:  # noqa: ANN401 - any JSON value
    """A value as JSON says it: a decimal is a text, so that no digit is lost."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value


def moment(at: datetime | None) -> str | None:
    """A moment as JSON says it: UTC, with a Z."""
    if at is None:
        return None
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def problem_document(held: Held, entity: str, screens: Screens) -> Document:
    """A problem of one record."""
    problem = held.problem
    parts = parts_shown(problem, entity, screens)
    message, fix = messages.problem_text(problem.code, parts, screens.lang)
    return {
        "id": held.number,
        "entity": entity,
        "side": name_of(held.side),
        "record": held.record,
        "name": held.name,
        "code": problem.code,
        "severity": problem.severity.value,
        "field": problem.field,
        "message": message,
        "fix": fix,
        "source": problem.source,
        "since": moment(held.since),
        "tries": held.tries,
    }


def new_problem_document(
    problem: Problem, whose: tuple[Side, str, str], entity: str, screens: Screens
) -> Document:
    """A problem that a rehearsal found; it has no number yet."""
    side, record, name = whose
    held = Held(0, side, record, name, problem, None, 0)
    return {**problem_document(held, entity, screens), "id": None}


def conflict_document(conflict: Conflict, entity: str) -> Document:
    """A conflict, decided or waiting."""
    return {
        "id": conflict.number,
        "entity": entity,
        "record": conflict.ids.left,
        "ids": _named(conflict.ids.left, conflict.ids.right),
        "name": conflict.name,
        "field": conflict.field,
        NAMES.left: plain(conflict.values.left),
        NAMES.right: plain(conflict.values.right),
        "decided": name_of(conflict.decided) if conflict.decided else None,
        "by": conflict.reason if conflict.decided else "manual",
        "grade": conflict.grade or None,
        "at": moment(conflict.at),
    }


def entry_document(entry: Entry, entity: str, lang: str) -> Document:
    """One line of the journal."""
    why = messages.reason_text(entry.reason, lang)
    said = [why, messages.reason_text(entry.grade, lang), entry.detail]
    return {
        "id": entry.number,
        "run": entry.run,
        "at": moment(entry.at),
        "entity": entity,
        "side": name_of(entry.side),
        "record": entry.record,
        "counterpart": entry.source_id,
        "verb": entry.verb,
        "field": entry.field or None,
        "before": plain(entry.before),
        "after": plain(entry.after),
        "why": " · ".join(one for one in said if one),
    }


def pair_operations(world: World, plan: PairPlan, lang: str) -> Iterable[Document]:
    """What a sync would write of a pair, one operation for each side."""
    why = {
        name: decision
        for decision in plan.decisions
        if decision.action.target
        for name in decision.values
    }
    for side in plan.targets:
        seen = plan.twins.sides[side]
        yield {
            "entity": world.mapping.entity,
            "side": name_of(side),
            "verb": Verb.UPDATE.value,
            "record": seen.id,
            "name": seen.name,
            "fields": {
                name: {
                    "before": plain(seen.view.get(name)),
                    "after": plain(value),
                    "why": _why(why.get(name), lang),
                }
                for name, value in plan.patches[side].items()
            },
        }


def mark_operation(world: World, plan: MarkPlan, lang: str) -> Document:
    """What a sync would write to a record whose counterpart was deleted."""
    why = messages.reason_text(Reason.GONE.value, lang)
    return {
        "entity": world.mapping.entity,
        "side": name_of(plan.side),
        "verb": Verb.UPDATE.value,
        "record": plan.record.id,
        "name": plan.name,
        "fields": {
            name: {
                "before": plain(plan.before.get(name)),
                "after": plain(value),
                "why": why,
            }
            for name, value in plan.values.items()
        },
    }


def new_operation(world: World, plan: NewPlan, lang: str) -> Document:
    """What a sync would create."""
    new = messages.reason_text("new", lang)
    parent = world.mapping.declaration.parent
    return {
        "entity": world.mapping.entity,
        "side": name_of(plan.target),
        "verb": Verb.CREATE.value,
        "record": plan.source.id,
        "name": plan.source.name or shown_name(plan.values),
        "fields": {
            name: {
                "before": None,
                "after": plain(value),
                "why": plan.filled.get(name, new),
            }
            for name, value in plan.values.items()
            # Whose it is can be told once its parent is there.
            if not (parent and name == parent.entity and is_to_come(value))
        },
    }


def link_operation(world: World, new: tuple[str, str, str]) -> Document:
    """A pair that a sync would link."""
    left, right, name = new
    return {
        "entity": world.mapping.entity,
        "side": NAMES.right,
        "verb": Verb.LINK.value,
        "record": right,
        "name": name,
        "ids": _named(left, right),
        "fields": {},
    }


def planned_conflicts(world: World, plan: PairPlan) -> Iterable[Document]:
    """The conflicts that a sync would meet."""
    from engine.sync.conflicts import conflicts_of

    for conflict in conflicts_of(world, plan, plan.decisions):
        yield {**conflict_document(conflict, world.mapping.entity), "id": None}


def shown_name(values: View) -> str:
    """What a record without a label is called."""
    return str(next((value for value in values.values() if value), ""))


def _why(decision: Decision | None, lang: str) -> str:
    if decision is None:
        return ""
    why = messages.reason_text(decision.reason.value, lang)
    grade = decision.grade.value if decision.grade else ""
    return f"{why} ({messages.reason_text(grade, lang)})" if grade else why


_VALUES: dict[str, tuple[str, ...]] = {
    "apart": (NAMES.left, NAMES.right),
    "target_changed": ("sent", "value"),
    "unreadable": ("value",),
}
"""Of a problem, the parts that are values of its field."""


def parts_shown(problem: Problem, entity: str, screens: Screens) -> dict[str, str]:
    """The parts of a problem, fields and values as a person sees them."""
    parts, lang = _parts(problem), screens.lang
    parts.setdefault("form", screen_of(entity, problem.side, lang))
    parts[f"field_{lang}"] = screens.field(entity, parts["field"])
    if "key" in parts:
        parts[f"key_{lang}"] = screens.fields(entity, parts["key"])
    for name in _VALUES.get(problem.code, ()):
        parts[name] = screens.value(entity, parts["field"], parts.get(name))
    return parts


def _parts(problem: Problem) -> dict[str, str]:
    """The parts of a problem; sides under the names of the systems."""
    named = {
        name_of(side): problem.parts[side.value]
        for side in Side
        if side.value in problem.parts
    }
    base = {"field": problem.field, "side": name_of(problem.side)}
    return {**base, **problem.parts, **named}


def _named(left: str, right: str) -> Document:
    return {NAMES.left: left, NAMES.right: right}
