"""What taking writes back would mean, decided from the journal and what is there now.

Each field that still is what we wrote gets back what was there before; nothing
else is touched::

    what was written   what is there now            what happens
    -----------------  ---------------------------  ------------------------------
    a field            the same                     the earlier value comes back
    a field            something else               it stays (edited since)
    a field            the record is gone           nothing (gone)
    a new record       all as we wrote it           it is deleted, where that may be
    a new record       something else               the link is dissolved (edited)
    a deletion         nothing                      it is created again

Several writes of one field are taken back together, as far as each began where
the one before it had ended.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from engine.mapping.compiled import Mapping
from engine.model.link import View
from engine.model.plan import Verb
from engine.model.side import Side
from engine.values import Value


class Deed(Enum):
    """What an undo does to one record."""

    RESTORE = "update"
    DELETE = "delete"
    UNLINK = "unlink"
    CREATE = "create"
    NOTHING = "nothing"


class Left(Enum):
    """Why something is left as it is."""

    EDITED = "edited_since"
    GONE = "gone"
    REFERENCED = "referenced"
    KEPT = "kept_there"
    """The system is one in which nothing is ever deleted on our own."""


@dataclass(frozen=True, slots=True)
class Trace:
    """One write as the journal has it."""

    number: int
    verb: Verb
    field: str
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class Undo:
    """What an undo does to one record.

    Attributes:
        values: The values to write, by field.
        left: The fields that stay, and why; under an empty name the record itself.
    """

    side: Side
    record: str
    counterpart: str
    deed: Deed
    values: View = field(default_factory=dict)
    before: View = field(default_factory=dict)
    left: dict[str, Left] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """A record and what was written to it, oldest first."""

    side: Side
    record: str
    counterpart: str
    traces: tuple[Trace, ...]


def plan_undo(
    mapping: Mapping, written: Written, now: View | None, *, may_delete: bool
) -> Undo:
    """Decide what becomes of one record; ``now`` is its view, None where it is gone."""
    first = written.traces[0]
    last = written.traces[-1]
    if last.verb is Verb.DELETE:
        values = last.before if isinstance(last.before, dict) else {}
        deed = Deed.CREATE if now is None else Deed.NOTHING
        return _undo(written, deed, dict(values) if now is None else {})
    if now is None:
        return _undo(written, Deed.NOTHING, left={"": Left.GONE})
    if first.verb is Verb.CREATE:
        return _uncreate(mapping, written, now, may_delete=may_delete)
    return _restore(mapping, written, now)


def _uncreate(
    mapping: Mapping, written: Written, now: View, *, may_delete: bool
) -> Undo:
    expected = _expected(written.traces)
    edited = {
        name
        for name in mapping.fields
        if not mapping.arrived(name, written.side, expected.get(name), now)
    }
    if edited:
        left = dict.fromkeys(sorted(edited), Left.EDITED)
        return _undo(written, Deed.UNLINK, left=left)
    if not may_delete:
        return _undo(written, Deed.UNLINK, left={"": Left.KEPT})
    return Undo(
        written.side, written.record, written.counterpart, Deed.DELETE, {}, expected
    )


def _expected(traces: Sequence[Trace]) -> View:
    """What a record holds if nobody but us ever wrote it."""
    expected: View = {}
    for trace in traces:
        if trace.verb is Verb.CREATE and isinstance(trace.after, dict):
            expected = dict(trace.after)
        elif trace.field:
            expected[trace.field] = trace.after
    return expected


def _restore(mapping: Mapping, written: Written, now: View) -> Undo:
    values: View = {}
    left: dict[str, Left] = {}
    # What marks a record is written as any field, and compared as it stands.
    marked = mapping.marked(written.side, {})
    names = dict.fromkeys(one.field for one in written.traces if one.field)
    for name in names:
        if name not in mapping.fields and name not in marked:
            continue
        own = [one for one in written.traces if one.field == name]
        if not mapping.same(name, now.get(name), own[-1].after, now):
            left[name] = Left.EDITED
            continue
        before = _beginning(mapping, name, own)
        if not mapping.same(name, now.get(name), before, now):
            values[name] = before
    deed = Deed.RESTORE if values else Deed.NOTHING
    before_now = {name: now.get(name) for name in values}
    return Undo(
        *(written.side, written.record, written.counterpart, deed),
        values,
        before_now,
        left,
    )


def _beginning(mapping: Mapping, name: str, own: Sequence[Trace]) -> Value:
    """What was there before the last unbroken row of our writes."""
    value = own[-1].before
    for trace in reversed(own[:-1]):
        if not mapping.same(name, trace.after, value):
            # Somebody edited it between the two: that edit is not ours to undo.
            break
        value = trace.before
    return value


def _undo(
    written: Written,
    deed: Deed,
    values: View | None = None,
    left: dict[str, Left] | None = None,
) -> Undo:
    return Undo(
        written.side,
        written.record,
        written.counterpart,
        deed,
        values or {},
        {},
        left or {},
    )
