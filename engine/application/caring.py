"""The state itself: look whether it is well, keep a copy, put a copy in its place."""

from dataclasses import replace
from pathlib import Path

from engine import messages
from engine.application.answer import Answer, Document, Exit
from engine.application.place import place_of
from engine.application.wiring import Wiring
from engine.application.worlds import look_world
from engine.config.build import state_place
from engine.errors import N_, EngineError, StateError, UsageError
from engine.state import moving
from engine.state.address import Address
from engine.state.care import Finding, Health
from engine.state.moving import look
from engine.state.store import has_any
from engine.sync.agreement import pairs_apart

_SHOWN = 3
_OK, _WARNING, _ERROR = "ok", "warning", "error"

_READ_ANEW = N_("`raccordo sync --full` reads them anew")
_RESTORE = N_("`raccordo state restore FILE` puts a backup in its place")

_WORDS = {
    "foreign_keys": (
        _ERROR,
        N_("nothing hangs in the air"),
        N_("{count} lines belong to a pair that is not there: {examples}"),
        _RESTORE,
    ),
    "links": (
        _ERROR,
        N_("no record is in two pairs"),
        N_("{count} records are in two pairs: {examples}"),
        _RESTORE,
    ),
    "unread": (
        _WARNING,
        N_("both records of every pair were read"),
        N_("{count} pairs with a record that was never read: {examples}"),
        _READ_ANEW,
    ),
    "unreadable": (
        _ERROR,
        N_("every value can be read"),
        N_("{count} values cannot be read: {examples}"),
        _RESTORE,
    ),
    "baselines": (
        _WARNING,
        N_("what pairs agreed on is known on both sides"),
        N_("{count} pairs agreed on something that only one side knows: {examples}"),
        N_("`raccordo explain` shows them; the next edit of such a field settles it"),
    ),
    "apart": (
        _WARNING,
        N_("pairs that agreed still do"),
        N_("{count} pairs differ though nobody changed them: {examples}"),
        N_("`raccordo sync --full` lists them as problems, with both values"),
    ),
    "strangers": (
        _WARNING,
        N_("nobody is paired with whom a person said never"),
        N_("{count} pairs of which a person said that they are none: {examples}"),
        N_("`raccordo unlink` parts them"),
    ),
    "conflicts": (
        _WARNING,
        N_("every conflict that waits belongs to a pair"),
        N_("{count} conflicts wait for a pair that is not there: {examples}"),
        N_("nothing to do: their records are free; look at them in the two systems"),
    ),
    "cursors": (
        _WARNING,
        N_("no reading is ahead of its server's clock"),
        N_("{count} readings are ahead of their server's clock: {examples}"),
        _READ_ANEW,
    ),
}


class NoStateYet(UsageError):
    """A state that no run has made."""

    template = N_("there is no state {path} yet")
    advice = N_("the first `raccordo sync` makes it")


class NoSuchFile(UsageError):
    """A copy that is not there."""

    template = N_("there is no file {path}")


class AlreadyThere(UsageError):
    """A file that a copy would be laid over."""

    template = N_("{path} is there already")
    advice = N_("name another file, or say --force")


class Itself(UsageError):
    """The state, named as its own copy."""

    template = N_("{path} is the state itself")
    advice = N_("name another file")


class NoPlace(UsageError):
    """A place that a state cannot be moved to."""

    template = N_("this is not a place for the state")
    advice = N_("sqlite:///NAME.db, or postgresql://…")


def check(wiring: Wiring) -> Answer:
    """Look at everything that can be wrong with the state."""
    place = _existing(wiring)
    try:
        health = look(place)
    except StateError as error:
        said = messages.sentence_text(error, wiring.lang)
        fix = messages.advice_text(error, wiring.lang)
        rows = [_row("file", _ERROR, said, fix)]
    else:
        rows = [*_rows(wiring, place, health), *_agreements(wiring, health)]
    failed = any(row["state"] != _OK for row in rows)
    return Answer({"check": rows}, Exit.HELD if failed else Exit.DONE)


def back_up(wiring: Wiring, file: Path, *, is_forced: bool) -> Answer:
    """Keep a copy of the state, also while a run goes on."""
    place = _existing(wiring)
    _refuse_itself(place, file)
    if file.exists() and not is_forced:
        raise AlreadyThere(path=str(file))
    moving.back_up(place, file)
    return _done("backup", file=file, links=look(file).links)


def restore(wiring: Wiring, file: Path) -> Answer:
    """Put a copy in the place of the state; what was there is kept beside it."""
    if not file.exists():
        raise NoSuchFile(path=str(file))
    _refuse_itself(wiring.place, file)
    kept = moving.restore(file, wiring.place)
    return _done("restore", file=file, kept=kept, links=look(wiring.place).links)


def move(wiring: Wiring, target: str) -> Answer:
    """Carry the state to another place; what was there stays, and is used no more."""
    source = _existing(wiring)
    place = _named(wiring, target)
    if source == place:
        raise Itself(path=str(place))
    counts = moving.move(source, place)
    operation: Document = {
        "verb": "move",
        "from": str(source),
        "to": str(place),
        "links": look(place).links,
        "rows": sum(counts.values()),
    }
    return Answer({"operation": operation})


def _named(wiring: Wiring, target: str) -> Path | Address:
    """The place that a URL says; a file is sought from where the profile is."""
    try:
        named = state_place(target, wiring.profile.path.parent)
    except ValueError:
        raise NoPlace from None
    return place_of(replace(wiring.profile, state=named))


def _existing(wiring: Wiring) -> Path | Address:
    if not has_any(wiring.place):
        raise NoStateYet(path=str(wiring.place))
    return wiring.place


def _refuse_itself(place: Path | Address, file: Path) -> None:
    if isinstance(place, Path) and place.resolve() == file.resolve():
        raise Itself(path=str(file))


def _rows(wiring: Wiring, place: Path | Address, health: Health) -> list[Document]:
    rows = [
        _row("file", _OK, _whole(wiring, place, health)),
        _version(wiring, health),
        *(_found(wiring, finding) for finding in health.findings),
    ]
    said = N_("{count} writes wait to be looked after; the next run does it")
    return [*rows, _row("outbox", _OK, _say(wiring, said, count=health.waiting))]


def _whole(wiring: Wiring, place: Path | Address, health: Health) -> str:
    links = health.links
    if isinstance(place, Address):
        said = N_("{path}: the server answers, {links} pairs")
        return _say(wiring, said, path=place, links=links)
    said = N_("{path}: {size} KiB, whole, {links} pairs")
    size = place.stat().st_size // 1024
    return _say(wiring, said, path=place, size=size, links=links)


def _agreements(wiring: Wiring, health: Health) -> list[Document]:
    """Whether pairs that agreed still do, as far as their mappings can be read."""
    if health.missing:
        return []
    names: list[str] = []
    scratch = wiring.rehearsal()
    try:
        for entity in wiring.known:
            world = look_world(wiring, scratch, entity)
            names += [
                f"{entity} {twins.link.ids.left}/{twins.link.ids.right}"
                for twins in pairs_apart(world)
            ]
    except EngineError:
        # What is wrong with the files is told by `check`.
        return []
    finally:
        scratch.close()
    shown = ", ".join(names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")
    return [_found(wiring, Finding("apart", len(names), shown))]


def _version(wiring: Wiring, health: Health) -> Document:
    number = health.version
    if not health.missing:
        said = _say(wiring, N_("version {number}, up to date"), number=number)
        return _row("version", _OK, said)
    old = N_("version {number}: the next command brings it up to date")
    return _row("version", _OK, _say(wiring, old, number=number))


def _found(wiring: Wiring, finding: Finding) -> Document:
    state, fine, wrong, fix = _WORDS[finding.what]
    if not finding.count:
        return _row(finding.what, _OK, _say(wiring, fine))
    parts = {"count": finding.count, "examples": finding.examples}
    return _row(
        finding.what, state, _say(wiring, wrong, **parts), _say(wiring, fix, **parts)
    )


def _say(wiring: Wiring, template: str, **parts: object) -> str:
    return messages.tell(template, wiring.lang, **parts)


def _row(what: str, state: str, message: str, fix: str = "") -> Document:
    return {"what": what, "state": state, "message": message, "fix": fix}


def _done(verb: str, *, file: Path, links: int, kept: str | None = None) -> Answer:
    operation: Document = {
        "verb": verb,
        "file": str(file),
        "links": links,
        "kept": kept,
    }
    return Answer({"operation": operation})
