"""What every command knows: the person's language, and what was asked for globally."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from engine.config.language import Language, language
from engine.messages import tell, tell_count

_LANGUAGES: dict[str, Language] = {"it": "it", "en": "en"}


@dataclass(slots=True)
class Desk:
    """The global options, as far as they are known while the line is read.

    Attributes:
        environment: The variables of the process.
        profile: The path that was asked for; empty for the default.
        json: Whether one JSON document is wanted, and nothing else.
    """

    lang: Language
    environment: Mapping[str, str] = field(repr=False)
    profile: str = ""
    json: bool = False
    quiet: bool = False
    verbose: bool = False

    @property
    def profile_path(self) -> Path:
        """Where the profile is: as asked, or as the environment says."""
        named = self.profile or self.environment.get("RACCORDO_PROFILE")
        return Path(named or "profile.yml")

    def say(self, template: str, **parts: object) -> str:
        """Say a sentence in the person's language."""
        return tell(template, self.lang, **parts)

    def say_count(self, one: str, many: str, *, n: int) -> str:
        """Say a sentence about ``n`` things."""
        return tell_count(one, many, self.lang, n=n)


def desk_of(context: click.Context) -> Desk:
    """The desk of an invocation."""
    desk = context.find_object(Desk)
    return desk or Desk(language(os.environ), os.environ)


def set_up_desk(arguments: Sequence[str], environment: Mapping[str, str]) -> Desk:
    """The desk as it is before the line is read.

    The language and the form are looked for by hand: help and the complaints
    about the line itself have to know them.
    """
    asked = _value_of("--lang", arguments)
    spoken = _LANGUAGES.get(asked) or language(environment)
    return Desk(spoken, environment, json="--json" in arguments)


def _value_of(option: str, arguments: Sequence[str]) -> str:
    for at, argument in enumerate(arguments):
        if argument.startswith(f"{option}="):
            return argument.partition("=")[2]
        if argument == option and at + 1 < len(arguments):
            return arguments[at + 1]
    return ""
