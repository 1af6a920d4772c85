"""One process: web hooks and a schedule fill an agenda, a worker empties it."""

import logging
import math
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.application import Application
from engine.application.service_desk import ServiceDesk, Step
from engine.config import Profile, Secret
from engine.service.agenda import Agenda
from engine.service.door import Door
from engine.service.figures import Figures
from engine.service.keeper import Keeper
from engine.service.keyhole import Keyhole
from engine.service.log import Marking
from engine.service.notices import Notices
from engine.service.opening import Opening
from engine.service.receiver import Ears, make_app, refuse
from engine.service.schedule import Schedule
from engine.service.worker import Worker
from engine.systems.halt import nap

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    """Where to listen."""

    host: str
    port: int


class Service:
    """The long-running life of one profile."""

    def __init__(
        self,
        profile: Profile,
        opening: Opening,
        marking: Marking,
    ) -> None:
        """Nothing runs yet.

        Args:
            profile: The agreement that is kept equal.
            opening: Opens it for runs.
            marking: Is told which run is going on.
        """
        self._profile = profile
        self._over = threading.Event()
        self._entities: set[str] = set()
        self._agenda = Agenda()
        self._figures = Figures()
        self._schedule = Schedule()
        self._keeper = Keeper(self._keep)
        self._worker = Worker(
            opening,
            self._agenda,
            self._figures,
            Notices(profile.notify),
            marking,
        )

    def stop(self) -> None:
        """Ask the service to end; ``run`` returns once all is kept."""
        self._over.set()

    def run(self, place: Place, opened: Callable[[str], None]) -> None:
        """Serve until somebody stops it.

        Args:
            place: Where to listen.
            opened: Is told the address once it is answered there.

        Raises:
            NoPort: Nobody can listen there.
            EngineError: The profile or its state cannot be used.
        """
        steps = self._steps()
        ears = self._ears(lambda: door)
        door = Door(
            make_app(ears), place.host, place.port, lambda: refuse(ears, "length")
        )
        try:
            self._keeper.begin()
            self._worker.begin()
            self._schedule.begin(steps, self._agenda.add)
            door.open()
            _log.info("service.began", extra={"address": door.address})
            opened(door.address)
            nap(math.inf, self._over)
        finally:
            self._end(door)

    def _steps(self) -> tuple[Step, ...]:
        """What is due by itself; hints that an earlier service left are due now."""
        with Application(self._profile) as application:
            desk: ServiceDesk = application.service_desk()
            steps = desk.steps()
            self._figures.stands(desk.standing())
            if desk.hinted():
                self._agenda.hint()
        self._entities = {one for step in steps for one in step.entities}
        self._figures.expect(steps)
        self._figures.watch_queue(lambda: self._agenda.length)
        return steps

    def _end(self, door: Door) -> None:
        """First no new calls, then what was told, then the run: nothing is lost."""
        _log.info("service.ending")
        door.close()
        self._schedule.end()
        self._keeper.end()
        self._worker.end()
        _log.info("service.ended")

    def _ears(self, door: Callable[[], Door]) -> Ears:
        return Ears(
            Keyhole(self._secret),
            self._heard,
            self._figures.refused,
            lambda: self._is_up(door()),
            lambda: self._worker.trouble,
            self._figures.page,
        )

    def _is_up(self, door: Door) -> bool:
        parts = (door, self._schedule, self._keeper, self._worker)
        return all(part.is_up for part in parts) and not self._over.is_set()

    def _heard(self, kind: str, numbers: list[str]) -> bool:
        self._figures.heard(kind)
        if kind in self._entities:
            self._agenda.hear()
        return self._keeper.tell(kind, numbers)

    def _keep(self, told: Mapping[str, list[str]]) -> None:
        kept = {kind: told[kind] for kind in told if kind in self._entities}
        if not kept:
            return
        with Application(self._profile) as application:
            application.service_desk().heed(kept)
        self._agenda.hint()

    def _secret(self) -> Secret:
        with Application(self._profile) as application:
            found: Secret = application.service_desk().secret()
            return found
