"""The web hooks that a person enters in CiC, and the calls that they make.

A call says no more than two numbers, is made some time after the change, and may be
lost, made twice or overtaken by a later one.
"""

import heapq
import random
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import count

from engine.sandbox.collection import Key
from engine.sandbox.faults import Faults

# Each kind of hook by its name in the interface, in both languages, and the
# resource whose changes it tells.
KINDS: Mapping[str, str] = {
    "cliente aggiornato": "customers",
    "customer updated": "customers",
    "prodotto aggiornato": "products",
    "product updated": "products",
}
TEMPLATE = '{"oldNumber": "[OLDNUMBER]", "newNumber": "[NEWNUMBER]"}'
BLANKS: Mapping[str, str | None] = {"empty": "", "zero": "0", "literal": None}
LATE = 0.5
PAUSE = 0.1
PATIENCE = 5.0


@dataclass(frozen=True, slots=True)
class Hook:
    """One web hook, as it was entered."""

    resource: str
    url: str
    body: str = TEMPLATE
    method: str = "POST"
    content_type: str = "application/json"


@dataclass(frozen=True, slots=True)
class Told:
    """One call that was made, and what came back; 0 where nobody answered."""

    url: str
    body: str
    status: int


@dataclass(frozen=True, slots=True)
class Errand:
    """A call still to be made."""

    hook: Hook
    url: str
    body: str
    tries: int


class Messenger:
    """Makes the calls of all hooks, one after another, in a thread of its own."""

    def __init__(self, faults: Callable[[], Faults]) -> None:
        self._faults = faults
        self._drawn_for = faults()
        self._random = self._drawing()
        self._hooks: list[Hook] = []
        self._waiting: list[tuple[float, int, Errand]] = []
        self._numbers = count()
        self._changed = threading.Condition()
        self._is_busy = False
        self._thread: threading.Thread | None = None
        self._told: list[Told] = []

    @property
    def told(self) -> tuple[Told, ...]:
        """The calls made so far, in order."""
        with self._changed:
            return tuple(self._told)

    def enter(self, hook: Hook) -> None:
        """Enter a hook, as a person does in the interface."""
        with self._changed:
            self._hooks.append(hook)

    def watch(self, resource: str) -> Callable[[Key | None, Key | None], None]:
        """Give what is to be told of each change of a resource."""
        return lambda before, after: self._fire(resource, before, after)

    def settle(self, seconds: float = 10.0) -> bool:
        """Wait until every call is made; say whether that was so in time."""
        with self._changed:
            return self._changed.wait_for(self._is_idle, seconds)

    def forget(self) -> None:
        """Forget the hooks, and the calls made and not made."""
        with self._changed:
            self._hooks.clear()
            self._waiting.clear()
            self._told.clear()

    def _drawing(self) -> random.Random:
        return random.Random(self._faults().seed)  # noqa: S311 - no secret is drawn

    def _is_idle(self) -> bool:
        return not self._waiting and not self._is_busy

    def _fire(self, resource: str, before: Key | None, after: Key | None) -> None:
        for hook in [entry for entry in self._hooks if entry.resource == resource]:
            values = {"[OLDNUMBER]": before, "[NEWNUMBER]": after}
            errand = Errand(
                hook,
                self._filled(hook.url, values),
                self._filled(hook.body, values),
                max(self._faults().hook_tries, 1),
            )
            for due in self._dues():
                self._put(due, errand)

    def _filled(self, text: str, values: Mapping[str, Key | None]) -> str:
        blank = BLANKS[self._faults().hook_blank]
        for token, value in values.items():
            shown = blank if value is None else str(value)
            text = text if shown is None else text.replace(token, shown)
        return text

    def _dues(self) -> list[float]:
        """Draw when a call is made: once, twice, late or never."""
        faults = self._faults()
        if faults is not self._drawn_for:
            self._drawn_for, self._random = faults, self._drawing()
        if self._random.random() < faults.hook_loss:
            return []
        due = time.monotonic() + faults.hook_delay
        if self._random.random() < faults.hook_reorder:
            due += LATE
        return [due] * (2 if self._random.random() < faults.hook_duplicates else 1)

    def _put(self, due: float, errand: Errand) -> None:
        with self._changed:
            heapq.heappush(self._waiting, (due, next(self._numbers), errand))
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def _run(self) -> None:
        while True:
            errand = self._next()
            told = _tell(errand)
            with self._changed:
                self._told.append(told)
            if not 200 <= told.status < 300 and errand.tries > 1:  # noqa: PLR2004 - 2xx
                again = Errand(errand.hook, errand.url, errand.body, errand.tries - 1)
                self._put(time.monotonic() + PAUSE, again)
            with self._changed:
                self._is_busy = False
                self._changed.notify_all()

    def _next(self) -> Errand:
        """Wait for the next call that is due."""
        with self._changed:
            while not self._waiting or self._waiting[0][0] > time.monotonic():
                due = self._waiting[0][0] if self._waiting else None
                left = None if due is None else max(due - time.monotonic(), 0)
                self._changed.wait(left)
            self._is_busy = True
            return heapq.heappop(self._waiting)[2]


def _tell(errand: Errand) -> Told:
    import httpx

    hook = errand.hook
    has_body = hook.method != "GET"
    try:
        answer = httpx.request(
            hook.method,
            errand.url,
            content=errand.body.encode() if has_body else None,
            headers={"Content-Type": hook.content_type} if has_body else None,
            timeout=PATIENCE,
            trust_env=False,
        )
    except httpx.HTTPError:
        return Told(errand.url, errand.body, 0)
    return Told(errand.url, errand.body, answer.status_code)
