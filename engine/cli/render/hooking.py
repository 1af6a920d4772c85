"""The web hooks as a person copies them into CiC."""

from typing import Any

from engine.cli.render.page import Page
from engine.errors import N_


def hooks(page: Page, document: dict[str, Any]) -> None:
    """Show each web hook, one value a line: a long address is not broken."""
    page.title(page.say(N_("Enter these web hooks in CiC:")))
    for hook in document["hooks"]:
        page.blank()
        for label, key in (
            (N_("Type"), "type"),
            (N_("Address"), "url"),
            (N_("Content type"), "content_type"),
            (N_("Body"), "body"),
        ):
            page.whole(f"{page.say(label)}: {hook[key]}", indent=2)
