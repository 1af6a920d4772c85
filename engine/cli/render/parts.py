"""The parts that several pages share: problems with their fix, conflicts, times."""

from collections.abc import Sequence
from typing import Any

from rich.text import Text

from engine.cli.render.page import NOTHING, Page, clean
from engine.errors import N_
from engine.messages import reason_text, system_name

SIDES = ("cic", "crm")

_LONGEST = 60
"""What a person reads of a name, to know the record by it."""


def ref(record: dict[str, Any]) -> str:
    """A record as a person finds it: its name, and its id in its system."""
    name = clean(str(record.get("name") or ""))
    name = name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…"
    system = system_name(str(record.get("side") or ""))
    place = " ".join(filter(None, (system, str(record.get("record") or ""))))
    return f"{name} ({place})" if name and place else name or place or NOTHING


_MODES = {
    "incremental": N_("incremental"),
    "full": N_("full"),
    "hints": N_("web hooks"),
}


def mode_text(page: Page, mode: str) -> str:
    """How much a run read, in the person's language."""
    return page.say(_MODES[mode]) if mode in _MODES else mode


def field_of(page: Page, row: dict[str, Any]) -> str:
    """The field that a row is about, behind its record; mostly there is one."""
    label = page.label(row.get("entity"), row.get("field"))
    return f" · {label}" if label else ""


def moment(text: object) -> str:
    """A stamp in UTC, shorter by what nobody reads."""
    if not text:
        return NOTHING
    return str(text).replace("T", " ").removesuffix("Z").partition(".")[0] + "Z"


def problem_list(page: Page, problems: Sequence[dict[str, Any]]) -> None:
    """Each problem in words, with its fix below it."""
    for problem in problems:
        _problem(page, problem)


def _problem(page: Page, problem: dict[str, Any]) -> None:
    is_warning = problem.get("severity") == "warning"
    sign, style = ("!", "yellow") if is_warning else ("✗", "red")
    label = field_of(page, problem)
    number = f"{problem['id']} " if problem.get("id") is not None else ""
    page.line((f"{sign} ", style), number, (ref(problem), "bold"), label, indent=2)
    page.line(clean(str(problem.get("message") or problem.get("code"))), indent=6)
    if problem.get("fix"):
        page.line(("→ ", "green"), clean(str(problem["fix"])), indent=6)
    if page.desk.verbose:
        said = [problem.get("code"), problem.get("source"), problem.get("since")]
        page.line((" · ".join(str(part) for part in said if part), "dim"), indent=6)


def conflict_list(page: Page, conflicts: Sequence[dict[str, Any]]) -> None:
    """Each conflict with both values, the one that lost marked as such."""
    for conflict in conflicts:
        _conflict(page, conflict)


def _conflict(page: Page, conflict: dict[str, Any]) -> None:
    decided = conflict.get("decided")
    number = f"{conflict['id']} " if conflict.get("id") is not None else ""
    sign = ("≠ ", "yellow") if decided else ("? ", "red")
    who = {**conflict, "side": ""}
    page.line(sign, number, (ref(who), "bold"), field_of(page, conflict), indent=2)
    rows = [_candidate(page, conflict, side) for side in SIDES]
    page.grid(rows, indent=6)
    if decided:
        return
    said = page.say(N_("a sync will ask a person"))
    if conflict.get("id") is not None:
        text = N_("waits for a person: `raccordo resolve {id} --take cic|crm`")
        said = page.say(text, id=conflict["id"])
    page.line(("→ ", "green"), said, indent=6)


def _candidate(page: Page, conflict: dict[str, Any], side: str) -> list[Text]:
    value = page.shown(
        conflict.get("entity"), conflict.get("field"), conflict.get(side)
    )
    decided = conflict.get("decided")
    if not decided:
        return [Text(system_name(side)), Text(value)]
    if decided == side:
        by = reason_text(str(conflict.get("by") or ""), page.desk.lang)
        said = page.say(N_("✓ stays: {by}"), by=by) if by else page.say(N_("✓ stays"))
        return [Text(system_name(side)), Text(value), Text(said, style="green")]
    lost = page.say(N_("lost, and kept in the journal"))
    return [Text(system_name(side)), Text(value, style="dim"), Text(lost, style="dim")]
