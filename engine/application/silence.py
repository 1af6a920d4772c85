"""Since when a system has not answered, from the first run that failed for it.

It is kept, so that a service that was begun anew does not count from its beginning.
"""

from datetime import datetime, timedelta

from engine.application.wiring import Wiring
from engine.errors import EngineError, Unavailable, Unclear
from engine.state.database import to_moment, to_text
from engine.values import from_json, to_json

LONGEST = timedelta(minutes=15)
"""How long a system may be silent before people are told."""

_SETTING = "since when a system is silent"


def note(wiring: Wiring, error: EngineError | None) -> None:
    """A run ended: with an answer of all systems, or without one of this."""
    kept = _kept(wiring)
    system = silent(error)
    if not system:
        since: dict[str, str | None] = {}
    else:
        since = {system: to_text(wiring.store.now()), **kept}
    if since != kept:
        wiring.store.settings.set(_SETTING, to_json(dict(since)))


def silent(error: EngineError | None) -> str:
    """The system that did not answer a run, or an empty text."""
    is_silent = isinstance(error, Unavailable | Unclear)
    return str(error.parts.get("system", "")) if error and is_silent else ""


def too_long(wiring: Wiring, error: EngineError | None) -> datetime | None:
    """Since when the system of this error is silent, where that is too long."""
    since = to_moment(_kept(wiring).get(silent(error)))
    if since is None or wiring.store.now() - since < LONGEST:
        return None
    return since


def _kept(wiring: Wiring) -> dict[str, str]:
    kept = wiring.store.settings.get(_SETTING)
    found = from_json(kept) if kept else {}
    if not isinstance(found, dict):
        return {}
    return {system: str(since) for system, since in found.items()}
