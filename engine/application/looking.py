"""What the state remembers, read and told; nothing is asked of the systems."""

from collections.abc import Iterator

from engine import messages
from engine.application.answer import Answer, Document
from engine.application.documents import (
    conflict_document,
    entry_document,
    moment,
    problem_document,
)
from engine.application.granting import grant_document
from engine.application.sides import NAMES, name_of, read_ref
from engine.application.wiring import Wiring
from engine.errors import N_, UsageError
from engine.model.side import Side
from engine.state.runs import Run
from engine.state.store import Shelves
from engine.values import from_json

_RUNS_SHOWN = 10
_NOTHING_YET: Document = {
    "profile": "",
    "runs": [],
    "cursors": [],
    "problems": 0,
    "conflicts": 0,
}
_DOUBTS = {"disputed", "review", "unsure_create"}


class NoSuchCause(UsageError):
    """A cause that nothing is held for."""

    template = N_("nothing is held for the cause {cause!r}")
    advice = N_("what there is: {known}")


class NoSuchRun(UsageError):
    """A run that never was."""

    template = N_("there is no run {run}")
    advice = N_("`raccordo status` lists the last ones")


def status(wiring: Wiring) -> Answer:
    """How the profile stands: runs, links, cursors, what waits, the tokens."""
    if not wiring.has_state:
        return Answer(
            {
                **_NOTHING_YET,
                "links": dict.fromkeys(wiring.known, 0),
                "tokens": _tokens(wiring),
                "profile": wiring.profile.name,
            }
        )
    shelves = {entity: wiring.shelves(entity) for entity in wiring.known}
    held = sum(len(one.problems.all()) for one in shelves.values())
    waiting = sum(len(one.conflicts.waiting()) for one in shelves.values())
    return Answer(
        {
            "profile": wiring.profile.name,
            "runs": [
                _run(run, wiring.lang) for run in wiring.store.runs.last(_RUNS_SHOWN)
            ],
            "links": {entity: one.links.count() for entity, one in shelves.items()},
            "cursors": [
                {
                    "entity": entity,
                    "side": name_of(side),
                    "at": moment(cursor.stamp if cursor else None),
                }
                for entity, one in shelves.items()
                for side in Side
                for cursor in [one.cursors.get(side)]
            ],
            "problems": held,
            "conflicts": waiting,
            "tokens": _tokens(wiring),
        }
    )


def problems(wiring: Wiring, cause: str = "") -> Answer:
    """The records that are held, and why; all, or those of one cause.

    Raises:
        NoSuchCause: There is no such cause.
    """
    rows = [
        problem_document(held, entity, wiring.screens)
        for entity in wiring.known
        for held in wiring.shelves(entity).problems.all()
    ]
    causes = sorted({row["code"] for row in rows})
    if cause and cause not in causes and cause not in _causes(wiring):
        raise NoSuchCause(cause=cause, known=", ".join(causes) or "—")
    return Answer(
        {"problems": [row for row in rows if not cause or row["code"] == cause]}
    )


def _causes(wiring: Wiring) -> Iterator[str]:
    """Every cause that a record can be held for: ours, and the codes of the rules."""
    from engine.mapping.sentences import CAUSES

    yield from CAUSES | messages.CAUSES
    for entity in wiring.known:
        declared = wiring.languages.declaration(entity)
        yield from (one.code for one in wiring.languages.rules(declared, None).rules)


def conflicts(wiring: Wiring) -> Answer:
    """The conflicts: those that wait for a person first, then the decided ones."""
    return Answer(
        {
            "conflicts": [
                conflict_document(conflict, entity)
                for entity in wiring.known
                for conflict in wiring.shelves(entity).conflicts.all()
            ]
        }
    )


def links(wiring: Wiring) -> Answer:
    """The remembered pairs, candidates, who is never the same, who is left out."""
    rows = [
        row
        for entity in wiring.known
        for shelves in [wiring.shelves(entity)]
        for row in [
            *_linked(shelves, entity),
            *_candidates(shelves, entity),
            *_strangers(shelves, entity),
        ]
    ]
    left_out = [
        row
        for entity in wiring.known
        for row in _left_out(wiring.shelves(entity), entity)
    ]
    return Answer({"links": rows, "excluded": left_out})


def journal(wiring: Wiring, run: int | None, record: str | None) -> Answer:
    """What was written: all, by one run, or to one record.

    Raises:
        NoSuchRun: There was no such run.
    """
    ref = read_ref(record) if record else None
    if run is not None and not wiring.store.runs.has(run):
        raise NoSuchRun(run=run)
    rows = [
        entry_document(entry, entity, wiring.lang)
        for entity in wiring.known
        for entry in wiring.shelves(entity).journal.read(run, ref)
    ]
    # As it was written, whichever entity it was of.
    return Answer({"journal": sorted(rows, key=lambda row: row["id"])})


def _linked(shelves: Shelves, entity: str) -> list[Document]:
    return [
        _row(entity, link.ids.left, link.ids.right, link.state.value)
        for link in shelves.links.all()
    ]


def _candidates(shelves: Shelves, entity: str) -> list[Document]:
    rows = []
    for held in shelves.problems.all():
        if held.problem.code not in _DOUBTS:
            continue
        for other in held.problem.parts.get("ids", "").split():
            pair = (held.record, other)
            left, right = pair if held.side is Side.LEFT else pair[::-1]
            rows.append(_row(entity, left, right, "candidate"))
    return rows


def _strangers(shelves: Shelves, entity: str) -> list[Document]:
    return [
        _row(entity, pair.left, pair.right, "never")
        for pair in shelves.links.never_pairs()
    ]


def _left_out(shelves: Shelves, entity: str) -> list[Document]:
    rows = []
    for side, id, reason in shelves.newcomers.left_out():
        known = shelves.observations.get(side, id)
        rows.append(
            {
                "entity": entity,
                "side": name_of(side),
                "record": id,
                "name": known.name if known else "",
                "reason": reason,
            }
        )
    return rows


def _row(entity: str, left: str, right: str, state: str) -> Document:
    return {"entity": entity, NAMES.left: left, NAMES.right: right, "state": state}


def _run(run: Run, lang: str) -> Document:
    kept = from_json(run.report) if run.report else {}
    report = kept if isinstance(kept, dict) else {}
    entities, error = report.get("entities"), report.get("error")
    counted = list(entities.values()) if isinstance(entities, dict) else []
    return {
        "run": run.number,
        "command": run.command,
        "mode": run.mode,
        "at": moment(run.started_at),
        "seconds": run.seconds,
        "exit": run.exit,
        "created": sum(_written(one, "created") for one in counted),
        "updated": sum(_written(one, "updated") for one in counted),
        "problems": sum(len(_list(one, "problems")) for one in counted),
        "error": error.get(lang) if isinstance(error, dict) else None,
    }


def _written(counted: object, verb: str) -> int:
    by_side = counted.get(verb) if isinstance(counted, dict) else None
    return sum(by_side.values()) if isinstance(by_side, dict) else 0


def _list(counted: object, key: str) -> list[object]:
    found = counted.get(key) if isinstance(counted, dict) else None
    return found if isinstance(found, list) else []


def _tokens(wiring: Wiring) -> list[Document]:
    profile, grant = wiring.profile, wiring.grant
    has_grant = grant is not None or profile.cic.agreement_grant_token is not None
    has_key = profile.crm.api_key is not None or profile.crm.password is not None
    given = {NAMES.left: has_grant, NAMES.right: has_key}
    return [
        {
            "system": name,
            "state": "given" if is_there else "missing",
            **(grant_document(grant) if grant and name == NAMES.left else {}),
        }
        for name, is_there in given.items()
    ]
