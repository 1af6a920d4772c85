"""Python functions that read a record into its neutral view, made from a mapping.

A path is taken apart once, here; what runs for every record is the source that
one would write by hand: local names, no loops, one dict at the end.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from engine.lenses.base import Lens, Scope
from engine.lenses.texts import as_text
from engine.mapping.paths import First, Item, Key, Steps, each, parse, pick
from engine.values import Json, Value

View: TypeAlias = Callable[[Json], dict[str, Value]]
ItemView: TypeAlias = Callable[[Json, Scope], dict[str, Value]]
"""The same for an item of a list; lenses may ask for fields of the whole record."""

_BLANK: tuple[Value, ...] = (None, "", [])


@dataclass(frozen=True, slots=True)
class Reading:
    """What is read of one field.

    Attributes:
        lens: What it goes through; None where it is taken as it stands.
        own_scope: By field that the lens asks for, a path of the record that
            answers before that field does.
    """

    name: str
    path: str
    lens: Lens | None = None
    own_scope: Mapping[str, str] = field(default_factory=dict)


def make_view(title: str, readings: Sequence[Reading]) -> View:
    """A function from a record to its neutral values."""
    view: View = _made(title, readings, "content")
    return view


def make_item_view(title: str, readings: Sequence[Reading]) -> ItemView:
    """A function from an item, and what its record says, to its neutral values."""
    view: ItemView = _made(title, readings, "content, around")
    return view


def _made(title: str, readings: Sequence[Reading], takes: str) -> Any:  # noqa: ANN401 - the two kinds of function differ in what they take
    own = {one.name for one in readings}
    has_record = takes != "content"
    writer = _Writer(lambda name: has_record and name not in own)
    asked = {
        name
        for one in readings
        if one.lens and not one.lens.is_plain
        for name in one.lens.reads
    }
    # What other lenses ask for is read before them.
    ordered = sorted(readings, key=lambda one: one.name not in asked)
    values: dict[str, str] = {}
    for one in ordered:
        value = writer.value(one)
        is_asked = one.name in asked
        values[one.name] = writer.asked_for(one.name, value) if is_asked else value
    entries = ", ".join(f"{one.name!r}: {values[one.name]}" for one in readings)
    lines = [f"def view({takes}):", "get = content.get", *writer.lines]
    source = "\n    ".join([*lines, f"return {{{entries}}}"])
    names: dict[str, Any] = {
        "text": as_text,
        "pick": pick,
        "BLANK": _BLANK,
        **writer.calls,
    }
    exec(compile(source, f"<{title}>", "exec"), names)  # noqa: S102 - paths are words, names are quoted
    return names["view"]


class _Writer:
    """Lines of a function body, each place of the record read once."""

    def __init__(self, is_of_record: Callable[[str], bool]) -> None:
        self.is_of_record = is_of_record
        self.lines: list[str] = []
        self.calls: dict[str, object] = {}
        self.names: dict[object, str] = {}

    def value(self, reading: Reading) -> str:
        """The expression of a neutral value."""
        raw = self._home(reading.path)
        lens = reading.lens
        if lens is None:
            return f"{raw} if {raw} or {raw} not in BLANK else None"
        if lens.is_plain:
            plain = f"str({raw}) if {raw}.__class__ is int else text({raw})"
            return f"({raw} or None) if {raw}.__class__ is str else {plain}"
        call = f"get_{reading.name}"
        self.calls[call] = lens.get
        scope = ", ".join(
            f"{name!r}: {self._scope(name, reading)}" for name in lens.reads
        )
        read = f"{call}({raw}, {{{scope}}})"
        return read if lens.reads_absent else f"None if {raw} is None else {read}"

    def asked_for(self, field_name: str, value: str) -> str:
        """The name of a neutral value that lenses ask for."""
        return self._named(("asked", field_name), value)

    def _scope(self, name: str, reading: Reading) -> str:
        if self.is_of_record(name):
            return f"around.get({name!r})"
        neutral = self.names.get(("asked", name), "None")
        own = reading.own_scope.get(name)
        return f"{self._raw(parse(own) or ())} or {neutral}" if own else neutral

    def _home(self, path: str) -> str:
        """The name of what stands at a home; of two properties a list of two."""
        names = [self._raw(parse(one) or ()) for one in each(path)]
        if len(names) == 1:
            return names[0]
        return self._named(path, f"[{', '.join(names)}]")

    def _raw(self, steps: Steps) -> str:
        """The name of what stands there."""
        if steps in self.names:
            return self.names[steps]
        step = steps[-1]
        if len(steps) == 1 and isinstance(step, Key):
            return self._named(steps, f"get({step.name!r})")
        parent = self._raw(steps[:-1])
        match step:
            case Key(name=name):
                is_there = f"{parent}.__class__ is dict"
                expression = f"{parent}.get({name!r}) if {is_there} else None"
            case First():
                is_there = f"{parent} and {parent}.__class__ is list"
                expression = f"{parent}[0] if {is_there} else None"
            case Item(key=key, value=value):
                expression = f"pick({parent}, {key!r}, {value!r})"
        return self._named(steps, expression)

    def _named(self, key: object, expression: str) -> str:
        name = f"v{len(self.names)}"
        self.names[key] = name
        self.lines.append(f"{name} = {expression}")
        return name
