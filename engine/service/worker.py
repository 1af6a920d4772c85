"""Makes the runs that are due, one at a time, and tells what became of them.

::

    a run ends with        what follows
    ---------------------  ---------------------------------------------------------
    done, or records held  nothing: the next step comes by itself
    another run beside us  it is put back and begun a moment later
    credentials refused,   hints wait; the steps of the schedule try whether that
    a profile that is      was mended
    wrong
    any other error        the next step tries again
    a bug of ours          it is told with its traceback; the service goes on
"""

import logging
import threading
from typing import Any

from engine.application import Application
from engine.application.service_desk import Due, ServiceDesk
from engine.errors import Busy, EngineError, Stopped, Unauthorised, UsageError
from engine.messages import error_text
from engine.service.agenda import Agenda
from engine.service.figures import Figures
from engine.service.log import Marking
from engine.service.notices import Notices
from engine.service.opening import Opening

_BREATH = 0.2
"""Seconds between two runs in which a person's command can take the profile."""

_log = logging.getLogger(__name__)


class Worker:
    """The one thread of a service that makes runs."""

    def __init__(
        self,
        opening: Opening,
        agenda: Agenda,
        figures: Figures,
        notices: Notices,
        marking: Marking,
    ) -> None:
        self._opening = opening
        self._agenda = agenda
        self._figures = figures
        self._notices = notices
        self._marking = marking
        self._trouble: EngineError | None = None
        self._thread = threading.Thread(target=self._work, name="worker")

    @property
    def is_up(self) -> bool:
        """Whether it makes runs."""
        return self._thread.is_alive()

    @property
    def trouble(self) -> str:
        """Why no run is made at present, or an empty text."""
        return str(self._trouble) if self._trouble else ""

    def begin(self) -> None:
        """Make runs from now on."""
        self._thread.start()

    def end(self) -> None:
        """Have the run in hand finish its call and keep what it knows; then end."""
        self._agenda.close()
        self._opening.stop()
        if self._thread.ident is not None:
            self._thread.join()

    def _work(self) -> None:
        while (due := self._agenda.take()) is not None:
            if due.heeds and self._trouble:
                continue
            self._make(due)
            self._agenda.rest(_BREATH)
        self._opening.forget()

    def _make(self, due: Due) -> None:
        try:
            self._run(self._opening.application(), due)
        except Busy:
            _log.info("run.waits", extra={"command": due.command})
            self._agenda.put_back(due)
            self._agenda.rest(1.0)
        except Stopped:
            _log.info("run.stopped")
        except EngineError as error:
            _log.warning("run.not_begun", extra={"error": error_text(error, "en")})
            self._trouble = error
            self._opening.forget()
        except Exception:  # noqa: BLE001 - it is told as the bug that it is
            # The service must outlive a bug: the next run may not meet it.
            _log.exception("run.bug", extra={"command": due.command})
            self._opening.forget()
        finally:
            self._marking.run = None

    def _run(self, application: Application, due: Due) -> None:
        desk: ServiceDesk = application.service_desk()
        desk.on_run(self._begun)
        try:
            answer = desk.run(due)
            if answer is not None:
                self._ended(desk, answer.document, None)
        except (Busy, Stopped):
            raise
        except EngineError as error:
            if self._marking.run is None:
                raise
            self._ended(desk, desk.last_report(), error)
            self._opening.forget()
        finally:
            desk.let_go()

    def _begun(self, number: int) -> None:
        self._marking.run = number
        _log.info("run.began")

    def _ended(
        self, desk: ServiceDesk, document: dict[str, Any], error: EngineError | None
    ) -> None:
        self._trouble = error if error is not None and _stops(error) else None
        if error is None:
            _log.info("run.ended", extra=told(document))
        else:
            said = {"error": error_text(error, "en"), "exit": error.exit_code}
            _log.warning("run.failed", extra=said)
        self._figures.ran(document)
        self._figures.stands(desk.standing())
        self._notices.look(desk, error)


def _stops(error: EngineError) -> bool:
    """Whether no run can be made before a person has mended something."""
    return isinstance(error, Unauthorised) or error.exit_code == UsageError.exit_code


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
