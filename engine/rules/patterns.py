"""Patterns for ``matches``: which ones end soon on every text.

A pattern is refused that repeats what already repeats or chooses (``(a+)+``), that
looks around or back, or whose parts could share out a text in too many ways.
What is left is tried on at most ``LONGEST`` characters.
"""

import re
from collections.abc import Iterator

LONGEST = 300

_MOST_WAYS = LONGEST**3

_PART = re.compile(
    r"""
      (?P<SET>\[\^?\]?(?:\\.|[^\]\\])*\])
    | (?P<ESCAPE>\\.)
    | (?P<LOOK>\(\?(?!:))
    | (?P<OPEN>\((?:\?:)?)
    | (?P<CLOSE>\))
    | (?P<REPEAT>(?:[*+?]|\{[0-9]*,?[0-9]*\})[?+]?)
    | (?P<CHOICE>\|)
    | (?P<PLAIN>.)
    """,
    re.VERBOSE | re.DOTALL,
)


def is_quick(pattern: str) -> bool:
    """Tell whether a pattern, already known to be one, ends soon on every text."""
    ways = 1
    varies = [False]  # for each open group, whether it can take more than one length
    last = last_varies = None
    for kind, text in _parts(pattern):
        if _looks(kind, text):
            return False
        if kind == "REPEAT":
            least, most = _bounds(text)
            if last_varies and most > 1:
                return False
            ways *= max(most if last == "CLOSE" else most - least + 1, 1)
        last_varies = None
        if kind == "OPEN":
            varies.append(False)
        elif kind == "CLOSE":
            last_varies = varies.pop()
            varies[-1] |= last_varies
        elif kind in ("CHOICE", "REPEAT"):
            varies[-1] = True
        last = kind
    return ways <= _MOST_WAYS


def looks_around(pattern: str) -> bool:
    """Tell whether a pattern looks ahead or back, or sets flags."""
    return any(_looks(kind, text) for kind, text in _parts(pattern))


def _looks(kind: str, text: str) -> bool:
    return kind == "LOOK" or (kind == "ESCAPE" and text[1].isdigit())


def _parts(pattern: str) -> Iterator[tuple[str, str]]:
    for found in _PART.finditer(pattern):
        yield found.lastgroup or "", found.group()


def _bounds(repetition: str) -> tuple[int, int]:
    """How often something repeats, at least and at most."""
    if repetition[0] == "?":
        return 0, 1
    if repetition[0] in "*+":
        return 0, LONGEST
    low, comma, high = repetition[1 : repetition.index("}")].partition(",")
    least = int(low or 0)
    return least, int(high) if high else LONGEST if comma else least
