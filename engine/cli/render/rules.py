"""Rules, the cases beside them, and what became of them."""

import sys
from typing import Any

from rich.text import Text

from engine.cli.render.page import NOTHING, Page, clean
from engine.cli.render.parts import problem_list
from engine.cli.render.reports import disabled
from engine.errors import N_
from engine.messages import entity_label

Document = dict[str, Any]


def checked(page: Page, document: Document) -> None:
    """What was read, when nothing is wrong in it."""
    for row in document["check"]:
        count = int(row["rules"])
        said = page.desk.say_count("{n} rule", "{n} rules", n=count)
        entity = entity_label(str(row["entity"]), page.desk.lang)
        page.line(("✓ ", "green"), (clean(row["file"]), "bold"), f": {said}, {entity}")
    for name in document["empty"]:
        text = N_("{file}: no rule in it is about what is kept equal")
        page.line(("! ", "yellow"), page.say(text, file=clean(name)))
    for rule in document["raised_rules"]:
        text = N_("rule made an error by {place}: {rule}")
        said = page.say(text, place=clean(rule["by"]), rule=clean(rule["code"]))
        page.line(("· ", ""), said)
    disabled(page, document)
    for rule in (*document["skipped_rules"], *document["contradictory_rules"]):
        _skipped(page, rule)


def _skipped(page: Page, rule: Document) -> None:
    """A rule that is not asked where a record is created, or that none can please."""
    page.line(
        ("! ", "yellow"),
        (clean(rule["code"]), "bold"),
        f": {clean(rule['message'])}",
        (f"  {clean(rule['source'])}", "dim"),
    )
    page.line(("→ ", "green"), clean(rule["fix"]), indent=4)


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
    if "coverage" in document:
        _coverage(page, document["coverage"])
    _count(page, document)


def _failed(page: Page, case: Document) -> None:
    place = f"{case['file']}:{case['line']}"
    page.line(("✗ ", "red"), (clean(case["case"]), "bold"), (f"  {place}", "dim"))
    rows = []
    if case["expected"] is not None:
        rows.append([page.say(N_("expected")), _codes(page, case["expected"])])
        rows.append([page.say(N_("said")), _codes(page, case["said"])])
    if case["expected_fills"] is not None:
        rows.append([page.say(N_("should fill")), page.value(case["expected_fills"])])
        rows.append([page.say(N_("filled")), page.value(case["fills"])])
    page.grid(rows, indent=4)


def _codes(page: Page, codes: list[str]) -> str:
    return ", ".join(codes) if codes else page.say(N_("nothing"))


def _count(page: Page, document: Document) -> None:
    passed, failed = document["passed"], document["failed"]
    if failed:
        text = N_("{failed} of {count} cases came otherwise")
        said = page.say(text, failed=failed, count=passed + failed)
        page.line(("✗ ", "red"), said)
    elif passed:
        said = page.desk.say_count("{n} case holds", "{n} cases hold", n=passed)
        page.line(("✓ ", "green"), said)


def _coverage(page: Page, coverage: Document) -> None:
    text = N_("{covered} of {rules} rules were made to hold and to fail")
    page.line(page.say(text, covered=coverage["covered"], rules=coverage["rules"]))
    for gap in coverage["gaps"]:
        template = _GAPS[gap["default"], gap["held"], gap["failed"]]
        said = page.say(template)
        page.line(
            ("! ", "yellow"),
            (clean(gap["code"]), "bold"),
            (f"  {gap['source']}", "dim"),
            f"  {said}",
            indent=2,
        )


# By whether it is a default, and what the cases made of it.
_GAPS = {
    (False, False, False): N_("no case speaks of it"),
    (False, True, False): N_("no case breaks it"),
    (False, False, True): N_("no case keeps it"),
    (True, False, False): N_("no case speaks of it"),
    (True, True, False): N_("no case lets it fill in anything"),
    (True, False, True): N_("no case has the field filled in already"),
}


def formatted(page: Page, document: Document) -> None:
    """What was done to a file."""
    if document["written"]:
        text = page.say(N_("{file} was written"), file=clean(document["file"]))
        page.line(("~ ", "yellow"), text)
        return
    text = page.say(N_("{file} is in its form"), file=clean(document["file"]))
    page.line(("✓ ", "green"), text)


def shown(page: Page, document: Document) -> None:
    """Each rule as a sentence, in the person's language and below in the other."""
    lang = page.desk.lang
    other = "en" if lang == "it" else "it"
    for rule in document["rules"]:
        severity = rule["severity"]
        sign = ("! ", "yellow") if severity == "warning" else ("· ", "")
        page.line(
            sign, (clean(rule["code"]), "bold"), (f"  {clean(rule['source'])}", "dim")
        )
        page.line(clean(rule["sentence"][lang]), indent=4)
        page.line((clean(rule["sentence"][other]), "dim"), indent=4)
        if rule["raised"]:
            text = N_("made an error by {place}")
            said = page.say(text, place=clean(rule["raised"]))
            page.line((said, "yellow"), indent=4)
        if rule["off"]:
            text = page.say(N_("switched off: {reason}"), reason=clean(rule["off"]))
            page.line((text, "yellow"), indent=4)
    if not document["rules"]:
        page.line(page.say(N_("There are no rules.")))


_VERDICTS = {
    "fails": (N_("it does not hold"), "✗", "red"),
    "holds": (N_("it holds"), "✓", "green"),
    "silent": (N_("it has nothing to say of this record"), "·", ""),
    "skipped": (N_("it is skipped: this side does not know {fields}"), "·", ""),
    "fills": (N_("it fills in {fields}"), "~", "yellow"),
    "leaves": (N_("it leaves the field as it is"), "✓", "green"),
}


def tried(page: Page, document: Document) -> None:
    """The verdict, and the values that the rule looked at."""
    text, sign, style = _VERDICTS[document["verdict"]]
    fields = document["fills"] or document["unknown"]
    said = page.say(text, fields=_fields(page, fields))
    name = clean(str(document["name"] or NOTHING))
    page.line(
        (f"{sign} ", style), (f"{name} ({document['record']})", "bold"), f": {said}"
    )
    page.line((clean(document["sentence"][page.desk.lang]), "dim"), indent=4)
    rows = [
        [
            Text(clean(one["label"])),
            Text(field, style="dim"),
            Text(page.value(one["value"])),
        ]
        for field, one in document["values"].items()
    ]
    page.grid(rows, indent=4)
    problem_list(page, document["problems"])


def _fields(page: Page, fields: Any) -> str:  # noqa: ANN401 - a list or a record
    return page.value(fields) if isinstance(fields, dict) else ", ".join(fields)


def recorded(page: Page, document: Document) -> None:
    """Each case as the YAML that goes into its file."""
    for one in document["cases"]:
        sys.stdout.write(f"# {one['file']}\n{one['yaml']}")
        if one["masked_differs"]:
            text = N_(
                "# masked, the rules say something else of it: look at the values"
            )
            sys.stdout.write(f"{page.say(text)}\n")
