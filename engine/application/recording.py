"""One run as it is remembered, whatever its end."""

import time
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from engine import messages
from engine.application import drift, granting
from engine.application.answer import Answer, Document, Exit
from engine.application.disabled import disabled_documents
from engine.application.documents import conflict_document, problem_document
from engine.application.sides import name_of
from engine.application.wiring import Wiring
from engine.errors import N_, EngineError, Stopped, Unavailable, Unclear
from engine.model.problem import Severity
from engine.model.side import Side
from engine.sync.world import World
from engine.values import to_json

_BUG = 70
_LANGUAGES = ("it", "en")


class StillUnclear(Unclear):
    """Some writes are not known to be done or not, after looking for them."""

    template = N_("writes sent and not answered, which may have been done: {count}")
    advice = N_("nothing is lost: the next run looks first")


class Recorded:
    """A run, from its beginning to its end; what it did is added up meanwhile."""

    def __init__(self, wiring: Wiring, command: str, mode: str) -> None:
        self.worlds: list[World] = []
        self._wiring = wiring
        self._mode = mode
        self._started = time.monotonic()
        self._before = (wiring.calls(), wiring.retries())
        self.number = wiring.store.runs.begin(command, mode, datetime.now(UTC))
        self._answer: Answer | None = None
        wiring.on_run(self.number)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        ended = self._ended_by(error)
        self._keep(ended)
        if ended is not None and ended is not error:
            raise ended from error

    def _ended_by(self, error: BaseException | None) -> BaseException | None:
        """Why the run ends; what we did not wait for any more is no outage."""
        is_ours = isinstance(error, Unavailable | Unclear)
        return Stopped() if is_ours and self._wiring.halt.is_set() else error

    def _keep(self, error: BaseException | None) -> None:
        for world in self.worlds:
            world.dismiss()
        if error is None and self._answer is not None:
            code, document = self._answer.exit, self._answer.document
        else:
            code = error.exit_code if isinstance(error, EngineError) else _BUG
            if isinstance(error, Stopped):
                code = self._wiring.stop_exit
            document = self._document(code)
        if code == EngineError.exit_code and not any(map(_did, self.worlds)):
            # What was asked could not be asked: that is no run.
            self._wiring.store.runs.forget(self.number)
            return
        if error is not None:
            document["error"] = _told(error)
        seconds = document["seconds"]
        self._wiring.store.runs.end(self.number, seconds, code, to_json(document))

    def answer(self, ends: int | None = None) -> Answer:
        """What the run did.

        Args:
            ends: How it ended, where it was about one record; else whatever waits of
                its entities says so.

        Raises:
            StillUnclear: A write is not known to be done or not.
        """
        unclear = sum(world.tally.unclear for world in self.worlds)
        if unclear:
            raise StillUnclear(count=unclear)
        waits = any(map(is_waiting, self.worlds))
        code = ends if ends is not None else Exit.HELD if waits else Exit.DONE
        self._answer = Answer(self._document(code), code)
        return self._answer

    def _document(self, code: int) -> Document:
        return {
            "run": self.number,
            "profile": self._wiring.profile.name,
            "mode": self._mode,
            "seconds": round(time.monotonic() - self._started, 2),
            "exit": int(code),
            "entities": self._entities(),
            "calls": _since(self._before[0], self._wiring.calls()),
            "retries": _since(self._before[1], self._wiring.retries()),
            "warnings": [
                *granting.warnings(self._wiring),
                *(
                    one
                    for world in self.worlds
                    for one in warnings(world, self._wiring.screens)
                ),
            ],
            "disabled_rules": [
                one
                for world in self.worlds
                for one in disabled_documents(world.mapping.rules)
            ],
        }

    def _entities(self) -> Document:
        """What became of each entity, however often the run went over it."""
        found: Document = {}
        for world in self.worlds:
            entity = world.mapping.entity
            row = entity_document(world, self._wiring.screens)
            found[entity] = _added(found[entity], row) if entity in found else row
        return found


def _added(earlier: Document, later: Document) -> Document:
    """What two passes of one run did to one entity; what waits is as by the later."""
    both: Document = {}
    for name, value in later.items():
        before = earlier[name]
        if isinstance(value, dict):
            both[name] = {key: before[key] + count for key, count in value.items()}
        else:
            both[name] = before + value if isinstance(value, int) else value
    return both


def _told(error: BaseException) -> Document:
    """Why a run ended early, in every language: who looks later may read another."""
    if not isinstance(error, EngineError):
        return dict.fromkeys(_LANGUAGES, type(error).__name__)
    return {lang: messages.sentence_text(error, lang) for lang in _LANGUAGES}


def _did(world: World) -> bool:
    """Whether anything became of an entity in this run."""
    return bool(
        world.tally.writes or world.tally.linked or any(world.tally.read.values())
    )


def is_waiting(world: World) -> bool:
    """Whether something of the entity waits for a person."""
    held = world.shelves.problems.all()
    errors = any(one.problem.severity is Severity.ERROR for one in held)
    return errors or bool(world.shelves.conflicts.waiting())


def entity_document(world: World, screens: messages.Screens) -> Document:
    """What a run did to one entity, and what of it waits."""
    tally, shelves, entity = world.tally, world.shelves, world.mapping.entity
    met = {one.number: one for one in shelves.conflicts.of_run(world.run)}
    met |= {one.number: one for one in shelves.conflicts.waiting()}
    return {
        "read": _by_name(tally.read),
        "unchanged": tally.unchanged,
        "created": _by_name(tally.created),
        "updated": _by_name(tally.updated),
        "linked": tally.linked,
        "deleted": _by_name(tally.deleted),
        "conflicts": [conflict_document(one, entity) for one in met.values()],
        "problems": [
            problem_document(held, entity, screens) for held in shelves.problems.all()
        ],
    }


def warnings(world: World, screens: messages.Screens) -> list[str]:
    """What a run could not use, in words."""
    mapping, lang = world.mapping, screens.lang
    stopped = {one.field for one in mapping.drifts if one.stops}
    return [
        *(messages.tell(text, lang, **parts) for text, parts in world.tally.warnings),
        *drift.warnings(mapping.drifts, mapping.declaration, lang),
        *(
            messages.tell(
                N_("{field} is not kept equal: CiC does not have its list of values"),
                lang,
                field=screens.field(mapping.entity, name),
            )
            for name in mapping.switched_off
            if name not in stopped
        ),
    ]


def _since(before: dict[str, int], now: dict[str, int]) -> dict[str, int]:
    """What was counted since a run began: its connections may be older."""
    return {name: count - before.get(name, 0) for name, count in now.items()}


def _by_name(counts: dict[Side, int]) -> dict[str, int]:
    return {name_of(side): count for side, count in counts.items()}
