"""Fields and values as the screens of the two products show them.

The one place where a field becomes a label, and where a value becomes a text; what
a script reads (``--json``) goes past it.
"""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from engine.errors import N_
from engine.messages.catalogue import translated
from engine.messages.fields import field_label

NOTHING = "—"

_TRUTHS = {"true": True, "false": False, "True": True, "False": False}
"""How a truth stands in the parts of a message."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What is known of a field before it is shown.

    Attributes:
        labels: By language, what a person calls it.
        holds: ``text``, ``number``, ``truth``, ``date`` or ``list``.
        day: Of a pure date, the day that a value is; None where the time counts.
        items: Of a list, the fields of an item that a person sees.
    """

    labels: Mapping[str, str] = field(default_factory=dict)
    holds: str = "text"
    day: Callable[[str], str] | None = None
    items: "Mapping[str, Shown]" = field(default_factory=dict)

    def label(self, name: str, lang: str) -> str:
        """What a person calls it; its own name where nobody said."""
        return self.labels.get(lang) or name.replace("_", " ")


_Fields = Mapping[str, Shown]


class Screens:
    """What a person sees of the entities of a profile, in one language."""

    def __init__(self, lang: str, fields_of: Callable[[str], _Fields]) -> None:
        """Ask ``fields_of`` for the fields of an entity once, when one is shown."""
        self.lang = lang
        self._fields_of = fields_of
        self._known: dict[str, _Fields] = {}

    def field(self, entity: str, name: str) -> str:
        """What a person calls a field, or a field of the items of a list."""
        known, (outer, _, own) = self._fields(entity), name.partition(".")
        if own and outer in known and own in known[outer].items:
            return known[outer].items[own].label(own, self.lang)
        named = known[name].labels.get(self.lang) if name in known else None
        return named or field_label(name, self.lang)

    def fields(self, entity: str, names: str) -> str:
        """What a person calls the fields of a key (``name+zip``)."""
        return ", ".join(self.field(entity, name) for name in names.split("+"))

    def value(self, entity: str, name: str, value: object) -> str:
        """A value of a field as one line; without a name, that of a whole record."""
        known = self._fields(entity)
        return self._text(value, known.get(name, Shown(items={} if name else known)))

    def _fields(self, entity: str) -> _Fields:
        if entity not in self._known:
            self._known[entity] = self._fields_of(entity)
        return self._known[entity]

    def _text(self, value: object, shown: Shown) -> str:
        if isinstance(value, str):
            value = _read(value, shown)
        if value is None or value in ("", [], {}):
            return NOTHING
        if isinstance(value, bool):
            return translated(N_("yes") if value else N_("no"), self.lang)
        if isinstance(value, Decimal):
            return _number(value)
        if isinstance(value, list):
            between = "; " if any(isinstance(one, dict) for one in value) else ", "
            return between.join(self._text(one, shown) for one in value)
        if isinstance(value, dict):
            return self._record(value, shown.items)
        return str(value)

    def _record(self, value: Mapping[str, object], known: _Fields) -> str:
        """The fields that are set, each behind its label; what no screen has, not."""
        said = []
        for name, one in value.items():
            shown = known.get(name)
            text = self._text(one, shown or Shown())
            if text != NOTHING and (shown or not known):
                label = shown.label(name, self.lang) if shown else name
                said.append(f"{label}: {text}")
        return ", ".join(said) or NOTHING


def plain_screens(lang: str) -> Screens:
    """Screens of which nothing is known but the language."""
    return Screens(lang, lambda _: {})


def _read(text: str, shown: Shown) -> object:
    """What a text stands for in a document or in the parts of a message."""
    with suppress(ValueError, InvalidOperation):
        match shown.holds:
            case "number":
                return Decimal(text)
            case "truth":
                return _TRUTHS.get(text, text)
            case "date" if shown.day and text:
                return shown.day(text)
            case "list" if text.startswith("["):
                return json.loads(text)
    return text


def _number(value: Decimal) -> str:
    """A number without an exponent, and without zeros that say nothing."""
    if not value.is_finite():
        return str(value)
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text
