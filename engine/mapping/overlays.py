"""Overlays: a customer's own changes, read and laid over a stock mapping.

Layers are laid over each other before anything is read, so that every value
keeps the place that it came from, in whichever file that is.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from engine.errors import Several
from engine.mapping import mistakes, overlay_mistakes
from engine.mapping.format import known
from engine.mapping.parts import Reasoned, RuleChanges
from engine.mapping.reading import Reader
from engine.marked import Keys, Marked, NotYaml, Scalar, read
from engine.model.side import Pair
from engine.source import Source, Span

_PINNED = re.compile(r"([a-z][a-z0-9_]*)@([1-9][0-9]{0,8})")


@dataclass(frozen=True, slots=True)
class Overlay:
    """One overlay.

    Attributes:
        entity: The mapping that it is laid over; empty where the file is blank.
        version: The version of it that the overlay was written for.
        root: All that it says.
        span: Where it says what it extends.
    """

    entity: str
    version: int
    root: Keys
    changes: RuleChanges
    span: Span


def read_overlay(source: Source, names: Pair[str]) -> Overlay:
    """Read an overlay, as far as it can be read without its mapping.

    Raises:
        Several: All that is wrong, by place.
    """
    root, problems = read(source)
    if any(isinstance(problem, NotYaml) for problem in problems):
        raise Several(problems)
    reader = Reader(problems)
    overlay = _overlay(reader, root, names)
    if reader.problems:
        raise Several(reader.problems)
    return overlay


def _overlay(reader: Reader, root: Marked, names: Pair[str]) -> Overlay:
    is_blank = isinstance(root, Scalar) and root.is_null
    if is_blank or (isinstance(root, Keys) and not root.entries):
        return Overlay("", 0, Keys({}, {}, root.span), RuleChanges(), root.span)
    if not isinstance(root, Keys):
        reader.note(overlay_mistakes.NotAnOverlay(root.span))
        return Overlay("", 0, Keys({}, {}, root.span), RuleChanges(), root.span)
    _check_keys(reader, root, names)
    extends = root.get("extends")
    entity, version = _pinned(reader, extends) if extends else ("", 0)
    schema = reader.number(root.get("schema"), "schema")
    if schema is not None and schema != 1:
        problem = mistakes.WrongSchema(
            root.entries["schema"].span, found=schema, known=1
        )
        reader.note(problem)
    changes = _changes(reader, root.get("rules"), names)
    return Overlay(
        entity, version, root, changes, extends.span if extends else root.span
    )


def _check_keys(reader: Reader, root: Keys, names: Pair[str]) -> None:
    may = known("file", names, "overlay")
    for key in root.entries:
        if key in ("entity", *names):
            reader.note(overlay_mistakes.Fixed(root.spans[key], key=key))
        elif key not in may:
            reader.note(mistakes.UnknownKey(root.spans[key], key, may))
    if "extends" not in root.entries:
        reader.note(mistakes.MissingKeys(root.span, keys="extends"))


def _pinned(reader: Reader, marked: Marked) -> tuple[str, int]:
    text = reader.text(marked, "extends")
    found = _PINNED.fullmatch(text)
    if found:
        return found[1], int(found[2])
    entity = text.partition("@")[0].strip() or "customers"
    if text:
        problem = overlay_mistakes.NotPinned(
            marked.span, found=text, entity=entity, version=1
        )
        reader.note(problem)
    return "", 0


def _changes(reader: Reader, marked: Marked | None, names: Pair[str]) -> RuleChanges:
    keys = reader.keys(marked, "rules", known("rules", names))
    return RuleChanges(
        tuple(
            Reasoned(one.text, "", one.span)
            for one in reader.texts(keys.get("add"), "add")
        ),
        _reasons(reader, keys.get("disable"), "disable"),
        _severities(reader, keys.get("raise")),
    )


def _reasons(reader: Reader, marked: Marked | None, key: str) -> tuple[Reasoned, ...]:
    keys = reader.keys(marked, key)
    found = []
    for name, value in keys.entries.items():
        reason = value.text if isinstance(value, Scalar) and not value.is_null else ""
        if not reason.strip():
            problem = overlay_mistakes.NoReasonGiven(keys.spans[name], name=name)
            reader.note(problem)
        found.append(Reasoned(name, reason, keys.spans[name]))
    return tuple(found)


def _severities(reader: Reader, marked: Marked | None) -> tuple[Reasoned, ...]:
    keys = reader.keys(marked, "raise")
    return tuple(
        Reasoned(name, reader.word(value, name, {"error": "error"}, ""), value.span)
        for name, value in keys.entries.items()
    )


def joined(overlays: Sequence[Overlay]) -> RuleChanges:
    """What several overlays do to the rules, in their order."""
    changes = [overlay.changes for overlay in overlays]
    return RuleChanges(
        tuple(one for change in changes for one in change.add),
        tuple(one for change in changes for one in change.disable),
        tuple(one for change in changes for one in change.stricter),
    )
