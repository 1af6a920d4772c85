"""What was done with the state itself."""

from typing import Any

from engine.cli.render.page import Page
from engine.errors import N_


def kept(page: Page, document: dict[str, Any]) -> None:
    """Show that a copy was made."""
    done = document["operation"]
    text = N_("Kept in {file}: {links} pairs.")
    page.line(("✓ ", "green"), page.say(text, file=done["file"], links=done["links"]))


def restored(page: Page, document: dict[str, Any]) -> None:
    """Show that a copy was put back, and where the state is that was there."""
    done = document["operation"]
    text = N_("{file} is the state now: {links} pairs.")
    page.line(("✓ ", "green"), page.say(text, file=done["file"], links=done["links"]))
    if done.get("kept"):
        text = N_("What was there before is in {file}")
        page.line(page.say(text, file=done["kept"]), indent=2)


def moved(page: Page, document: dict[str, Any]) -> None:
    """Show where the state is now, and what is left to do."""
    done = document["operation"]
    text = N_("{to} is the state now: {links} pairs, {rows} lines, each compared.")
    page.line(("✓ ", "green"), page.say(text, **done))
    page.line(page.say(N_("Write that place as `state` in the profile."), **done))
    text = N_("What was in {source} is kept, and used no more.")
    page.line(page.say(text, source=done["from"]), indent=2)
