"""Yes and no, in the words of either system."""

# ruff: noqa: ARG002 - every lens is asked alike, whether or not it needs the scope

from engine.lenses.base import Kind, Lens, Objection, Scope
from engine.lenses.texts import as_text, folded, tidy
from engine.model.side import Side
from engine.values import Value

_YES = frozenset(("1", "true", "yes", "y", "si", "s", "vero", "x"))
_NO = frozenset(("0", "false", "no", "n", "falso"))


class Truth(Lens):
    """A truth: true or false on the left; on the right too, or two words for it."""

    kind = Kind.CANONICAL
    is_plain = False

    def __init__(self, yes: str = "", no: str = "") -> None:
        self.words: dict[bool, Value] = {True: yes or True, False: no or False}
        self._yes = _YES | {folded(yes)} - {""}
        self._no = _NO | {folded(no)} - {""}

    def get(self, left: Value, scope: Scope) -> Value:
        """True or false, or the word for it; what is neither as a text."""
        truth = self._truth(left)
        return as_text(left) if truth is None else self.words[truth]

    def written(self, right: Value, scope: Scope) -> Value:
        """True or false; what is neither as a text."""
        truth = self._truth(right)
        return as_text(right) if truth is None else truth

    def normal(self, right: Value, scope: Scope) -> str:
        """``true`` or ``false``; what is neither as a tidy text."""
        truth = self._truth(right)
        text = tidy(as_text(right) or "")
        return text if truth is None else str(truth).lower()

    def why_not(self, right: Value, scope: Scope, target: Side) -> Objection | None:
        """What is neither yes nor no."""
        text = as_text(right)
        if text is None or self._truth(right) is not None:
            return None
        return Objection("not_a_truth", {"value": text})

    def _truth(self, value: Value) -> bool | None:
        if isinstance(value, bool):
            return value
        word = folded(as_text(value) or "")
        if word in self._yes:
            return True
        return False if word in self._no else None


class Opposite(Truth):
    """No on one side where the other says yes.

    What is not set on the left is no, and so on the right it is yes.
    """

    reads_absent = True

    def get(self, left: Value, scope: Scope) -> Value:
        """The opposite of what stands there; what is no truth as a text."""
        truth = self._truth(False if left is None else left)
        return as_text(left) if truth is None else not truth

    def written(self, right: Value, scope: Scope) -> Value:
        """The opposite; what is no truth as a text."""
        truth = self._truth(right)
        return as_text(right) if truth is None else not truth

    def normal(self, right: Value, scope: Scope) -> str:
        """``true`` or ``false``; ``true`` where nothing is set."""
        return super().normal(right, scope) or "true"
