"""The reference page of the language, made from its declarations.

``python -m engine.rules.reference`` prints it: it is ``rules/README.md``.
"""

import sys
from collections.abc import Iterator
from importlib import resources

from engine.rules.declarations import FORMS, Form
from engine.rules.formatting import format_rules
from engine.rules.shapes import SHAPES, Shape
from engine.rules.words import ENGLISH, ITALIAN, SIGNS
from engine.source import Source

_GROUPS = {
    "statement": "Statements / Frasi",
    "test": "Tests / Condizioni",
    "value": "Values / Valori",
}
# Two terminals that are one thing to a reader.
_PAIRS = (
    ("IS", "SET"),
    ("IS", "A"),
    ("IS", "CHANGED"),
    ("ONE", "AMONG"),
    ("LENGTH", "OF"),
    ("SUM", "OF"),
    ("IN", "TABLE"),
    ("IN", "CATALOGUE"),
)


def reference() -> str:
    """The whole page."""
    page = resources.files("engine.rules").joinpath("reference.md").read_text("utf-8")
    for group in _GROUPS:
        page = page.replace(f"<!-- {group}s -->", "\n".join(_forms(group)))
    page = page.replace("<!-- shapes -->", "\n".join(_shapes()))
    return page.replace("<!-- keywords -->", "\n".join(_keywords()))


def _forms(group: str) -> Iterator[str]:
    yield f"## {_GROUPS[group]}"
    yield ""
    for form in FORMS:
        if form.group == group:
            yield f"- `{form.example}`<br>`{in_italian(form)}`<br>"
            yield f"  {form.meaning['en']}<br>"
            yield f"  *{form.meaning['it']}*"


def in_italian(form: Form) -> str:
    """The example of a form in the other language."""
    written = format_rules(Source("example", f"for x\n{form.example}"), ITALIAN.name)
    return written.split("\n")[2]


def _shapes() -> Iterator[str]:
    yield "| shape | is / è | good / va bene | bad / non va bene |"
    yield "|---|---|---|---|"
    for shape in SHAPES.values():
        yield _shape(shape)


def _shape(shape: Shape) -> str:
    meaning = f"{shape.meaning['en']}<br>*{shape.meaning['it']}*"
    good, bad = (
        ", ".join(f"`{text}`" for text in texts) for texts in (shape.good, shape.bad)
    )
    return f"| `{shape.name}` | {meaning} | {good} | {bad} |"


def _keywords() -> Iterator[str]:
    yield "| English | Italiano | also / anche |"
    yield "|---|---|---|"
    paired = {terminal for pair in _PAIRS for terminal in pair} - {"IN", "IS"}
    for terminal in ENGLISH.terminals:
        if terminal not in paired and terminal not in SIGNS:
            english, italian = (w.spell(terminal) for w in (ENGLISH, ITALIAN))
            also = ", ".join(f"`{word}`" for word in _others(terminal))
            yield f"| `{english}` | `{italian}` | {also} |"
    for first, second in _PAIRS:
        also = ", ".join(f"`{word}`" for word in _others(second))
        english, italian = (w.phrase(first, second) for w in (ENGLISH, ITALIAN))
        yield f"| `{english}` | `{italian}` | {also} |"


def _others(terminal: str) -> Iterator[str]:
    """The other words for one thing."""
    for words in (ENGLISH, ITALIAN):
        usual = words.spell(terminal)
        for word, meanings in words.keywords.items():
            if meanings[0] == terminal and word != usual:
                yield word


def main() -> None:
    """Print the page."""
    sys.stdout.write(reference())


if __name__ == "__main__":
    main()
