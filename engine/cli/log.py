"""What is being done, line by line on standard error, for whoever asked to hear it."""

import logging
import sys

from engine.cli.desk import Desk
from engine.cli.documents import to_line
from engine.config.secret import mask


def listen(desk: Desk) -> None:
    """Write the engine's events: as text for ``-v``, as JSON for RACCORDO_LOG=json."""
    logger = logging.getLogger("engine")
    # A command before this one in the same process may have listened too.
    logger.handlers.clear()
    as_json = logs_json(desk)
    if not (desk.verbose or as_json):
        return
    stream = logging.StreamHandler(sys.stderr)
    stream.setFormatter(_Json() if as_json else _Plain("%(asctime)s %(message)s"))
    logger.addHandler(stream)
    logger.setLevel(logging.DEBUG if desk.verbose else logging.INFO)


def logs_json(desk: Desk) -> bool:
    """Whether events are wanted as JSON."""
    return desk.environment.get("RACCORDO_LOG") == "json"


def level(desk: Desk) -> int:
    """What is told by what runs until it is stopped."""
    if desk.verbose:
        return logging.DEBUG
    return logging.WARNING if desk.quiet else logging.INFO


class _Plain(logging.Formatter):
    """A line for a person."""

    def format(self, record: logging.LogRecord) -> str:
        return mask(super().format(record))


class _Json(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": self.formatTime(record),
            "level": record.levelname.lower(),
            "where": record.name,
            "event": record.getMessage(),
        }
        return mask(to_line(line))
