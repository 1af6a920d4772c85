"""How hard a system may be pressed: calls at a time, calls a second, waits."""

import ipaddress
import os
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias
from urllib.parse import urlsplit

from engine.errors import N_, UsageError
from engine.model.resource import SystemDescription

_RATE = re.compile(r"\s*(\d+)\s*/\s*([smh])\s*")
_SECONDS = {"s": 1, "m": 60, "h": 3600}

Update: TypeAlias = Callable[[list[float], float], list[float]]
"""Says which moments are kept, in seconds, given those before and what time it is."""


class BadRate(UsageError):
    """A rate that is not written as one."""

    template = N_("{rate!r} is not a rate")
    advice = N_("write a number of calls per second, minute or hour: 10/s, 40/m")


class PlainAddress(UsageError):
    """An address over which the credentials could be read by anyone."""

    template = N_("{url!r} is not an https address")
    advice = N_("use https; plain http is accepted on this machine only")


class Ledger(Protocol):
    """The moments of the latest calls, of all who share a rate."""

    def change(self, update: Update) -> None:
        """Keep other moments, alone; ``update`` is given these, and what time it is."""


class OwnLedger:
    """The calls of one process, which nobody shares."""

    def __init__(self) -> None:
        self._moments: list[float] = []
        self._lock = threading.Lock()

    def change(self, update: Update) -> None:
        """Keep other moments, one thread at a time."""
        with self._lock:
            self._moments = update(self._moments, time.monotonic())


def _nobody() -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a profile says of the calls to one system.

    Attributes:
        concurrency: The most calls at a time.
        rate: The most calls in a time (``10/s``, ``40/m``); None where the
            profile says nothing: then the vendor's host has its known rate, and
            every other host has none.
        wait: The base seconds between two tries; None reads the environment.
        timeout: How many seconds an answer may take.
        ledger: Where the calls are counted; None where nobody shares the rate.
        halt: Set when this process was asked to end: nothing is waited for then.
        on_wait: Is told when a call was not answered well, and waits to be tried again.
    """

    concurrency: int = 8
    rate: str | None = None
    wait: float | None = None
    timeout: float = 30.0
    ledger: Ledger | None = None
    halt: threading.Event = field(default_factory=threading.Event, compare=False)
    on_wait: Callable[[], None] = _nobody


def base_wait(limits: Limits) -> float:
    """The base seconds between two tries."""
    if limits.wait is not None:
        return limits.wait
    try:
        return max(0.0, float(os.environ.get("RACCORDO_RETRY_WAIT", "1.0")))
    except ValueError:
        return 1.0


def rate_for(url: str, description: SystemDescription, limits: Limits) -> str:
    """The rate that holds for ``url``; an empty text where none does."""
    if limits.rate is not None:
        return limits.rate
    is_vendors = _host(url) == _host(description.url) != ""
    return description.rate if is_vendors and not is_loopback(url) else ""


def read_rate(rate: str) -> tuple[int, int]:
    """Read ``40/m`` as 40 calls in 60 seconds.

    Raises:
        BadRate: It is not written so, or allows no call at all.
    """
    found = _RATE.fullmatch(rate)
    if found is None or int(found[1]) == 0:
        raise BadRate(rate=rate)
    return int(found[1]), _SECONDS[found[2]]


def is_loopback(url: str) -> bool:
    """Whether an address is on this machine."""
    host = _host(url)
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def check_address(url: str) -> None:
    """Refuse an address that would send the credentials in the clear.

    Raises:
        PlainAddress: It is not https, and not on this machine.
    """
    scheme = url.partition("://")[0].lower()
    is_safe = scheme == "https" or (scheme == "http" and is_loopback(url))
    if not is_safe or not _host(url):
        # Only the host is shown: an address may carry a password.
        raise PlainAddress(url=f"{scheme}://{_host(url)}")


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
