"""A plan as a pull request: each record, each field before and after, and why."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from rich.text import Text

from engine.cli.render.page import Page, clean
from engine.cli.render.parts import SIDES, conflict_list, problem_list
from engine.cli.render.sales import document_rows
from engine.errors import N_
from engine.messages import entity_label, reason_text, system_name

_SIGNS = {
    "create": ("+", "green", N_("create")),
    "update": ("~", "yellow", N_("update")),
    "delete": ("-", "red", N_("delete")),
    "link": ("=", "cyan", N_("link")),
    "unlink": ("/", "red", N_("unlink")),
}

_UNKNOWN = ("·", "", N_("write"))

# A first run creates hundreds; so many are shown field by field, the others by name.
_WHOLE_CREATES = 20


def plan(page: Page, document: dict[str, Any]) -> None:
    """Show a plan."""
    operations = document.get("operations", [])
    page.title(page.say(N_("Plan")))
    _operations(page, operations)
    if "rows" in document and not page.desk.quiet:
        document_rows(page, document)
    for warning in document.get("warnings", []):
        page.line(("! ", "yellow"), str(warning))
    trouble(page, document)
    page.blank()
    waits = document.get("conflicts") or document.get("problems")
    _sum(page, operations, is_equal=not waits)
    for stop in document.get("errors", []):
        page.line(("✗ ", "red"), (clean(str(stop.get("message", ""))), "bold"))
        page.line(("→ ", "green"), clean(str(stop.get("fix", ""))), indent=2)


def _operations(page: Page, operations: Sequence[dict[str, Any]]) -> None:
    creates = 0
    for operation in operations:
        creates += operation.get("verb") == "create"
        is_whole = page.desk.verbose or creates <= _WHOLE_CREATES
        is_create = operation.get("verb") == "create"
        if page.desk.quiet:
            continue
        one(page, operation, with_fields=is_whole or not is_create)
    hidden = creates - _WHOLE_CREATES
    if hidden > 0 and not (page.desk.verbose or page.desk.quiet):
        text = page.desk.say_count(
            "the fields of {n} more new record: -v",
            "the fields of {n} more new records: -v",
            n=hidden,
        )
        page.line((f"… {text}", "dim"), indent=2)


def one(page: Page, operation: dict[str, Any], *, with_fields: bool = True) -> None:
    """Show one operation, with its fields below it."""
    sign, style, verb = _SIGNS.get(str(operation.get("verb")), _UNKNOWN)
    side = system_name(str(operation.get("side") or ""))
    entity = entity_label(str(operation.get("entity") or ""), page.desk.lang)
    page.line(
        (f"{sign} {page.say(verb)}", style),
        f" {side}  " if side else "  ",
        (clean(str(operation.get("name") or operation.get("record") or "")), "bold"),
        (f"  {entity} · {_whence(page, operation)}", "dim"),
    )
    fields = operation.get("fields") or {}
    shown = [name for name in fields if name != "lines" or "rows" not in operation]
    if with_fields:
        entity = str(operation.get("entity") or "")
        page.grid([_field(page, (entity, name), fields[name]) for name in shown], 4)
    if with_fields and "rows" in operation:
        document_rows(page, operation)


def _whence(page: Page, operation: dict[str, Any]) -> str:
    """The record that it is about; a new one has no id but that of its origin."""
    side, record = str(operation.get("side") or ""), operation.get("record", "")
    if operation.get("verb") == "link" and operation.get("ids"):
        ids = operation["ids"].items()
        return " = ".join(f"{system_name(one)} {id}" for one, id in ids)
    if operation.get("verb") != "create":
        return f"{system_name(side)} {record}"
    origin = next(system_name(other) for other in SIDES if other != side)
    return page.say(N_("from {origin}"), origin=f"{origin} {record}")


def _field(page: Page, what: tuple[str, str], change: dict[str, Any]) -> list[Text]:
    before, after = (page.shown(*what, change.get(key)) for key in ("before", "after"))
    why = reason_text(str(change.get("why") or ""), page.desk.lang)
    if why == reason_text("new", page.desk.lang):
        why = ""
    return [
        Text(page.label(*what)),
        Text(before, style="dim"),
        Text("→"),
        Text(after, style="green"),
        Text(clean(why), style="dim italic"),
    ]


def trouble(page: Page, document: dict[str, Any]) -> None:
    """Show the conflicts and problems of a document, under their headings."""
    conflicts, problems = document.get("conflicts", []), document.get("problems", [])
    if conflicts:
        page.heading(page.say(N_("Conflicts ({n})"), n=len(conflicts)))
        conflict_list(page, conflicts)
    if problems:
        page.heading(page.say(N_("Held or to be looked at ({n})"), n=len(problems)))
        problem_list(page, problems)


def _sum(page: Page, operations: Sequence[dict[str, Any]], *, is_equal: bool) -> None:
    if not operations and not is_equal:
        page.line(
            ("= ", "cyan"), page.say(N_("Nothing to write until that is mended."))
        )
        return
    if not operations:
        page.line(("✓ ", "green"), page.say(N_("Nothing to do: both sides are equal.")))
        return
    counts = Counter(
        (str(operation.get("verb")), str(operation.get("side") or ""))
        for operation in operations
    )
    said = [
        f"{sign} {n} {page.say(word)} {system_name(side)}".rstrip()
        for (verb, side), n in counts.items()
        for sign, _, word in [_SIGNS.get(verb, _UNKNOWN)]
    ]
    page.line((page.say(N_("In all")), "bold"), ": ", " · ".join(said))


def sent(page: Page, document: dict[str, Any]) -> None:
    """Show what became of one record that was sent."""
    if document.get("problems") and "result" not in document:
        trouble(page, document)
        return
    done(page, document)


def all_sent(page: Page, document: dict[str, Any]) -> None:
    """Show what became of every quote that was ready."""
    trouble(page, document)
    for operation in document.get("sent", []):
        one(page, operation)
    number = len(document.get("sent", []))
    text = (
        page.desk.say_count("Sent: {n} quote.", "Sent: {n} quotes.", n=number)
        if number
        else page.say(N_("No quote is ready that is not in CiC already."))
    )
    page.line(("✓ ", "green"), text)


def printed(page: Page, document: dict[str, Any]) -> None:
    """Where the paper is, and what is on it."""
    if document.get("problems"):
        trouble(page, document)
        return
    text = page.say(
        N_("Quotation {number} was printed in {layout}: {file}"),
        number=document["cic"]["number"],
        layout=clean(document["layout"]),
        file=clean(document["file"]),
    )
    page.line(("✓ ", "green"), text)


def done(page: Page, document: dict[str, Any]) -> None:
    """Show the one operation that a person asked for."""
    trouble(page, document)
    operation = document.get("operation", document)
    result = document.get("result") or operation.get("result") or {}
    if page.desk.quiet:
        return
    if "customer" in document:
        one(page, document["customer"])
    if operation.get("verb") in _SIGNS:
        one(page, operation)
    number = result.get("number") or result.get("id")
    if operation.get("verb") == "none":
        text = page.say(N_("Nothing to write: both sides are equal."))
    elif number:
        text = page.say(N_("Done: number {number}."), number=number)
    else:
        text = page.say(N_("Done."))
    page.line(("✓ ", "green"), text)
