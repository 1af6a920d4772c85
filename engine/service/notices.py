"""Tells people what is new: at most one message in a time, by every way they chose.

A message that could not be sent is nobody's failure but its own: the news stay news,
and are told together with what came meanwhile.
"""

import logging
import time

from engine.application.service_desk import ServiceDesk
from engine.config import Notify
from engine.errors import EngineError
from engine.service.post import Unsent, send

_AGAIN = 300.0
"""Seconds after which a message that could not be sent is tried once more."""

_log = logging.getLogger(__name__)


class Notices:
    """What a service tells by itself."""

    def __init__(self, notify: Notify | None) -> None:
        self._notify = notify
        self._not_before = 0.0

    def look(self, desk: ServiceDesk, error: EngineError | None) -> None:
        """After a run: tell what is new, unless somebody was told just now."""
        desk.note(error)
        if self._notify is None or time.monotonic() < self._not_before:
            return
        news = desk.news(error)
        if news is None:
            return
        try:
            send(self._notify, news)
        except Unsent as trouble:
            self._not_before = time.monotonic() + _AGAIN
            _log.warning("notice.not_sent", extra={"error": str(trouble)})
            return
        self._not_before = time.monotonic() + self._notify.every.total_seconds()
        desk.told(news)
        _log.info("notice.sent", extra={"subject": news.subject})
