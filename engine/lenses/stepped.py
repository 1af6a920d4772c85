"""A discount that may be several, one after another, as one percentage."""

# ruff: noqa: ARG002 - every lens is asked alike, whether or not it needs the scope

from decimal import Decimal

from engine.lenses.base import Kind, Lens, Objection, Scope, distinct
from engine.lenses.discounts import Flaw, read_discount
from engine.lenses.texts import as_text
from engine.model.side import Side
from engine.values import Value

_CENT = Decimal("0.01")
_CODES = {
    Flaw.UNREADABLE: "discount_unreadable",
    Flaw.TOO_MUCH: "discount_too_much",
    Flaw.NOT_EXACT: "discount_not_exact",
}


class Stepped(Lens):
    """A formula such as ``10+5`` on the right, the one percentage on the left."""

    kind = Kind.CANONICAL
    is_plain = False

    def get(self, left: Value, scope: Scope) -> Value:
        """The percentage as a text; no discount is none."""
        text = as_text(left)
        found = read_discount(text) if text else None
        if found is None or found.percentage is None:
            return text
        return f"{found.percentage:f}" if found.percentage else None

    def written(self, right: Value, scope: Scope) -> Value:
        """The percentage of the same effect; what cannot be read stays a text."""
        text = as_text(right) or ""
        found = read_discount(text)
        if found.flaw or found.percentage is None:
            return text
        return found.percentage.quantize(_CENT)

    def normal(self, right: Value, scope: Scope) -> str:
        """The percentage, without zeros that say nothing; empty for no discount."""
        text = as_text(right) or ""
        found = read_discount(text)
        if found.percentage is None:
            return text.strip()
        return f"{found.percentage.normalize():f}" if found.percentage else ""

    def spellings(self, right: Value, scope: Scope) -> tuple[str, ...]:
        """As it stands, and the one percentage."""
        return distinct(as_text(right), self.normal(right, scope))

    def why_not(self, right: Value, scope: Scope, target: Side) -> Objection | None:
        """What is no discount, or none that two decimals can hold."""
        text = as_text(right) or ""
        flaw = read_discount(text).flaw
        if flaw is None or target is Side.RIGHT:
            return None
        exact = read_discount(text).percentage
        parts = {"value": text, "exact": "" if exact is None else f"{exact:f}"}
        return Objection(_CODES[flaw], parts)
