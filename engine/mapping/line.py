"""One line of a mapping at work: a field, its lens, its two homes."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.lenses.base import Lens, Objection, Scope
from engine.lenses.divided import Divided
from engine.lenses.texts import as_text
from engine.mapping.declaration import FieldPair
from engine.mapping.parts import Constant
from engine.mapping.writing import Home
from engine.model.side import Pair, Side
from engine.values import Value


@dataclass(frozen=True, slots=True)
class Line:
    """One field pair at work, of a record or of an item of a list.

    Attributes:
        lens: What its left value goes through.
        required: Whether a record of that side cannot be without it, by the
            mapping or by the description of the system.
        max_length: The longest text that side takes.
        right: What its right value goes through; None where that is neutral.
        divided: By side, how it is kept in two properties there, where it is.
    """

    pair: FieldPair
    lens: Lens
    homes: Pair[Home]
    required: Pair[bool]
    max_length: Pair[int | None]
    right: Lens | None = None
    divided: Pair[Divided | None] = Pair(None, None)  # noqa: RUF009 - a Pair is frozen

    def at(self, side: Side) -> Lens | None:
        """What the value of a side goes through; None where that is the neutral one."""
        return self.lens if side is Side.LEFT else self.right

    def searched(self, side: Side, text: str) -> Iterator[tuple[str, str]]:
        """Where a record with this text can be searched for: a path and a text each.

        Of two properties only one can be searched: for all that it may hold.
        """
        lens, path = self.divided[side], self.pair.searched(side)
        texts = lens.division.searched(text) if lens else (text,)
        yield from ((path, one) for one in texts)

    def cut(self, side: Side, value: Value) -> Value:
        """The value as that side can hold it, where too long a text is cut."""
        limit = self.max_length[side]
        if limit is None or not self.pair.is_cut or not isinstance(value, str):
            return value
        return value[:limit]

    def formed(self, side: Side, value: Value, old: Value, scope: Scope) -> Value:
        """A neutral value in the form of a side, over what stands there."""
        lens = self.at(side)
        if lens is not None and (value is not None or self.pair.items):
            value = lens.put(value, old, scope)
        return self.cut(side, value)

    def is_same(self, left: Value, right: Value, scope: Scope) -> bool:
        """Whether two neutral values say the same."""
        one, other = self.lens.normal(left, scope), self.lens.normal(right, scope)
        if one == other or not self.pair.is_cut:
            return one == other
        # Whichever of the two was cut: what is left of the other one is the same.
        return any(
            self.lens.normal(self.cut(side, left), scope) == other
            or self.lens.normal(self.cut(side, right), scope) == one
            for side in Side
        )

    def objections(self, side: Side, value: Value, scope: Scope) -> list[Objection]:
        """The same of a list, item by item."""
        found = self.objection(side, value, scope)
        is_list = found is not None and bool(self.pair.items)
        several = list(self.lens.objections(value, scope, side)) if is_list else []
        return several or ([found] if found else [])

    def objection(self, side: Side, value: Value, scope: Scope) -> Objection | None:
        """What speaks against writing a value to a side."""
        if not (as_text(value) or "").strip():
            is_missing = self.required[side]
            return Objection("mandatory_missing", {}) if is_missing else None
        for lens in (self.lens, self.divided.right):
            if lens and (objection := lens.why_not(value, scope, side)):
                return objection
        limit = self.max_length[side]
        if limit is None:
            return None
        is_left = side is Side.LEFT
        text = as_text(self.lens.written(value, scope) if is_left else value) or ""
        parts = {"value": text, "length": str(len(text)), "max": str(limit)}
        is_long = len(text) > limit and not self.pair.is_cut
        return Objection("too_long", parts) if is_long else None


@dataclass(frozen=True, slots=True)
class Fixed:
    """A fixed value, and the place that it is laid at."""

    home: Home
    constant: Constant
