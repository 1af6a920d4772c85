"""Makes the runs that are due, one at a time, and tells what became of them.

::

    a run ends with        what follows
    ---------------------  ---------------------------------------------------------
    done, or records held  nothing: the next step comes by itself
    another run beside us  it is put back and begun a moment later
    credentials refused    hints wait; the steps of the schedule try whether they
                           were renewed
    any other error        the next step tries again
    a bug of ours          it is told with its traceback; the service goes on
"""

import contextlib
import logging
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

from engine.application import Application
from engine.application.service_desk import Due, ServiceDesk
from engine.errors import Busy, EngineError, Stopped, Unauthorised
from engine.messages import error_text
from engine.service.agenda import Agenda
from engine.service.figures import Figures
from engine.service.log import Marking
from engine.service.notices import Notices

_BREATH = 0.2
"""Seconds between two runs in which a person's command can take the profile."""

_log = logging.getLogger(__name__)

Open = Callable[[], Application]


class Worker:
    """The one thread of a service that makes runs."""

    def __init__(
        self,
        open_profile: Open,
        agenda: Agenda,
        figures: Figures,
        notices: Notices,
        marking: Marking,
    ) -> None:
        self._open = open_profile
        self._agenda = agenda
        self._figures = figures
        self._notices = notices
        self._marking = marking
        self._lock = threading.Lock()
        self._at_work: Application | None = None
        self._is_closed = False
        self._refused: Unauthorised | None = None
        self._thread = threading.Thread(target=self._work, name="worker")

    @property
    def is_up(self) -> bool:
        """Whether it makes runs."""
        return self._thread.is_alive()

    @property
    def trouble(self) -> str:
        """Why no run is made at present, or an empty text."""
        return str(self._refused) if self._refused else ""

    def begin(self) -> None:
        """Make runs from now on."""
        self._thread.start()

    def end(self) -> None:
        """Have the run in hand finish its call and keep what it knows; then end."""
        self._agenda.close()
        with self._lock:
            self._is_closed = True
            if self._at_work is not None:
                self._at_work.stop()
        if self._thread.ident is not None:
            self._thread.join()

    def _work(self) -> None:
        while (due := self._agenda.take()) is not None:
            if due.heeds and self._refused:
                continue
            self._make(due)
            self._agenda.rest(_BREATH)

    def _make(self, due: Due) -> None:
        started = time.monotonic()
        try:
            with self._application() as application:
                self._run(application, due)
        except Busy:
            _log.info("run.waits command=%s", due.command)
            self._agenda.put_back(due)
            self._agenda.rest(1.0)
        except Stopped:
            _log.info("run.stopped")
        except EngineError as error:
            _log.warning("run.not_begun", extra={"error": error_text(error, "en")})
        except Exception:  # noqa: BLE001 - it is told as the bug that it is
            # The service must outlive a bug: the next run may not meet it.
            _log.exception("run.bug command=%s", due.command)
        finally:
            self._marking.run = None
            _log.debug("step.ended seconds=%.2f", time.monotonic() - started)

    @contextlib.contextmanager
    def _application(self) -> Iterator[Application]:
        """The profile, opened anew: what was changed on the disk is seen."""
        with self._open() as application:
            with self._lock:
                self._at_work = application
                if self._is_closed:
                    application.stop()
            try:
                yield application
            finally:
                with self._lock:
                    self._at_work = None

    def _run(self, application: Application, due: Due) -> None:
        desk: ServiceDesk = application.service_desk()
        desk.on_run(self._begun)
        error: EngineError | None = None
        try:
            answer = desk.run(due)
        except (Busy, Stopped):
            raise
        except EngineError as trouble:
            error = trouble
            document = desk.last_report() if self._marking.run is not None else {}
        else:
            if answer is None:
                return
            document = answer.document
        self._ended(desk, document, error)

    def _begun(self, number: int) -> None:
        self._marking.run = number
        _log.info("run.began")

    def _ended(
        self, desk: ServiceDesk, document: dict[str, Any], error: EngineError | None
    ) -> None:
        self._refused = error if isinstance(error, Unauthorised) else None
        if error is None:
            _log.info("run.ended", extra=told(document))
        else:
            said = {"error": error_text(error, "en"), "exit": error.exit_code}
            _log.warning("run.failed", extra=said)
        if document:
            self._figures.ran(document)
        self._figures.stands(desk.standing())
        self._notices.look(desk, error)


def told(document: dict[str, Any]) -> dict[str, Any]:
    """What a run did, in the few words of a log."""
    done = document.get("entities", {}).values()
    return {
        "seconds": document["seconds"],
        "exit": document["exit"],
        "mode": document["mode"],
        "read": sum(sum(one["read"].values()) for one in done),
        "written": sum(
            sum(one[verb].values())
            for one in done
            for verb in ("created", "updated", "deleted")
        ),
        "problems": sum(len(one["problems"]) for one in done),
    }
