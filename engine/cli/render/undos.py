"""What an undo would do, or did: each record, what comes back, and what stays."""

from typing import Any

from engine.cli.render.page import Page, clean
from engine.cli.render.plans import one
from engine.errors import N_


def plan(page: Page, document: dict[str, Any]) -> None:
    """Show what an undo would do."""
    page.title(page.say(N_("Undo: the plan")))
    _rows(page, document)


def done(page: Page, document: dict[str, Any]) -> None:
    """Show what an undo did."""
    page.title(page.say(N_("Undo")))
    _rows(page, document)
    for refused in document.get("refused", []):
        record = f"{refused['side']}:{refused['record']}"
        page.line(("✗ ", "red"), f"{record}  {clean(refused['message'])}")
    rows = document.get("undo", [])
    if all(row["verb"] == "nothing" for row in rows):
        page.line(("= ", "cyan"), page.say(N_("Nothing was taken back.")))
    elif all(row["verb"] in ("nothing", "unlink") for row in rows):
        page.line(("✓ ", "green"), page.say(N_("The links are dissolved.")))
    elif not document.get("refused"):
        run = document.get("run", "")
        said = page.say(N_("Taken back; `raccordo undo {run}` undoes that"), run=run)
        page.line(("✓ ", "green"), said)


def _rows(page: Page, document: dict[str, Any]) -> None:
    for row in document.get("undo", []):
        if row["verb"] != "nothing":
            one(page, row)
        for left in row.get("left", []):
            name = left.get("field")
            what = page.label(row["entity"], name) or row["record"]
            page.line(("= ", "cyan"), f"{what}: {clean(left['message'])}", indent=4)
