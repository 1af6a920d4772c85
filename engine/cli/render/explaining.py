"""One record, field by field: what holds, who moved it, and what comes next."""

from typing import Any

from rich.text import Text

from engine.cli.render.lists import journal
from engine.cli.render.page import NOTHING, Page, clean
from engine.cli.render.parts import problem_list
from engine.errors import N_
from engine.messages import entity_label, field_label, system_name

_MOVED = {
    "cic": N_("moved in CiC"),
    "crm": N_("moved in the CRM"),
    "both": N_("moved on both sides"),
    "none": N_("not moved"),
}


def explanation(page: Page, document: dict[str, Any]) -> None:
    """Show all that is known of one record."""
    entity = entity_label(str(document.get("entity")), page.desk.lang)
    ids = " ↔ ".join(
        f"{system_name(side)} {document.get(side) or NOTHING}"
        for side in ("cic", "crm")
    )
    page.title(f"{clean(str(document.get('name') or NOTHING))}")
    page.line((f"{entity} · {ids} · {document.get('state', NOTHING)}", "dim"))
    for field in document.get("fields", []):
        _field(page, field)
    _rest(page, document)


def _field(page: Page, field: dict[str, Any]) -> None:
    name = str(field.get("field"))
    label = str(field.get("label") or field_label(name, page.desk.lang))
    moved = str(field.get("moved") or "none")
    sign = ("✓ ", "green") if moved == "none" else ("~ ", "yellow")
    said = page.say(_MOVED[moved]) if moved in _MOVED else moved
    page.blank()
    page.line(sign, (label, "bold"), (f"  {name}", "dim"), f"  {said}")
    baseline = field.get("baseline") or {}
    page.grid(
        [
            [
                Text(system_name(side)),
                Text(page.value(field.get(side))),
                Text(
                    page.say(
                        N_("agreed: {value}"), value=page.value(baseline.get(side))
                    ),
                    style="dim",
                ),
            ]
            for side in ("cic", "crm")
        ],
        indent=4,
    )
    spoke = [field.get("mapping"), field.get("lens"), _owner(page, field)]
    page.line((" · ".join(str(part) for part in spoke if part), "dim"), indent=4)
    if field.get("next"):
        page.line(("→ ", "green"), clean(str(field["next"])), indent=4)


def _owner(page: Page, field: dict[str, Any]) -> str:
    owner = field.get("owner")
    return page.say(N_("owner {side}"), side=system_name(str(owner))) if owner else ""


def _rest(page: Page, document: dict[str, Any]) -> None:
    if document.get("problems"):
        page.heading(page.say(N_("Problems")))
        problem_list(page, document["problems"])
    if document.get("journal"):
        page.heading(page.say(N_("Journal")))
        journal(page, document)
    if document.get("next"):
        page.blank()
        page.line(("→ ", "green"), clean(str(document["next"])))
