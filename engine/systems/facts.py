"""Typed reading of the YAML of a system description, problems gathered on the way."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from engine.errors import N_, ConfigError, Located
from engine.marked import Items, Keys, Marked, Scalar
from engine.source import nearest

_DURATION = re.compile(r"(\d+)([smhd])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


class UnknownFact(ConfigError):
    """A description has a key that nobody reads."""

    template = N_("unknown key {key!r}")
    advice = N_("known here: {known}")


class MisspeltFact(ConfigError):
    """A description has a key that is nearly one that is read."""

    template = N_("unknown key {key!r}")
    advice = N_("did you mean {near!r}?")


class MissingFact(ConfigError):
    """A description lacks a key that it needs."""

    template = N_("the key {key!r} is missing")


class NotKeys(ConfigError):
    """A value should be a mapping from keys to values."""

    template = N_("keys with their values are due here")


class NotItems(ConfigError):
    """A value should be a list."""

    template = N_("a list is due here")
    advice = N_("write [one, another]")


class NotText(ConfigError):
    """A value should be a text."""

    template = N_("a text is due here")


class NotNumber(ConfigError):
    """A value should be a whole number."""

    template = N_("{text!r} is not a whole number above zero")


class NotDuration(ConfigError):
    """A value should be a duration."""

    template = N_("{text!r} is not a duration")
    advice = N_("write 60s, 5m, 1h or 1d")


class NotChoice(ConfigError):
    """A value should be one of a few words."""

    template = N_("{text!r} is none of the words that may stand here")
    advice = N_("write one of: {known}")


@dataclass(frozen=True, slots=True)
class Facts:
    """Some keys of a description, and where the problems met in them go."""

    keys: Keys
    problems: list[Located]

    @classmethod
    def of(
        cls, marked: Marked, known: Sequence[str], problems: list[Located]
    ) -> "Facts":
        """Read ``marked`` as keys, of which only the ``known`` ones may stand here."""
        if not isinstance(marked, Keys):
            problems.append(NotKeys(marked.span))
            # Its own keys are missing because of this: not worth a word each.
            return cls(Keys({}, {}, marked.span), [])
        for key, span in marked.spans.items():
            near = nearest(key, known)
            if key in known:
                continue
            problems.append(
                MisspeltFact(span, key=key, near=near)
                if near
                else UnknownFact(span, key=key, known=", ".join(known))
            )
        return cls(marked, problems)

    def text(self, name: str, default: str | None = None) -> str:
        """A text; without a default it has to be there."""
        scalar = self._scalar(name, is_needed=default is None)
        return scalar.text if scalar else default or ""

    def number(self, name: str) -> int:
        """A whole number above zero, which has to be there."""
        scalar = self._scalar(name, is_needed=True)
        if scalar is None:
            return 1
        if scalar.text.isascii() and scalar.text.isdigit() and int(scalar.text):
            return int(scalar.text)
        self.problems.append(NotNumber(scalar.span, text=scalar.text))
        return 1

    def truth(self, name: str) -> bool:
        """True or false; false where it is not said."""
        return self.choice(name, ("true", "false"), "false") == "true"

    def choice(
        self, name: str, known: Sequence[str], default: str | None = None
    ) -> str:
        """One of a few words."""
        scalar = self._scalar(name, is_needed=default is None)
        if scalar is None:
            return default or known[0]
        if scalar.text not in known:
            problem = NotChoice(scalar.span, text=scalar.text, known=", ".join(known))
            self.problems.append(problem)
        return scalar.text

    def duration(self, name: str, default: timedelta) -> timedelta:
        """A duration such as ``60s``."""
        scalar = self._scalar(name, is_needed=False)
        if scalar is None:
            return default
        found = _DURATION.fullmatch(scalar.text)
        if found is None:
            self.problems.append(NotDuration(scalar.span, text=scalar.text))
            return default
        return timedelta(**{_UNITS[found[2]]: int(found[1])})

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; empty where it is not said."""
        return tuple(self._text(item) for item in self._items(name))

    def pairs(self, name: str) -> tuple[tuple[str, str], ...]:
        """Names and texts; empty where it is not said."""
        inner = self._inner_keys(name)
        return tuple((key, inner.text(key)) for key in inner.keys.entries)

    def numbers(self, name: str) -> tuple[tuple[str, int], ...]:
        """Names and numbers; empty where it is not said."""
        inner = self._inner_keys(name)
        return tuple((key, inner.number(key)) for key in inner.keys.entries)

    def inner(self, name: str, known: Sequence[str]) -> "Facts | None":
        """The keys under a name, or None where it is not said."""
        marked = self.keys.get(name)
        return None if marked is None else Facts.of(marked, known, self.problems)

    def named(self, name: str, known: Sequence[str]) -> Iterator[tuple[str, "Facts"]]:
        """Each key under a name with the keys under it."""
        inner = self._inner_keys(name)
        for key, marked in inner.keys.entries.items():
            yield key, Facts.of(marked, known, self.problems)

    def listed(self, name: str, known: Sequence[str]) -> Iterator["Facts"]:
        """The keys of each item of a list."""
        for item in self._items(name):
            yield Facts.of(item, known, self.problems)

    def _scalar(self, name: str, *, is_needed: bool) -> Scalar | None:
        marked = self.keys.get(name)
        if marked is None and is_needed:
            self.problems.append(MissingFact(self.keys.span, key=name))
        if marked is None or isinstance(marked, Scalar):
            return marked
        self.problems.append(NotText(marked.span))
        return None

    def _text(self, marked: Marked) -> str:
        if isinstance(marked, Scalar):
            return marked.text
        self.problems.append(NotText(marked.span))
        return ""

    def _items(self, name: str) -> tuple[Marked, ...]:
        marked = self.keys.get(name)
        if marked is None:
            return ()
        if isinstance(marked, Items):
            return marked.items
        self.problems.append(NotItems(marked.span))
        return ()

    def _inner_keys(self, name: str) -> "Facts":
        marked = self.keys.get(name)
        if marked is None:
            return Facts(Keys({}, {}, self.keys.span), self.problems)
        known = tuple(marked.entries) if isinstance(marked, Keys) else ()
        return Facts.of(marked, known, self.problems)
