"""Events of the service and of the runs in it: structured, with the run they are of."""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

from engine.config.secret import mask

Event = MutableMapping[str, Any]

_TOLD = ("engine", "waitress", "apscheduler", "py.warnings")


class Marking:
    """Marks each event with the run that is going on: runs come one by one."""

    def __init__(self) -> None:
        self.run: int | None = None

    def __call__(self, _logger: object, _method: str, event: Event) -> Event:
        """Add the number of the run, as structlog has events pass by."""
        if self.run is not None:
            event.setdefault("run", self.run)
        return event


def listen(*, as_json: bool, level: int) -> Marking:
    """Write events to standard error, as JSON or for a person."""
    import structlog

    marking = Marking()
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
        marking,
    ]
    last = structlog.processors.JSONRenderer if as_json else _plain
    stream = logging.StreamHandler(sys.stderr)
    stream.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _parted,
                structlog.processors.format_exc_info,
                last(),
                _masked,
            ],
        )
    )
    for name in _TOLD:
        logger = logging.getLogger(name)
        # A command before this one in the same process may have listened too.
        logger.handlers = [stream]
        logger.propagate = False
        logger.setLevel(level if name == "engine" else max(level, logging.WARNING))
    return marking


def _plain() -> Any:  # noqa: ANN401 - a processor of structlog
    import structlog

    return structlog.processors.KeyValueRenderer(
        key_order=["at", "level", "run", "event"], drop_missing=True
    )


def _parted(_logger: object, _method: str, event: Event) -> Event:
    """Part ``call.failed system=x try=2`` into the event and its keys."""
    words = str(event.get("event", "")).split(" ")
    pairs = [word.partition("=") for word in words[1:]]
    if words[0] and all(equals and name.isidentifier() for name, equals, _ in pairs):
        event["event"] = words[0]
        for name, _, value in pairs:
            event.setdefault(name, value)
    return event


def _masked(_logger: object, _method: str, line: object) -> str:
    return mask(str(line))
