"""One profile at work: every question that a face may put, and its answer.

Rooms are imported where they are needed: a face that only looks at the state
does not pay for the languages or the network.
"""

import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from engine.application.answer import Answer, Progress
from engine.application.decisions import Decisions
from engine.application.wiring import Wiring
from engine.config.profile import Profile
from engine.errors import Stopped
from engine.messages import Screens
from engine.systems.halt import MOMENT


class Application(Decisions):
    """Everything that can be asked of one profile."""

    def __init__(
        self,
        profile: Profile,
        *,
        lang: str = "it",
        progress: Progress | None = None,
        transports: Mapping[str, object] | None = None,
    ) -> None:
        """Nothing is opened before it is needed.

        Args:
            profile: The agreement that is kept equal.
            lang: The language of every text in the answers.
            progress: Is told how far long work is.
            transports: By the name of a system, what to use in place of a network.
        """
        self._halt = threading.Event()
        self._wiring = Wiring(profile, lang, progress, transports or {}, self._halt)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of everything that was opened."""
        self._wiring.close()

    def stop(self, exit: int = Stopped.exit_code) -> None:
        """Ask what is going on to end: the call in hand has a moment, and is kept.

        Args:
            exit: How the process will end, which the run is remembered with.
        """
        self._wiring.stop_exit = exit
        self._halt.set()
        timer = threading.Timer(MOMENT, self._wiring.cut)
        timer.daemon = True
        timer.start()

    @property
    def screens(self) -> Screens:
        """What a person sees of fields and values; read when one is shown."""
        return self._wiring.screens

    def rule_desk(self) -> Any:  # noqa: ANN401 - RuleDesk, whose import is heavy
        """What can be asked of the rules."""
        from engine.application.rule_desk import RuleDesk

        return RuleDesk(self._wiring)

    def mapping_desk(self) -> Any:  # noqa: ANN401 - MappingDesk, whose import is heavy
        """What can be asked of the mappings."""
        from engine.application.mapping_desk import MappingDesk

        return MappingDesk(self._wiring)

    def service_desk(self) -> Any:  # noqa: ANN401 - ServiceDesk, whose import is heavy
        """What the service asks."""
        from engine.application.service_desk import ServiceDesk

        return ServiceDesk(self._wiring)

    def hooks(self, *, rotate: bool = False) -> Answer:
        """Give the web hooks to enter in CiC; with a new secret where that is asked."""
        from engine.application import hooking

        return hooking.hooks(self._wiring, is_new=rotate)

    def check(self, report: Path | None = None) -> Answer:
        """Connect to both systems, and look at everything that a run needs.

        Args:
            report: Where to write what the systems say of their descriptions.
        """
        from engine.application import checks

        if report is None:
            return checks.check(self._wiring)
        from engine.application.reporting import check_form, write_report

        check_form(report)
        answer = checks.check(self._wiring)
        document = {**answer.document, **write_report(self._wiring, report)}
        return Answer(document, answer.exit)

    def grant_address(self, back: str = "") -> str:
        """The page of CiC to open, on which an administrator grants access.

        Args:
            back: Where the browser is to bring the token; without it the page shows it.
        """
        from engine.application import granting

        return granting.address(self._wiring, back)

    def grant(self, token: str) -> Answer:
        """Try a token on CiC, and keep it with its date."""
        from engine.application import granting

        return granting.grant(self._wiring, token)

    def setup(self) -> Answer:
        """Create the select fields, or bring their values up to date."""
        from engine.application import fields

        with self._wiring.held():
            return fields.setup(self._wiring)

    def plan(self, entities: Sequence[str] = ()) -> Answer:
        """Say what a sync would write; nothing is written anywhere."""
        from engine.application import runs

        return runs.plan(self._wiring, entities)

    def sync(
        self, entities: Sequence[str] = (), *, full: bool = False, force: bool = False
    ) -> Answer:
        """Make one run."""
        from engine.application import runs

        with self._wiring.held():
            manner = runs.Manner(is_full=full, is_forced=force)
            return runs.sync(self._wiring, entities, manner)

    def send_company(self, id: str) -> Answer:
        """Push one company to accounting now."""
        from engine.application import sending

        with self._wiring.held():
            return sending.send_company(self._wiring, id)

    def send_quote(self, id: str) -> Answer:
        """Push one quote to accounting now, after its customer."""
        from engine.application import quoting

        with self._wiring.held():
            return quoting.send_quote(self._wiring, id)

    def foresee_quote(self, id: str) -> Answer:
        """Say what sending one quote would do; nothing is written anywhere."""
        from engine.application import foreseeing

        return foreseeing.foresee_quote(self._wiring, id)

    def foresee_ready(self) -> Answer:
        """Say what sending every quote that is ready would do."""
        from engine.application import foreseeing

        return foreseeing.foresee_ready(self._wiring)

    def send_ready(self) -> Answer:
        """Push every quote that is ready, as the profile says."""
        from engine.application import quoting

        with self._wiring.held():
            return quoting.send_ready(self._wiring)

    def quotes(self) -> Answer:
        """List the quotes of the CRM, with what became of them in accounting."""
        from engine.application import quotes

        return quotes.quotes(self._wiring)

    def print_quote(self, id: str, layout: str = "") -> tuple[Answer, bytes | None]:
        """Give the quotation of a quote as a PDF, in a template by name or number."""
        from engine.application import printing

        printed = printing.print_quote(self._wiring, id, layout)
        return printed.answer, printed.paper

    def retry(self, ids: Sequence[int] = (), cause: str = "") -> Answer:
        """Try held records again: these, those of one cause, or all."""
        from engine.application import sending

        with self._wiring.held():
            return sending.retry(self._wiring, ids, cause)

    def status(self) -> Answer:
        """Say how the profile stands."""
        from engine.application import looking

        return looking.status(self._wiring)

    def problems(self, cause: str = "") -> Answer:
        """List the records that are held, and why; all, or those of one cause."""
        from engine.application import looking

        return looking.problems(self._wiring, cause)

    def conflicts(self) -> Answer:
        """List the conflicts, those that wait for a person first."""
        from engine.application import looking

        return looking.conflicts(self._wiring)

    def links(self) -> Answer:
        """List the remembered pairs, and the candidates that wait for a person."""
        from engine.application import looking

        return looking.links(self._wiring)

    def journal(self, run: int | None = None, record: str | None = None) -> Answer:
        """List what was written: all, by one run, or to one record."""
        from engine.application import looking

        return looking.journal(self._wiring, run, record)

    def explain(
        self, entity: str, id: str, side: str | None = None, field: str = ""
    ) -> Answer:
        """Say everything about one record or field: values, story, what comes next."""
        from engine.application import explaining

        return explaining.explain(
            self._wiring, explaining.About(entity, id, side, field)
        )

    def undo_plan(self, what: str, field: str = "") -> Answer:
        """Say what taking something back would do; nothing is written."""
        from engine.application import undoing

        return undoing.preview(self._wiring, undoing.Target(what, field))

    def undo(self, what: str, field: str = "", *, force: bool = False) -> Answer:
        """Take back a run (12), a line of the journal (#34) or a record (crm:80)."""
        from engine.application import undoing

        with self._wiring.held():
            target = undoing.Target(what, field)
            return undoing.undo(self._wiring, target, is_forced=force)

    def state_check(self) -> Answer:
        """Say whether what is remembered is whole and consistent."""
        from engine.application import caring

        return caring.check(self._wiring)

    def state_backup(self, file: Path, *, force: bool = False) -> Answer:
        """Keep a copy of what is remembered; over another file only by force."""
        from engine.application import caring

        return caring.back_up(self._wiring, file, is_forced=force)

    def state_restore(self, file: Path) -> Answer:
        """Put a copy in its place, and keep what was there beside it."""
        from engine.application import caring

        with self._wiring.held():
            return caring.restore(self._wiring, file)

    def state_move(self, target: str) -> Answer:
        """Carry what is remembered to another place, whole or not at all."""
        from engine.application import caring

        with self._wiring.held():
            return caring.move(self._wiring, target)
