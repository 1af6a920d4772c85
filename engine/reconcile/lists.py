"""Three-way merge of a list, item by item.

Items are paired by their key.  Each side's item is compared with that side's own
agreed one, as fields are::

    baseline  left      right     item
    --------  --------  --------  ---------------------------------------------
    known     as then   as then   nothing  (a difference was accepted)
    known     moved     as then   goes to the right
    known     as then   moved     goes to the left
    known     moved     moved     apart
    none      missing   there     goes to the left
    none      there     missing   goes to the right
    none      there     there     apart

So what was added on either side reaches the other.  An item that is gone on one
side goes on the other too, or stays there, as the mapping says; it does not come
back.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from engine.mapping.declaration import Direction
from engine.model.decision import WRITE, Action, Decision, Grade, Reason
from engine.model.side import Pair, Side
from engine.reconcile.merge import FIRST, Merge, winner_of
from engine.values import Json, Value

Items = Mapping[str, Json]
Same = Callable[[Json, Json], bool]


def is_merged_by_item(merge: Merge) -> bool:
    """Whether a unit is a list that goes both ways."""
    pair = merge.pairs[0]
    return bool(pair.items) and pair.direction is Direction.BOTH


def merge_list(merge: Merge) -> tuple[Decision, ...]:
    """Decide what a list needs on either side."""
    if not merge.differing():
        return (Decision(merge.unit.name, Action.AGREE, Reason.SAME, {}),)
    lists = _List(merge)
    for side in Side:
        if lists.items(side) is None:
            # Two of its items are alike: a check says so, and nothing is written.
            values = {lists.name: lists.value(side)}
            action = WRITE[side.other]
            return (Decision(merge.unit.name, action, Reason.EDITED, values),)
    fate = sort_out(lists.now, lists.then, lists.is_same)
    if not fate.apart:
        return lists.decisions(fate, Reason.EDITED if lists.then else Reason.FILLED)
    first = None if lists.then else FIRST[merge.mapping.declaration.first]
    winner, reason, grade = winner_of(merge, first)
    if winner is None:
        action = Action.HOLD
        return (Decision(merge.unit.name, action, reason, {}, is_conflict=True),)
    for key in fate.apart:
        fate.to[winner.other][key] = lists.now[winner].get(key)
    return lists.decisions(fate, reason, winner.other, grade)


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of the items of both sides.

    Attributes:
        to: By the side that it goes to, each item by its key; None takes it away.
        apart: The keys whose items both sides moved apart.
    """

    to: Pair[dict[str, Json | None]] = field(default_factory=lambda: Pair({}, {}))
    apart: list[str] = field(default_factory=list)


def sort_out(now: Pair[Items], then: Pair[Items] | None, same: Same) -> Fate:
    """Decide about every item, from the items of both sides."""
    found = Fate()
    for key in dict.fromkeys((*now.left, *now.right)):
        one, other = now.left.get(key), now.right.get(key)
        if one is not None and other is not None and same(one, other):
            continue
        moved = _moved(key, now, then)
        if moved.left and moved.right:
            found.apart.append(key)
        elif moved.left:
            found.to.right[key] = one
        elif moved.right:
            found.to.left[key] = other
    return found


def _moved(key: str, now: Pair[Items], then: Pair[Items] | None) -> Pair[bool]:
    """By side, whether its item is not what it was; at first, whether it is there."""
    if then is None:
        return Pair(key in now.left, key in now.right)
    left, right = (now[side].get(key) != then[side].get(key) for side in Side)
    return Pair(left, right)


class _List:
    """The one list of a unit, on both sides."""

    def __init__(self, merge: Merge) -> None:
        self.merge = merge
        (self.name,) = merge.unit.fields
        self.pair = merge.pairs[0]

    @property
    def now(self) -> Pair[Items]:
        """The items of both sides."""
        return Pair(self.items(Side.LEFT) or {}, self.items(Side.RIGHT) or {})

    @property
    def then(self) -> Pair[Items] | None:
        """The items of both sides when they last agreed; None where they never did."""
        baseline = self.merge.twins.baseline
        if not baseline.knows(self.name):
            return None
        left, right = (
            self._by_key(baseline.sides[side].get(self.name), side) or {}
            for side in Side
        )
        return Pair(left, right)

    def value(self, side: Side) -> Value:
        """The whole list of a side."""
        return self.merge.twins.sides[side].view.get(self.name)

    def items(self, side: Side) -> dict[str, Json] | None:
        """Its items by key; None where two have the same one."""
        return self._by_key(self.value(side), side)

    def is_same(self, one: Json, other: Json) -> bool:
        """Whether two items say the same."""
        view = self.merge.twins.sides.right.view
        return self.merge.mapping.same(self.name, [one], [other], view)

    def decisions(
        self,
        fate: Fate,
        reason: Reason,
        loser: Side | None = None,
        grade: Grade | None = None,
    ) -> tuple[Decision, ...]:
        """What is written to either side; the loser of a conflict is told apart."""
        unit, found = self.merge.unit.name, []
        for side in Side:
            value = self._with(side, fate.to[side])
            if value == self.value(side):
                continue
            lost = side is loser
            why = reason if lost or loser is None else Reason.EDITED
            found.append(
                Decision(
                    *(unit, WRITE[side], why, {self.name: value}),
                    is_conflict=lost,
                    grade=grade if lost else None,
                )
            )
        accepted = Decision(
            *(unit, Action.ACCEPT, Reason.NOT_CLEARED, {}),
            is_conflict=loser is not None,
        )
        if found:
            return tuple(found)
        is_new = any(fate.to)
        return (accepted,) if is_new else (Decision(*_nothing(unit)),)

    def _with(self, side: Side, coming: Mapping[str, Json | None]) -> Value:
        """The list of a side with what comes to it laid in."""
        items = dict(self.items(side) or {})
        for key, item in coming.items():
            if item is not None:
                items[key] = item
            elif not self.pair.keeps_missing:
                items.pop(key, None)
        mapping, view = self.merge.mapping, self.merge.twins.sides[side].view
        return mapping.beside(self.name, None, list[Value](items.values()), view)

    def _by_key(self, value: Value, side: Side) -> dict[str, Json] | None:
        view = self.merge.twins.sides[side].view
        return self.merge.mapping.items(self.name, value, view)


def _nothing(unit: str) -> tuple[str, Action, Reason, dict[str, Value]]:
    return unit, Action.NOTHING, Reason.SAME, {}
