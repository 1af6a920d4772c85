"""Code tables that stand in a mapping or in a file beside it."""

# ruff: noqa: ARG002 - every lens is asked alike, whether or not it needs the scope

from dataclasses import dataclass

from engine.lenses.base import Kind, Lens, Objection, Scope
from engine.lenses.texts import as_text, folded, tidy
from engine.model.side import Pair, Side
from engine.values import Value


@dataclass(frozen=True, slots=True)
class Row:
    """A left and a right value that say the same.

    Attributes:
        to_left: Whether it is used on the way to the left.
        to_right: Whether it is used on the way to the right.
    """

    left: Value
    right: str
    to_left: bool = True
    to_right: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """Two columns of equal values.

    Attributes:
        other: By the side that is written, what stands for a value that is in no
            row; None makes it a problem.
    """

    name: str
    rows: tuple[Row, ...]
    other: Pair[Value] = Pair(None, None)  # noqa: RUF009 - a Pair is frozen

    def offered(self) -> tuple[str, ...]:
        """The right values, each once, in the order of the rows."""
        return tuple(dict.fromkeys(row.right for row in self.rows))


class TableLens(Lens):
    """A value of a table: what stands beside it in the other column."""

    kind = Kind.CANONICAL
    is_plain = False

    def __init__(self, table: Table) -> None:
        self.table = table
        self._right: dict[str, str] = {}
        self._left: dict[str, Value] = {}
        self._folded: dict[str, Value] = {}
        for row in table.rows:
            if row.to_right:
                self._right.setdefault(as_text(row.left) or "", row.right)
            if row.to_left:
                self._left.setdefault(row.right, row.left)
        for right, left in self._left.items():
            self._folded.setdefault(folded(right), left)
        if table.other.left is not None and table.other.right is not None:
            # Whatever is in no row becomes one value on either side.
            self.loses = "?"
            while self.loses in self._left:
                self.loses += "?"

    def get(self, left: Value, scope: Scope) -> Value:
        """The right value of its row; what is in no row as ``other`` says."""
        text = as_text(left)
        if text is None:
            return None
        return self._right.get(text) or as_text(self.table.other.right) or text

    def written(self, right: Value, scope: Scope) -> Value:
        """The left value of its row; what is in no row as ``other`` says."""
        text = as_text(right) or ""
        found = self._known(text)
        if found is not None:
            return found
        other = self.table.other.left
        return text if other is None else other

    def normal(self, right: Value, scope: Scope) -> str:
        """The right value by which its left one is shown."""
        text = as_text(right)
        if text is None:
            return ""
        return tidy(as_text(self.get(self.written(text, scope), scope)) or "")

    def why_not(self, right: Value, scope: Scope, target: Side) -> Objection | None:
        """A value that is in no row, where nothing stands for it."""
        text = as_text(right)
        if text is None or self.table.other[target] is not None:
            return None
        is_known = (
            self._known(text) is not None
            if target is Side.LEFT
            else text in self._right.values() or text in self._left
        )
        parts = {"value": text, "table": self.table.name}
        return None if is_known else Objection("unknown_value", parts)

    def texts(self) -> tuple[str, ...]:
        """Every text that may stand on the right."""
        return self.table.offered()

    def _known(self, text: str) -> Value:
        found = self._left.get(text)
        return self._folded.get(folded(text)) if found is None else found
