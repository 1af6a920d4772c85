"""The lists that a person asks for."""

from collections.abc import Sequence
from typing import Any

from rich.text import Text

from engine.cli.render.page import NOTHING, Column, Page, clean
from engine.cli.render.parts import conflict_list, mode_text, moment, ref
from engine.errors import N_
from engine.messages import (
    entity_label,
    reason_given,
    reason_text,
    system_name,
)

Document = dict[str, Any]

_CHECK_SIGNS = {"ok": ("✓", "green"), "warning": ("!", "yellow"), "error": ("✗", "red")}


def checks(page: Page, document: Document) -> None:
    """One line for each thing that was looked at, with its fix."""
    for one in document.get("check", []):
        sign, style = _CHECK_SIGNS.get(str(one.get("state")), ("·", ""))
        if page.desk.quiet and sign == "✓":
            continue
        what = f"{clean(str(one.get('what', '')))}: " if one.get("what") else ""
        page.line(
            (f"{sign} ", style), (what, "bold"), clean(str(one.get("message", "")))
        )
        if one.get("fix"):
            page.line(("→ ", "green"), clean(str(one["fix"])), indent=4)
    if "report" in document:
        text = page.say(
            N_("{file} was written"), file=clean(document["report"]["file"])
        )
        page.line(("~ ", "yellow"), text)


def fields(page: Page, document: Document) -> None:
    """The select fields of the CRM, and what was done to each."""
    if page.desk.quiet:
        return
    said = {
        "create": Text(page.say(N_("+ created")), style="green"),
        "update": Text(page.say(N_("~ brought up to date")), style="yellow"),
        "none": Text(page.say(N_("✓ as it should be")), style="dim"),
    }
    _table(
        page,
        (N_("Field"), N_("Name in the CRM"), N_("Values"), ""),
        [
            [
                str(one.get("label", "")),
                str(one.get("code", "")),
                str(one.get("values", "")),
                said.get(str(one.get("verb")), str(one.get("verb"))),
            ]
            for one in document.get("setup", [])
        ],
    )


def conflicts(page: Page, document: Document) -> None:
    """What both sides changed, those that wait for a person first."""
    found = document.get("conflicts", [])
    if not found:
        page.line(("✓ ", "green"), page.say(N_("No conflicts.")))
    conflict_list(page, sorted(found, key=lambda one: bool(one.get("decided"))))
    if any(one.get("decided") for one in found) and not page.desk.quiet:
        page.blank()
        text = N_("`raccordo resolve ID --take cic|crm` puts a value that lost back")
        page.line((page.say(text), "dim"))


def links(page: Page, document: Document) -> None:
    """The remembered pairs."""
    found = document.get("links", [])
    if not found:
        page.line(page.say(N_("No links yet: `raccordo sync` makes them.")))
        _left_out(page, document.get("excluded", []))
        return
    _table(
        page,
        (N_("Entity"), "CiC", "CRM", N_("State")),
        [
            [
                entity_label(str(one.get("entity")), page.desk.lang),
                page.value(one.get("cic")),
                page.value(one.get("crm")),
                _link_state(page, one),
            ]
            for one in found
        ],
    )
    _left_out(page, document.get("excluded", []))


_LINK_STATES = {
    "linked": N_("linked"),
    "unlinked": N_("unlinked"),
    "frozen": N_("waits for a person"),
    "parting": N_("about to be marked"),
    "candidate": N_("may be the same"),
    "never": N_("never the same"),
}


def _link_state(page: Page, link: dict[str, Any]) -> str:
    state = str(link.get("state", ""))
    return page.say(_LINK_STATES[state]) if state in _LINK_STATES else state


def _left_out(page: Page, found: Sequence[Document]) -> None:
    """The records that a person left out, each with the reason."""
    if not found:
        return
    page.heading(page.say(N_("Left out ({n})"), n=len(found)))
    for one in found:
        given = reason_given(str(one.get("reason") or ""), page.desk.lang)
        entity = entity_label(str(one.get("entity")), page.desk.lang)
        page.line((ref(one), "bold"), f"  {entity}: {clean(given)}", indent=2)


_QUOTE_STATES = {
    "open": N_("open"),
    "sent": N_("sent to the customer"),
    "archived": N_("archived"),
    "deleted": N_("deleted in CiC"),
}


def quotes(page: Page, document: Document) -> None:
    """The quotes, ``(CiC)`` beside those that are there."""
    found = document.get("quotes", [])
    if not found:
        page.line(page.say(N_("There are no quotes in the CRM.")))
        return
    _table(
        page,
        (N_("ID"), N_("Number"), N_("Company"), N_("Date"), "CiC", N_("State")),
        [
            [
                page.value(one.get("id")),
                _marked(one),
                clean(str(one.get("company") or NOTHING)),
                page.value(one.get("date")),
                page.value((one.get("cic") or {}).get("number")),
                _quote_state(page, one.get("cic")),
            ]
            for one in found
        ],
    )


def _marked(quote: dict[str, Any]) -> Text:
    """The number of a quote, marked where it is in CiC."""
    text = Text(clean(str(quote.get("number") or NOTHING)))
    return text.append(" (CiC)", style="green") if quote.get("cic") else text


def _quote_state(page: Page, there: dict[str, Any] | None) -> str:
    if there is None:
        return NOTHING
    state = str(there.get("state", ""))
    said = page.say(_QUOTE_STATES[state]) if state in _QUOTE_STATES else state
    if not there.get("changed"):
        return said
    return page.say(N_("{state}, changed since it was sent"), state=said)


def journal(
    page: Page, document: Document, *, run: int | None = None, record: str | None = None
) -> None:
    """Every write, with what was there before; of a run or a record, or all."""
    found = document.get("journal", [])
    if not found:
        page.line(_nothing_written(page, run, record))
        return
    for one in found:
        what = one.get("entity"), one.get("field")
        where = ref({**one, "name": one.get("name")})
        by = page.say(N_("run {number}"), number=one.get("run", NOTHING))
        page.line(
            (moment(one.get("at")), "dim"),
            (f"  #{one.get('id', NOTHING)}", "cyan"),
            f"  {by}  ",
            (where, "bold"),
            f"  {page.label(*what)}",
        )
        why = reason_text(str(one.get("why") or ""), page.desk.lang)
        page.line(
            (page.shown(*what, one.get("before")), "dim"),
            " → ",
            (page.shown(*what, one.get("after")), "green"),
            (f"  {clean(why)}", "dim italic"),
            indent=4,
        )


def _nothing_written(page: Page, run: int | None, record: str | None) -> str:
    """That the journal has nothing of what was asked for."""
    if run is not None:
        return page.say(N_("Run {run} wrote nothing."), run=run)
    if record is not None:
        text = N_("Nothing was ever written to {record}.")
        return page.say(text, record=clean(record))
    return page.say(N_("Nothing has been written yet."))


def status(page: Page, document: Document) -> None:
    """How things stand."""
    page.title(page.say(N_("Profile {name}"), name=document.get("profile", NOTHING)))
    _waiting(page, document)
    runs = document.get("runs", [])
    if runs:
        page.heading(page.say(N_("Last runs")))
        _table(
            page,
            (
                N_("Run"),
                N_("When"),
                N_("Mode"),
                "s",
                N_("Created"),
                N_("Updated"),
                N_("Problems"),
                N_("Exit"),
            ),
            [[_run_cell(page, key, one) for key in _RUN_KEYS] for one in runs],
        )
        for one in runs:
            _ended_early(page, one)
    page.heading(page.say(N_("Remembered")))
    rows = [
        (entity_label(entity, page.desk.lang), str(n))
        for entity, n in (document.get("links") or {}).items()
    ]
    rows += [
        (
            _entity_and_side(page, one),
            page.say(N_("read up to {at}"), at=moment(one.get("at"))),
        )
        for one in document.get("cursors", [])
    ]
    rows += [
        (system_name(str(one.get("system"))), _token(page, one))
        for one in document.get("tokens", [])
    ]
    page.grid(rows, indent=2)


def _ended_early(page: Page, run: Document) -> None:
    """Why a run did not come to its end."""
    if run.get("error"):
        text = page.say(N_("run {number} ended early"), number=run["run"])
        page.line(("✗ ", "red"), f"{text}: ", clean(str(run["error"])))


def _entity_and_side(page: Page, one: dict[str, Any]) -> str:
    entity = entity_label(str(one.get("entity")), page.desk.lang)
    return f"{entity} {system_name(str(one.get('side')))}"


def _token(page: Page, one: Document) -> str:
    if one.get("ends_on"):
        text = N_("token {token}, lives until {ends}")
        return page.say(text, token=one["token"], ends=one["ends_on"])
    is_given = one.get("state") == "given"
    return page.say(N_("token given") if is_given else N_("token missing"))


_RUN_KEYS = ("run", "at", "mode", "seconds", "created", "updated", "problems", "exit")


def _run_cell(page: Page, key: str, one: dict[str, Any]) -> str:
    if key == "mode":
        return mode_text(page, str(one.get("mode") or ""))
    return moment(one.get("at")) if key == "at" else page.value(one.get(key))


def _waiting(page: Page, document: Document) -> None:
    held = int(document.get("problems") or 0), int(document.get("conflicts") or 0)
    if not any(held):
        page.line(("✓ ", "green"), page.say(N_("Nothing waits for a person.")))
        return
    text = N_("{problems} problems and {conflicts} conflicts wait for a person")
    page.line(("! ", "yellow"), page.say(text, problems=held[0], conflicts=held[1]))


def _table(
    page: Page, headings: Sequence[str], rows: Sequence[Sequence[str | Text]]
) -> None:
    columns = [Column(page.say(heading)) for heading in headings]
    page.table(columns, rows)
