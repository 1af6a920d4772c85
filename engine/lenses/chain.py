"""Several converters in a row."""

from engine.lenses.base import Lens, Objection, Scope
from engine.model.side import Side
from engine.values import Value


class Chain(Lens):
    """The first lens stands nearest to the left, the last one to the right."""

    is_plain = False

    def __init__(self, lenses: tuple[Lens, ...]) -> None:
        self.lenses = lenses
        self.reads_absent = lenses[0].reads_absent
        reads = (field for lens in lenses for field in lens.reads)
        self.reads = tuple(dict.fromkeys(reads))
        self.knows = " ".join(lens.knows for lens in lenses).strip()
        self.loses = next((lens.loses for lens in lenses if lens.loses), "")

    def get(self, left: Value, scope: Scope) -> Value:
        """Through every lens, from left to right."""
        for lens in self.lenses:
            left = lens.get(left, scope)
        return left

    def put(self, right: Value, old: Value, scope: Scope) -> Value:
        """Back through every lens, each over what it had read."""
        olds = [old]
        for lens in self.lenses[:-1]:
            olds.append(lens.get(olds[-1], scope))
        for lens, before in zip(reversed(self.lenses), reversed(olds), strict=True):
            right = lens.put(right, before, scope)
        return right

    def written(self, right: Value, scope: Scope) -> Value:
        """Back through every lens, over nothing."""
        return self.put(right, None, scope)

    def normal(self, right: Value, scope: Scope) -> str:
        """As the lens compares that stands nearest to the right."""
        return self.lenses[-1].normal(right, scope)

    def spellings(self, right: Value, scope: Scope) -> tuple[str, ...]:
        """As the lens spells that stands nearest to the right."""
        return self.lenses[-1].spellings(right, scope)

    def why_not(self, right: Value, scope: Scope, target: Side) -> Objection | None:
        """The first objection that is met on the way to the left."""
        for lens in reversed(self.lenses):
            if objection := lens.why_not(right, scope, target):
                return objection
            right = lens.put(right, None, scope)
        return None
