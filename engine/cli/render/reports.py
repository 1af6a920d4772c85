"""The report of a run: what was read and written, then what waits for a person."""

from collections.abc import Mapping
from typing import Any

from engine.cli.render.page import Column, Page, clean
from engine.cli.render.parts import SIDES, mode_text
from engine.cli.render.plans import trouble
from engine.errors import N_
from engine.messages import entity_label, system_name


def run(page: Page, document: dict[str, Any]) -> None:
    """Show the report of one run."""
    entities: Mapping[str, dict[str, Any]] = document.get("entities", {})
    if not page.desk.quiet:
        page.title(_title(page, document))
        _counts(page, [_row(page, *item) for item in entities.items()])
        _calls(page, document)
    for warning in document.get("warnings", []):
        page.line(("! ", "yellow"), str(warning))
    disabled(page, document)
    trouble(page, {key: _all(entities, key) for key in ("conflicts", "problems")})
    if not page.desk.quiet:
        _verdict(page, document, entities)


def disabled(page: Page, document: dict[str, Any]) -> None:
    """The rules that are switched off, each with its reason."""
    for rule in document.get("disabled_rules", []):
        said = page.say(
            N_("rule switched off: {rule}"), rule=f"{rule['code']} ({rule['reason']})"
        )
        page.line(("! ", "yellow"), clean(said))


def _title(page: Page, document: dict[str, Any]) -> str:
    return page.say(
        N_("Run {run} of {profile}, {mode}, in {seconds} s"),
        run=document.get("run", "—"),
        profile=document.get("profile", "—"),
        mode=mode_text(page, str(document.get("mode") or "")),
        seconds=document.get("seconds", "—"),
    )


# Narrower than this, the report stands on its side: a line for each count.
_WIDE = 96


def _counts(page: Page, rows: list[list[str]]) -> None:
    headings = _headings(page)
    if page.console.width >= _WIDE:
        columns = [Column(heading, is_number=bool(heading)) for heading in headings]
        page.table(columns, rows)
        return
    columns = [Column(""), *(Column(row[0], is_number=True) for row in rows)]
    turned = zip(headings, *rows, strict=True)
    page.table(
        columns,
        [[name.replace("\n", " "), *counts] for name, *counts in turned if name],
    )


def _headings(page: Page) -> list[str]:
    both = " / ".join(system_name(side) for side in SIDES)
    read, created, updated = (
        f"{page.say(heading)}\n{both}"
        for heading in (N_("Read"), N_("Created"), N_("Updated"))
    )
    unchanged, linked, conflicts, problems = (
        page.say(heading)
        for heading in (N_("Unchanged"), N_("Linked"), N_("Conflicts"), N_("Problems"))
    )
    return ["", read, unchanged, created, updated, linked, conflicts, problems]


def _row(page: Page, entity: str, part: dict[str, Any]) -> list[str]:
    return [
        entity_label(entity, page.desk.lang),
        _both(part, "read"),
        str(part.get("unchanged", 0)),
        _both(part, "created"),
        _both(part, "updated"),
        str(part.get("linked", 0)),
        str(len(part.get("conflicts", []))),
        str(len(part.get("problems", []))),
    ]


def _both(part: dict[str, Any], key: str) -> str:
    counts = part.get(key) or {}
    return " / ".join(str(counts.get(side, 0)) for side in SIDES)


def _calls(page: Page, document: dict[str, Any]) -> None:
    calls = document.get("calls") or {}
    said = " · ".join(f"{system_name(side)} {calls.get(side, 0)}" for side in SIDES)
    page.line((page.say(N_("Calls: {calls}"), calls=said), "dim"))


def _all(entities: Mapping[str, dict[str, Any]], key: str) -> list[dict[str, Any]]:
    return [
        {"entity": entity, **one}
        for entity, part in entities.items()
        for one in part.get(key, [])
    ]


def _verdict(
    page: Page, document: dict[str, Any], entities: Mapping[str, dict[str, Any]]
) -> None:
    page.blank()
    if document.get("exit"):
        text = N_("Done; what is listed above waits for a person.")
        page.line(("! ", "yellow"), page.say(text))
        return
    writes = sum(
        sum((part.get(key) or {}).values())
        for part in entities.values()
        for key in ("created", "updated", "deleted")
    )
    text = N_("Done.") if writes else N_("Nothing to write: both sides are equal.")
    page.line(("✓ ", "green"), page.say(text))
