"""Fields that a tenant has added to a controller: `FF_` and their code."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.sandbox.crm.errors import duplicate, expected, not_among
from engine.sandbox.crm.values import TAKERS
from engine.sandbox.exact import Fields

PREFIX = "FF_"
CODE = re.compile(r"[A-Za-z0-9_]+")
KINDS = {
    "Select": "text",
    "Text": "text",
    "Number": "decimal",
    "Date": "moment",
    "Boolean": "flag",
}


@dataclass(frozen=True, slots=True)
class FreeField:
    """One added field."""

    name: str
    label: str
    type: str
    values: frozenset[str]
    is_required: bool

    @property
    def kind(self) -> str:
        """The kind of its values."""
        return KINDS[self.type]

    def take(self, value: Any) -> Any:  # noqa: ANN401 - JSON
        """Take a value; a select field takes one of its own, or nothing."""
        if self.type == "Select" and value == "":
            return None
        taken = TAKERS[self.kind](self.name, value)
        if self.type == "Select" and taken not in self.values:
            raise not_among(value, self.name)
        return taken


def free_fields(definitions: Iterable[Fields], controller: str) -> dict[str, FreeField]:
    """Give the fields added to a controller, by their name in lower case."""
    return {
        f"{PREFIX}{told['code']}".lower(): FreeField(
            f"{PREFIX}{told['code']}",
            told["name"],
            told["type"],
            frozenset(told.get("dropItemsValues") or ()),
            bool(told.get("isRequired")),
        )
        for told in definitions
        if told["boTypeCross"] == controller
    }


def check_definition(definition: Fields, others: Iterable[Fields]) -> None:
    """Refuse a definition that cannot be.

    Raises:
        Refusal: 400 where it is badly formed, 409 where its code is taken.
    """
    code = definition["code"]
    if CODE.fullmatch(code) is None:
        raise expected(name="code", what="letters, digits and underscores only")
    labels = definition.get("dropItems") or []
    values = definition.get("dropItemsValues") or []
    are_texts = all(isinstance(entry, str) for entry in [*labels, *values])
    if len(labels) != len(values) or not are_texts:
        raise expected(name="dropItemsValues", what="texts, as many as 'dropItems'")
    if len(set(values)) != len(values):
        raise expected(name="dropItemsValues", what="each value once")
    for other in others:
        if _same(other, definition):
            raise duplicate(name="code", value=code, where=definition["boTypeCross"])


def _same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return (
        one.get("id") != other.get("id")
        and one["code"].lower() == other["code"].lower()
        and one["boTypeCross"] == other["boTypeCross"]
    )
