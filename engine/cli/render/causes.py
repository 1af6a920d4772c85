"""What is held, by cause: the cause and its fix once, then the records."""

from collections.abc import Sequence
from typing import Any

from engine.cli.render.page import Page, clean
from engine.cli.render.parts import field_of, moment, ref
from engine.errors import N_
from engine.messages import cause_text

Document = dict[str, Any]


def problems(page: Page, document: Document) -> None:
    """Show what is held."""
    found = document.get("problems", [])
    if not found:
        page.line(("✓ ", "green"), page.say(N_("Nothing is held.")))
        return
    groups: dict[str, list[Document]] = {}
    for one in sorted(found, key=_is_warning):
        groups.setdefault(str(one.get("code")), []).append(one)
    for code, held in groups.items():
        _cause(page, code, held)
    page.blank()
    text = N_("`raccordo retry --cause CODE` tries all of one cause again")
    page.line((page.say(text), "dim"))


def _is_warning(problem: Document) -> bool:
    return problem.get("severity") == "warning"


def _cause(page: Page, code: str, held: Sequence[Document]) -> None:
    is_warning = all(_is_warning(one) for one in held)
    sign, style = ("! ", "yellow") if is_warning else ("✗ ", "red")
    label = page.label(_shared(held, "entity"), _shared(held, "field"))
    heading = _shared(held, "message") or cause_text(code, label, page.desk.lang)
    count = f" ({len(held)})" if len(held) > 1 else ""
    page.blank()
    page.line((sign, style), (clean(heading), "bold"), count, (f"  {code}", "dim"))
    alike: dict[tuple[str, str], list[Document]] = {}
    for one in held:
        key = str(one.get("message") or ""), str(one.get("fix") or "")
        alike.setdefault(key, []).append(one)
    for (message, fix), some in alike.items():
        if message != heading:
            page.line(clean(message), indent=2)
        if fix:
            page.line(("→ ", "green"), clean(fix), indent=2)
        for one in some:
            _record(page, one)


def _record(page: Page, problem: Document) -> None:
    since = page.say(
        N_("since {at}, tries: {n}"),
        at=moment(problem.get("since")),
        n=problem.get("tries", 0),
    )
    number = f"{problem['id']} " if problem.get("id") is not None else ""
    page.line(
        number, ref(problem), field_of(page, problem), (f"  {since}", "dim"), indent=4
    )
    if page.desk.verbose and problem.get("source"):
        page.line((clean(str(problem["source"])), "dim"), indent=8)


def _shared(held: Sequence[Document], key: str) -> str:
    """What all of them say alike; an empty text where they differ."""
    said = {str(one.get(key) or "") for one in held}
    return said.pop() if len(said) == 1 else ""
