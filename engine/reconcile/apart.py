"""Fields that nobody changed, and that differ all the same.

At an agreement both sides say the same, or their difference is accepted; so a field
like this means that what counts as the same changed since (another lens, another
table), or that what is remembered is not true.  Nobody's value is the better one: it
is reported with both, and nothing is written.
"""

from engine.mapping.compiled import Mapping
from engine.model.observation import Twins


def apart(mapping: Mapping, twins: Twins) -> tuple[str, ...]:
    """The fields of a pair that are apart since their last agreement."""
    left, right = (seen.view for seen in twins.sides)
    base = twins.baseline
    return tuple(
        name
        for name in mapping.fields
        if base.knows(name)
        and name not in base.accepted
        and left.get(name) == base.sides.left.get(name)
        and right.get(name) == base.sides.right.get(name)
        and not mapping.agrees(name, left.get(name), right.get(name), right)
    )
