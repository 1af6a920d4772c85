"""The language of the person, as far as the environment tells."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

Language: TypeAlias = Literal["it", "en"]

# In the order in which they are asked; the first that says anything decides.
_VARIABLES = ("RACCORDO_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


def language(environment: Mapping[str, str]) -> Language:
    """Tell whether to speak Italian or English; Italian where nothing is said."""
    said = next((environment[name] for name in _VARIABLES if environment.get(name)), "")
    locale = said.partition(".")[0].lower()
    if locale in ("", "c", "posix") or locale.startswith("it"):
        return "it"
    return "en"
