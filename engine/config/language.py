"""The language of the person, as far as the environment tells."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

from engine.errors import N_, UsageError

Language: TypeAlias = Literal["it", "en"]

# In the order in which they are asked; the first that says anything decides.
_VARIABLES = ("RACCORDO_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


class UnknownLanguage(UsageError):
    """A language that raccordo does not speak."""

    template = N_("RACCORDO_LANG is {said!r}, and raccordo speaks Italian and English")
    advice = N_("write it or en, or nothing: the language of the system then decides")


def check_language(environment: Mapping[str, str]) -> None:
    """See that the language that was asked for by name is one of ours.

    Raises:
        UnknownLanguage: It is none.
    """
    said = environment.get(_VARIABLES[0], "")
    if said and said.lower().replace("_", "-").partition("-")[0] not in ("it", "en"):
        raise UnknownLanguage(said=said)


def language(environment: Mapping[str, str]) -> Language:
    """Tell whether to speak Italian or English; Italian where nothing is said."""
    said = next((environment[name] for name in _VARIABLES if environment.get(name)), "")
    locale = said.partition(".")[0].lower()
    if locale in ("", "c", "posix") or locale.startswith("it"):
        return "it"
    return "en"
