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
  first; if there are as many as were read, and nothing is newer, they are not read
  again.
"""

import contextlib
import dataclasses
from collections.abc import Sequence
from datetime import datetime

from engine.errors import Absent
from engine.model.observation import Edited, Observation
from engine.model.record import Record
from engine.model.side import Side
from engine.state.cursors import Cursor
from engine.state.observations import Sighting
from engine.sync.brief import whole
from engine.sync.guarding import Guard
from engine.sync.missing import look_for_missing
from engine.sync.partaking import part_from_others, partakers, welcome_back
from engine.sync.reused import is_another, part
from engine.sync.swing import note_edit
from engine.sync.vanished import see_what_vanished
from engine.sync.world import World
from engine.systems.protocol import Page


def observe(world: World, *, is_full: bool) -> None:
    """Read what changed on both sides (everything, for a full pass).

    Raises:
        SafetyStop: A side is emptied or shortened; nothing of it was kept.
    """
    for side in Side:
        if not world.resource(side).parent:
            _observe_side(world, side, is_full=is_full)


def sight(world: World, side: Side, records: Sequence[Record]) -> int:
    """Keep what was just read of some records; returns how many were as known.

    A record whose content differs waits to be planned, and its edited units
    remember between which two readings they were edited.
    """
    shelves = world.shelves
    records = partakers(world, side, records)
    listed = _surely_shown_until(world, side)
    known = shelves.observations.load(side, [record.id for record in records])
    moved, touched = [], []
    for record in records:
        seen = seen_as(world, side, record, known.get(record.id))
        earlier = known.get(record.id)
        if earlier is None or earlier.view != seen.view:
            changed = _changed(world, earlier, seen)
            seen = with_edits(world, seen, changed, _not_before(earlier, listed))
            if earlier is not None:
                note_edit(world, side, earlier, seen)
                if is_another(world.mapping, earlier, seen):
                    part(world, side, earlier, seen)
            moved.append(Sighting(seen, world.mapping.keys(seen.view)))
        elif _is_newer(seen, earlier):
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


def _surely_shown_until(world: World, side: Side) -> datetime | None:
    """Every edit before this was shown by the latest listing: none is later."""
    cursor = world.shelves.cursors.get(side)
    if cursor is None or cursor.listed_at is None:
        return None
    return cursor.listed_at - world.resource(side).overlap


def _not_before(
    earlier: Observation | None, listed: datetime | None
) -> datetime | None:
    """The latest moment at which the record is known to have stood as it stood."""
    if earlier is None or listed is None or earlier.modified is None:
        return listed
    return max(listed, earlier.modified)


def _is_newer(seen: Observation, earlier: Observation) -> bool:
    if seen.modified is None or earlier.modified is None:
        return seen.modified is not None
    return seen.modified > earlier.modified


def _certain(world: World, side: Side, records: Sequence[Record]) -> list[Record]:
    """The records of a listing, those that it shows too late as they are now.

    A listing may lag behind what we wrote or read one by one.  What is no newer
    than what is known, and differs from it, is read once more by itself.
    """
    known = world.shelves.observations.load(side, [one.id for one in records])
    certain = []
    for record in records:
        earlier = known.get(record.id)
        if earlier is None or not _is_late(world, side, record, earlier):
            certain.append(record)
            continue
        with contextlib.suppress(Absent):
            certain.append(
                world.systems[side].get(world.resource(side).name, record.id)
            )
    return certain


def _is_late(world: World, side: Side, record: Record, earlier: Observation) -> bool:
    seen = seen_as(world, side, record, earlier)
    if seen.modified is None or earlier.modified is None:
        return False
    return seen.view != earlier.view and not _is_newer(seen, earlier)


def _observe_side(world: World, side: Side, *, is_full: bool) -> None:
    cursor = world.shelves.cursors.get(side)
    guard = Guard(world, side)
    guard.ask_first()
    since, is_whole = (None, True) if is_full else _begin(world, side, cursor)
    begun = cursor.stamp if cursor else None
    newest, listed_at = _walk(world, side, guard, since, begun)
    if not is_whole and newest != begun and begun is not None:
        # Something is newer: the overlap that was left out moves out of reach.
        guard.found = 0
        since = begun - world.resource(side).overlap
        newest, listed_at = _walk(world, side, guard, since, newest)
    if since is None:
        guard.check_whole()
        look_for_missing(world, side)
    world.tally.read[side] += guard.found
    if newest is not None:
        kept = _advance(world, side, cursor, newest, listed_at)
        world.shelves.cursors.set(side, kept)


def _walk(
    world: World,
    side: Side,
    guard: Guard,
    since: datetime | None,
    newest: datetime | None,
) -> tuple[datetime | None, datetime | None]:
    """Read and keep one listing; its newest stamp, and when it began."""
    system, resource = world.systems[side], world.resource(side)
    listed_at = system.now()
    world.shelves.observations.begin_walk()
    for page in system.changes(resource.name, since):
        world.go_on()
        guard.look(page)
        see_what_vanished(world, side, page.records)
        listed_at = listed_at or system.now()
        part_from_others(world, side, page.records)
        welcome_back(world, side, page.records)
        records = _certain(world, side, whole(world, side, page.records))
        with world.store.transaction():
            world.tally.unchanged += sight(world, side, records)
            if since is None:
                ids = (record.id for record in page.records)
                world.shelves.observations.walk(ids)
        newest = _newest(newest, page, listed_at)
    return newest, listed_at


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
    if system.count(resource.name, since, cursor.stamp) != cursor.window:
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
    listed_at: datetime | None,
) -> Cursor:
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
        is_settled=cursor.is_settled or is_ripe,
        window=cursor.window,
        first_seen=cursor.first_seen,
    )


def _changed(world: World, earlier: Observation | None, seen: Observation) -> set[str]:
    if earlier is None:
        return set()
    fields = world.mapping.fields
    return {name for name in fields if earlier.view.get(name) != seen.view.get(name)}
