"""Puts one entity to work: its mapping, the systems, the state, the policies."""

import dataclasses
from collections.abc import Iterator, Mapping

from engine.application import drift
from engine.application.codes import Codes
from engine.application.collections import Collections
from engine.application.fields import NotSetUp, stale_fields, write_fields
from engine.application.joins import Joined
from engine.application.layouts import LAYOUTS, chosen_layout
from engine.application.parents import coming_parents, foreseen_too
from engine.application.passing import is_lacking
from engine.application.sides import NAMES, QUOTATIONS
from engine.application.wiring import Wiring
from engine.errors import N_, UsageError
from engine.lenses.supplies import Others
from engine.mapping.compiled import Mapping as Compiled
from engine.mapping.declaration import Declaration, Policy
from engine.model.link import LinkState
from engine.model.option import Option, Options
from engine.model.side import Pair, Side
from engine.reconcile.safety import Caps
from engine.sales.counting import differences
from engine.state.store import Store
from engine.sync.prepare import wants_counterpart
from engine.sync.world import Limits, World
from engine.values import Json, to_json

_POLICIES = {
    "last_modified": Policy.LAST_MODIFIED,
    NAMES.left: Policy.LEFT,
    NAMES.right: Policy.RIGHT,
    "manual": Policy.MANUAL,
}


class OtherResource(UsageError):
    """Pairs of one resource, and a mapping or a profile that names another."""

    template = N_("the pairs of {entity} are of {before} in CiC, and now it is {now}")
    advice = N_("put it back as it was, or unlink those pairs first")


def make_world(wiring: Wiring, store: Store, entity: str, run: int = 0) -> World:
    """Everything that a pass over an entity works with.

    Raises:
        NotSetUp: The select fields are missing in the CRM.
    """
    collections = Collections(wiring, store)
    declaration = wiring.languages.declaration(entity)
    is_rehearsal = not wiring.owns(store)

    def mapping_with(options: dict[str, Options]) -> Compiled:
        stale = stale_fields(wiring, store, declaration, options)
        if not is_rehearsal:
            write_fields(wiring, declaration, stale)
        found = drift.look(wiring, store, declaration)
        mapping: Compiled = wiring.languages.mapping(
            entity,
            options,
            found,
            _others(wiring, store, declaration, options),
            Codes(wiring, store, declaration) if declaration.joins else None,
        )
        _refuse_other_resources(store, mapping)
        _start_anew_where_it_changed(store, mapping)
        _look_anew_where_it_changed(store, mapping)
        return mapping

    try:
        mapping = mapping_with(collections.get(declaration.registries))
    except NotSetUp:
        # A mistake in a rules file is said first: it is the person's own.
        wiring.languages.rules(declaration, None)
        raise
    return World(
        mapping,
        wiring.systems,
        store,
        conflict=_POLICIES[wiring.profile.policy.conflict],
        limits=limits_of(wiring, is_forced=False),
        run=run,
        refresh=lambda: mapping_with(collections.refresh(declaration.registries)),
        halt=wiring.halt,
        progress=wiring.progress,
        proving=differences if entity == QUOTATIONS else None,
        shown=drift.shown(store, declaration),
    )


def make_world_anew(wiring: Wiring, store: Store, entity: str, run: int = 0) -> World:
    """The same after a property vanished: the tenants are asked what they show.

    Where they show it all the same, their records just leave out what is not set.
    """
    drift.forget(store, wiring.languages.declaration(entity))
    world = make_world(wiring, store, entity, run)
    world.shown = Pair(frozenset(), frozenset())
    return world


def look_world(wiring: Wiring, store: Store, entity: str) -> World:
    """The same for a look at the state: nothing is asked of the systems."""
    declaration = wiring.languages.declaration(entity)
    kept = {name: store.collections.get(name) for name in declaration.registries}
    options = {
        name: found[0] if found else Options(name, (), is_missing=True)
        for name, found in kept.items()
    }
    found = drift.remembered(wiring, store, declaration)
    others = others_in(store, declaration, chosen_in(wiring, options))
    mapping = wiring.languages.mapping(entity, options, found, others)
    conflict = _POLICIES[wiring.profile.policy.conflict]
    return World(mapping, wiring.systems, store, conflict=conflict)


def _others(
    wiring: Wiring,
    store: Store,
    declaration: Declaration,
    options: Mapping[str, Options],
) -> Others:
    """The same in a run; a plan knows who is to get a counterpart before it is."""
    known = others_in(store, declaration, chosen_in(wiring, options))
    if wiring.owns(store):
        return known
    foreseen = {
        entity: dataclasses.replace(
            one, options=(*one.options, *_foreseen(wiring, store, entity))
        )
        for entity, one in known.counterparts.items()
    }
    linked = known.linked
    if declaration.parent:
        coming = coming_parents(look_world(wiring, store, declaration.parent.entity))
        linked = foreseen_too(known.linked, coming)
    return dataclasses.replace(known, counterparts=foreseen, linked=linked)


def _foreseen(wiring: Wiring, store: Store, entity: str) -> Iterator[Option]:
    """Who is to get a counterpart: as what it will say, without an id yet."""
    world = look_world(wiring, store, entity)
    shelves = world.shelves
    waiting = shelves.observations.load(Side.LEFT, shelves.newcomers.waiting(Side.LEFT))
    for id, seen in waiting.items():
        if wants_counterpart(world, Side.LEFT, seen):
            yield Option(id, seen.name, seen.view)


def others_in(
    store: Store, declaration: Declaration, chosen: Mapping[str, Json] | None = None
) -> Others:
    """What the state remembers of the records of other entities."""
    # Writers ask from threads of their own, where no state is open.
    parent = declaration.parent
    pairs = _pairs(store, parent.entity) if parent else []
    known = Pair(
        {ids.left: ids.right for ids in pairs}, {ids.right: ids.left for ids in pairs}
    )
    return Others(
        lambda side, own: known[side].get(own),
        {entity: _counterparts(store, entity) for entity in declaration.counterparts},
        Joined(store, chosen or {}),
    )


def _pairs(store: Store, entity: str) -> list[Pair[str]]:
    links = store.of(entity).links.all()
    return [link.ids for link in links if link.state is LinkState.LINKED]


def _counterparts(store: Store, entity: str) -> Options:
    """For the ids of the left, what their counterparts say."""
    shelves, pairs = store.of(entity), _pairs(store, entity)
    there = shelves.observations.load(Side.RIGHT, [ids.right for ids in pairs])
    known = [
        Option(ids.left, seen.name, {**seen.view, "id": _number(seen.id)})
        for ids in pairs
        if (seen := there.get(ids.right))
    ]
    return Options(entity, tuple(known), is_lacking(store, entity))


def _number(id: str) -> int | str:
    return int(id) if id.isascii() and id.isdigit() else id


def chosen_in(wiring: Wiring, options: Mapping[str, Options]) -> dict[str, Json]:
    """The one of a collection that the profile names, or the default one."""
    found = options.get(LAYOUTS)
    layout = chosen_layout(found, wiring.profile.layout) if found else None
    return {LAYOUTS: {"id": layout.key}} if layout else {}


def limits_of(wiring: Wiring, *, is_forced: bool) -> Limits:
    """What the profile allows a run to do."""
    policy = wiring.profile.policy
    caps = Caps(policy.max_changes, policy.max_changes_floor)
    return Limits(
        caps, policy.concurrency, is_forced, policy.quiet, is_guarded=not is_forced
    )


def _refuse_other_resources(store: Store, mapping: Compiled) -> None:
    """See that the pairs are of the resources that are kept equal now.

    Raises:
        OtherResource: They are of another one: their numbers mean something else.
    """
    now = " ".join(one.name for one in mapping.resources)
    setting = f"resources of {mapping.entity}"
    before = store.settings.get(setting) or now
    if before != now and store.of(mapping.entity).links.count():
        raise OtherResource(
            entity=mapping.entity,
            before=before.partition(" ")[0],
            now=now.partition(" ")[0],
        )
    if store.settings.get(setting) != now:
        store.settings.set(setting, now)


def _start_anew_where_it_changed(store: Store, mapping: Compiled) -> None:
    """Views are kept as a mapping made them: another mapping reads everything anew."""
    made_by = to_json([mapping.declaration.fingerprint, mapping.switched_off])
    setting = f"mapping of {mapping.entity}"
    if store.settings.get(setting) != made_by:
        with store.transaction():
            store.of(mapping.entity).cursors.reset()
            store.of(mapping.entity).parents.reset()
            store.settings.set(setting, made_by)
    setting = f"references of {mapping.entity}"
    if (store.settings.get(setting) or "{}") != mapping.knows:
        with store.transaction():
            store.of(mapping.entity).cursors.reset(Side.LEFT)
            store.settings.set(setting, mapping.knows)


def _look_anew_where_it_changed(store: Store, mapping: Compiled) -> None:
    """Who was left alone was left by what the mapping said then of creates."""
    declaration = mapping.declaration
    conditions = (one.text if one else "" for one in declaration.conditions)
    wishes = to_json([*(one.value for one in declaration.creation), *conditions])
    setting = f"creates of {mapping.entity}"
    if store.settings.get(setting) != wishes:
        with store.transaction():
            store.of(mapping.entity).observations.freshen_all()
            store.settings.set(setting, wishes)
