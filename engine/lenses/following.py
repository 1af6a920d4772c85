"""References that are followed: into a collection, or to the counterpart of a record.

What leads nowhere stays recognisable: a question mark, where it was looked for, and
what was looked for.  Such a text goes through every lens behind it as it is.
"""

# ruff: noqa: ARG002 - every lens is asked alike, whether or not it needs the scope

import hashlib
from dataclasses import dataclass

from engine.lenses.base import Kind, Lens, Objection, Scope
from engine.lenses.texts import as_text
from engine.model.option import Option, Options
from engine.model.side import Side
from engine.values import Value, is_set, to_json

_ASTRAY = "?"


@dataclass(frozen=True, slots=True)
class Way:
    """Where a record of a collection says what it leads to.

    Attributes:
        to: The path of the answer, properties joined by dots.
        among: The list whose item holds it; empty where the record itself does.
        where: A path of the item; empty where the first item is meant.
        holds: What the item has there.
    """

    to: str
    among: str = ""
    where: str = ""
    holds: str = ""

    def end(self, content: Value) -> Value:
        """What stands there; None where nothing does."""
        if not self.among:
            return _at(content, self.to)
        items = _at(content, self.among)
        for item in items if isinstance(items, list) else ():
            if not self.where or as_text(_at(item, self.where)) == self.holds:
                return _at(item, self.to)
        return None


class Follow(Lens):
    """The key of a record of a collection: what that record leads to."""

    kind = Kind.ONE_WAY
    is_plain = False

    def __init__(self, options: Options, way: Way) -> None:
        self.name = options.name
        ends = {str(one.key): way.end(one.content) for one in options.options}
        self._ends = {key: end for key, end in ends.items() if is_set(end)}
        self.knows = _digest(self._ends)

    def get(self, left: Value, scope: Scope) -> Value:
        """What the record with this key leads to."""
        key = as_text(left)
        if key is None or key.startswith(_ASTRAY):
            return key
        return self._ends.get(key, _astray(self.name, key))

    def why_not(self, right: Value, scope: Scope, target: Side) -> Objection | None:
        """A key that leads nowhere."""
        key = _looked_for(self.name, right)
        if key is None:
            return None
        return Objection("leads_nowhere", {"value": key, "registry": self.name})


class Linked(Lens):
    """The id of a record here, what its counterpart is known by there."""

    kind = Kind.CANONICAL
    is_plain = False

    def __init__(self, counterparts: Options, show: str = "") -> None:
        self.name = counterparts.name
        self.show = show or "id"
        shown = [(str(one.key), self._shown(one)) for one in counterparts.options]
        self._there = dict(shown)
        self._here = {as_text(there): key for key, there in reversed(shown)}
        self.knows = _digest(self._there)

    def get(self, left: Value, scope: Scope) -> Value:
        """What the counterpart is known by; without one, a text that says so."""
        key = as_text(left)
        if key is None or key.startswith(_ASTRAY):
            return key
        return self._there.get(key, _astray(self.name, key))

    def written(self, right: Value, scope: Scope) -> Value:
        """The id of the left record."""
        text = as_text(right) or ""
        if text.startswith(_ASTRAY):
            return text
        key = self._here.get(text, f"{_ASTRAY}{text}")
        return int(key) if key.isascii() and key.isdigit() else key

    def normal(self, right: Value, scope: Scope) -> str:
        """What it is known by, as a text."""
        return (as_text(right) or "").lstrip(_ASTRAY)

    def why_not(self, right: Value, scope: Scope, target: Side) -> Objection | None:
        """A record that has no counterpart."""
        text = as_text(right)
        missing = _looked_for(self.name, right)
        if target is Side.LEFT and text is not None and text not in self._here:
            missing = missing or text
        if missing is None:
            return None
        return Objection("not_linked", {"value": missing, "entity": self.name})

    def _shown(self, counterpart: Option) -> Value:
        """What stands for it there; who is only about to get one goes by its name."""
        return counterpart.content.get(self.show) or counterpart.label


def _at(content: Value, path: str) -> Value:
    for name in path.split("."):
        content = content.get(name) if isinstance(content, dict) else None
    return content


def _astray(name: str, key: str) -> str:
    return f"{_ASTRAY}{name} {key}"


def _looked_for(name: str, value: Value) -> str | None:
    """What was looked for there in vain, if that is what a value says."""
    before = f"{_ASTRAY}{name} "
    is_astray = isinstance(value, str) and value.startswith(before)
    return str(value).removeprefix(before) if is_astray else None


def _digest(known: dict[str, Value]) -> str:
    text = to_json(dict(sorted(known.items())))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
