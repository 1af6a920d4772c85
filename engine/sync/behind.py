"""What somebody did behind our back, around a write that does not show its answer.

A system may name, in each record, who was the last to change it.  How it names us
is learnt from our own writes: where a record reads as we sent it and names another
than before, that one is us.  What the reading after a write shows is then::

    the reading after a write    it names   it is
    ---------------------------  ---------  -------------------------------------
    as sent                      anybody    our write
    otherwise than sent          us         what the system made of it
    otherwise than sent          another    an edit after our write: it is planned
    another field has changed    us         an edit between our reading and our
                                            write: more of it may be gone
    another field has changed    another    an edit: it is planned

Where nobody is named, or we were never seen to be, what differs from what was sent
is what the system made of it, and another field is an edit.  An edit of just the
field that we write, made between our reading and our write, leaves no trace.

A system that names nobody may call a web hook for each change, our own too.  What
one says of a record that we wrote depends on when it came::

    it came                      our reading shows   it is
    ---------------------------  ------------------  ---------------------------
    before we asked              whatever            an edit that we have read
    before our write was sent    an edit of the      the hook of that edit,
                                 last minute         which was late
    before our write was sent    no such edit        an edit that our write may
                                                     have gone over: it is told
    later                        whatever            our write, or an edit after
                                                     it: the record is read again
"""

from collections.abc import Iterable
from datetime import timedelta

from engine.errors import N_
from engine.messages import tell
from engine.model.link import View
from engine.model.plan import PairPlan
from engine.model.problem import Problem, Severity
from engine.model.record import Record
from engine.model.side import Side
from engine.sync.outcome import Written
from engine.sync.world import World

_LANGUAGES = ("it", "en")
_JUST_NOW = timedelta(minutes=1)
"""How late the web hook of an edit may come."""


def learn_our_name(world: World, side: Side, plan: PairPlan, written: Written) -> None:
    """Learn how a system names us, from a write that came back as it was sent."""
    before, after = written.before, written.after
    if before is None or after is None or after.editor in ("", before.editor):
        return
    view = world.mapping.view(side, after.content)
    sent = {**plan.twins.sides[side].view, **plan.patches[side]}
    if any(differing(world, side, sent, view)):
        return
    if after.editor != _our_name(world, side):
        world.store.settings.set(_setting(world, side), after.editor)


def overtaken(world: World, side: Side, sent: View, after: Record) -> set[str]:
    """The fields of a write that somebody else edited after it was done."""
    if not by_another(world, side, after):
        return set()
    return set(differing(world, side, sent, world.mapping.view(side, after.content)))


def by_another(world: World, side: Side, after: Record) -> bool:
    """Whether a record names somebody else than us as the last to change it."""
    us = _our_name(world, side)
    return bool(us) and after.editor not in ("", us)


def differing(world: World, side: Side, sent: View, view: View) -> Iterable[str]:
    """The fields of a view that do not say what was sent."""
    return (
        name
        for name, value in sent.items()
        if name in world.mapping.fields
        and not world.mapping.arrived(name, side, value, view)
    )


def possible_overwrite(
    world: World, plan: PairPlan, side: Side, edits: set[str], after: Record
) -> list[Problem]:
    """A warning that a person may have typed what our write then went over."""
    us = _our_name(world, side)
    if not edits or not us or after.editor != us:
        return []
    return [_warning(world, plan, side, _labels(world, "seen", edits))]


def told_meanwhile(
    world: World, plan: PairPlan, side: Side, written: Written
) -> list[Problem]:
    """The same warning where a web hook came between our reading and our write."""
    if written.asked is None or written.sent is None or written.before is None:
        return []
    came = world.shelves.hints.came_at(side, plan.twins.sides[side].id)
    if came is None or not written.asked < came.timestamp() < written.sent[0]:
        return []
    now, edited = world.systems[side].now(), written.before.modified
    late = _JUST_NOW + world.resource(side).granularity
    if now is not None and edited is not None and now - edited <= late:
        return []
    seen = {f"seen_{lang}": tell(N_("something"), lang) for lang in _LANGUAGES}
    return [_warning(world, plan, side, seen)]


def _warning(world: World, plan: PairPlan, side: Side, seen: dict[str, str]) -> Problem:
    id = plan.twins.sides[side].id
    parts = {
        "side": world.systems[side].name,
        "entity": world.mapping.entity,
        "ref": f"{world.mapping.names[side]}:{id}",
        **seen,
        **_labels(world, "written", plan.patches[side]),
    }
    return Problem("possible_overwrite", side, "", parts, "engine", Severity.WARNING)


def _labels(world: World, part: str, fields: Iterable[str]) -> dict[str, str]:
    """The names of fields as one part of a message, in every language."""
    return {
        f"{part}_{lang}": ", ".join(
            world.mapping.label(name, lang)
            for name in world.mapping.fields
            if name in fields
        )
        for lang in _LANGUAGES
    }


def _our_name(world: World, side: Side) -> str:
    return world.store.settings.get(_setting(world, side))


def _setting(world: World, side: Side) -> str:
    return f"our name in {world.systems[side].name}"
