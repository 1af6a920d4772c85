"""One text that a side keeps in two properties: a first name and a surname, say.

::

    both are set     the text is the two, with what stands between
    one is set       the text is that one; a lone piece is written to ``lone``
    written anew     the first piece is one of the two, the rest is the other
    written over     what ends or begins as it did is divided where it was
"""

# ruff: noqa: ARG002 - every lens is asked alike, whether or not it needs the scope

from collections.abc import Iterator
from dataclasses import dataclass

from engine.lenses.base import Kind, Lens, Objection, Scope, distinct
from engine.lenses.plain import Text
from engine.lenses.texts import as_text, tidy
from engine.model.side import Side
from engine.values import Value

_TWO = 2


@dataclass(frozen=True, slots=True)
class Division:
    """How a text is two values, the first and the second property of a side.

    Attributes:
        between: What stands between the two.
        lone: Which of the two holds a text of one piece: 0 or 1.
        is_turned: Whether the text begins with the second of the two.
    """

    between: str = " "
    lone: int = 0
    is_turned: bool = False

    def pieces(self, text: str) -> list[str]:
        """The text in its smallest pieces."""
        found = text.split(self.between.strip() or None)
        return [piece.strip() for piece in found if piece.strip()]

    def joined(self, values: tuple[str, str]) -> str:
        """The text that two values are together; an empty one is none."""
        first, second = reversed(values) if self.is_turned else values
        return self.between.join(one for one in (first, second) if one)

    def divided(self, text: str, old: tuple[str, str] = ("", "")) -> tuple[str, str]:
        """The two values of a text, divided where the old ones were if it can be."""
        ways = list(self.ways(text))
        if not old[1 - self.lone] and len(self.pieces(old[self.lone])) > 1:
            # Whoever keeps the whole text in one property goes on doing so.
            return self._whole(text)
        for at in (self.lone, 1 - self.lone):
            for way in ways:
                if old[at] and way[at] == old[at]:
                    return way
        # One piece stands at the outer end of the text, the rest beside it.
        return ways[-1] if self.is_turned else ways[0]

    def ways(self, text: str) -> Iterator[tuple[str, str]]:
        """Every way to divide a text; one piece goes whole where a lone one does."""
        pieces = self.pieces(text)
        if len(pieces) < _TWO:
            yield self._whole(text)
        for at in range(1, len(pieces)):
            first, second = (
                self.between.join(one) for one in (pieces[:at], pieces[at:])
            )
            yield (second, first) if self.is_turned else (first, second)

    def _whole(self, text: str) -> tuple[str, str]:
        whole = self.between.join(self.pieces(text))
        return ("", whole) if self.lone else (whole, "")

    def searched(self, text: str) -> tuple[str, ...]:
        """What the property ``lone`` may hold in a record of this text."""
        found = (
            self._whole(text)[self.lone],
            *(way[self.lone] for way in self.ways(text)),
        )
        return distinct(*found)


class Divided(Lens):
    """The two values of one side, and the one text that they are.

    Attributes:
        limits: The longest text that either property takes.
        needed: Whether the side demands either property.
    """

    kind = Kind.CANONICAL
    is_plain = False

    def __init__(
        self,
        side: Side,
        division: Division,
        limits: tuple[int | None, ...],
        needed: tuple[bool, ...],
    ) -> None:
        self.side = side
        self.division = division
        self.limits = limits
        self.needed = needed

    def get(self, left: Value, scope: Scope) -> Value:
        """The two as one text; None where neither is set."""
        return self.division.joined(_two(left)) or None

    def put(self, right: Value, old: Value, scope: Scope) -> Value:
        """The text as two, divided as the old one was where it can be."""
        if self.get(old, scope) == right:
            return old
        text = as_text(right) or ""
        return [one or None for one in self.division.divided(text, _two(old))]

    def written(self, right: Value, scope: Scope) -> Value:
        """The text as two, over nothing."""
        return self.put(right, None, scope)

    def normal(self, right: Value, scope: Scope) -> str:
        """The pieces of the text."""
        pieces = self.division.pieces(tidy(as_text(right) or ""))
        return self.division.between.join(pieces)

    def why_not(self, right: Value, scope: Scope, target: Side) -> Objection | None:
        """A property that the side demands and that would be empty, or too long."""
        if target is not self.side:
            return None
        text = as_text(right) or ""
        values = self.division.divided(text)
        for value, limit, is_needed in zip(
            values, self.limits, self.needed, strict=True
        ):
            if is_needed and not value:
                return Objection("not_divisible", {"value": text})
            if limit is not None and len(value) > limit:
                parts = {"value": value, "length": str(len(value)), "max": str(limit)}
                return Objection("too_long", parts)
        return None


class Together(Text):
    """One text, of which a side keeps two pieces apart."""

    kind = Kind.CANONICAL

    def __init__(self, division: Division) -> None:
        self.division = division

    def normal(self, right: Value, scope: Scope) -> str:
        """The pieces of the text, whatever the spaces around them."""
        pieces = self.division.pieces(tidy(as_text(right) or ""))
        return self.division.between.join(pieces)


def _two(value: Value) -> tuple[str, str]:
    """The two values as texts, without outer spaces."""
    items = value if isinstance(value, list) else [value]
    first, second = [*((as_text(one) or "").strip() for one in items), "", ""][:2]
    return first, second
