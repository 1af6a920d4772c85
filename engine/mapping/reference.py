"""The reference page of the mapping format, made from its declarations.

``python -m engine.mapping.reference LEFT RIGHT`` prints it, for two systems of these
names: it is ``mappings/README.md``.
"""

import sys
from collections.abc import Iterator
from importlib import resources

from engine.lenses.catalogue import CATALOGUE
from engine.lenses.entry import Entry, Setting
from engine.mapping.format import Key, Shape, named, sections
from engine.model.side import Pair

_TITLES = {
    "file": "The file / Il file",
    "under": "`under`",
    "join": "`joins`: each join / ogni voce",
    "only": "`only`",
    "match": "`match`: each item / ogni voce",
    "sync": "`sync`",
    "mark": "`sync.mark`",
    "marked": "`sync.mark`: each side / ogni lato",
    "create": "`sync.create`",
    "field": "`fields`: each line / ogni riga",
    "item": "`fields`: `items`: each line / ogni riga",
    "table": "`tables`: each table / ogni tabella",
    "other": "`tables`: `other`",
    "column": "`tables`: `type`",
    "added": "`{right}_fields`: each field / ogni campo",
    "lens": "`lenses`: each lens / ogni convertitore",
    "rules": "`rules` of an overlay / di un overlay",
}
_TAKES = {
    Shape.TEXT: "a text",
    Shape.NUMBER: "a number",
    Shape.TRUTH: "`true`, `false`",
    Shape.TEXTS: "a text, or a list",
    Shape.SCALAR: "a value",
    Shape.LABELS: "`{it: …, en: …}`",
    Shape.PATH: "a path",
    Shape.HOME: "a path, or two",
    Shape.LENS: "a lens",
    Shape.KEYS: "keys, see below",
    Shape.LIST: "a list, see below",
    Shape.NAMED: "`NAME: …`, see below",
    Shape.ROWS: "`[[A, B], …]`",
    Shape.REASONS: "`{CODE: REASON}`",
    Shape.TRUTH_OR_SIDES: "`true`, or `{{left}: true}`",
    Shape.NUMBER_OR_SIDES: "a number, or `{{left}: 255}`",
    Shape.LABELS_BY_LANGUAGE: "`{it: {FIELD: …}, en: …}`",
}


def reference(names: Pair[str]) -> str:
    """The whole page, for systems of these names."""
    text = resources.files("engine.mapping").joinpath("reference.md").read_text("utf-8")
    keys = "\n".join(line for name in sections() for line in _section(name, names))
    lenses = "\n".join(_lenses())
    return text.replace("<!-- keys -->\n", keys).replace("<!-- lenses -->", lenses)


def _section(name: str, names: Pair[str]) -> Iterator[str]:
    yield f"## {named(_TITLES[name], names)}"
    yield ""
    yield "| key | takes | what it says | che cosa dice |"
    yield "|---|---|---|---|"
    for key in sections()[name]:
        yield _key(key, names)
    yield ""


def _key(key: Key, names: Pair[str]) -> str:
    marks = " **\\***" if key.is_needed else ""
    where = f" ({key.where})" if key.where else ""
    takes = _TAKES.get(key.takes, "")
    if key.words:
        takes = ", ".join(f"`{word}`" for word in key.words)
    cells = [
        f"`{key.name}`{marks}{where}",
        takes,
        key.meaning["en"],
        f"*{key.meaning['it']}*",
    ]
    return named(f"| {' | '.join(cells)} |", names)


def _lenses() -> Iterator[str]:
    yield "| lens | kind | what it does | che cosa fa | left → right |"
    yield "|---|---|---|---|---|"
    for entry in CATALOGUE.values():
        yield _lens(entry)


def _lens(entry: Entry) -> str:
    meanings = []
    for lang in ("en", "it"):
        options = [
            _option(key, one, lang, is_main=key == entry.main)
            for key, one in entry.options.items()
        ]
        meanings.append("<br>".join([entry.meaning[lang], *options]))
    kind = entry.kind.value.replace("_", " ")
    example = entry.examples[0]
    shown = " → ".join(f"`{_shown(one)}`" for one in (example.left, example.right))
    return f"| `{entry.name}` | {kind} | {meanings[0]} | *{meanings[1]}* | {shown} |"


def _option(key: str, setting: Setting, lang: str, *, is_main: bool) -> str:
    words = f" ({', '.join(f'`{word}`' for word in setting.words)})"
    text = f"`{key}`: {setting.meaning[lang]}{words if setting.words else ''}"
    return f"**{text}**" if is_main else text


def _shown(value: object) -> str:
    """A value in one cell of a table."""
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return " ⏎ ".join(text.splitlines()).replace("|", "\\|")


def main() -> None:
    """Print the page."""
    left, right = sys.argv[1:]
    sys.stdout.write(reference(Pair(left, right)))


if __name__ == "__main__":
    main()
