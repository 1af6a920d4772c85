"""The controllers of the CRM and their properties, read from one file.

The file holds, in one place, every name that nobody has seen yet; those
controllers are marked as provisional there.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

AUDIT = frozenset(
    {"createdById", "createdDate", "id", "lastModifiedById", "lastModifiedDate"}
)
EMPTY: Mapping[str, Any] = {"list": [], "values": [], "rows": [], "flag": False}
NOT_SEARCHABLE = frozenset({"any", "rows"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Controller:
    """One controller: its names, its properties by kind, and what holds for them.

    `free` says that free fields may be added; `codes` that a text must be the
    code of another controller's record; `foreign` that a number is its id.
    """

    name: str
    aliases: tuple[str, ...]
    first: int
    properties: Mapping[str, str]
    required: tuple[str, ...]
    friendly: Mapping[str, str]
    free: bool = False
    provisional: bool = False
    unique: tuple[str, ...] = ()
    defaults: Mapping[str, Any] = field(default_factory=dict)
    foreign: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, list[Any]] = field(default_factory=dict)
    codes: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    rows: Mapping[str, str] = field(default_factory=dict)

    def empty(self, name: str) -> Any:  # noqa: ANN401 - JSON
        """Give what an unset property shows."""
        if name in self.defaults:
            return self.defaults[name]
        return EMPTY.get(self.properties[name])


@cache
def controllers() -> Mapping[str, Controller]:
    """Give all controllers by name."""
    text = files(__package__).joinpath("controllers.json").read_text(encoding="utf-8")
    return {
        name: Controller(
            name=name, **{key: _frozen(value) for key, value in told.items()}
        )
        for name, told in json.loads(text).items()
    }


@cache
def by_alias() -> Mapping[str, Controller]:
    """Give all controllers by each of their names, in lower case."""
    return {
        alias: controller
        for controller in controllers().values()
        for alias in controller.aliases
    }


def _frozen(value: Any) -> Any:  # noqa: ANN401 - JSON
    return tuple(value) if isinstance(value, list) else value
