"""The published JSON Schema of a profile."""

import json
from importlib import resources
from typing import Any

from engine.config.language import Language


def schema_profile(lang: Language = "en") -> dict[str, Any]:
    """The schema (draft 2020-12), with its descriptions in one language."""
    text = (
        resources.files("engine.config")
        .joinpath("profile.schema.json")
        .read_text("utf-8")
    )
    schema: dict[str, Any] = json.loads(text, object_hook=_Describe(lang))
    return schema


class _Describe:
    """Keeps the description of one language in every object of the schema."""

    def __init__(self, lang: Language) -> None:
        self.lang = lang

    def __call__(self, node: dict[str, Any]) -> dict[str, Any]:
        italian = node.pop("description_it", None)
        if self.lang == "it" and italian is not None:
            node["description"] = italian
        return node
