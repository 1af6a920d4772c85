"""From a declaration to a mapping at work."""

from collections import abc
from typing import TypeVar

from engine.lenses.base import Lens
from engine.lenses.entry import Takes
from engine.lenses.supplies import Others
from engine.mapping.compiled import Mapping
from engine.mapping.conditions import Predicate, compile_condition
from engine.mapping.declaration import Declaration, Direction, FieldPair, Unit
from engine.mapping.drift import Drift, demanding, stopped
from engine.mapping.joining import joined
from engine.mapping.line import Fixed, Line
from engine.mapping.lining import Lining
from engine.mapping.making import Laying, Make, make_maker
from engine.mapping.parts import Condition, Match
from engine.mapping.views import Reading, View, make_view
from engine.mapping.vocabulary import vocabulary
from engine.mapping.writing import Marking, home_of
from engine.model.option import Options
from engine.model.resource import Resource, SystemDescription
from engine.model.side import Pair, Side
from engine.rules.rulebook import Rulebook
from engine.values import Value

__all__ = ["compile_mapping", "vocabulary"]

T = TypeVar("T")


def compile_mapping(
    declaration: Declaration,
    systems: Pair[SystemDescription],
    options: abc.Mapping[str, Options],
    rules: Rulebook,
    drifts: abc.Collection[Drift] = (),
) -> Mapping:
    """Make a mapping ready for records.

    Args:
        declaration: The mapping, as it was loaded against the same systems.
        systems: The descriptions of the two sides.
        options: The collections named by ``declaration.registries``, as just read.
        rules: What must hold before a record is written.
        drifts: What the tenants show otherwise; the lines that it hits stop.
    """
    declaration = demanding(declaration, drifts)
    resources = _on_both(lambda side: _resource(declaration, systems, side))
    partial = systems.map(lambda system: system.partial_update)
    lining = Lining(declaration, resources, partial, declaration.supplies(options))
    lines = lining.lines
    halted = stopped(drifts)
    off = tuple(
        name
        for name, line in lines.items()
        if name in halted or _is_off(line, options, declaration.others)
    )
    kept = {name: line for name, line in lines.items() if name not in off}
    return Mapping(
        declaration=declaration,
        resources=resources,
        names=systems.map(lambda system: system.name),
        fields={name: line.pair for name, line in kept.items()},
        lines=kept,
        units=tuple(_units(declaration, kept)),
        matches=tuple(one for one in declaration.matches if set(one.by) <= set(kept)),
        rules=rules,
        switched_off=off,
        views=_on_both(lambda side: _view(declaration, kept, resources, side)),
        makers=_on_both(lambda side: _maker(lining, kept, side)),
        constants=_on_both(lambda side: _constants(lining, side)),
        marks=_on_both(lambda side: _marking(declaration, systems, side)),
        creates=_on_both(lambda side: _creates(declaration, options, halted, side)),
        only=_on_both(
            lambda side: _predicate(declaration.only[side], declaration, options)
        ),
        whens=dict(_whens(declaration, options)),
        drifts=tuple(drifts),
        anchors=_anchors(declaration),
    )


def _anchors(declaration: Declaration) -> dict[str, str]:
    """By field that a join reads, the field that the id of the join goes to."""
    found: dict[str, str] = {}
    for one in declaration.joins:
        paths = {
            name: pair.paths[one.side] or ""
            for name, pair in declaration.fields.items()
        }
        of_join = {
            name for name, path in paths.items() if path.startswith(f"{one.name}.")
        }
        anchor = _named_at(paths, f"{one.name}.id")
        found |= dict.fromkeys(of_join - {anchor}, anchor) if anchor else {}
        before = _named_at(paths, f"{one.otherwise.partition('.')[0]}.id")
        if anchor and before:
            found[anchor] = before
    return found


def _named_at(paths: abc.Mapping[str, str], path: str) -> str:
    """The field that stands at a path, or an empty text."""
    return next((name for name, one in paths.items() if one == path), "")


def _recognises_less(declaration: Declaration, halted: frozenset[str]) -> bool:
    """Whether a sure match goes by a line that stopped."""
    return any(one.is_sure and halted & set(one.by) for one in declaration.matches)


def _nobody(view: abc.Mapping[str, Value]) -> bool:
    """Create no counterpart by itself."""
    del view
    return False


def _on_both(call: abc.Callable[[Side], T]) -> Pair[T]:
    return Pair(call(Side.LEFT), call(Side.RIGHT))


def _resource(
    declaration: Declaration, systems: Pair[SystemDescription], side: Side
) -> Resource:
    name = declaration.resources[side]
    resource = systems[side].resource(name)
    if resource is None:
        msg = f"{systems[side].name} has no {name}: load the mapping against it first"
        raise LookupError(msg)
    return resource


def _constants(lining: Lining, side: Side) -> tuple[Fixed, ...]:
    """The fixed values of a side, each with the place that it is laid at."""
    return tuple(
        Fixed(lining.home(pair, side), pair.const)
        for pair in lining.declaration.fields.values()
        if pair.const and pair.paths[side]
    )


def _marking(
    declaration: Declaration, systems: Pair[SystemDescription], side: Side
) -> Marking | None:
    """How a record of that side is marked, with the place that it is laid at."""
    mark = declaration.marks[side]
    if mark is None:
        return None
    resource = _resource(declaration, systems, side)
    is_partial = systems[side].partial_update
    home = home_of(mark.path, resource, (), is_partial=is_partial)
    field = declaration.fields.get(mark.path)
    is_free = field is None or (
        not field.has_two_homes and field.paths[side] == mark.path
    )
    return Marking(mark.path if is_free else f".{mark.path}", home, mark.value)


def _creates(
    declaration: Declaration,
    options: abc.Mapping[str, Options],
    halted: frozenset[str],
    side: Side,
) -> Predicate | None:
    """When a counterpart is created there by itself, where a condition says it."""
    if _recognises_less(declaration, halted):
        # Who cannot be recognised any more would be created a second time.
        return _nobody
    return _predicate(declaration.conditions[side], declaration, options)


def _whens(
    declaration: Declaration, options: abc.Mapping[str, Options]
) -> abc.Iterator[tuple[Match, Predicate]]:
    """Of the matches that are for some records only, what holds of those."""
    for match in declaration.matches:
        holds = _predicate(match.when, declaration, options)
        if holds is not None:
            yield match, holds


def _predicate(
    condition: Condition | None,
    declaration: Declaration,
    options: abc.Mapping[str, Options],
) -> Predicate | None:
    if condition is None:
        return None
    return compile_condition(condition, vocabulary(declaration, options))


def _is_off(line: Line, options: abc.Mapping[str, Options], others: Others) -> bool:
    """Whether its options cannot be had; what a side demands of it stays on.

    What a line only takes from a side, that side has already.
    """
    known = [
        options.get(use.arguments["registry"])
        for use in line.pair.uses
        if "registry" in use.arguments
    ]
    known += [
        others.counterparts.get(entity, Options(entity, ()))
        for use in line.pair.uses
        for entity in use.arguments_that(Takes.ENTITY).values()
    ]
    ways = {Side.LEFT: Direction.TO_RIGHT, Side.RIGHT: Direction.TO_LEFT}
    is_demanded = any(
        line.required[side] and line.pair.direction is not away
        for side, away in ways.items()
    )
    return not is_demanded and any(one is None or one.is_missing for one in known)


def _units(
    declaration: Declaration, kept: abc.Mapping[str, Line]
) -> abc.Iterator[Unit]:
    for unit in declaration.units:
        fields = tuple(name for name in unit.fields if name in kept)
        if fields:
            yield Unit(unit.name, fields)


def _view(
    declaration: Declaration,
    kept: abc.Mapping[str, Line],
    resources: Pair[Resource],
    side: Side,
) -> View:
    readings = [
        _reading(pair, declaration, kept.get(name), resources.left)
        if side is Side.LEFT
        else Reading(name, pair.paths.right or "", _right(kept.get(name)))
        for name, pair in declaration.fields.items()
        if pair.paths[side] and (name in kept or _is_shown(pair, side))
    ]
    view = make_view(f"{declaration.entity} {side.value}", readings)
    return joined(view, declaration, side)


def _maker(lining: Lining, kept: abc.Mapping[str, Line], side: Side) -> Make:
    """How a new record of a side is made; the right form is the neutral one."""
    layings = [
        Laying(
            name,
            line.homes[side],
            line.at(side),
            line.max_length[side] if line.pair.is_cut else None,
        )
        for name, line in kept.items()
    ]
    title = f"new {lining.declaration.entity} {side.value}"
    return make_maker(title, layings, _constants(lining, side))


def _right(line: Line | None) -> Lens | None:
    return line.right if line else None


def _is_shown(pair: FieldPair, side: Side) -> bool:
    """Rules may ask for what has one home, and on the left for what is switched off."""
    return side is Side.LEFT or not pair.has_two_homes


def _reading(
    pair: FieldPair, declaration: Declaration, line: Line | None, left: Resource
) -> Reading:
    """How a left field is read.

    A reference that repeats a property of its record is read by its own copy
    of it: a province of Spain stays one when the record moves to Italy.
    """
    path = pair.paths.left or ""
    if line is None:
        return Reading(pair.name, path)
    field_by_path = {one.paths.left: one.name for one in declaration.fields.values()}
    own = {
        field_by_path[source]: f"{one.path}.{target}"
        for one in left.references
        if path == f"{one.path}.{one.key}"
        for target, source in one.also
        if source in field_by_path
    }
    return Reading(pair.name, path, line.lens, own)
