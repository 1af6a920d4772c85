"""What both sandboxes are: an app with a clock, faults, traffic and a lock."""

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable

from flask import Flask

from engine.sandbox.clock import stamp
from engine.sandbox.control import control
from engine.sandbox.faults import Fate, Faults
from engine.sandbox.front import Front
from engine.sandbox.traffic import Traffic


class Sandbox(ABC):
    """A foreign system in one process; `app` is its WSGI application."""

    def __init__(self, clock: Callable[[], float], faults: Faults) -> None:
        self.clock = clock
        self.lock = threading.RLock()
        self.traffic = Traffic(self.is_write)
        self._faults = faults
        self.fate = Fate(faults)
        self.app = Flask(f"raccordo-sandbox-{type(self).__name__.lower()}")
        self.app.register_blueprint(control(self))
        front = Front(self, self.app.wsgi_app)
        setattr(self.app, "wsgi_app", front)  # noqa: B010 - Flask's way to wrap an app

    @property
    def faults(self) -> Faults:
        """The faults in force; assign others to change them."""
        return self._faults

    @faults.setter
    def faults(self, faults: Faults) -> None:
        with self.lock:
            self._faults, self.fate = faults, Fate(faults)

    def set_faults(self, **changes: object) -> None:
        """Change some faults and keep the others."""
        self.faults = self._faults.changed(changes)

    def now(self) -> float:
        """Give this system's own idea of the time, right or wrong."""
        return self.clock() + self._faults.clock_offset

    def stamp(self) -> str:
        """Give the time now, as a record carries it."""
        return stamp(self.now())

    def reset(self) -> None:
        """Begin again: first records, no faults, no calls."""
        with self.lock:
            self.faults = Faults()
            self.traffic.clear()
            self.fill()

    @abstractmethod
    def fill(self) -> None:
        """Put the first records there."""

    @abstractmethod
    def is_write(self, method: str, path: str) -> bool:
        """Say whether a call asks for a change."""

    @abstractmethod
    def refusal(self, status: int, path: str) -> object:
        """Give the body with which this system refuses a call."""
