"""Places in a record: ``a.b``, ``a[0].b`` and ``a[type=legal].b``."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from engine.values import Json, Value, is_set


@dataclass(frozen=True, slots=True)
class Key:
    """The property of that name."""

    name: str


@dataclass(frozen=True, slots=True)
class First:
    """The first item of a list."""


@dataclass(frozen=True, slots=True)
class Item:
    """The item of a list whose property ``key`` has this value."""

    key: str
    value: str


Step: TypeAlias = Key | First | Item
Steps: TypeAlias = tuple[Step, ...]

WHOLE = "."
"""The path of an item that is no object: the item itself."""

_BESIDE = " + "

_PART = re.compile(r"(\w+)(?:\[(?:(0)|(\w+)=([^\[\]=]+))\])?")


def parse(path: str) -> Steps | None:
    """The steps of a path; None where it is none."""
    if path == WHOLE:
        return (Key(WHOLE),)
    steps: list[Step] = []
    for part in path.split("."):
        match = _PART.fullmatch(part)
        if not match:
            return None
        name, first, key, value = match.groups()
        steps.append(Key(name))
        if first:
            steps.append(First())
        elif key:
            steps.append(Item(key, value))
    # A path ends at a property: what an item holds has a name.
    return tuple(steps) if isinstance(steps[-1], Key) else None


def beside(paths: Iterable[str]) -> str:
    """Several paths as one text, as pages show it."""
    return _BESIDE.join(paths)


def each(path: str | None) -> tuple[str, ...]:
    """The paths of a home: none, one, or two that hold one value together."""
    return tuple(path.split(_BESIDE)) if path else ()


def bare(path: str) -> str:
    """The path without what stands in brackets, as system descriptions write it."""
    return re.sub(r"\[[^\]]*\]", "", path)


def find(content: Value, steps: Steps) -> Value:
    """What stands there; None where nothing does."""
    for step in steps:
        content = _step(content, step)
    return content


def find_home(content: Value, path: str | None) -> Value:
    """What stands at a home; of two paths a list of two, None where neither is set."""
    values = [find(content, parse(one) or ()) for one in each(path)]
    if len(values) == 1:
        return values[0]
    return values if any(is_set(value) for value in values) else None


def _step(content: Value, step: Step) -> Value:
    match step:
        case Key(name=name):
            return content.get(name) if isinstance(content, dict) else None
        case First():
            return content[0] if isinstance(content, list) and content else None
        case Item(key=key, value=value):
            return pick(content, key, value)


def pick(items: Value, key: str, value: str) -> Json | None:
    """The first item of a list whose property ``key`` reads as ``value``."""
    if not isinstance(items, list):
        return None
    for item in items:
        if isinstance(item, dict) and str(item.get(key)) == value:
            return item
    return None
