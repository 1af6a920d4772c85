"""Who is whose counterpart.

The keys of a mapping are tried in order; the first that proposes anybody
decides::

    free records with this key: here  there  confidence  situation
    --------------------------------  -----  ----------  ---------
    any                               none   any         unmatched (the next is tried)
    one                               one    sure        unlinked  (they are linked)
    one                               one    unique      unlinked
    one                               one    review      proposed  (a person decides)
    more                              some   unique      unmatched (the next is tried)
    one                               more   unique      unmatched
    more                              some   others      disputed  (a person decides)
    one                               more   others      disputed
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from engine.mapping.parts import Confidence


class Situation(Enum):
    """What holds between a record without a link and the other side."""

    UNMATCHED = "unmatched"
    UNLINKED = "unlinked"
    PROPOSED = "proposed"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True)
class Candidates:
    """The records that share one key: free ones, and none that never match.

    Attributes:
        key: The name of the key (``vat_number``).
        confidence: What a hit is worth.
        here: The free ones on the record's own side, itself among them.
        there: The free ones on the other side.
    """

    key: str
    confidence: Confidence
    here: tuple[str, ...]
    there: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """The outcome: a situation, the key that decided, and the candidates."""

    situation: Situation
    key: str = ""
    there: tuple[str, ...] = ()


def correlate(proposed: Sequence[Candidates]) -> Match:
    """Decide about one record from the candidates of each key, in order."""
    for candidates in proposed:
        if not candidates.there:
            continue
        if len(candidates.there) > 1 or len(candidates.here) > 1:
            if candidates.confidence is Confidence.UNIQUE:
                continue
            return Match(Situation.DISPUTED, candidates.key, candidates.there)
        if candidates.confidence is Confidence.REVIEW:
            return Match(Situation.PROPOSED, candidates.key, candidates.there)
        return Match(Situation.UNLINKED, candidates.key, candidates.there)
    return Match(Situation.UNMATCHED)
