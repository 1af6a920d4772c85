"""Laying a value into a record, or taking it out, without touching the rest.

Nothing here changes the record that it is given: what is written is copied
along its path, and everything else is the very same object as before.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from engine.mapping.paths import First, Item, Key, Steps, find, parse, pick
from engine.model.resource import Reference, Resource
from engine.values import Json, Value, is_set


@dataclass(frozen=True, slots=True)
class Home:
    """The place of a field in the records of one side.

    Attributes:
        reference: The reference whose key it is, if it is one.
        is_partial: Whether a write only counts for properties that it names,
            so that a cleared one has to be named too.
    """

    path: str
    steps: Steps
    reference: Reference | None
    is_partial: bool


def home_of(
    path: str, resource: Resource, others: Iterable[str], *, is_partial: bool
) -> Home:
    """The home at a path; ``others`` are the paths that other fields live at."""
    reference = next(
        (one for one in resource.references if path == f"{one.path}.{one.key}"), None
    )
    # A reference that holds a second field is no longer one field's to replace.
    if reference and any(one.startswith(f"{reference.path}.") for one in others):
        reference = None
    return Home(path, parse(path) or (), reference, is_partial)


def write(record: Json, home: Home, value: Value) -> Json:
    """The record with this value at that home; None takes it out."""
    if is_set(value):
        return _lay_whole(record, home, value)
    steps = home.steps
    if home.reference and find(record, steps) is not None:
        steps = parse(home.reference.path) or steps
    if len(steps) == 1 and home.is_partial:
        name = home.path.partition(".")[0]
        return {**record, name: None} if is_set(record.get(name)) else record
    return _as_record(_cut(record, steps))


def copy_along(record: Json, home: Home) -> Json:
    """The record with what its reference has to repeat from elsewhere in it.

    A province is a number only together with the code of its country.
    """
    if not home.reference or not is_set(find(record, home.steps)):
        return record
    for target, source in home.reference.also:
        value = find(record, parse(source) or ())
        place = parse(f"{home.reference.path}.{target}") or ()
        if is_set(value) and find(record, place) != value:
            record = _as_record(_lay(record, place, value))
    return record


def _lay_whole(record: Json, home: Home, value: Value) -> Json:
    """Lay a value; a reference is written anew, for the old one's address is stale."""
    if home.reference is None:
        return _as_record(_lay(record, home.steps, value))
    place = parse(home.reference.path) or ()
    return _as_record(_lay(record, place, {home.reference.key: value}))


def _as_record(value: Value) -> Json:
    return value if isinstance(value, dict) else {}


def _lay(content: Value, steps: Steps, value: Value) -> Value:
    if not steps:
        return value
    step, rest = steps[0], steps[1:]
    match step:
        case Key(name=name):
            known = content if isinstance(content, dict) else {}
            return {**known, name: _lay(known.get(name), rest, value)}
        case First():
            items = content if isinstance(content, list) else []
            return [_lay(items[0] if items else None, rest, value), *items[1:]]
        case Item():
            return _lay_item(content, step, rest, value)


def _lay_item(content: Value, step: Item, rest: Steps, value: Value) -> Value:
    items = content if isinstance(content, list) else []
    old = pick(items, step.key, step.value)
    if old is None:
        return [*items, _lay({step.key: step.value}, rest, value)]
    return [_lay(item, rest, value) if item is old else item for item in items]


def _cut(content: Value, steps: Steps) -> Value:
    """The content without what stands there; None where nothing of it is left."""
    step, rest = steps[0], steps[1:]
    match step:
        case Key(name=name):
            return _cut_key(content, name, rest)
        case First():
            return _cut_first(content, rest)
        case Item():
            return _cut_item(content, step, rest)


def _cut_key(content: Value, name: str, rest: Steps) -> Value:
    if not isinstance(content, dict) or name not in content:
        return content
    left = _cut(content[name], rest) if rest else None
    if left is not None and left != {}:
        return {**content, name: left}
    return {key: value for key, value in content.items() if key != name}


def _cut_first(content: Value, rest: Steps) -> Value:
    """An only item goes; one of several is emptied, lest the next take its place."""
    if not isinstance(content, list) or not content:
        return content
    return [_lay(content[0], rest, ""), *content[1:]] if content[1:] else []


def _cut_item(content: Value, step: Item, rest: Steps) -> Value:
    old = pick(content, step.key, step.value)
    if old is None or not isinstance(content, list):
        return content
    left = _cut(old, rest)
    items = [left if item is old else item for item in content]
    return [item for item in items if item != {step.key: step.value}]
