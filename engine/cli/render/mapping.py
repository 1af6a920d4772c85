"""Mappings, what is wrong in them, and what they make of a record."""

import sys
from collections.abc import Iterator
from typing import Any

from rich.text import Text

from engine.cli.render.page import NOTHING, Column, Page, clean
from engine.cli.render.parts import SIDES, problem_list
from engine.errors import N_
from engine.messages import entity_label, system_name

Document = dict[str, Any]
_MARGIN = 70


def checked(page: Page, document: Document) -> None:
    """What was read; what it leaves out; what moved; what records showed."""
    for row in document["check"]:
        _read(page, row)
    for warning in document["warnings"]:
        page.line(("! ", "yellow"), clean(warning))
    if document["moved"]:
        _moved(page, document["moved"])
    for problem in document["problems"]:
        place = f"{problem['file']}:{problem['line']}:{problem['column']}"
        page.line(("✗ ", "red"), (clean(place), "bold"), f": {problem['message']}")
        page.line(("→ ", "green"), clean(problem["fix"]), indent=4)
    if document["laws"]:
        _laws(page, document["laws"])
    if document["uncovered"] and not page.desk.quiet:
        _uncovered(page, document["uncovered"])


def _read(page: Page, row: Document) -> None:
    entity = entity_label(str(row["entity"]), page.desk.lang)
    said = page.desk.say_count("{n} field", "{n} fields", n=int(row["fields"]))
    page.line(("✓ ", "green"), (clean(row["file"]), "bold"), f": {said}, {entity}")
    for name in row["overlays"]:
        page.line(page.say(N_("with {overlay}"), overlay=clean(name)), indent=4)


_ADVICE = {
    "taken_over": N_("comes by itself"),
    "redundant": N_("the overlay says the same: take it out there"),
    "both": N_("both changed it: decide, and write the decision in the overlay"),
    "gone": N_("the stock mapping has it no longer: take it out of the overlay"),
}


def _moved(page: Page, rows: list[Document]) -> None:
    page.heading(page.say(N_("The stock mapping moved on")))
    headings = (N_("Key"), N_("Then"), N_("Now"), N_("Overlay"), N_("What to do"))
    page.table(
        [Column(page.say(one)) for one in headings],
        [
            [
                clean(row["path"]),
                clean(row["before"]) or NOTHING,
                clean(row["now"]) or NOTHING,
                clean(row["says"]) or NOTHING,
                page.say(advice),
            ]
            for row in rows
            for advice in [_ADVICE[row["advice"]]]
        ],
    )


_VERDICTS = {
    "exact": N_("exact"),
    "canonical": N_("equal up to a normal form"),
    "lossy": N_("loses something"),
    "one_way": N_("goes one way"),
}


def _laws(page: Page, rows: list[Document]) -> None:
    page.heading(page.say(N_("On live records")))
    for row in rows:
        is_lossy, is_refused = row["verdict"] == "lossy", row["refused"]
        sign = (
            ("✗ ", "red")
            if is_refused
            else ("! ", "yellow")
            if is_lossy
            else ("✓ ", "green")
        )
        verdict = _VERDICTS[row["verdict"]]
        said = page.say(verdict)
        tried = page.desk.say_count("{n} value", "{n} values", n=int(row["tried"]))
        page.line(
            sign,
            (clean(row["field"]), "bold"),
            f": {said}, {tried}",
            (f"  {clean(row['source'])}", "dim"),
        )
        if is_lossy:
            page.line(clean(row["message"]), indent=4)
        if row["accepted"]:
            text = page.say(N_("accepted: {reason}"), reason=clean(row["accepted"]))
            page.line((text, "dim"), indent=4)


def _uncovered(page: Page, rows: list[Document]) -> None:
    page.heading(page.say(N_("Neither mapped nor ignored with a reason")))
    found: dict[tuple[str, str, bool], list[str]] = {}
    for row in rows:
        key = (row["entity"], row["side"], row["read_only"])
        found.setdefault(key, []).append(clean(row["property"]))
    for (entity, side, is_read_only), names in found.items():
        label = f"{entity_label(entity, page.desk.lang)}, {system_name(side)}"
        if is_read_only:
            label = page.say(N_("{where}, never written"), where=label)
        page.line((label, "bold"))
        page.line(", ".join(names), indent=4)


def shown(page: Page, document: Document) -> None:
    """Each line: the field, its two homes, the lens between them."""
    for mapping in document["mappings"]:
        page.title(f"{mapping['title']} ({clean(mapping['file'])})")
        left, right = (f"{system_name(one)} {mapping[one]}" for one in SIDES)
        headings = (N_("Field"), left, N_("Lens"), right)
        columns = [Column(page.say(one)) for one in headings]
        source = Column(page.say(N_("Source")), is_whole=True)
        rows = [_line(page, row) for row in _with_items(mapping["fields"])]
        page.table([*columns, source], rows)
        for row in mapping["dropped"]:
            _dropped(page, row["field"], row["reason"], row["source"])


def _with_items(rows: list[Document]) -> Iterator[Document]:
    """The lines; below a list, those of its items."""
    for row in rows:
        yield row
        for item in row["items"]:
            yield {**item, "field": f"  {item['field']}"}


_WAYS = {"both": "↔", "to_crm": "→", "to_cic": "←", "create_only": "·"}


def _line(page: Page, row: Document) -> list[str | Text]:
    left, right = (clean(row[side] or NOTHING) for side in SIDES)
    lens = f"{_WAYS[row['direction']]} {clean(row['lens'])}"
    if row["const"] is not None:
        lens = f"= {page.value(row['const'])}"
    if row["ignore"]:
        lens = page.say(N_("ignored: {reason}"), reason=clean(row["ignore"]))
    place = Text(clean(row["source"]), style="dim")
    return [clean(row["field"]), left, lens, right, place]


def _dropped(page: Page, field: str, reason: str, place: str) -> None:
    text = page.say(N_("dropped: {reason}"), reason=clean(reason))
    page.line(
        ("- ", "yellow"), (clean(field), "bold"), f" {text}", (f"  {place}", "dim")
    )


def effective(page: Page, document: Document) -> None:
    """The mapping as YAML, each line with the place that it came from."""
    for mapping in document["mappings"]:
        for line in mapping["lines"]:
            text, place = clean(line["text"]), clean(line["source"])
            if line["dropped"]:
                reason = clean(line["dropped"])
                text = f"{text}  # {page.say(N_('dropped: {reason}'), reason=reason)}"
            # A line of YAML is never broken.
            margin = text.ljust(_MARGIN) + "  # " if place else text
            sys.stdout.write(f"{margin}{place}\n")


def tested(page: Page, document: Document) -> None:
    """Each case that came otherwise, then how many came as they should."""
    for case in document["cases"]:
        if case["state"] == "failed":
            _failed(page, case)
        elif page.desk.verbose:
            page.line(("✓ ", "green"), clean(case["case"]))
    for name in document["without_cases"]:
        text = N_("no cases: write them in {file}")
        page.line(("! ", "yellow"), page.say(text, file=clean(name)))
    passed, failed = document["passed"], document["failed"]
    if failed:
        text = N_("{failed} of {count} cases came otherwise")
        said = page.say(text, failed=failed, count=passed + failed)
        page.line(("✗ ", "red"), said)
    elif passed:
        said = page.desk.say_count("{n} case holds", "{n} cases hold", n=passed)
        page.line(("✓ ", "green"), said)


def _failed(page: Page, case: Document) -> None:
    place = f"{case['file']}:{case['line']}"
    page.line(("✗ ", "red"), (clean(case["case"]), "bold"), (f"  {place}", "dim"))
    expected, found = page.say(N_("expected")), page.say(N_("came"))
    page.grid(
        [
            [
                clean(one["name"]),
                Text(f"{expected} {page.value(one['expected'])}"),
                Text(f"{found} {page.value(one['found'])}"),
            ]
            for one in case["differences"]
        ],
        indent=4,
    )


def previewed(page: Page, document: Document) -> None:
    """Both shapes side by side, each field with its lens; then what speaks against."""
    name = clean(str(document["name"] or NOTHING))
    page.title(f"{name} ({document['record']})")
    if not document["linked"]:
        page.line((page.say(N_("It has no counterpart yet.")), "dim"))
    left, right = (system_name(side) for side in SIDES)
    headings = (N_("Field"), left, N_("Lens"), right)
    page.table(
        [Column(page.say(one)) for one in headings],
        [line for row in document["fields"] for line in _fields(page, row)],
    )
    problem_list(page, document["problems"])


def _fields(page: Page, row: Document) -> Iterator[list[str | Text]]:
    """The row of a field; below a list, those of its items."""
    if not row["items"]:
        yield _field(page, row)
        return
    whole = {side: {**row[side], "value": _count(page, row, side)} for side in SIDES}
    yield _field(page, {**row, **whole})
    for item in row["items"]:
        name = clean(str(item["item"]))
        for one in item["fields"]:
            told = {"label": f"  {name}: {one['field']}", "problem": None}
            yield _field(page, {**one, **told, "ignore": None})


def _count(page: Page, row: Document, side: str) -> str:
    value = row[side]["value"]
    count = len(value) if isinstance(value, list) else 0
    return page.desk.say_count("{n} item", "{n} items", n=count)


def _field(page: Page, row: Document) -> list[str | Text]:
    left, right = (_home(page, row[side]) for side in SIDES)
    sign = "✗ " if row["problem"] else "~ " if row["changes"] else "  "
    middle = row["lens"] or row["ignore"] or ""
    if row.get("const") is not None:
        middle = f"= {page.value(row['const'])}"
    return [
        f"{sign}{clean(row['label'])}",
        left,
        Text(clean(middle), style="dim"),
        right,
    ]


def _home(page: Page, home: Document) -> Text:
    if home["path"] is None:
        return Text(NOTHING)
    return Text(f"{page.value(home['value'])}\n").append(
        clean(home["path"]), style="dim"
    )


def recorded(page: Page, document: Document) -> None:
    """The case as the YAML that goes under `cases:` in its file."""
    del page
    sys.stdout.write(f"# {document['file']}\n{document['yaml']}")


def drawn(page: Page, document: Document) -> None:
    """The drawing itself, or the name of its file."""
    if "file" not in document:
        sys.stdout.write(document["diagram"])
        return
    text = page.say(N_("{file} was written"), file=clean(document["file"]))
    page.line(("~ ", "yellow"), text)
