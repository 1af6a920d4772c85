"""Slowness, refusals, lost replies and odd tenants, on demand."""

import dataclasses
import random
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any, Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Mishap:
    """What befalls the next calls that match a method and a path pattern.

    A status of 0 is a lost reply: the connection closes without an answer.
    `applied` says whether the call does its work before it goes wrong.
    """

    method: str = "*"
    path: str = "*"
    times: int = 1
    status: int = 0
    applied: bool = False

    def matches(self, method: str, path: str) -> bool:
        """Say whether a call is one of those meant (case does not count)."""
        return fnmatchcase(method.upper(), self.method.upper()) and fnmatchcase(
            path.lower(), self.path.lower()
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """All knobs of one sandbox; a change makes a new one.

    Attributes:
        latency: Seconds that each call waits before anything happens.
        too_many: Share of calls, 0 to 1, answered 429; the four that follow alike.
        failing: Share answered 500, nothing done.
        unavailable: Share answered 503.
        lost_before: Share whose connection closes before anything was done.
        lost_after: Share whose connection closes after all was done.
        retry_after: Seconds told in the header with 429 and 503.
        seed: What the shares are drawn with.
        mishaps: What befalls the next calls that match.
        down: Whether every connection closes without an answer.
        clock_offset: Seconds by which stamps and `Date` are ahead of the clock.
        listing_lag: Seconds until listings show a change.
        nulls: What becomes of a null in a body; if not told, CiC refuses it and
            the CRM clears the property.
        not_installed: The status, 403 or 404, of each part that is not there.
        grant_expired: Whether CiC's tokens have run out (its 401).
        reuse_numbers: Whether CiC gives the highest free number again.
        upsert: Whether a PUT to an unknown number of CiC makes the record.
        lengths: Whether CiC minds how long a text is.
        modules: The modules of CiC's agreement: stock needs `Lager`, departments one
            that begins with `Dimension`.
        hook_delay: Seconds that CiC waits before it calls a web hook.
        hook_duplicates: Share of those calls that are made twice.
        hook_loss: Share that is never made.
        hook_reorder: Share that is made late, after those that follow.
        hook_tries: How often a call is made to a receiver that fails.
        hook_blank: What stands in a call for a number that there is not: nothing, 0
            or the placeholder itself.
        hidden: Properties that a tenant of the CRM does not see, by controller.
        mandatory: Properties that it demands, by controller.
    """

    latency: float = 0.0
    too_many: float = 0.0
    failing: float = 0.0
    unavailable: float = 0.0
    lost_before: float = 0.0
    lost_after: float = 0.0
    retry_after: int = 1
    seed: int = 0
    mishaps: tuple[Mishap, ...] = ()
    down: bool = False
    clock_offset: float = 0.0
    listing_lag: float = 0.0
    nulls: Literal["refuse", "tolerate"] | None = None
    not_installed: Mapping[str, int] = field(default_factory=dict)
    grant_expired: bool = False
    reuse_numbers: bool = False
    upsert: bool = False
    lengths: bool = True
    modules: tuple[str, ...] = ("Lager",)
    hook_delay: float = 0.0
    hook_duplicates: float = 0.0
    hook_loss: float = 0.0
    hook_reorder: float = 0.0
    hook_tries: int = 3
    hook_blank: Literal["empty", "zero", "literal"] = "empty"
    hidden: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    mandatory: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def changed(self, changes: Mapping[str, Any]) -> "Faults":
        """Make these faults with some of them changed, as JSON spells them.

        Raises:
            TypeError: A name is none of the knobs.
        """
        given = dict(changes)
        if "mishaps" in given:
            given["mishaps"] = tuple(
                entry if isinstance(entry, Mishap) else Mishap(**entry)
                for entry in given["mishaps"]
            )
        if "modules" in given:
            given["modules"] = tuple(given["modules"])
        for name in ("hidden", "mandatory"):
            if name in given:
                given[name] = {key: tuple(names) for key, names in given[name].items()}
        return dataclasses.replace(self, **given)

    def missing(self, name: str) -> int | None:
        """Give the status with which a part that is not installed answers."""
        wanted = name.lower()
        return next(
            (
                code
                for part, code in self.not_installed.items()
                if part.lower() == wanted
            ),
            None,
        )


class Fate:
    """Draws, call by call, what some faults bring."""

    def __init__(self, faults: Faults) -> None:
        self._lock = threading.Lock()
        self._random = random.Random(faults.seed)  # noqa: S311 - no secret is drawn
        self._left = [mishap.times for mishap in faults.mishaps]
        self._mishaps = faults.mishaps
        self._rates = (
            (faults.lost_before, Mishap()),
            (faults.lost_after, Mishap(applied=True)),
            (faults.too_many, Mishap(status=429)),
            (faults.failing, Mishap(status=500)),
            (faults.unavailable, Mishap(status=503)),
        )
        self._is_down = faults.down

    def draw(self, method: str, path: str) -> Mishap | None:
        """Say what befalls this call, if anything."""
        if self._is_down:
            return Mishap()
        with self._lock:
            return self._planned(method, path) or self._by_chance()

    def _planned(self, method: str, path: str) -> Mishap | None:
        for place, mishap in enumerate(self._mishaps):
            if self._left[place] > 0 and mishap.matches(method, path):
                self._left[place] -= 1
                return mishap
        return None

    def _by_chance(self) -> Mishap | None:
        for rate, mishap in self._rates:
            if rate and self._random.random() < rate:
                return mishap
        return None
