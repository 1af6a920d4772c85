"""What was called, for tests that count."""

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase


@dataclass(frozen=True, slots=True)
class Call:
    """One call and its status; 0 where the reply was lost."""

    method: str
    path: str
    query: str
    body: str
    status: int
    is_write: bool


class Traffic:
    """Every call since the last clearing, in order."""

    def __init__(self, is_write: Callable[[str, str], bool]) -> None:
        self._lock = threading.Lock()
        self._is_write = is_write
        self._calls: list[Call] = []

    def note(self, method: str, path: str, query: str, body: str, status: int) -> None:
        """Remember one call."""
        call = Call(method, path, query, body, status, self._is_write(method, path))
        with self._lock:
            self._calls.append(call)

    def clear(self) -> None:
        """Forget all calls."""
        with self._lock:
            self._calls.clear()

    @property
    def calls(self) -> tuple[Call, ...]:
        """All calls."""
        with self._lock:
            return tuple(self._calls)

    @property
    def writes(self) -> tuple[Call, ...]:
        """The calls that asked for a change, answered or not."""
        return tuple(call for call in self.calls if call.is_write)

    @property
    def counts(self) -> Counter[tuple[str, str]]:
        """The number of calls by method and path."""
        return Counter((call.method, call.path) for call in self.calls)

    def count(self, method: str = "*", path: str = "*") -> int:
        """Count the calls that match a method and a path pattern."""
        return sum(
            fnmatchcase(call.method, method.upper())
            and fnmatchcase(call.path.lower(), path.lower())
            for call in self.calls
        )
