"""The queue of a fleet: who is run next, and by one worker at a time.

=================  ==========================================================
lock               the profile: two of its runs are never at work together
queueing lock      the profile and the entity: what waits already waits once
priority           what a person asked for goes before what the schedule says
=================  ==========================================================
"""

import contextlib
import logging
import threading
from collections.abc import Callable
from enum import IntEnum
from importlib import resources
from typing import Self

from procrastinate import App, PsycopgConnector, SyncPsycopgConnector
from procrastinate.exceptions import (
    AlreadyEnqueued,
    ConnectorException,
    UniqueViolation,
)
from procrastinate.job_context import JobContext
from procrastinate.jobs import Status
from procrastinate.manager import JobManager
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from engine.errors import StateError
from engine.state.address import Address
from engine.state.members import SCHEMA, Members
from engine.state.refusals import retold

NOW, NOW_FULL = "now", "now full"
"""What a person asks for: everything that changed, or everything there is."""

SILENCE = 20.0
"""After how many seconds without a heartbeat a worker is taken for dead."""

_EVERY_FIVE_SECONDS = "* * * * * */5"
_LATER = 10
_PATIENCE = 20
_SOON = 5.0
"""Within how many seconds a connection is there, or the server is away."""

for _name in ("procrastinate", "psycopg.pool"):
    # What goes wrong there is said in our words; theirs are tracebacks.
    logging.getLogger(_name).addHandler(logging.NullHandler())


class Priority(IntEnum):
    """What goes first."""

    SCHEDULE = 0
    HINT = 5
    PERSON = 10
    QUEUE = 100
    """The work of the queue itself: without it nothing else comes in."""


Work = Callable[[str, str], bool]
"""Runs an entity of a profile; false where it has to be done again later."""


class Queue:
    """The queue on one server, to be opened with ``with``."""

    def __init__(self, address: Address) -> None:
        """Connect; its tables are made or brought up to date if need be.

        Raises:
            StateError: The server cannot be reached, or is too new.
        """
        self.address = address
        with Members(address) as members:
            members.bring_up(*_tables())
        self._app = _app(address, is_async=False)
        self._task = self._app.configure_task

    def __enter__(self) -> Self:
        self._app.open()
        return self

    def __exit__(self, *_: object) -> None:
        self._app.close()

    def ask(
        self, name: str, entity: str, priority: Priority, *, later: bool = False
    ) -> bool:
        """Have a profile run; returns whether it did not wait already."""
        try:
            self._task(
                "run",
                lock=name,
                queueing_lock=f"{name}/{entity}",
                priority=int(priority),
                schedule_in={"seconds": _LATER} if later else None,
            ).defer(name=name, entity=entity)
        except AlreadyEnqueued:
            return False
        except ConnectorException as error:
            raise lost(error, self.address) from error
        return True

    def give_back(
        self, name: str, entity: str, priority: Priority, ending: threading.Event
    ) -> None:
        """Have it run a little later, also where the server is away for a moment.

        Once ``ending`` is set nobody waits for the server.

        Raises:
            StateError: It stays away: what a silent worker had begun is found there.
        """
        for _ in range(_PATIENCE):
            with contextlib.suppress(StateError):
                self.ask(name, entity, priority, later=True)
                return
            if ending.wait(1):
                break
        self.ask(name, entity, priority, later=True)

    def fill(self) -> int:
        """Put everything in whose time has come; returns how much it was."""
        with Members(self.address) as members:
            due = members.due()
            for name, entity in due:
                # In this order: a death in between has it asked for once more.
                self.ask(name, entity, Priority.SCHEDULE)
                members.set_next(name, entity)
        return len(due)


def worker_app(queue: Queue, work: Work, ending: threading.Event) -> App:
    """What a worker runs: the jobs, and the care for the queue itself."""
    app = _app(queue.address, is_async=True)

    @app.task(name="run", pass_context=True)
    def run(context: JobContext, name: str, entity: str) -> None:
        if not work(name, entity):
            queue.give_back(name, entity, Priority(context.job.priority), ending)

    @app.periodic(cron=_EVERY_FIVE_SECONDS)
    @app.task(name="fill", priority=int(Priority.QUEUE), queueing_lock="fill")
    def fill(timestamp: int) -> None:
        del timestamp
        queue.fill()

    @app.periodic(cron=_EVERY_FIVE_SECONDS)
    @app.task(
        name="rescue",
        pass_context=True,
        priority=int(Priority.QUEUE),
        queueing_lock="rescue",
    )
    async def rescue(context: JobContext, timestamp: int) -> None:
        del timestamp
        await _rescue(context.app.job_manager)

    return app


async def _rescue(jobs: JobManager) -> None:
    """Give back what dead workers had begun."""
    for job in await jobs.get_stalled_jobs(seconds_since_heartbeat=SILENCE):
        try:
            await jobs.retry_job(job)
        except UniqueViolation:
            # The same waits already: once is enough.
            await jobs.finish_job(job, status=Status.FAILED, delete_job=True)


def lost(error: Exception, address: Address) -> StateError:
    """What went wrong below the queue, in our words."""
    cause = error.__cause__
    return retold(cause if isinstance(cause, Exception) else error, address)


def _app(address: Address, *, is_async: bool) -> App:
    url = address.url.reveal()
    given = conninfo_to_dict(url).get("options") or ""
    options = f"{given} -c search_path={SCHEMA}".strip()
    kind = PsycopgConnector if is_async else SyncPsycopgConnector
    conninfo = make_conninfo(url, options=options)
    connector = kind(conninfo=conninfo, min_size=1, timeout=_SOON)
    return App(connector=connector)


def _tables() -> tuple[str, dict[str, str]]:
    """The tables of the queue as they are now, and the steps that led there."""
    folder = resources.files("procrastinate") / "sql"
    steps = {
        file.name: file.read_text("utf-8")
        for file in sorted(
            (folder / "migrations").iterdir(), key=lambda file: file.name
        )
        if file.name.endswith(".sql")
    }
    return (folder / "schema.sql").read_text("utf-8"), steps
