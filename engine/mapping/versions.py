"""What became of a stock mapping since an overlay was written for it.

Three texts are compared value by value: the stock mapping that the overlay was
written for, the one that there is now, and the overlay::

    the stock mapping   the overlay    advice
    ------------------  -------------  ------------------------------------------
    changed             says nothing   taken over   (comes by itself)
    changed             says what the  redundant    (take it out of the overlay)
                        stock says now
    changed             says another   both         (a person decides)
    took it away        says anything  gone         (it now speaks of nothing)
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from engine.mapping.effective import flow
from engine.mapping.overlays import Overlay
from engine.marked import Keys, Marked

_OF_THE_FILE = ("schema", "version", "extends", "rules")


class Advice(Enum):
    """What to do about one value that moved."""

    TAKEN_OVER = "taken_over"
    REDUNDANT = "redundant"
    BOTH = "both"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Moved:
    """One value of the stock mapping that is not what it was.

    Attributes:
        path: The keys down to it.
        before: What the overlay was written for, as YAML; empty for none.
        now: What the stock mapping says now; empty for none.
        overlay: What the overlay says; empty where it says nothing.
    """

    path: tuple[str, ...]
    before: str
    now: str
    overlay: str
    advice: Advice


def three_way(before: Keys, now: Keys, overlay: Overlay) -> tuple[Moved, ...]:
    """What moved between two versions of a stock mapping, beside an overlay."""
    old, new = _leaves(before), _leaves(now)
    said = _leaves(overlay.root)
    paths = dict.fromkeys((*old, *new))
    return tuple(
        _moved(path, old.get(path, ""), new.get(path, ""), _said(said, path))
        for path in paths
        if path[0] not in _OF_THE_FILE and old.get(path) != new.get(path)
    )


def _moved(path: tuple[str, ...], before: str, now: str, overlay: str) -> Moved:
    if not overlay:
        advice = Advice.TAKEN_OVER
    elif not now:
        advice = Advice.GONE
    else:
        advice = Advice.REDUNDANT if overlay == now else Advice.BOTH
    return Moved(path, before, now, overlay, advice)


def _said(said: dict[tuple[str, ...], str], path: tuple[str, ...]) -> str:
    """What an overlay says there, or that it drops the line."""
    dropped = said.get((*path[:2], "drop"))
    return said.get(path) or (f"drop: {dropped}" if dropped else "")


def _leaves(keys: Keys) -> dict[tuple[str, ...], str]:
    return dict(_walk((), keys))


def _walk(
    path: tuple[str, ...], marked: Marked
) -> Iterator[tuple[tuple[str, ...], str]]:
    is_whole = path and path[-1] == "as"
    if isinstance(marked, Keys) and marked.entries and not is_whole:
        for key, value in marked.entries.items():
            yield from _walk((*path, key), value)
    else:
        yield path, flow(marked)
