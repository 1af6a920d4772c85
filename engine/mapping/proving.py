"""Tries the laws of a mapping at work on records, live or generated."""

from collections.abc import Iterable, Iterator

from engine.mapping.compiled import Mapping
from engine.mapping.declaration import Direction
from engine.mapping.laws import (
    CounterExample,
    LineVerdict,
    Trip,
    Verdict,
    lost_by,
    verdict_of,
)
from engine.mapping.line import Line
from engine.model.side import Pair, Side
from engine.values import Json, Value, is_set


def prove(mapping: Mapping, records: Pair[Iterable[Json]]) -> tuple[LineVerdict, ...]:
    """Judge every line by these records of either side.

    Each value goes to a new record of the other side and comes back, through the
    paths and the lens of its line; and a record that is written back as it was
    read has to stay what it was.
    """
    trips: dict[str, list[Trip]] = {name: [] for name in mapping.lines}
    for side in Side:
        for record in records[side]:
            for name, trip in _trips(mapping, side, record):
                trips[name].append(trip)
    return tuple(
        verdict_of(line.pair, [*trips[name], *lost_by(line.lens)])
        if line.pair.direction is Direction.BOTH
        else LineVerdict(name, Verdict.ONE_WAY, 0, line.pair.span)
        for name, line in mapping.lines.items()
    )


def _trips(mapping: Mapping, side: Side, record: Json) -> Iterator[tuple[str, Trip]]:
    view = mapping.view(side, record)
    refused = {
        problem.field
        for target in Side
        for problem in mapping.check(target, view, view, is_new=True)
    }
    for name, line in mapping.lines.items():
        is_two_way = line.pair.direction is Direction.BOTH
        asks_refused = refused & {name, *line.lens.reads}
        if is_two_way and is_set(view[name]) and not asks_refused:
            yield name, _trip(mapping, side, record, line)
    yield from _kept(mapping, side, record, view)


def _trip(mapping: Mapping, side: Side, record: Json, line: Line) -> Trip:
    """One value to a new record of the other side, and back to a new one of its own."""
    name, view = line.pair.name, mapping.view(side, record)
    asked = {other: view.get(other) for other in (*line.lens.reads, name)}
    known = {key: value for key, value in asked.items() if key in mapping.lines}
    there = mapping.put(side.other, None, known, view)
    written = mapping.view(side.other, there)[name]
    back = mapping.put(side, None, {**known, name: written}, view)
    after = mapping.view(side, back)[name]
    example = CounterExample(side, view[name], written, after)
    is_same = mapping.same(name, view[name], after, view)
    return Trip(
        example,
        is_same and mapping.same(name, view[name], written, view),
        is_exact=line.homes[side].find(record) == line.homes[side].find(back),
    )


def _kept(
    mapping: Mapping, side: Side, record: Json, view: dict[str, Value]
) -> Iterator[tuple[str, Trip]]:
    """The lines that change a record which is written back as it was read."""
    values = {name: view[name] for name in mapping.lines}
    if mapping.put(side, record, values, view) == record:
        return
    for name, value in values.items():
        after = mapping.put(side, record, {name: value}, view)
        if after != record:
            read = mapping.view(side, after)[name]
            example = CounterExample(side, value, value, read)
            yield name, Trip(example, is_same=False, is_exact=False)
