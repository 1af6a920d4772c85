"""Laying a value into a record, or taking it out, without touching the rest.

The record that is written is a copy of its own at the top; what lies below is
shared with the record that was read, and copied along a path before it changes.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from engine.mapping.paths import First, Item, Key, Steps, each, find, parse, pick
from engine.model.resource import Reference, Resource
from engine.values import Json, Value, is_set


@dataclass(frozen=True, slots=True)
class Home:
    """The place of a field in the records of one side.

    Attributes:
        top: The first name of the path.
        below: What follows it, down to the reference or to the value itself.
        key: The property of the reference that holds its key; empty where the
            home is no reference.
        also: Places that the reference copies, and what from.
        is_partial: Whether a write only counts for properties that it names,
            so that a cleared one has to be named too.
        drops_item: Whether clearing it takes the whole item of a list away.
        places: Of a value in two properties, the home of either.
    """

    path: str
    steps: Steps
    top: str
    below: Steps
    key: str = ""
    also: tuple[tuple[Steps, Steps], ...] = ()
    is_partial: bool = False
    drops_item: bool = False
    places: tuple["Home", ...] = ()

    def find(self, record: Json) -> Value:
        """What stands there; of two properties both, or None where neither is set."""
        if not self.places:
            return find(record, self.steps)
        values = [find(record, one.steps) for one in self.places]
        return values if any(is_set(value) for value in values) else None

    @property
    def tops(self) -> tuple[str, ...]:
        """The first names of its path, or of both."""
        return tuple(one.top for one in self.places) or (self.top,)


@dataclass(frozen=True, slots=True)
class Marking:
    """What is written to a record that stays alone.

    Attributes:
        name: What plans and the journal call it: its path, with a dot in front
            where another field of the mapping has that name.
    """

    name: str
    home: Home
    value: Value


def home_of(
    path: str,
    resource: Resource,
    others: Iterable[str],
    *,
    is_partial: bool,
    drops_item: bool = False,
) -> Home:
    """The home at a path; ``others`` are the paths that other fields live at."""
    first, *second = each(path)
    if second:
        one, other = (
            home_of(place, resource, others, is_partial=is_partial)
            for place in (first, *second)
        )
        return Home(path, (), one.top, (), places=(one, other))
    steps = parse(path) or ()
    top, below = _first_name(steps), steps[1:]
    reference = next((one for one in resource.references if path == _path(one)), None)
    # A reference that holds a second field is no longer one field's to replace.
    if not reference or any(one.startswith(f"{reference.path}.") for one in others):
        return Home(
            path, steps, top, below, is_partial=is_partial, drops_item=drops_item
        )
    also = tuple(
        (parse(f"{reference.path}.{target}") or (), parse(source) or ())
        for target, source in reference.also
    )
    return Home(path, steps, top, below[:-1], reference.key, also, is_partial)


def write(record: Json, home: Home, value: Value) -> None:
    """Lay a value at its home; None takes out what stands there."""
    if home.places:
        values = value if isinstance(value, list) else [None] * len(home.places)
        for place, one in zip(home.places, values, strict=True):
            write(record, place, one)
        return
    if not is_set(value):
        _take_out(record, home)
        return
    # A reference is written anew: its old address is no longer true.
    whole: Value = {home.key: value} if home.key else value
    if home.below:
        whole = _lay(record.get(home.top), home.below, whole)
    record[home.top] = whole


def copy_along(record: Json, home: Home) -> None:
    """Lay into a reference what it has to repeat from elsewhere in its record.

    A province is a number only together with the code of its country.
    """
    for place, source in home.also:
        value = find(record, source)
        if is_set(value) and is_set(find(record, home.steps)):
            top = _first_name(place)
            record[top] = _lay(record.get(top), place[1:], value)


def _path(reference: Reference) -> str:
    return f"{reference.path}.{reference.key}"


def _take_out(record: Json, home: Home) -> None:
    old = record.get(home.top)
    below = home.below
    if home.drops_item:
        picks = [at for at, step in enumerate(below) if isinstance(step, Item)]
        below = below[: picks[-1] + 1] if picks else below
    left = _cut(old, below) if below else None
    if left is not None and left != {}:
        record[home.top] = left
    elif is_set(old):
        del record[home.top]
        if home.is_partial:
            # An empty text is a text; a null may be refused where one is due.
            empty: dict[type, Value] = {str: "", list: []}
            record[home.top] = empty.get(type(old))


def _first_name(steps: Steps) -> str:
    return next((step.name for step in steps[:1] if isinstance(step, Key)), "")


def lay(record: Json, steps: Steps, value: Value) -> Json:
    """A copy of a record with a value at a place."""
    laid = _lay(record, steps, value)
    return laid if isinstance(laid, dict) else record


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
    bare: Json = {step.key: step.value}
    left = _cut(old, rest) if rest else bare
    items = [left if item is old else item for item in content]
    return [item for item in items if item != bare]
