"""Read both systems, and keep what was seen.

The cursor of a side stands on its server's clock.  It never passes the newest
stamp that was read nor the server's time at the start of the listing, and the
next listing begins ``overlap`` before it, so that what became visible late is
read too.  Two things keep an idle run short however many records lie in that
overlap:

- once a listing that began ``overlap`` after the newest stamp was first seen
  shows nothing newer, everything up to that stamp is read: it is *settled*, and
  the next listing begins at the stamp itself;
- until then, where the overlap holds more than a page, its records are counted
  first; if there are as many as were read, they are left for a later run.
"""

import dataclasses
from collections.abc import Sequence
from datetime import datetime

from engine.model.observation import Edited, Observation
from engine.model.record import Record
from engine.model.side import Side
from engine.reconcile.safety import guard_total, guard_walk
from engine.state.cursors import Cursor
from engine.state.observations import Sighting
from engine.sync.world import World
from engine.systems.protocol import Page


def observe(world: World, *, is_full: bool) -> None:
    """Read what changed on both sides (everything, for a full pass).

    Raises:
        SafetyStop: A side is emptied or shortened; nothing of it was kept.
    """
    for side in Side:
        _observe_side(world, side, None if is_full else world.shelves.cursors.get(side))


def sight(world: World, side: Side, records: Sequence[Record]) -> int:
    """Keep what was just read of some records; returns how many were as known.

    A record whose content differs waits to be planned, and its edited units
    remember between which two readings they were edited.
    """
    shelves = world.shelves
    cursor = shelves.cursors.get(side)
    before = cursor.listed_at if cursor else None
    known = shelves.observations.load(side, [record.id for record in records])
    moved, touched = [], []
    for record in records:
        seen = seen_as(world, side, record, known.get(record.id))
        earlier = known.get(record.id)
        if earlier is None or earlier.view != seen.view:
            changed = _changed(world, earlier, seen)
            seen = with_edits(world, seen, changed, before)
            moved.append(Sighting(seen, world.mapping.keys(seen.view)))
        elif earlier.modified != seen.modified:
            touched.append(seen)
    shelves.observations.keep(side, moved)
    shelves.observations.touch(side, touched)
    return len(records) - len(moved)


def seen_as(
    world: World, side: Side, record: Record, earlier: Observation | None
) -> Observation:
    """A record as an observation; when its units were edited is as known."""
    view = world.mapping.view(side, record.content)
    label = world.resource(side).label
    name = str(record.content.get(label) or "")
    edited = earlier.edited if earlier else {}
    return Observation(record.id, name, view, record.modified, edited)


def with_edits(
    world: World, seen: Observation, changed: set[str], before: datetime | None
) -> Observation:
    """The observation, remembering that these fields were edited since ``before``."""
    edited = dict(seen.edited)
    for unit in world.mapping.units:
        if changed.intersection(unit.fields):
            edited[unit.name] = Edited(seen.modified, before)
    return dataclasses.replace(seen, edited=edited)


def _observe_side(world: World, side: Side, cursor: Cursor | None) -> None:
    system, resource = world.systems[side], world.resource(side)
    links = world.shelves.links.count()
    stage = f"observe {system.name}"
    total = None
    if links and side is Side.RIGHT:
        total = system.total(resource.name)
        guard_total(system.name, resource.name, total, links)
    since, is_whole = _begin(world, side, cursor)
    newest = cursor.stamp if cursor else None
    listed_at = system.now()
    world.progress(stage, 0, total)
    found = 0
    for page in system.changes(resource.name, since):
        if page.total is not None and not found:
            total = page.total
            guard_total(system.name, resource.name, total, links)
        listed_at = listed_at or system.now()
        found += len(page.records)
        _keep_page(world, side, page)
        newest = _newest(newest, page, listed_at)
        world.progress(stage, found, total)
    if since is None and total is not None:
        guard_walk(system.name, resource.name, found, total)
    world.tally.read[side] += found
    if newest is not None:
        kept = _advance(world, side, cursor, newest, (listed_at, is_whole))
        world.shelves.cursors.set(side, kept)


def _keep_page(world: World, side: Side, page: Page) -> None:
    with world.store.transaction():
        world.tally.unchanged += sight(world, side, page.records)


def _begin(
    world: World, side: Side, cursor: Cursor | None
) -> tuple[datetime | None, bool]:
    """Where the listing begins, and whether it covers the whole overlap."""
    if cursor is None:
        return None, True
    if cursor.is_settled:
        return cursor.stamp, True
    system, resource = world.systems[side], world.resource(side)
    since = cursor.stamp - resource.overlap
    if cursor.window < system.description.page_size:
        return since, True
    counted = system.count(resource.name, since, cursor.stamp)
    now = system.now()
    is_ripe = (
        now is not None
        and cursor.first_seen is not None
        and now - cursor.first_seen >= resource.overlap
    )
    if is_ripe or counted != cursor.window:
        return since, True
    return cursor.stamp, False


def _newest(
    newest: datetime | None, page: Page, listed_at: datetime | None
) -> datetime | None:
    """The newest stamp read so far, but never past the start of the listing."""
    stamps = [record.modified for record in page.records if record.modified]
    if not stamps:
        return newest
    reached = max(stamps)
    if listed_at is not None:
        reached = min(reached, listed_at)
    return reached if newest is None else max(newest, reached)


def _advance(
    world: World,
    side: Side,
    cursor: Cursor | None,
    newest: datetime,
    listing: tuple[datetime | None, bool],
) -> Cursor:
    listed_at, is_whole = listing
    overlap = world.resource(side).overlap
    if cursor is None or newest != cursor.stamp:
        window = world.shelves.observations.count_between(
            side, newest - overlap, newest
        )
        return Cursor(newest, listed_at, window=window, first_seen=listed_at)
    is_ripe = (
        listed_at is not None
        and cursor.first_seen is not None
        and listed_at - cursor.first_seen >= overlap
    )
    return Cursor(
        newest,
        listed_at,
        is_settled=cursor.is_settled or (is_whole and is_ripe),
        window=cursor.window,
        first_seen=cursor.first_seen,
    )


def _changed(world: World, earlier: Observation | None, seen: Observation) -> set[str]:
    if earlier is None:
        return set()
    fields = world.mapping.fields
    return {name for name in fields if earlier.view.get(name) != seen.view.get(name)}
