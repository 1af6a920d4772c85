"""When a pair swings: something answers every write of ours, and we answer it.

An edit that only answers a write of ours is nobody's wish; all others are people's::

    the field that was edited                      the edit is
    ---------------------------------------------  -----------
    was not written by us, or by others since      a person's
    was written by us, and reads as it did before  an answer
    was written by us, less than a minute ago      an answer
    was written by us, and reads otherwise         a person's

An edit of several fields is a person's if one of them is.  Over a day::

    our writes of a pair             verdict
    -------------------------------  -------------------------------
    up to 2 x edits of people + 3    go on
    more                             it is frozen, and a person looks
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.values import Value

DAY = timedelta(hours=24)
_SPARE = 3
# An automation answers at once; who reads what we wrote and edits it takes longer.
_AT_ONCE = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Ours:
    """Our latest write of a field: what was there, what was written, and when."""

    before: Value
    after: Value
    at: datetime


@dataclass(frozen=True, slots=True)
class Retyped:
    """A field that was edited: what it held, what it holds, and since when."""

    before: Value
    after: Value
    at: datetime | None


def is_answer(edit: Retyped, ours: Ours | None) -> bool:
    """Tell whether an edit of a field only answers a write of ours."""
    if ours is None or ours.after != edit.before:
        return False
    is_quick = edit.at is not None and edit.at - ours.at < _AT_ONCE
    return edit.after == ours.before or is_quick


def is_swinging(writes: int, edits: int) -> bool:
    """Tell whether one write more would be too many for what people edited."""
    return writes + 1 > 2 * edits + _SPARE
