"""A mapping as it is in force, line by line, each with the place it came from."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.mapping.layers import Layers
from engine.marked import Items, Keys, Marked, Scalar
from engine.source import Span

_PLAIN_ALWAYS = frozenset(("true", "false", "null", "~", ""))
_MARKS = frozenset("{}[],&*#?|<>=!%@`'\":")


@dataclass(frozen=True, slots=True)
class EffectiveLine:
    """One line of a mapping in force.

    Attributes:
        path: The keys down to it (``fields``, ``name``, ``conflict``).
        text: The line as YAML, with its indentation.
        origin: The place that it came from; None for a line that only opens others.
        dropped: Why it was taken away; empty where it is in force.
    """

    path: tuple[str, ...]
    text: str
    origin: Span | None
    dropped: str = ""


def effective(layers: Layers) -> tuple[EffectiveLine, ...]:
    """Every line that is in force, and after each section what was taken away."""
    lines: list[EffectiveLine] = []
    for key, value in layers.root.entries.items():
        lines.extend(_lines((key,), value, layers.root.spans[key]))
        lines.extend(
            EffectiveLine((section, name), f"  {name}:", taken.span, taken.reason)
            for (section, name), taken in layers.dropped.items()
            if section == key
        )
    return tuple(lines)


def _lines(path: tuple[str, ...], value: Marked, span: Span) -> Iterator[EffectiveLine]:
    margin, key = "  " * (len(path) - 1), path[-1]
    if isinstance(value, Keys) and value.entries and key != "as":
        yield EffectiveLine(path, f"{margin}{key}:", None)
        for name, inner in value.entries.items():
            yield from _lines((*path, name), inner, value.spans[name])
        return
    if isinstance(value, Items) and any(isinstance(one, Keys) for one in value):
        yield EffectiveLine(path, f"{margin}{key}:", None)
        for item in value:
            yield EffectiveLine(path, f"{margin}  - {flow(item)}", item.span)
        return
    place = value.span if isinstance(value, Scalar) else span
    yield EffectiveLine(path, f"{margin}{key}: {flow(value)}", place)


def flow(marked: Marked) -> str:
    """A value as YAML on one line."""
    match marked:
        case Keys(entries=entries):
            inner = ", ".join(f"{key}: {flow(one)}" for key, one in entries.items())
            return f"{{{inner}}}"
        case Items(items=items):
            return f"[{', '.join(map(flow, items))}]"
        case Scalar(text=text, plain=True) if not _MARKS & set(text):
            return text
        case Scalar(text=text):
            return quoted(text)


def quoted(text: str) -> str:
    """A text as YAML, in quotes where it would be read as something else."""
    is_safe = text.strip() == text and text not in _PLAIN_ALWAYS
    if is_safe and not _MARKS & set(text) and not text[:1].isdigit():
        return text
    return "'" + text.replace("'", "''") + "'"
