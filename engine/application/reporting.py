"""What both systems say of their descriptions, as a file that names nobody."""

import json
from pathlib import Path

from engine import messages
from engine.application.answer import Document
from engine.application.mapping_words import place
from engine.application.sides import NAMES
from engine.application.wiring import Wiring
from engine.config.shipped import shipped
from engine.errors import N_, UsageError
from engine.marked import Keys, Marked, read
from engine.messages.denials import denial
from engine.model.side import Side
from engine.source import Source, Span
from engine.systems.probes import Finding, probe_books, probe_tenant

_PROBES = {Side.LEFT: probe_books, Side.RIGHT: probe_tenant}
_SUFFIXES = (".json", ".md")


class NoReportForm(UsageError):
    """A report of a form that there is not."""

    template = N_("a report is Markdown or JSON, not {suffix!r}")
    advice = N_("name a file that ends with .md or .json")


class UnwritableReport(UsageError):
    """A file that cannot be written."""

    template = N_("{path} cannot be written: {text}")


def check_form(path: Path) -> None:
    """See that a report of that name has a form.

    Raises:
        NoReportForm: It ends otherwise than ``.md`` or ``.json``.
    """
    if path.suffix not in _SUFFIXES:
        raise NoReportForm(suffix=path.suffix or path.name)


def write_report(wiring: Wiring, path: Path) -> Document:
    """Ask both systems, write the report, and say where it is.

    Raises:
        UnwritableReport: It cannot be written there.
    """
    findings = [row for side in Side for row in _findings(wiring, side)]
    if path.suffix == ".json":
        text = json.dumps({"findings": findings}, ensure_ascii=False, indent=2) + "\n"
    else:
        text = _markdown(findings, wiring.lang)
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UnwritableReport(path=path, text=denial(error)) from error
    verdicts = [row["verdict"] for row in findings]
    counted = {name: verdicts.count(name) for name in dict.fromkeys(verdicts)}
    return {"report": {"file": str(path), **counted}}


def _findings(wiring: Wiring, side: Side) -> list[Document]:
    system, description = wiring.systems[side], wiring.languages.descriptions[side]
    name = f"mappings/systems/{NAMES[side]}.yml"
    path = shipped("mappings") / "systems" / f"{NAMES[side]}.yml"
    root, _ = read(Source(name, path.read_text(encoding="utf-8")))
    found = []
    for finding in _PROBES[side](system, description):
        wiring.go_on()
        found.append(_document(finding, side, root))
    return found


def _document(finding: Finding, side: Side, root: Marked) -> Document:
    return {
        "system": NAMES[side],
        "line": ".".join(finding.key),
        "source": place(_span(root, finding.key)),
        "call": finding.call,
        "status": finding.status,
        "verdict": finding.verdict.value,
        "missing": list(finding.missing),
        "more": list(finding.more),
        "shape": finding.shape,
    }


def _span(root: Marked, key: tuple[str, ...]) -> Span:
    """The line of a description, or of what stands around it."""
    span, marked = root.span, root
    for name in key:
        if not isinstance(marked, Keys) or name not in marked.entries:
            break
        span, marked = marked.spans[name], marked.entries[name]
    return span


_VERDICTS = {
    "contradicted": N_("Contradicted: the description has what the system has not"),
    "confirmed": N_("Confirmed"),
    "open": N_("For a person to read: the shape of the answer"),
}


def _markdown(findings: list[Document], lang: str) -> str:
    def say(template: str, **parts: object) -> str:
        return messages.tell(template, lang, **parts)

    title = say(N_("What the two systems say of their descriptions"))
    lines = [f"# {title}", ""]
    lines.append(
        say(N_("Only questions were asked; no value of a record stands here."))
    )
    for verdict, heading in _VERDICTS.items():
        rows = [row for row in findings if row["verdict"] == verdict]
        lines += ["", f"## {say(heading)}", ""] if rows else []
        for row in rows:
            lines.append(
                f"- `{row['source']}` {messages.system_name(row['system'])}"
                f" **{row['line']}** — `{row['call']}` → {row['status']}"
            )
            for label, key in ((N_("not there"), "missing"), (N_("also"), "more")):
                if row[key]:
                    names = ", ".join(f"`{one}`" for one in row[key])
                    lines.append(f"  - {say(label)}: {names}")
            if row["shape"] is not None:
                text = json.dumps(row["shape"], ensure_ascii=False)
                lines.append(f"  - `{text}`")
    return "\n".join(lines) + "\n"
