"""Take back a run, one line of the journal, or all that was written to a record."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from engine import messages
from engine.application.answer import Answer, Document, Exit
from engine.application.documents import plain
from engine.application.recording import Recorded
from engine.application.sides import name_of, read_ref
from engine.application.wiring import Wiring
from engine.application.worlds import limits_of, make_world
from engine.errors import (
    N_,
    Absent,
    Forbidden,
    Refused,
    RemoteError,
    UsageError,
)
from engine.model.decision import Reason
from engine.model.plan import Verb
from engine.reconcile.undo import Deed, Left, Trace, Undo, Written
from engine.state.journal import Entry
from engine.sync.recover import recover
from engine.sync.undo import Planned, guard_undos, plan_undos, take_back
from engine.sync.world import World

_WHY_LEFT = {
    Left.EDITED: N_("edited since: it stays"),
    Left.GONE: N_("it is not there any more"),
    Left.REFERENCED: N_("other records point to it: it stays, only the link goes"),
    Left.KEPT: N_("nothing is deleted in CiC: it stays, only the link goes"),
}


class NothingWritten(UsageError):
    """What was named wrote nothing that could be taken back."""

    template = N_("{what}: nothing was written")
    advice = N_("`raccordo journal` lists what was, by run, number and record")


class BadTarget(UsageError):
    """A thing to take back that is not named as one."""

    template = N_("{what!r} names nothing that can be taken back")
    advice = N_("write a run (12), a line of the journal (#34), cic:5 or crm:80")


@dataclass(frozen=True, slots=True)
class Target:
    """What to take back, and at most one field of it."""

    what: str
    field: str = ""


def preview(wiring: Wiring, target: Target) -> Answer:
    """What an undo would do; nothing is written."""
    rows = []
    for entity, entries in _entries(wiring, target):
        world = make_world(wiring, wiring.store, entity)
        planned = plan_undos(world, list(_by_record(entries)))
        world.dismiss()
        rows += [_row(wiring, world, one.undo) for one in planned]
    return Answer({"undo": rows})


def undo(wiring: Wiring, target: Target, *, is_forced: bool) -> Answer:
    """Take it back, where nobody has touched it since."""
    meant = _entries(wiring, target)
    rows: list[Document] = []
    refused: list[Document] = []
    has_left = False
    with Recorded(wiring, "undo", "incremental") as run:
        for entity, entries in meant:
            world = make_world(wiring, wiring.store, entity, run.number)
            world.limits = limits_of(wiring, is_forced=is_forced)
            run.worlds.append(world)
            recover(world)
            planned = plan_undos(world, list(_by_record(entries)))
            guard_undos(world, planned)
            refused += _take_all_back(wiring, world, planned)
            world.tally.unclear = len(world.shelves.outbox.open())
            rows += [_row(wiring, world, one.undo) for one in planned]
            has_left |= any(one.undo.left for one in planned)
        run.answer()
    document: Document = {"undo": rows, "run": run.number, "refused": refused}
    return Answer(document, Exit.HELD if refused or has_left else Exit.DONE)


def _take_all_back(
    wiring: Wiring, world: World, planned: Sequence[Planned]
) -> list[Document]:
    refused = []
    for done, one in enumerate(planned):
        world.progress("undo", done, len(planned))
        world.go_on()
        try:
            take_back(world, one)
        except RemoteError as error:
            if not isinstance(error, (Refused, Absent, Forbidden)):
                raise
            refused.append(
                {
                    "side": name_of(one.undo.side),
                    "record": one.undo.record,
                    "message": messages.sentence_text(error, wiring.lang),
                }
            )
    return refused


def _entries(wiring: Wiring, target: Target) -> list[tuple[str, list[Entry]]]:
    """The lines of the journal that are meant, newest last, by their entity.

    Of a run those of every entity: what refers to others is taken back before them.
    """
    meant: list[tuple[str, list[Entry]]] = []
    for entity in reversed(wiring.entities(wiring.known)):
        found = _meant(wiring.shelves(entity).journal.read, target)
        if target.field:
            found = [one for one in found if one.field == target.field]
        if found:
            meant.append((entity, found))
    if not meant:
        raise NothingWritten(what=target.what)
    is_run = target.what.strip().isdigit()
    return meant if is_run else meant[-1:]


def _meant(read: Callable[..., list[Entry]], target: Target) -> list[Entry]:
    what = target.what.strip()
    if ":" in what:
        side, id = read_ref(what)
        return [
            one
            for one in read(None, (side, id))
            if (one.side, one.record) == (side, id)
        ]
    number = what.removeprefix("#")
    if not (number.isascii() and number.isdigit()):
        raise BadTarget(what=what)
    if what.startswith("#"):
        return [one for one in read() if one.number == int(number)]
    return read(int(number))


def _by_record(entries: Iterable[Entry]) -> Iterable[Written]:
    groups: dict[tuple[object, str], list[Entry]] = {}
    for entry in entries:
        groups.setdefault((entry.side, entry.record), []).append(entry)
    for rows in groups.values():
        last = rows[-1]
        traces = tuple(
            Trace(one.number, Verb(one.verb), one.field, one.before, one.after)
            for one in rows
        )
        yield Written(last.side, last.record, last.source_id, traces)


def _row(wiring: Wiring, world: World, undo: Undo) -> Document:
    seen = world.shelves.observations.get(undo.side, undo.record)
    why = messages.reason_text(Reason.UNDONE.value, wiring.lang)
    return {
        "entity": world.mapping.entity,
        "side": name_of(undo.side),
        "verb": undo.deed.value,
        "record": undo.record,
        "name": seen.name
        if seen
        else str({**undo.before, **undo.values}.get("name", "")),
        "fields": {
            name: {
                "before": plain(undo.before.get(name)),
                "after": plain(value),
                "why": why,
            }
            for name, value in undo.values.items()
            if undo.deed is not Deed.DELETE
        },
        "left": [
            {
                "field": name or None,
                "code": reason.value,
                "message": messages.tell(_WHY_LEFT[reason], wiring.lang),
            }
            for name, reason in undo.left.items()
        ],
    }
