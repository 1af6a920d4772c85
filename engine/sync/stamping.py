"""What our own writes tell of the clock that stamps records.

A server says what time it is in the ``Date`` of every answer; the stamps of its
records may come from another clock.  A record that we wrote between ``s`` and
``r`` and that is stamped ``d`` with a granularity of ``g`` proves that this clock
is ahead of ours by something in ``(d - r, d + g - s)``.  A single such proof may be
false (somebody may have edited the record right after us), so that only proofs
that agree with each other count, and only where they contradict the ``Date``.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from engine.reconcile.latest import Dial
from engine.state.runs import Settings
from engine.values import from_json, to_json

_ENOUGH = 3
_LIFE = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Proof:
    """How far a clock is ahead of ours, in seconds, and how many writes say so."""

    low: float
    high: float
    count: int = 1


def proof(stamp: datetime, granularity: float, sent: float, received: float) -> Proof:
    """What one write of ours proves."""
    seconds = stamp.timestamp()
    return Proof(seconds - received, seconds + granularity - sent)


def agreeing(proofs: Iterable[Proof]) -> Proof | None:
    """What most of the proofs agree on; None where too few do."""
    best: Proof | None = None
    for one in proofs:
        common = None if best is None else _common(best, one)
        if best is None:
            best = one
        elif common is not None:
            best = common
        elif best.count == 1:
            # Two that contradict each other: the newer one is as good as the other.
            best = one
    return best if best is not None and best.count >= _ENOUGH else None


def remember(settings: Settings, side: str, found: Proof, at: datetime) -> None:
    """Keep what the writes of a run proved, beside the ``Date``, for the next runs."""
    kept = [str(found.low), str(found.high), found.count, at.isoformat()]
    settings.set(f"stamps of {side}", to_json(kept))


def recall(settings: Settings, side: str, now: datetime) -> Proof | None:
    """What the writes of the last hours proved of one side."""
    kept = from_json(settings.get(f"stamps of {side}") or "null")
    if not isinstance(kept, list):
        return None
    low, high, count, at = (str(one) for one in kept)
    if not timedelta(0) <= now - datetime.fromisoformat(at) < _LIFE:
        return None
    return Proof(float(low), float(high), int(count))


def beside_date(found: Proof, dial: Dial) -> Proof:
    """How far the clock of the stamps is ahead of the one of the ``Date``.

    This is what is kept: it stays true when our clock, or the server's, is set.
    """
    return Proof(found.low - dial.high, found.high - dial.low, found.count)


def adjusted(dial: Dial, beside: Proof | None) -> Dial:
    """The dial of a side: by the stamps where these contradict the ``Date``.

    Where no write of ours tells, the clock that stamps is the ``Date``'s only likely.
    """
    if beside is None:
        return replace(dial, is_proven=False)
    if beside.low <= 0 <= beside.high:
        return dial
    return Dial(dial.low + beside.low, dial.high + beside.high, dial.granularity)


def _common(one: Proof, other: Proof) -> Proof | None:
    low, high = max(one.low, other.low), min(one.high, other.high)
    return Proof(low, high, one.count + other.count) if low <= high else None
