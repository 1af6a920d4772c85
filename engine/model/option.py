"""The values of a collection that is used as a select list."""

from dataclasses import dataclass

from engine.values import Json


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a code table that a system keeps.

    Attributes:
        key: What a reference to it holds (``1``, ``EUR``).
        label: Its name, as a person reads it.
        content: The object as the system sent it, for ``show:``.
        within: What the key is unique in (a country), or an empty text.
    """

    key: str | int
    label: str
    content: Json
    within: str = ""


@dataclass(frozen=True, slots=True)
class Options:
    """A collection read as a code table; ``is_missing`` where it could not be had."""

    name: str
    options: tuple[Option, ...]
    is_missing: bool = False
