"""The profile as it is opened for runs.

Its connections outlive a run: so a limit of calls in a time holds across runs, and
nobody logs in for each.  They are opened anew where the file of the profile has
changed, and after an error: credentials may have been renewed.
"""

import contextlib
import threading
from collections.abc import Callable
from pathlib import Path

from engine.application import Application


class Opening:
    """One application at a time; only ``stop`` may be called by another thread."""

    def __init__(self, path: Path, read: Callable[[], Application]) -> None:
        """Nothing is opened yet.

        Args:
            path: The file of the profile.
            read: Reads it, and makes an application of it.
        """
        self._path = path
        self._read = read
        self._lock = threading.Lock()
        self._open: Application | None = None
        self._stamp = ""
        self._is_stopped = False

    def application(self) -> Application:
        """The application, opened where there is none or another profile.

        Raises:
            EngineError: The profile cannot be read, or is wrong.
        """
        stamp = self._stamp_now()
        if self._open is None or stamp != self._stamp:
            self.forget()
            opened = self._read()
            with self._lock:
                self._open, self._stamp = opened, stamp
                if self._is_stopped:
                    opened.stop()
            return opened
        return self._open

    def forget(self) -> None:
        """Open everything anew next time."""
        with self._lock:
            known, self._open = self._open, None
        if known is not None:
            known.close()

    def stop(self) -> None:
        """Have the run in hand end, and any that would begin after it."""
        with self._lock:
            self._is_stopped = True
            if self._open is not None:
                self._open.stop()

    def _stamp_now(self) -> str:
        with contextlib.suppress(OSError):
            found = self._path.stat()
            return f"{found.st_mtime_ns} {found.st_size}"
        return ""
