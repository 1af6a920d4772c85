"""The record that another one lives under, known on each side by an id of its own."""

# ruff: noqa: ARG002 - every lens is asked alike, whether or not it needs the scope

from collections.abc import Callable
from typing import TypeAlias

from engine.lenses.base import Kind, Lens, Objection, Scope, distinct
from engine.lenses.entry import Entry
from engine.lenses.texts import as_text
from engine.model.side import Side
from engine.values import Value

Linked: TypeAlias = Callable[[Side, str], str | None]
"""From a parent of one side to its counterpart's id; None where it has none."""

_ALONE = "?"
"""Stands before the id of a left parent that has no counterpart yet."""


class Parent(Lens):
    """The id of a parent here, the id of its counterpart there."""

    kind = Kind.EXACT
    is_plain = False

    def __init__(self, linked: Linked) -> None:
        self.linked = linked

    def get(self, left: Value, scope: Scope) -> Value:
        """The id of the counterpart; without one, a text that no id is."""
        text = as_text(left)
        if text is None:
            return None
        found = self.linked(Side.LEFT, text)
        return f"{_ALONE}{text}" if found is None else _id(found)

    def written(self, right: Value, scope: Scope) -> Value:
        """The id of the left parent."""
        text = as_text(right) or ""
        if text.startswith(_ALONE):
            return _id(text.removeprefix(_ALONE))
        return _id(self.linked(Side.RIGHT, text) or "")

    def normal(self, right: Value, scope: Scope) -> str:
        """The id as a text."""
        return as_text(right) or ""

    def spellings(self, right: Value, scope: Scope) -> tuple[str, ...]:
        """Its ids on either side."""
        return distinct(as_text(self.written(right, scope)), as_text(right))

    def why_not(self, right: Value, scope: Scope, target: Side) -> Objection | None:
        """A parent that is not on the other side yet."""
        text = as_text(right)
        if text is None:
            return None
        is_alone = text.startswith(_ALONE)
        if is_alone or self.linked(Side.RIGHT, text) is None:
            parts = {"value": text.removeprefix(_ALONE)}
            return Objection("parent_not_linked", parts)
        return None


PARENT = Entry(
    "parent",
    Parent.kind,
    {
        "it": "La scheda madre, con il suo numero su ogni lato.",
        "en": "The record that it lives under, by its id on either side.",
    },
    lambda _arguments, supplies: Parent(supplies.others.linked),
    (),
    holds="number",
)


def _id(text: str) -> Value:
    return int(text) if text.isascii() and text.isdigit() else text or None
