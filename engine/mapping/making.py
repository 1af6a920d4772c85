"""Python functions that make a new record of neutral values, made from a mapping.

As with views: paths are taken apart once, here, and what runs for every record is
the source that one would write by hand.  Where two fields live below one property
they are laid one after the other, as into a record that is there already.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from engine.lenses.base import Lens
from engine.lenses.texts import as_text
from engine.mapping.line import Fixed
from engine.mapping.paths import First, Item, Key, Steps
from engine.mapping.writing import Home, copy_along, write
from engine.values import Json, Value

Make: TypeAlias = Callable[[Mapping[str, Value], Mapping[str, Value]], Json]

_BLANK: tuple[Value, ...] = (None, "", [])


@dataclass(frozen=True, slots=True)
class Laying:
    """How one field is laid into a new record.

    Attributes:
        lens: What turns its neutral value into the form of that side; None where
            that is the neutral one.
        limit: The most characters, where a longer text is cut.
    """

    name: str
    home: Home
    lens: Lens | None = None
    limit: int | None = None


def make_maker(
    title: str, layings: Sequence[Laying], constants: Sequence[Fixed] = ()
) -> Make:
    """A function from neutral values, and the scope of their lenses, to a record."""
    writer = _Writer(Counter(top for one in layings for top in one.home.tops))
    for number, one in enumerate(layings):
        writer.add(number, one)
    for number, fixed in enumerate(constants):
        writer.add_constant(number, fixed)
    lines = ["def make(values, around):", "get = values.get", "record = {}"]
    source = "\n    ".join([*lines, *writer.lines, *writer.last, "return record"])
    names: dict[str, Any] = {
        "text": as_text,
        "write": write,
        "copy_along": copy_along,
        "BLANK": _BLANK,
        **writer.names,
    }
    exec(compile(source, f"<{title}>", "exec"), names)  # noqa: S102 - paths are words, names are quoted
    make: Make = names["make"]
    return make


class _Writer:
    """Lines of a function body, one field after the other."""

    def __init__(self, tops: Counter[str]) -> None:
        self.tops = tops
        self.lines: list[str] = []
        self.last: list[str] = []
        self.names: dict[str, object] = {}

    def add(self, number: int, laying: Laying) -> None:
        """Lay one field, where its value is set."""
        home, is_set = laying.home, "v or (v is not None and v not in BLANK)"
        self.lines.append(f"v = get({laying.name!r})")
        deeds = list(self._converted(number, laying))
        if laying.limit is not None:
            deeds.append(f"if v.__class__ is str: v = v[:{laying.limit}]")
        if self.tops[home.top] == 1 and not home.places:
            deeds.append(f"record[{home.top!r}] = {_whole(home)}")
        else:
            self.names[f"home{number}"] = home
            deeds.append(f"write(record, home{number}, v)")
        self.lines.append(f"if {is_set}:")
        self.lines.extend(f"    {deed}" for deed in deeds)
        if home.also and not self._copied(home):
            self.names[f"home{number}"] = home
            self.last.append(f"copy_along(record, home{number})")

    def add_constant(self, number: int, fixed: Fixed) -> None:
        """Lay a fixed value, after all others."""
        self.names |= {
            f"fixed{number}": fixed.home,
            f"value{number}": fixed.constant.value,
        }
        self.last.append(f"write(record, fixed{number}, value{number})")

    def _copied(self, home: Home) -> bool:
        """Copy into a reference that no other field shares, where names lead there."""
        (place, source), *more = home.also
        names = [step.name for step in (*place, *source) if isinstance(step, Key)]
        is_simple = len(names) == len(place) + len(source) and not (more or home.below)
        if not is_simple or self.tops[home.top] != 1:
            return False
        above, below = f"record[{home.top!r}]", names[len(place) :]
        self.last.append(f"w = record.get({below[0]!r})")
        self.last.extend(
            f"w = w.get({name!r}) if w.__class__ is dict else None"
            for name in below[1:]
        )
        inner = _nested(place[2:], "w")
        self.last.append(
            f"if (w or w not in BLANK) and {home.top!r} in record:"
            f" {above}[{names[1]!r}] = {inner}"
        )
        return True

    def _converted(self, number: int, laying: Laying) -> Sequence[str]:
        lens = laying.lens
        if lens is None:
            return ()
        kind = type(lens)
        if kind.put is Lens.put and kind.written is Lens.written:
            return ("if v.__class__ is not str: v = text(v)",)
        if kind.put is Lens.put:
            self.names[f"put{number}"] = lens.written
            call = f"put{number}(v, around)"
            if not lens.known:
                return (f"v = {call}",)
            self.names[f"known{number}"] = lens.known
            return (f"v = v.__class__ is str and known{number}.get(v) or {call}",)
        self.names[f"put{number}"] = lens.put
        return (f"v = put{number}(v, None, around)",)


def _whole(home: Home) -> str:
    """The expression of a property that holds nothing but ``v``."""
    value = f"{{{home.key!r}: v}}" if home.key else "v"
    return _nested(home.below, value)


def _nested(steps: Steps, value: str) -> str:
    if not steps:
        return value
    step, inner = steps[0], _nested(steps[1:], value)
    match step:
        case Key(name=name):
            return f"{{{name!r}: {inner}}}"
        case First():
            return f"[{inner}]"
        case Item(key=key, value=text):
            return f"[{{{key!r}: {text!r}, **{inner}}}]"
