"""What the tenants show otherwise than the mappings believe, looked at once an hour."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias, cast

from engine import messages
from engine.application.answer import Document
from engine.application.mapping_words import place
from engine.application.sides import NAMES
from engine.application.wiring import Wiring
from engine.errors import N_
from engine.mapping.declaration import Declaration
from engine.mapping.drift import Drift, Kind, drifts
from engine.messages import system_name
from engine.model.resource import Property, Resource
from engine.model.side import Pair, Side
from engine.state.store import Store
from engine.systems.protocol import System
from engine.values import from_json, to_json

Seen: TypeAlias = dict[Side, tuple[Property, ...] | None]
_LIFE = timedelta(hours=1)


def look(wiring: Wiring, store: Store, declaration: Declaration) -> tuple[Drift, ...]:
    """What is otherwise; a tenant is asked where that was longer than an hour ago."""
    seen: Seen = {}
    for side in Side:
        kept = _kept(store, side, declaration.resources[side])
        is_old = kept is None
        seen[side] = _asked(wiring, store, declaration, side) if is_old else kept
    return _drifts(wiring, declaration, seen)


def look_again(
    wiring: Wiring, store: Store, declaration: Declaration
) -> tuple[Drift, ...]:
    """What is otherwise, asked now."""
    asked: Seen = {side: _asked(wiring, store, declaration, side) for side in Side}
    return _drifts(wiring, declaration, asked)


def remembered(
    wiring: Wiring, store: Store, declaration: Declaration
) -> tuple[Drift, ...]:
    """What was otherwise when a tenant was last asked; nothing is asked now."""
    kept: Seen = {
        side: _kept(store, side, declaration.resources[side], is_old_too=True)
        for side in Side
    }
    return _drifts(wiring, declaration, kept)


def shown(store: Store, declaration: Declaration) -> Pair[frozenset[str]]:
    """The properties that each side was last seen to show; empty where unknown."""
    left, right = (
        _kept(store, side, declaration.resources[side], is_old_too=True) or ()
        for side in Side
    )
    return Pair(*(frozenset(one.name for one in found) for found in (left, right)))


def forget(store: Store, declaration: Declaration) -> None:
    """Ask anew the next time: the fields were just changed."""
    for side in Side:
        store.settings.set(_setting(side, declaration.resources[side]), "")


def _drifts(wiring: Wiring, declaration: Declaration, seen: Seen) -> tuple[Drift, ...]:
    found: list[Drift] = []
    for side, properties in seen.items():
        system = wiring.languages.descriptions[side]
        resource: Resource = system.resource(declaration.resources[side])
        found += drifts(declaration, resource, side, properties or ())
    return tuple(found)


def _asked(
    wiring: Wiring, store: Store, declaration: Declaration, side: Side
) -> tuple[Property, ...]:
    system: System = wiring.systems[side]
    found = system.schema(declaration.resources[side]) or ()
    rows = [[one.name, one.label, one.is_required, one.is_writable] for one in found]
    kept = to_json({"at": datetime.now(UTC).isoformat(), "properties": rows})
    store.settings.set(_setting(side, declaration.resources[side]), kept)
    return found


def _kept(
    store: Store, side: Side, resource: str, *, is_old_too: bool = False
) -> tuple[Property, ...] | None:
    text = store.settings.get(_setting(side, resource))
    if not text:
        return None
    kept = cast("dict[str, Any]", from_json(text))
    age = datetime.now(UTC) - datetime.fromisoformat(kept["at"])
    if not is_old_too and not timedelta(0) <= age < _LIFE:
        return None
    return tuple(
        Property(name, label, is_required=required, is_writable=writable)
        for name, label, required, writable in kept["properties"]
    )


def _setting(side: Side, resource: str) -> str:
    return f"properties of {NAMES[side]} {resource}"


_SENTENCES = {
    Kind.HIDDEN: (
        N_("{system} does not show '{label}' ({name}): it is not kept equal"),
        N_("show it again in the layout of {system}, or drop the line in an overlay"),
    ),
    Kind.RENAMED: (
        N_("{system} does not show '{label}' ({name}): it is not kept equal"),
        N_("if it is called {detail} now, say so in an overlay"),
    ),
    Kind.READ_ONLY: (
        N_("{system} takes no write of '{label}' ({name}): it is not kept equal"),
        N_("let it be written in the layout, or give the line one direction"),
    ),
    Kind.MANDATORY: (
        N_("{system} demands '{label}' ({name}): records without it are held"),
        N_("fill it in, or give it a value by a rule: default {field} = …"),
    ),
    Kind.UNMAPPED: (
        N_("{system} demands '{label}' ({name}), which no line names"),
        N_("map it, or give it a fixed value (const) in an overlay"),
    ),
    Kind.OPTIONS: (
        N_("'{label}' ({name}) offers values that CiC does not know: {detail}"),
        N_("take them out in {system}, or add them in CiC"),
    ),
    Kind.FILTER: (
        N_("{system} cannot be searched by {name}: nobody is recognised by {field}"),
        N_("recognise counterparts by another field: match, in an overlay"),
    ),
}


def sentence(drift: Drift, lang: str) -> tuple[str, str]:
    """What is otherwise, and what to do about it."""
    said, advice = (
        messages.tell(
            text,
            lang,
            system=system_name(NAMES[drift.side]),
            name=drift.name,
            label=drift.label or drift.name,
            field=drift.field,
            detail=drift.detail,
        )
        for text in _SENTENCES[drift.kind]
    )
    return said, advice


def warnings(found: Iterable[Drift], declaration: Declaration, lang: str) -> list[str]:
    """What a report says of it: the line first, then what is otherwise."""
    return [f"{_place(one, declaration)}: {sentence(one, lang)[0]}" for one in found]


def drift_document(drift: Drift, declaration: Declaration, lang: str) -> Document:
    """One thing that is otherwise, as a line of ``check``."""
    message, fix = sentence(drift, lang)
    source = _place(drift, declaration)
    return {
        "what": f"{declaration.entity} {drift.name}",
        "state": "warning",
        "message": f"{source}: {message}",
        "fix": fix,
        "drift": drift.kind.value,
        "field": drift.field or None,
        "source": source,
    }


def _place(drift: Drift, declaration: Declaration) -> str:
    return place(drift.span) or declaration.source
