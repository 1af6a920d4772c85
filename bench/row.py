"""One line of the table, and how the best of several tries is taken."""

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """Something measured, beside what was promised of it.

    Attributes:
        value: The number, in ``unit``; lower is better.
        bound: The target; None where there is none.
    """

    what: str
    value: float
    unit: str
    bound: float | None = None

    @property
    def measured(self) -> str:
        """The number as a person reads it."""
        return f"{self.value:,.2f} {self.unit}".strip()

    @property
    def target(self) -> str:
        """The target as a person reads it."""
        return "" if self.bound is None else f"≤ {self.bound:,g} {self.unit}".strip()

    @property
    def mark(self) -> str:
        """Whether the target is reached."""
        if self.bound is None:
            return ""
        return "✓" if self.value <= self.bound else "✗ worse"


def microseconds(call: Callable[[], object], count: int, tries: int = 7) -> float:
    """How long one of ``count`` takes, in the best of several tries."""
    best = float("inf")
    for _ in range(tries):
        started = time.perf_counter()
        call()
        best = min(best, time.perf_counter() - started)
    return best / count * 1e6


def side_by_side(
    base: Callable[[], object], ours: Callable[[], object], count: int, tries: int = 30
) -> tuple[float, float]:
    """How long one of ``count`` takes by either, tried in turn.

    What else a machine does slows both down alike; their best tries are compared.
    """
    found = [
        (microseconds(base, count, tries=1), microseconds(ours, count, tries=1))
        for _ in range(tries)
    ]
    return min(one for one, _ in found), min(other for _, other in found)
