"""The keys of a mapping file and of an overlay, read from two YAML files.

The loader accepts these keys and no others; the schema for editors and the
reference page are made from the same lines, so that they cannot disagree.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib import resources
from typing import Any, cast

from engine import marked
from engine.model.side import Pair
from engine.source import Source

_FILES = ("format.yml", "format_lines.yml")


class Shape(Enum):
    """What a key takes."""

    TEXT = "text"
    NUMBER = "number"
    TRUTH = "truth"
    WORD = "word"
    TEXTS = "texts"
    SCALAR = "scalar"
    LABELS = "labels"
    PATH = "path"
    HOME = "path or two"
    LENS = "lens"
    KEYS = "keys"
    LIST = "list"
    NAMED = "named"
    ROWS = "rows"
    REASONS = "reasons"
    TRUTH_OR_SIDES = "truth or sides"
    NUMBER_OR_SIDES = "number or sides"
    LABELS_BY_LANGUAGE = "labels by language"


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a section.

    Attributes:
        meaning: What it says, by language.
        words: The words that may stand there, where it takes one of a few.
        pattern: What a text looks like, for editors; empty for any text.
        section: The section of what stands below it: once (``KEYS``), in every
            item (``LIST``), or under every name (``NAMED``).
        where: ``mapping``, ``overlay``, or an empty text for both.
    """

    name: str
    takes: Shape
    meaning: dict[str, str]
    words: tuple[str, ...] = ()
    section: str = ""
    is_needed: bool = False
    where: str = ""
    pattern: str = ""


@cache
def sections() -> Mapping[str, tuple[Key, ...]]:
    """Every section of a file by its name; the whole file is ``file``."""
    folder = resources.files("engine.mapping")
    found: dict[str, tuple[Key, ...]] = {}
    for name in _FILES:
        root, _ = marked.read(Source(name, folder.joinpath(name).read_text("utf-8")))
        read = cast("dict[str, list[dict[str, Any]]]", marked.plain(root))
        found |= {section: tuple(map(_key, keys)) for section, keys in read.items()}
    return found


def known(section: str, names: Pair[str], where: str = "mapping") -> tuple[str, ...]:
    """The keys that may stand in a section of a mapping, or of an overlay."""
    found = (named(key.name, names) for key in _of(section, where))
    return tuple(dict.fromkeys(found))


def needed(section: str, names: Pair[str], where: str = "mapping") -> tuple[str, ...]:
    """The keys that have to stand there."""
    return tuple(named(key.name, names) for key in _of(section, where) if key.is_needed)


def named(text: str, names: Pair[str]) -> str:
    """A text with the names of the two sides put in."""
    return text.replace("{left}", names.left).replace("{right}", names.right)


def _of(section: str, where: str) -> tuple[Key, ...]:
    return tuple(key for key in sections()[section] if key.where in ("", where))


def _key(line: dict[str, Any]) -> Key:
    return Key(
        line["key"],
        Shape(line["takes"]),
        {"it": line["it"], "en": line["en"]},
        tuple(line.get("words", ())),
        line.get("section", ""),
        line.get("needed", False),
        line.get("where", ""),
        line.get("pattern", ""),
    )
