"""The stock mappings, at work with the options that their cases bring."""

import dataclasses
from functools import cache
from pathlib import Path

from engine.lenses.supplies import Others
from engine.mapping.cases import Case, read_cases
from engine.mapping.compiled import Mapping
from engine.mapping.compiler import compile_mapping, vocabulary
from engine.mapping.declaration import Declaration
from engine.mapping.loader import load_mapping
from engine.model.option import Options
from engine.model.side import Pair
from engine.rules.rulebook import load_rules
from engine.source import Source
from engine.systems.description import load_description

ROOT = Path(__file__).parents[2]
NAMES = Pair("cic", "crm")
FILES = {
    path.stem: str(path.relative_to(ROOT))
    for pattern in ("*.yml", "lookups/*.yml")
    for path in (ROOT / "mappings").glob(pattern)
}
"""Where each stock mapping stands."""
STOCK = sorted(FILES)


def _source(path: str) -> Source:
    return Source(path, (ROOT / path).read_text(encoding="utf-8"))


SYSTEMS = NAMES.map(
    lambda name: load_description(_source(f"mappings/systems/{name}.yml"))
)


@cache
def declared(name: str) -> Declaration:
    return load_mapping(_source(FILES[name]), NAMES, SYSTEMS)


def compiled(
    name: str, options: dict[str, Options], others: Others | None = None
) -> Mapping:
    declaration = dataclasses.replace(declared(name), others=others or Others())
    files = [_source(f"rules/{declaration.rules}")] if declaration.rules else []
    rules = load_rules(files, vocabulary(declaration, options))
    return compile_mapping(declaration, SYSTEMS, options, rules)


def cases(name: str) -> tuple[Case, ...]:
    """The cases of one mapping."""
    return tuple(read_cases(_source(f"tests/mappings/{name}.yml"), NAMES))


MAPPINGS = {
    name: compiled(name, first.options, first.others)
    for name in STOCK
    for first in cases(name)[:1]
}
