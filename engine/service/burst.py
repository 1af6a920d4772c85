"""How long web hooks are joined: one hardly, a thousand until they have all come.

::

    calls one after another   a pause ends them after   they are cut short after
    ------------------------  ------------------------  ------------------------
    1                         0.2 s                     1 s
    2                         0.5 s                     1 s
    20                        0.7 s                     2 s
    100                       1.5 s                     6 s
    600 and more              1.5 s                     30 s

So an edit waits for nobody, an import costs one run, and what trickles in without an
end is read every now and then.
"""

from dataclasses import dataclass

_ALONE = 0.2
_PAUSE, _PAUSE_EACH, _LONGEST_PAUSE = 0.5, 0.01, 1.5
_WHOLE, _WHOLE_EACH, _LONGEST_WHOLE = 1.0, 0.05, 30.0


@dataclass(frozen=True, slots=True)
class Burst:
    """Calls that came one after another, at these moments of one clock."""

    first: float
    last: float
    count: int = 1

    def with_another(self, at: float) -> "Burst":
        """The same with one call more."""
        return Burst(self.first, at, self.count + 1)

    def left(self, now: float) -> float:
        """How many seconds to wait still for more of them."""
        more = self.count - 1
        pause = min(_PAUSE + more * _PAUSE_EACH, _LONGEST_PAUSE) if more else _ALONE
        whole = min(_WHOLE + more * _WHOLE_EACH, _LONGEST_WHOLE)
        return min(self.last + pause, self.first + whole) - now
