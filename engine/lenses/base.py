"""The shape of every converter, and its laws."""

# ruff: noqa: ARG002 - every lens is asked alike, whether or not it needs the scope

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import ClassVar, TypeAlias

from engine.lenses.texts import as_text, tidy
from engine.model.side import Side
from engine.values import Value, is_set

Scope: TypeAlias = Mapping[str, Value]
"""Neutral values of the same record, by field: only those that a lens asked for."""

NOTHING: Scope = {}


class Kind(Enum):
    """How much of a value survives the way there and back."""

    EXACT = "exact"
    CANONICAL = "canonical"
    ONE_WAY = "one_way"


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a value cannot be written to a side: the code of a problem, and its parts."""

    code: str
    parts: dict[str, str]


class Lens:
    """A two-way converter between a left value and a right value.

    The right form is also the neutral one.  Two laws hold for every lens that
    is not one-way, and the tests try them on each one::

        put(get(left), left) == left       reading and writing back changes nothing
        get(put(right, left)) ~ right      what was written can be read back

    where ``a ~ b`` means ``normal(a) == normal(b)``.  No method ever fails:
    what cannot be converted stays recognisable as a text, and ``why_not`` says
    beforehand what a system would refuse.
    """

    kind: ClassVar[Kind] = Kind.EXACT
    is_plain: bool = True
    """Whether ``get`` leaves every text as it is."""
    reads: tuple[str, ...] = ()
    """The neutral fields of the record that it asks for."""
    reads_absent: bool = False
    """Whether a left value that is not set says something to it."""
    knows: str = ""
    """A short name of all that it looks values up in; with another, they read anew."""
    loses: str = ""
    """A right value that comes back as another one, and counts as the same; or none."""
    known: Mapping[str, Value] = MappingProxyType({})
    """The left forms of the texts that it knows beforehand, whatever the scope."""

    def get(self, left: Value, scope: Scope) -> Value:
        """Read a left value as a right one; None where it is not set."""
        return as_text(left)

    def put(self, right: Value, old: Value, scope: Scope) -> Value:
        """Write a right value over the old left one; None clears."""
        if self.get(old, scope) == right:
            return old
        return self.written(right, scope) if is_set(right) else None

    def written(self, right: Value, scope: Scope) -> Value:
        """The left form of a right value that is set."""
        return as_text(right)

    def normal(self, right: Value, scope: Scope) -> str:
        """The form by which two right values are compared; empty where not set."""
        return tidy(as_text(right) or "")

    def spellings(self, right: Value, scope: Scope) -> tuple[str, ...]:
        """Texts under which either system may hold the same value, without doubles."""
        return distinct(as_text(right), self.normal(right, scope))

    def why_not(self, right: Value, scope: Scope, target: Side) -> Objection | None:
        """What speaks against writing this value to that side, if anything."""
        return None

    def objections(
        self, right: Value, scope: Scope, target: Side
    ) -> Iterable[Objection]:
        """All that speaks against it: of a list, what does of each of its items."""
        found = self.why_not(right, scope, target)
        return (found,) if found else ()


def distinct(*texts: str | None) -> tuple[str, ...]:
    """The texts that are set, each once, in this order."""
    return tuple(dict.fromkeys(text for text in texts if text))
