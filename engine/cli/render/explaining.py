"""One record, field by field: what holds, who moved it, and what comes next."""

from typing import Any

from rich.text import Text

from engine.cli.render.page import NOTHING, Page, clean
from engine.cli.render.parts import conflict_list, moment, problem_list
from engine.errors import N_
from engine.messages import entity_label, system_name

_MOVED = {
    "cic": N_("moved in CiC"),
    "crm": N_("moved in the CRM"),
    "both": N_("moved on both sides"),
    "none": N_("not moved"),
    "new": N_("not agreed on yet"),
}
_STATES = {
    "linked": N_("linked"),
    "unlinked": N_("unlinked"),
    "frozen": N_("waits for a person"),
    "unmatched": N_("no counterpart yet"),
    "excluded": N_("left out"),
}


def explanation(page: Page, document: dict[str, Any]) -> None:
    """Show all that is known of one record."""
    entity = entity_label(str(document.get("entity")), page.desk.lang)
    ids = " ↔ ".join(
        f"{system_name(side)} {document.get(side) or NOTHING}"
        for side in ("cic", "crm")
    )
    page.title(f"{clean(str(document.get('name') or NOTHING))}")
    state = page.say(_STATES.get(str(document.get("state")), NOTHING))
    page.line((f"{entity} · {ids} · {state}", "dim"))
    fields = document.get("fields", [])
    for field in fields:
        said = {"entity": document.get("entity"), "is_alone": len(fields) == 1}
        _field(page, {**field, **said})
    _rest(page, document)


def _field(page: Page, field: dict[str, Any]) -> None:
    what = field.get("entity"), field.get("field")
    label = page.label(*what)
    moved = str(field.get("moved") or "none")
    sign = ("✓ ", "green") if moved == "none" else ("~ ", "yellow")
    said = page.say(_MOVED[moved]) if moved in _MOVED else moved
    page.blank()
    page.line(sign, (label, "bold"), (f"  {field.get('field')}", "dim"), f"  {said}")
    baseline = field.get("baseline") or {}
    page.grid(
        [
            [
                Text(system_name(side)),
                Text(page.shown(*what, field.get(side))),
                Text(
                    page.say(
                        N_("agreed: {value}"),
                        value=page.shown(*what, baseline.get(side)),
                    ),
                    style="dim",
                ),
            ]
            for side in ("cic", "crm")
        ],
        indent=4,
    )
    for spoke in _speakers(page, field):
        text = f"{spoke.get('source', '')}: {spoke.get('text', '')}"
        page.line((clean(text), "dim"), indent=4)
    if field.get("next"):
        page.line(("→ ", "green"), clean(str(field["next"])), indent=4)


def _speakers(page: Page, field: dict[str, Any]) -> list[dict[str, Any]]:
    """The line of the mapping; the lenses and rules too, where one field is meant."""
    said = list(field.get("said") or [])
    return said if page.desk.verbose or field.get("is_alone") else said[:1]


def _rest(page: Page, document: dict[str, Any]) -> None:
    if document.get("problems"):
        page.heading(page.say(N_("Problems")))
        problem_list(page, document["problems"])
    conflicts = document.get("conflicts", [])
    waiting = [one for one in conflicts if one.get("decided") is None]
    if waiting:
        page.heading(page.say(N_("Conflicts")))
        conflict_list(page, waiting)
    if document.get("story"):
        page.heading(page.say(N_("What happened")))
        for event in document["story"]:
            page.line((moment(event.get("at")), "dim"), f"  {clean(event['text'])}")
    if document.get("next"):
        page.blank()
        page.line(("→ ", "green"), clean(str(document["next"])))
