"""From a record without a counterpart to the one that it is to get."""

from engine.mapping.compiled import Mapping
from engine.mapping.declaration import Creation, Direction
from engine.model.link import View
from engine.model.observation import Observation
from engine.model.plan import NewPlan
from engine.model.side import Side
from engine.reconcile.pairs import without_echo

_REACHES = {
    Side.LEFT: {Direction.BOTH, Direction.TO_LEFT, Direction.CREATE_ONLY},
    Side.RIGHT: {Direction.BOTH, Direction.TO_RIGHT, Direction.CREATE_ONLY},
}


def is_due(
    mapping: Mapping, target: Side, source: Observation, *, asked_for: bool
) -> bool:
    """Tell whether a record without a counterpart gets one on ``target``.

    ::

        the mapping says     nobody asked   somebody asked
        -------------------  -------------  --------------
        always               yes            yes
        a condition that     yes            yes
        holds of the record
        a condition that     no             yes
        does not
        on request           no             yes
        never                no             no
    """
    has_parent = mapping.missing_parent(target, source.view) is None
    if has_parent and mapping.creates_by_itself(target, source.view):
        return True
    may_be_asked = mapping.declaration.creation[target] is not Creation.NEVER
    return asked_for and may_be_asked


def plan_newcomer(mapping: Mapping, source: Observation, target: Side) -> NewPlan:
    """Decide what the counterpart of a record holds, and whether it may be created."""
    values: View = {
        name: source.view.get(name)
        for name, pair in mapping.fields.items()
        if pair.direction in _REACHES[target] and source.view.get(name) is not None
    }
    known = _known(mapping, source)
    filled = mapping.rules.fill({**known, **values}, is_new=True)
    for one in filled:
        if one.field in mapping.fields:
            values[one.field] = one.value
    record = {**known, **values}
    found = mapping.check(target, values, record, is_new=True)
    said = mapping.rules.judge(record, side=target)
    return NewPlan(
        source,
        target,
        values,
        {one.field: one.source for one in filled if one.field in mapping.fields},
        without_echo(found, said),
    )


def _known(mapping: Mapping, source: Observation) -> View:
    """What rules may ask of the new record before a value is laid into it."""
    mapped: View = dict.fromkeys(mapping.fields)
    one_sided = {
        name: value for name, value in source.view.items() if name not in mapping.fields
    }
    return {**one_sided, **mapped}
