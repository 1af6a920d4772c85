"""The life of one record in sentences: what happened where, when, by whom, and why.

Each event stands for one trace in the state:

==========  ==================================================================
kind        the trace
==========  ==================================================================
asked       a person wants the record on the other side
linked      the link
edited      the latest edit of a unit, and between which readings it happened
write       a field that a run wrote, created or deleted
conflict    a field that both sides moved apart
problem     what holds the record, or held it at the last look
decided     a value that a person chose, and that is not written yet
unclear     a write that was sent, and not answered
agreed      the last time that both sides agreed on anything
excluded    a person left the record out
==========  ==================================================================
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from engine import messages
from engine.application.answer import Document
from engine.application.documents import moment
from engine.application.sides import name_of
from engine.application.telling import Teller
from engine.errors import N_
from engine.mapping.declaration import Unit
from engine.model.link import Link, View
from engine.model.observation import Observation, Twins
from engine.model.side import Side
from engine.state.problems import Held, Whose
from engine.sync.world import World

Refs = dict[Side, str]

_KINDS = (
    *("asked", "edited", "conflict", "decided", "write", "linked"),
    *("unclear", "problem", "agreed", "excluded"),
)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened.

    Attributes:
        fields: The fields that it is about; none for the record as a whole.
    """

    at: datetime | None
    kind: str
    text: str
    fields: tuple[str, ...] = ()
    side: Side | None = None
    run: int | None = None


def tell_story(
    world: World, refs: Refs, twins: Twins | None, teller: Teller, field: str = ""
) -> list[Document]:
    """All that is known to have happened to a record, or to one field of it."""
    known = _Traces(world, refs, twins, teller)
    events = [
        event
        for told in (
            known.asked,
            known.linked,
            known.edited,
            known.writes,
            known.conflicts,
            known.problems,
            known.decided,
            known.unclear,
            known.agreed,
            known.excluded,
        )
        for event in told()
        if not (field and event.fields and field not in event.fields)
    ]
    return [_document(event) for event in sorted(events, key=_order)]


def _order(event: Event) -> tuple[bool, int, int]:
    """By time, the cause before its effect; what has no time is as it is now."""
    second = int(event.at.timestamp()) if event.at else 0
    return event.at is None, second, _KINDS.index(event.kind)


def _document(event: Event) -> Document:
    return {
        "at": moment(event.at),
        "kind": event.kind,
        "text": event.text,
        "field": event.fields[0] if len(event.fields) == 1 else None,
        "side": name_of(event.side) if event.side else None,
        "run": event.run,
    }


class _Traces:
    """The traces of one record and its counterpart, each as events."""

    def __init__(
        self, world: World, refs: Refs, twins: Twins | None, teller: Teller
    ) -> None:
        self._world = world
        self._refs = refs
        self._twins = twins
        self._teller = teller
        entries = {
            entry.number: entry
            for side, id in refs.items()
            for entry in world.shelves.journal.read(None, (side, id))
        }
        self._entries = [entries[number] for number in sorted(entries)]

    def asked(self) -> Iterator[Event]:
        for side, id in self._refs.items():
            at = self._world.shelves.lives.asked_at(side, id)
            if at:
                text = N_("a person asked for {ref} to be sent to {other}")
                said = self._teller.say(
                    text,
                    ref=self._teller.ref(side, id),
                    other=self._teller.system(side.other),
                )
                yield Event(at, "asked", said, side=side)

    def linked(self) -> Iterator[Event]:
        link = self._link()
        life = self._world.shelves.lives.of(link.number) if link else None
        if link and life:
            said = self._teller.linked(link, life.made_by)
            yield Event(life.made_at, "linked", said)

    def edited(self) -> Iterator[Event]:
        if self._twins is None:
            return
        for side in Side:
            seen = self._twins.sides[side]
            for unit in self._world.mapping.units:
                edit = seen.edited.get(unit.name)
                if edit:
                    typed = self._typed(side, seen, unit)
                    fields = tuple(typed or unit.fields)
                    said = self._teller.edited(side, unit.name, typed, edit)
                    yield Event(edit.not_after, "edited", said, fields, side)

    def writes(self) -> Iterator[Event]:
        for entry in self._entries:
            fields = (entry.field,) if entry.field else ()
            said = self._teller.wrote(entry)
            yield Event(entry.at, "write", said, fields, entry.side, entry.run)

    def conflicts(self) -> Iterator[Event]:
        for one in self._world.shelves.conflicts.all():
            if any(one.ids[side] == id for side, id in self._refs.items()):
                said = self._teller.conflict(one)
                yield Event(one.at, "conflict", said, (one.field,), run=one.run)

    def problems(self) -> Iterator[Event]:
        for held in held_of(self._world, self._refs):
            fields = (held.problem.field,) if held.problem.field else ()
            said = self._teller.problem(held, self._world.mapping.entity)
            yield Event(held.since, "problem", said, fields, held.side)

    def decided(self) -> Iterator[Event]:
        link = self._link()
        life = self._world.shelves.lives.of(link.number) if link else None
        for name, value in (life.wanted if life else {}).items():
            text = N_("a person chose {value} for {field}; it is not written yet")
            said = self._teller.say(
                text,
                value=self._teller.quote(name, value),
                field=self._teller.label(name),
            )
            yield Event(None, "decided", said, (name,))

    def unclear(self) -> Iterator[Event]:
        for kept in self._world.shelves.outbox.open():
            if self._refs.get(kept.side.other) != kept.source_id:
                continue
            text = N_(
                "a write of {fields} was sent to {system} and not answered: the next "
                "run looks what became of it"
            )
            fields = tuple(kept.sent)
            said = self._teller.say(
                text,
                fields=self._teller.labels(fields),
                system=self._teller.system(kept.side),
            )
            yield Event(kept.kept_at, "unclear", said, fields, kept.side)

    def agreed(self) -> Iterator[Event]:
        link = self._link()
        life = self._world.shelves.lives.of(link.number) if link else None
        if life and life.agreed_at:
            said = self._teller.say(N_("both sides agreed, for the last time so far"))
            yield Event(life.agreed_at, "agreed", said)

    def excluded(self) -> Iterator[Event]:
        for side, id in self._refs.items():
            reason = self._world.shelves.newcomers.reason(side, id)
            if reason is not None:
                text = N_("a person left {ref} out: {reason}")
                given = messages.reason_given(reason, self._teller.lang)
                own = self._teller.ref(side, id)
                said = self._teller.say(text, ref=own, reason=given)
                yield Event(None, "excluded", said, side=side)

    def _link(self) -> Link | None:
        links = self._world.shelves.links
        found = (links.of(side, id) for side, id in self._refs.items())
        return next((link for link in found if link), None)

    def _typed(self, side: Side, seen: Observation, unit: Unit) -> View:
        """What the latest edit of a unit typed on a side, as far as anything tells.

        What was not carried over yet stands there still; of what was, the journal
        has the value: as it was written to the other side, or written over here.
        """
        assert self._twins is not None  # noqa: S101 - only asked of a pair
        base = self._twins.baseline.sides[side]
        pending = {
            name: seen.view.get(name)
            for name in unit.fields
            if seen.view.get(name) != base.get(name)
        }
        rows = [one for one in self._entries if one.field in unit.fields]
        last = max((one.run for one in rows), default=0)
        return pending or {
            one.field: one.before if one.side is side else one.after
            for one in rows
            if one.run == last
        }


def held_of(world: World, refs: Refs) -> list[Held]:
    """The problems of a record and its counterpart, those put away too."""
    return [
        held
        for side, id in refs.items()
        for held in world.shelves.problems.of(Whose(side, id, ""))
    ]
