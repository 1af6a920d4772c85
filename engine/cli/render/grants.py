"""A grant as a person sees it: whose books, until when, and where it is kept."""

from typing import Any

from engine.cli.render.page import Page
from engine.errors import N_


def granted(page: Page, document: dict[str, Any]) -> None:
    """Show the grant that was just kept."""
    kept = document["grant"]
    page.line(
        ("✓ ", "green"),
        page.say(N_("access granted to {company}"), company=kept["company"]),
    )
    page.grid(
        [
            (page.say(N_("Token")), str(kept["token"])),
            (page.say(N_("Lives until")), str(kept["ends_on"])),
            (page.say(N_("Kept in")), str(kept["kept_in"])),
        ],
        indent=2,
    )
