"""What the service asks of a profile: what is due, what came, how it stands."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from engine.application import granting, hooking, news, runs, silence
from engine.application.answer import Answer, Document
from engine.application.entities import FIRST_ENTITY
from engine.application.news import News
from engine.application.wiring import Wiring
from engine.config.grants import LIFE
from engine.config.hook_secret import HookSecret
from engine.config.secret import Secret
from engine.errors import EngineError
from engine.values import from_json

FULL = "full"

_PATIENCE = 1.0
"""How many seconds to wait for a person's command; the service comes back by itself."""

_REPORTS = 200
"""So many runs keep what they reported: a service makes hundreds in a day."""

_USUAL: Mapping[str, timedelta] = {
    FIRST_ENTITY: timedelta(minutes=5),
    "products": timedelta(days=1),
    FULL: timedelta(days=1),
}
"""How often what is due where the profile does not say."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something that is due by itself, again and again."""

    name: str
    entities: tuple[str, ...]
    every: timedelta
    is_full: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """One run that the service makes: these entities, or no more than the hints.

    Attributes:
        steps: What made it due; none for hints.
    """

    entities: tuple[str, ...] = ()
    is_full: bool = False
    heeds: bool = False
    steps: tuple[Step, ...] = ()

    @property
    def command(self) -> str:
        """What the run is remembered as."""
        return "hook" if self.heeds else "schedule"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a profile stands, for whoever watches it.

    Attributes:
        problems: How many there are, by entity and cause.
        conflicts: How many wait for a person, by entity.
        hints: How many records wait to be read.
        grant_days: How many days the grant lives still; None where that is not known.
        grant_age: How many days ago it was given; likewise.
    """

    profile: str

    problems: Mapping[tuple[str, str], int]
    conflicts: Mapping[str, int]
    hints: int
    grant_days: int | None
    grant_age: int | None


class ServiceDesk:
    """What can be asked for the service."""

    def __init__(self, wiring: Wiring) -> None:
        self._wiring = wiring

    def steps(self) -> tuple[Step, ...]:
        """What is due by itself; what has no step of its own goes with the first."""
        wiring = self._wiring
        every = {**_USUAL, **dict(wiring.profile.schedule)}
        usual = wiring.entities(())
        entities: dict[str, tuple[str, ...]] = {
            name: wiring.entities((name,)) if name in usual else () for name in every
        }
        entities[FIRST_ENTITY] = tuple(
            one for one in usual if one == FIRST_ENTITY or one not in every
        )
        entities[FULL] = usual
        return tuple(
            Step(name, entities[name], each, name == FULL)
            for name, each in every.items()
            if each and entities[name]
        )

    def secret(self) -> Secret:
        """The secret in the addresses of the web hooks; it is made where none is."""
        kept = HookSecret(self._wiring.profile)
        return kept.read() or kept.make()

    def heed(self, told: Mapping[str, list[str]]) -> None:
        """Keep that these records may have changed."""
        hooking.heed(self._wiring, told)

    def hinted(self) -> tuple[str, ...]:
        """The entities of which records wait to be read."""
        wiring = self._wiring
        return tuple(one for one in wiring.known if wiring.shelves(one).hints.count())

    def run(self, due: Due) -> Answer | None:
        """Make a run that is due; None where there is nothing to do.

        Raises:
            Busy: A person's command goes first.
            EngineError: As any run.
        """
        wiring = self._wiring
        with wiring.held(_PATIENCE):
            entities = self.hinted() if due.heeds else due.entities
            if not entities:
                return None
            manner = runs.Manner(
                due.command,
                is_full=due.is_full,
                is_scheduled=True,
                heeds=due.heeds,
            )
            answer = runs.sync(wiring, entities, manner)
            wiring.store.runs.shorten(_REPORTS)
            return answer

    def let_go(self) -> None:
        """Between two runs: keep no more than the connections."""
        self._wiring.let_go()

    def last_report(self) -> Document:
        """What the latest run did, also where it failed."""
        for run in self._wiring.store.runs.last(1):
            found = from_json(run.report) if run.report else None
            return found if isinstance(found, dict) else {}
        return {}

    def standing(self) -> Standing:
        """How the profile stands now."""
        wiring = self._wiring
        shelves = {entity: wiring.shelves(entity) for entity in wiring.known}
        causes = Counter(
            (entity, held.problem.code)
            for entity, one in shelves.items()
            for held in one.problems.all()
        )
        left = granting.days_left(wiring)
        return Standing(
            wiring.profile.name,
            causes,
            {entity: len(one.conflicts.waiting()) for entity, one in shelves.items()},
            sum(one.hints.count() for one in shelves.values()),
            left,
            None if left is None else LIFE.days - left,
        )

    def on_run(self, call: Callable[[int], None]) -> None:
        """Have the number of a run told as soon as it begins."""
        self._wiring.on_run = call

    def note(self, error: EngineError | None) -> None:
        """Keep since when a system does not answer; ``error`` ended the latest run."""
        silence.note(self._wiring, error)

    def news(self, error: EngineError | None) -> News | None:
        """What is new since people were last told; ``error`` ended the latest run."""
        return news.gather(self._wiring, error)

    def told(self, message: News) -> None:
        """People were told."""
        news.remember(self._wiring, message)
