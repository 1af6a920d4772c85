"""Typed reading of the YAML of a system description, problems gathered on the way."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from engine.errors import ConfigError, Located, N_
from engine.marked import Items, Keys, Marked, Scalar
from engine.source import nearest

T = TypeVar("T")

_DURATION = re.compile(r"(\d+)([smhd])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_TRUTHS = {"true": True, "false": False}


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

    template = N_("here stand keys with their values")


class NotItems(ConfigError):
    """A value should be a list."""

    template = N_("here stands a list")
    advice = N_("write [one, another]")


class NotText(ConfigError):
    """A value should be a text."""

    template = N_("here stands a text")


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
        return self._scalar(name, default, lambda scalar: scalar.text)

    def number(self, name: str) -> int:
        """A whole number above zero, which has to be there."""

        def read(scalar: Scalar) -> int:
            if scalar.text.isascii() and scalar.text.isdigit() and int(scalar.text):
                return int(scalar.text)
            self.problems.append(NotNumber(scalar.span, text=scalar.text))
            return 1

        return self._scalar(name, None, read, 1)

    def truth(self, name: str) -> bool:
        """True or false; false where it is not said."""
        return _TRUTHS.get(self.choice(name, tuple(_TRUTHS), "false"), False)

    def choice(
        self, name: str, known: Sequence[str], default: str | None = None
    ) -> str:
        """One of a few words."""

        def read(scalar: Scalar) -> str:
            if scalar.text not in known:
                problem = NotChoice(
                    scalar.span, text=scalar.text, known=", ".join(known)
                )
                self.problems.append(problem)
            return scalar.text

        return self._scalar(name, default, read)

    def duration(self, name: str, default: timedelta) -> timedelta:
        """A duration such as ``60s``."""

        def read(scalar: Scalar) -> timedelta:
            found = _DURATION.fullmatch(scalar.text)
            if found is None:
                self.problems.append(NotDuration(scalar.span, text=scalar.text))
                return default
            return timedelta(**{_UNITS[found[2]]: int(found[1])})

        return self._scalar(name, default, read)

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; empty where it is not said."""
        return tuple(item.text for item in self._items(name) if self._is_scalar(item))

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
