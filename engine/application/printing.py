"""A quotation on paper, in any template of the books.

The books print a document in the template that it names.  For another one it is
changed, printed, and changed back; that it is lent is kept before the first change,
so that whatever dies in between, the next command gives it back.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from engine.application.answer import Answer, Document, Exit
from engine.application.collections import Collections
from engine.application.documents import new_problem_document
from engine.application.layouts import LAYOUTS, chosen_layout, usable
from engine.application.recording import Recorded
from engine.application.sending import record_to_send
from engine.application.sides import QUOTATIONS
from engine.application.wiring import Wiring
from engine.errors import N_, Absent, UsageError
from engine.model.decision import Reason
from engine.model.link import Link, LinkState
from engine.model.option import Option
from engine.model.plan import Verb
from engine.model.problem import Problem
from engine.model.record import Record
from engine.model.side import Side
from engine.state.journal import Entry
from engine.state.store import Store
from engine.systems.protocol import System
from engine.values import Json, Value, from_json, to_json

_LENT = "documents lent to another layout"
_LAYOUT, _NUMBER = "layout", "layoutNumber"


class NoSuchLayout(UsageError):
    """A template that the books do not have."""

    template = N_("CiC has no print template {named!r}")
    advice = N_("it has: {known}")


@dataclass(frozen=True, slots=True)
class Printed:
    """What came of printing: the paper, if any, and what is said of it."""

    answer: Answer
    paper: bytes | None = None


def print_quote(wiring: Wiring, id: str, layout: str = "") -> Printed:
    """The quotation of a quote, as a PDF; without a template, in its own.

    The profile is held only where another template is lent, or one is to be given back.

    Raises:
        NoSuchLayout: The books have no such template.
        NoSuchQuote: The CRM has no such quote.
    """
    link = wiring.shelves(QUOTATIONS).links.of(Side.RIGHT, id)
    if link is None or link.state is LinkState.UNLINKED:
        record_to_send(wiring, QUOTATIONS, id)
        return _not_there(wiring, id, "quote_not_sent")
    if not layout and not _lent(wiring.store):
        return _printed(wiring, link, layout)
    with wiring.held():
        give_back(wiring, wiring.store)
        return _printed(wiring, link, layout)


def _printed(wiring: Wiring, link: Link, layout: str) -> Printed:
    books: System = wiring.systems.left
    resource = wiring.languages.declaration(QUOTATIONS).resources.left
    chosen = _named(wiring, layout) if layout else None
    id = link.ids.right
    try:
        record = books.get(resource, link.ids.left)
        if chosen is None or _layout(record) == chosen.key:
            paper = books.paper(resource, link.ids.left)
        else:
            paper = _in_another(wiring, record, chosen, link)
    except Absent:
        return _not_there(wiring, id, "quotation_gone")
    document: Document = {
        "quote": id,
        "cic": {"id": link.ids.left, "number": str(record.content.get("number", ""))},
        "layout": str(chosen.label if chosen else _name_of(wiring, _layout(record))),
        "bytes": len(paper),
    }
    return Printed(Answer(document), paper)


def give_back(wiring: Wiring, store: Store) -> None:
    """Put back the templates of documents whose printing was cut short."""
    for kept in _lent(store):
        resource, id = str(kept["resource"]), str(kept["id"])
        try:
            record = wiring.systems.left.get(resource, id)
        except Absent:
            _forget(store, id)
            continue
        if _layout(record) == kept["other"]:
            _lay(wiring, resource, record, kept["own"])
        _forget(store, id)


def _not_there(wiring: Wiring, id: str, code: str) -> Printed:
    """Why nothing is printed: a problem of the quote, which a person can mend."""
    seen = wiring.shelves(QUOTATIONS).observations.get(Side.RIGHT, id)
    whose = (Side.RIGHT, id, seen.name if seen else "")
    problem = Problem(code, Side.LEFT, parts={"id": id})
    row = new_problem_document(problem, whose, QUOTATIONS, wiring.screens)
    return Printed(Answer({"problems": [row]}, Exit.HELD))


def _named(wiring: Wiring, named: str) -> Option:
    options = Collections(wiring, wiring.store).get((LAYOUTS,))[LAYOUTS]
    found = chosen_layout(options, named)
    if found is None:
        known = ", ".join(one.label for one in usable(options))
        raise NoSuchLayout(named=named, known=known or "—")
    return found


def _name_of(wiring: Wiring, number: Value) -> str:
    """What a template is called; its number where it is gone."""
    try:
        found = wiring.systems.left.get(LAYOUTS, str(number))
    except Absent:
        return str(number)
    return str(found.content.get("name") or number)


def _in_another(wiring: Wiring, record: Record, chosen: Option, link: Link) -> bytes:
    """Change the template, print, and change it back."""
    resource = wiring.languages.declaration(QUOTATIONS).resources.left
    own = _layout(record)
    with Recorded(wiring, "print", "incremental") as run:
        _lend(wiring.store, resource, record.id, own, chosen.key)
        try:
            _lay(wiring, resource, record, chosen.key)
            _journal(wiring, run.number, link, own, chosen.key)
            paper: bytes = wiring.systems.left.paper(resource, record.id)
        finally:
            give_back(wiring, wiring.store)
        _journal(wiring, run.number, link, chosen.key, own)
        run.answer()
    return paper


def _layout(record: Record) -> Value:
    found = record.content.get(_LAYOUT)
    return found.get(_NUMBER) if isinstance(found, dict) else None


def _lay(wiring: Wiring, resource: str, record: Record, number: Value) -> None:
    content = {**record.content, _LAYOUT: {_NUMBER: number}}
    wiring.systems.left.update(record, resource, content)


def _journal(wiring: Wiring, run: int, link: Link, before: Value, after: Value) -> None:
    entry = Entry(
        Side.LEFT,
        link.ids.left,
        link.ids.right,
        Verb.UPDATE.value,
        _LAYOUT,
        before,
        after,
        Reason.PRINTED.value,
    )
    journal = wiring.shelves(QUOTATIONS).journal
    journal.write([entry], run, datetime.now(UTC))


def _lent(store: Store) -> list[Json]:
    text = store.settings.get(_LENT)
    found = from_json(text) if text else []
    return (
        [one for one in found if isinstance(one, dict)]
        if isinstance(found, list)
        else []
    )


def _lend(store: Store, resource: str, id: str, own: Value, other: Value) -> None:
    kept: Json = {"resource": resource, "id": id, "own": own, "other": other}
    with store.transaction():
        store.settings.set(_LENT, to_json([*_lent(store), kept]))


def _forget(store: Store, id: str) -> None:
    rest = [one for one in _lent(store) if one["id"] != id]
    with store.transaction():
        store.settings.set(_LENT, to_json(rest))
