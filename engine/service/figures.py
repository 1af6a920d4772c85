"""The figures of a service, as Prometheus reads them."""

import time
from collections.abc import Callable
from typing import Any

from engine.application.service_desk import Standing, Step

Document = dict[str, Any]


class Figures:
    """What is counted; runs tell it, whoever asks reads it."""

    def __init__(self) -> None:
        from prometheus_client import (
            CollectorRegistry,
            Counter,
            Gauge,
            Summary,
            disable_created_metrics,
        )

        disable_created_metrics()  # type: ignore[no-untyped-call]  # it tells no types
        self._registry = CollectorRegistry()
        given: dict[str, Any] = {"registry": self._registry, "namespace": "raccordo"}
        self._lag = Gauge(
            "lag_seconds", "Since the last good run of an entity", ["entity"], **given
        )
        self._runs = Counter("runs", "Runs, by exit code", ["mode", "exit"], **given)
        self._seconds = Summary("run_seconds", "How long runs take", ["mode"], **given)
        self._writes = Counter(
            "writes", "Records written", ["entity", "system", "verb"], **given
        )
        self._problems = Gauge(
            "problems", "Records held, by cause", ["entity", "cause"], **given
        )
        self._conflicts = Gauge(
            "conflicts", "Conflicts that wait for a person", ["entity"], **given
        )
        self._calls = Counter("calls", "Calls, tries included", ["system"], **given)
        self._retries = Counter("retries", "Calls tried again", ["system"], **given)
        self._hints = Gauge("hints_waiting", "Records to be read soon", **given)
        self._queue = Gauge("queue_length", "What waits to be run", **given)
        # Shown where it is known: a grant that the profile names has no day.
        self._grant = Gauge("grant_days_left", "Until it ends", ["profile"], **given)
        self._age = Gauge("grant_age_days", "Since it was given", ["profile"], **given)
        self._hooks = Counter("hooks", "Calls of web hooks", ["kind"], **given)
        self._refused = Counter(
            "hooks_refused", "Calls of web hooks that were refused", ["reason"], **given
        )

    def page(self) -> tuple[bytes, str]:
        """All of them, and the content type of that."""
        from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

        return generate_latest(self._registry), CONTENT_TYPE_LATEST

    def watch_queue(self, length: Callable[[], int]) -> None:
        """Ask how long the queue is whenever somebody reads the figures."""
        self._queue.set_function(length)

    def expect(self, steps: tuple[Step, ...]) -> None:
        """Count the lag of what is due by itself, from now on."""
        for step in steps:
            for entity in step.entities:
                self._begin_lag(entity)

    def heard(self, kind: str) -> None:
        """A web hook called."""
        self._hooks.labels(kind).inc()

    def refused(self, reason: str) -> None:
        """A call was refused."""
        self._refused.labels(reason).inc()

    def ran(self, document: Document) -> None:
        """A run ended, well or not."""
        mode, code = str(document.get("mode", "")), document.get("exit")
        self._runs.labels(mode, str(code)).inc()
        # A report that was kept has decimals.
        self._seconds.labels(mode).observe(float(document.get("seconds", 0)))
        for entity, done in document.get("entities", {}).items():
            self._wrote(entity, done)
            # A run for hints has looked at nothing else.
            if code in {0, 1} and mode != "hints":
                self._begin_lag(entity)
        for system, count in document.get("calls", {}).items():
            self._calls.labels(system).inc(count)
        for system, count in document.get("retries", {}).items():
            self._retries.labels(system).inc(count)

    def stands(self, standing: Standing) -> None:
        """How the profile stands now."""
        # A cause that nothing is held for any more is not shown as it was.
        self._problems.clear()
        for (entity, cause), count in standing.problems.items():
            self._problems.labels(entity, cause).set(count)
        for entity, count in standing.conflicts.items():
            self._conflicts.labels(entity).set(count)
        self._hints.set(standing.hints)
        if standing.grant_days is not None and standing.grant_age is not None:
            self._grant.labels(standing.profile).set(standing.grant_days)
            self._age.labels(standing.profile).set(standing.grant_age)

    def _begin_lag(self, entity: str) -> None:
        since = time.monotonic()
        self._lag.labels(entity).set_function(lambda: time.monotonic() - since)

    def _wrote(self, entity: str, done: Document) -> None:
        for verb in ("created", "updated", "deleted"):
            for system, count in done.get(verb, {}).items():
                self._writes.labels(entity, system, verb).inc(count)
