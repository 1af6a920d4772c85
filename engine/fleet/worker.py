"""One more machine of a fleet: it runs profiles until it is asked to end."""

import asyncio
import contextlib
import logging
import os
import threading
from collections.abc import Callable, Mapping
from typing import Any

from procrastinate import App
from procrastinate.exceptions import ConnectorException

from engine import messages
from engine.application import Application
from engine.application.answer import Exit
from engine.application.service_desk import Due
from engine.config import load_profile
from engine.config.secret import mask
from engine.errors import N_, Busy, EngineError, Several, Stopped
from engine.fleet.queue import NOW, NOW_FULL, SILENCE, Queue, lost, worker_app
from engine.state.address import Address
from engine.state.members import Member, Members, NoMember
from engine.state.refusals import NoServer, ServerLost
from engine.systems.halt import nap

_HEARTBEAT = 5.0
_BUG = 70
_PAUSE = 2.0
"""How many seconds a worker waits before it looks whether the server is there again."""

_LOST = (NoServer, ServerLost)

_log = logging.getLogger(__name__)

_ASKED = {NOW: "asked", NOW_FULL: "asked, full"}
"""What a person asks for, as the log says it."""


class Worker:
    """A worker, from its beginning to its end."""

    def __init__(
        self,
        address: Address,
        lang: str,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._address = address
        self._lang = lang
        self._environment = os.environ if environment is None else environment
        self._at_work: set[Application] = set()
        self._lock = threading.Lock()
        self._ending = threading.Event()
        self._end: Callable[[], None] = lambda: None

    def run(self, concurrency: int) -> None:
        """Work until ``stop`` is called; what was begun by then is finished.

        A server that goes away meanwhile is waited for.

        Args:
            concurrency: How many profiles at a time.

        Raises:
            StateError: The server cannot be reached, or has no such database any more.
        """
        with Queue(self._address) as queue:
            began = {"server": str(self._address), "at_a_time": concurrency}
            _log.info("worker.began", extra=began)
            while not self._ending.is_set():
                try:
                    app = worker_app(queue, self.work, self._ending)
                    asyncio.run(self._work(app, concurrency))
                except _LOST as error:
                    _log.warning("worker.waiting error=%s", error)
                # Where its connections end, the queue gives up without an error.
                nap(_PAUSE, self._ending)
        _log.info("worker.ended")

    def stop(self) -> None:
        """Ask it to end: the calls in hand are finished, the rest is given back."""
        with self._lock:
            self._ending.set()
            for application in self._at_work:
                application.stop()
        self._end()

    def work(self, name: str, entity: str) -> bool:
        """Run an entity of a profile; false where it has to be done again later."""
        try:
            return self._attempt(name, entity)
        except _LOST:
            return False

    def _attempt(self, name: str, entity: str) -> bool:
        with Members(self._address) as members:
            try:
                member = members.get(name)
            except NoMember:
                return True
        if member.is_paused:
            return True
        is_done = True
        of: dict[str, object] = {"profile": name, "due": _ASKED.get(entity, entity)}
        try:
            code, said = self._sync(member, entity, of)
        except (Busy, Stopped):
            return False
        except EngineError as error:
            code, said = error.exit_code, self._words(error)
            is_done = not isinstance(error, _LOST)
        except Exception as error:  # noqa: BLE001 - a bug in one profile must not end the others
            code, said = _BUG, repr(error)
            _log.exception("run.bug", extra=of)
        with Members(self._address) as members:
            members.ended(name, code, mask(said))
        level = logging.INFO if code in (0, Exit.HELD) else logging.WARNING
        event = "run.ended" if level == logging.INFO else "run.failed"
        more = {"said": said} if said else {}
        _log.log(level, event, extra={**of, "exit": code, **more})
        return is_done

    def _words(self, error: EngineError) -> str:
        if isinstance(error, Several):
            return "; ".join(f"{one.place}: {self._words(one)}" for one in error.errors)
        return messages.sentence_text(error, self._lang)

    def _sync(
        self, member: Member, entity: str, of: dict[str, object]
    ) -> tuple[int, str]:
        """Make the run; ``of`` gets its number as soon as it has one."""

        def begun(number: int) -> None:
            of["run"] = number
            _log.info("run.began", extra=of)

        profile = load_profile(member.path, self._environment)
        with Application(profile, lang=self._lang) as application:
            self._begin(application)
            application.service_desk().on_run(begun)
            try:
                code = _run(application, entity)
                return code, self._held(application) if code else ""
            finally:
                with self._lock:
                    self._at_work.discard(application)

    def _held(self, application: Application) -> str:
        """How much waits for a person."""
        standing = application.service_desk().standing()
        return messages.tell(
            N_("waiting for a person: problems {problems}, conflicts {conflicts}"),
            self._lang,
            problems=sum(standing.problems.values()),
            conflicts=sum(standing.conflicts.values()),
        )

    def _begin(self, application: Application) -> None:
        with self._lock:
            if self._ending.is_set():
                raise Stopped
            self._at_work.add(application)

    async def _work(self, app: App, concurrency: int) -> None:
        task = asyncio.current_task()
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(_note)
        if task is not None:
            cancel = task.cancel
            self._end = lambda: _calmly(loop, cancel)
        try:
            async with app.open_async():
                if not self._ending.is_set():
                    await app.run_worker_async(
                        concurrency=concurrency,
                        delete_jobs="always",
                        install_signal_handlers=False,
                        update_heartbeat_interval=_HEARTBEAT,
                        stalled_worker_timeout=SILENCE,
                        fetch_job_polling_interval=1.0,
                    )
        except ConnectorException as error:
            raise lost(error, self._address) from error
        except asyncio.CancelledError:
            if not self._ending.is_set():
                raise


def _note(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """A job whose end could not be written: a server that is away is told once."""
    if not isinstance(context.get("exception"), ConnectorException):
        loop.default_exception_handler(context)


def _run(application: Application, entity: str) -> int:
    """Run what a person asked for, or the step of the schedule that is due."""
    if entity in (NOW, NOW_FULL):
        return int(application.sync(full=entity == NOW_FULL).exit)
    desk = application.service_desk()
    # What the profile does not say any more is not due any more.
    steps = [step for step in desk.steps() if step.name == entity]
    codes = [0]
    for step in steps:
        answer = desk.run(Due(step.entities, is_full=step.is_full, steps=(step,)))
        codes.append(int(answer.exit) if answer else 0)
    return max(codes)


def _calmly(loop: asyncio.AbstractEventLoop, end: Callable[[], object]) -> None:
    """Have the loop do it, whichever thread asks."""
    with contextlib.suppress(RuntimeError):
        loop.call_soon_threadsafe(end)
