"""Three-way merge of one unit.

Each side is compared with its *own* agreed reading, exactly; the two sides are
compared with each other up to the equality of the field's lens.  The table is
the whole decision; the code below says nothing that it does not say::

    baseline  left      right     the two   decision
    --------  --------  --------  --------  ----------------------------
    known     as then   as then   any       nothing   (a difference was accepted, or
                                                      they are apart: a warning)
    known     moved     any       equal     agree     (also after a lost answer)
    known     moved     as then   differ    write right
    known     as then   moved     differ    write left
    known     moved     moved     differ    conflict
    none      any       any       equal     agree
    none      blank     set       differ    write left    (filled)
    none      set       blank     differ    write right   (filled)
    none      set       set       differ    conflict  (first meeting, nothing to go by)

A unit is a field or an atomic group.  A group has moved where one of its fields
has, and at a first meeting it is filled field by field where nothing differs
but blanks.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from engine.mapping.compiled import Mapping
from engine.mapping.declaration import Direction, FieldPair, Policy, Unit
from engine.model.decision import WRITE, Action, Decision, Grade, Reason
from engine.model.link import View
from engine.model.observation import Twins
from engine.model.side import Pair, Side
from engine.reconcile.latest import latest
from engine.reconcile.policy import Terms

FIRST = {
    "last_modified": None,
    "left": Policy.LEFT,
    "right": Policy.RIGHT,
    "ask": Policy.MANUAL,
}


@dataclass(frozen=True, slots=True)
class Merge:
    """One unit of one pair, about to be decided."""

    mapping: Mapping
    unit: Unit
    twins: Twins
    terms: Terms

    @property
    def pairs(self) -> tuple[FieldPair, ...]:
        """The field pairs of the unit."""
        return tuple(self.mapping.fields[name] for name in self.unit.fields)

    @property
    def writable(self) -> frozenset[Side]:
        """The sides that an edit of the unit may be written to."""
        direction = self.pairs[0].direction
        return frozenset(side for side in Side if direction.allows(side))

    def differing(self) -> tuple[str, ...]:
        """The fields of the unit in which the two sides are not equal."""
        left, right = self.twins.sides
        agrees = self.mapping.agrees
        return tuple(
            name
            for name in self.unit.fields
            if not agrees(name, left.view.get(name), right.view.get(name), right.view)
        )

    def has_moved(self, side: Side) -> bool:
        """Whether one of its fields is not what it was at the last agreement."""
        now = self.twins.sides[side].view
        then = self.twins.baseline
        return any(
            now.get(name) != then.sides[side].get(name)
            for name in self.unit.fields
            if then.knows(name)
        )


def merge_unit(merge: Merge) -> tuple[Decision, ...]:
    """Decide what one unit needs."""
    differing = merge.differing()
    if not differing:
        return (Decision(merge.unit.name, Action.AGREE, Reason.SAME, {}),)
    if not all(merge.twins.baseline.knows(name) for name in differing):
        return _first_meeting(merge, differing)
    moved = Pair(merge.has_moved(Side.LEFT), merge.has_moved(Side.RIGHT))
    if moved.left and moved.right:
        return (_conflict(merge, differing),)
    if not moved.left and not moved.right:
        is_apart = not merge.twins.baseline.accepted.issuperset(differing)
        reason = Reason.APART if is_apart else Reason.SAME
        return (Decision(merge.unit.name, Action.NOTHING, reason, {}),)
    source = Side.LEFT if moved.left else Side.RIGHT
    return (_follow(merge, source, differing),)


def _first_meeting(merge: Merge, differing: tuple[str, ...]) -> tuple[Decision, ...]:
    left, right = merge.twins.sides
    to_left = [name for name in differing if left.view.get(name) is None]
    to_right = [name for name in differing if right.view.get(name) is None]
    if len(to_left) + len(to_right) < len(differing):
        return (_conflict(merge, differing, FIRST[merge.mapping.declaration.first]),)
    # Every difference is a blank on one side: nobody's value is overwritten.
    filled = []
    for target, names in ((Side.LEFT, to_left), (Side.RIGHT, to_right)):
        if names and target in merge.writable:
            values = _values(merge, target.other, names)
            filled.append(
                Decision(merge.unit.name, WRITE[target], Reason.FILLED, values)
            )
    return tuple(filled)


def _follow(merge: Merge, source: Side, differing: tuple[str, ...]) -> Decision:
    """Carry an edit of one side to the other, as far as the mapping lets it."""
    target = source.other
    unit = merge.unit.name
    if target not in merge.writable:
        return _foreign_edit(merge, source, differing)
    values = _values(merge, source, differing)
    if not values:
        return Decision(unit, Action.ACCEPT, Reason.NOT_CLEARED, {})
    return Decision(unit, WRITE[target], Reason.EDITED, values)


def _foreign_edit(merge: Merge, source: Side, differing: tuple[str, ...]) -> Decision:
    """Decide about an edit on the side that a one-way line does not read."""
    first = merge.pairs[0]
    unit = merge.unit.name
    if first.direction is Direction.CREATE_ONLY or first.foreign_edit == "keep":
        return Decision(unit, Action.ACCEPT, Reason.FOREIGN, {})
    if first.foreign_edit == "revert":
        values = _values(merge, source.other, differing)
        return Decision(unit, WRITE[source], Reason.REVERTED, values)
    return Decision(unit, Action.NOTHING, Reason.FOREIGN, {})


def _conflict(
    merge: Merge, differing: tuple[str, ...], first: Policy | None = None
) -> Decision:
    """Decide about a unit that both sides moved apart, or that never agreed."""
    unit = merge.unit.name
    writable = merge.writable
    if not writable:
        # It travels once, when its record is created, and is free from then on.
        return Decision(unit, Action.ACCEPT, Reason.FOREIGN, {})
    if len(writable) == 1 and _declared(merge) is not Policy.MANUAL:
        # Only one side is ever written: the other one's value is the rule.
        (target,) = writable
        values = _values(merge, target.other, differing)
        return Decision(unit, WRITE[target], Reason.POLICY, values, is_conflict=True)
    winner, reason, grade = winner_of(merge, first)
    if winner is None or winner.other not in writable:
        # Nobody wins, or one whose value does not travel: a person is asked.
        return Decision(unit, Action.HOLD, reason, {}, is_conflict=True)
    values = _values(merge, winner, differing)
    if not values:
        return Decision(unit, Action.ACCEPT, Reason.NOT_CLEARED, {}, is_conflict=True)
    return Decision(
        unit, WRITE[winner.other], reason, values, is_conflict=True, grade=grade
    )


def winner_of(
    merge: Merge, first: Policy | None = None
) -> tuple[Side | None, Reason, Grade | None]:
    """Who wins a conflict, and why; nobody, where a person decides.

    Args:
        merge: The unit that both sides moved apart.
        first: What decides, where the two never agreed and something else does.
    """
    match first or _policy(merge):
        case Policy.LEFT:
            return Side.LEFT, Reason.POLICY, None
        case Policy.RIGHT:
            return Side.RIGHT, Reason.POLICY, None
        case Policy.MANUAL:
            return None, Reason.POLICY, None
        case Policy.LAST_MODIFIED:
            edits = merge.twins.sides.map(lambda side: side.edit_of(merge.unit.name))
            later = latest(edits, merge.terms.dials)
            if later.side is not None:
                return later.side, Reason.LAST_MODIFIED, later.grade
            return _owner(merge), Reason.OWNER, later.grade


def _policy(merge: Merge) -> Policy:
    return _declared(merge) or merge.terms.conflict


def _declared(merge: Merge) -> Policy | None:
    """What the mapping itself says about conflicts, if anything."""
    own = next((pair.conflict for pair in merge.pairs if pair.conflict), None)
    return own or merge.mapping.declaration.conflict


def _owner(merge: Merge) -> Side:
    """The side that wins a tie: the left one where the mapping names none."""
    return next((pair.owner for pair in merge.pairs if pair.owner), Side.LEFT)


def _values(merge: Merge, source: Side, names: Iterable[str]) -> View:
    """What ``source`` holds of these fields, less what must not be cleared."""
    view, other = merge.twins.sides[source].view, merge.twins.sides[source.other].view
    fields, beside = merge.mapping.fields, merge.mapping.beside
    return {
        name: beside(name, other.get(name), view.get(name), view)
        for name in names
        if view.get(name) is not None or fields[name].clear
    }
