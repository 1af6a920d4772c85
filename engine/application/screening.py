"""What the screens of a profile show, as far as its mappings can be read."""

from collections.abc import Callable, Mapping
from typing import Any

from engine.errors import EngineError
from engine.messages import Screens
from engine.messages.screens import Shown


def screens_with(lang: str, languages: Callable[[], Any]) -> Screens:
    """The screens; the mappings are only read when something of them is shown."""

    def fields_of(entity: str) -> Mapping[str, Shown]:
        from engine.mapping.screens import shown_fields

        try:
            return shown_fields(languages().declaration(entity))
        except EngineError:
            # Whatever is wrong with a file is told by those who work with it.
            return {}

    return Screens(lang, fields_of)
