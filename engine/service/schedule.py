"""When what is due: a library keeps the time, and tells the agenda.

A full run that is due once a day (or less) begins at night; everything else comes
soon after the start, and then at its interval, a little off, so that a thousand
profiles do not call at once.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from engine.application.service_desk import Step

_ZONE = "Europe/Rome"
_NIGHT = 2
"""The hour at which nobody works."""

_SOON = timedelta(seconds=1)
_DAY = timedelta(days=1)
_MOST_JITTER = 60


class Schedule:
    """The steps of a profile, each at its time."""

    def __init__(self) -> None:
        # 60 ms of import that only a service pays.
        from apscheduler.executors.pool import ThreadPoolExecutor
        from apscheduler.schedulers.background import BackgroundScheduler

        self._scheduler: Any = BackgroundScheduler(
            timezone=UTC,
            executors={"default": ThreadPoolExecutor(2)},
            job_defaults={
                # What was missed is done once, however late.
                "coalesce": True,
                "misfire_grace_time": None,
                "max_instances": 1,
            },
        )

    @property
    def is_up(self) -> bool:
        """Whether it keeps the time."""
        return bool(self._scheduler.running)

    def begin(self, steps: Iterable[Step], add: Callable[[Step], None]) -> None:
        """Have ``add`` told of every step, whenever it is due."""
        for step in steps:
            self.every(step.every, add, step, first=first_time(step))
        self._scheduler.start()

    def every(
        self,
        interval: timedelta,
        call: Callable[..., None],
        *words: object,
        first: datetime | None = None,
    ) -> None:
        """Have something called again and again."""
        from apscheduler.triggers.interval import IntervalTrigger

        seconds = int(interval.total_seconds())
        first = first or datetime.now(UTC) + interval
        trigger = IntervalTrigger(
            seconds=seconds,
            start_date=first,
            timezone=UTC,
            jitter=min(seconds // 10, _MOST_JITTER) or None,
        )
        self._scheduler.add_job(call, trigger, args=words, next_run_time=first)

    def end(self) -> None:
        """Tell nobody of anything any more."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)


def first_time(step: Step) -> datetime:
    """When a step is due for the first time."""
    now = datetime.now(UTC)
    if not step.is_full:
        return now + _SOON
    if step.every < _DAY:
        return now + step.every
    return next_night(now)


def next_night(now: datetime) -> datetime:
    """The next time that it is night where the firms are."""
    here = now.astimezone(ZoneInfo(_ZONE))
    night = here.replace(hour=_NIGHT, minute=0, second=0, microsecond=0)
    if night <= here:
        night += _DAY
    return night.astimezone(UTC)
