"""How a fleet goes, for a person."""

from typing import Any

from engine.cli.render.page import NOTHING, Column, Page, clean
from engine.cli.render.parts import moment
from engine.errors import N_

_DONE = {
    "add": N_("In the fleet: {names}"),
    "remove": N_("Out of the fleet: {names}"),
    "pause": N_("Left alone: {names}"),
    "resume": N_("Run again: {names}"),
    "run": N_("Queued, before all others: {names}"),
}


def status(page: Page, document: dict[str, Any]) -> None:
    """One line for each profile."""
    page.line(page.say(N_("Workers: {count}"), count=document["workers"]))
    if not document["workers"]:
        page.line(page.say(N_("`raccordo worker` is one.")), indent=2)
    columns = [
        Column(page.say(N_("Profile")), is_whole=True),
        Column(page.say(N_("Now"))),
        Column(page.say(N_("Last run")), is_whole=True),
        Column(page.say(N_("Exit")), is_number=True),
        Column(page.say(N_("What it said"))),
    ]
    page.table(
        columns,
        (
            (
                clean(one["profile"]),
                page.say(_now(one, document["workers"])),
                moment(one["ended_at"]) if one["ended_at"] else NOTHING,
                NOTHING if one["exit"] is None else str(one["exit"]),
                clean(one["said"]) or NOTHING,
            )
            for one in document["fleet"]
        ),
    )


def done(page: Page, document: dict[str, Any]) -> None:
    """What was done, to whom."""
    given = document["operation"]
    names = ", ".join(map(clean, given["profiles"]))
    template = _DONE[given["verb"]]
    page.line(("✓ ", "green"), page.say(template, names=names))


def _now(one: dict[str, Any], workers: int) -> str:
    if one["running"]:
        # What a worker had begun that is gone is given to the next one.
        return N_("running") if workers else N_("begun, but no worker is there")
    if one["paused"]:
        return N_("paused")
    return N_("waits in the queue") if one["waiting"] else N_("at rest")
