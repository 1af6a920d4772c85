"""The words of click itself, said in the person's language.

Click asks gettext for its words in the current domain; that domain is made
ours, so that the same catalogue answers.
"""

import gettext
import os

import click

from engine.errors import N_
from engine.messages.catalogue import DOMAIN, LOCALE, translated


def N_count(one: str, many: str) -> tuple[str, str]:  # noqa: N802 - the mark that gettext tools look for
    """Mark a text that has a plural, and leave both as they are."""
    return one, many


def speak(lang: str) -> None:
    """Have click speak a language from here on."""
    # The one variable that gettext asks first, and that says nothing to others.
    os.environ["LANGUAGE"] = lang
    gettext.bindtextdomain(DOMAIN, str(LOCALE))
    gettext.textdomain(DOMAIN)
    # Click fills the name of a type into its sentences as it is.
    name = translated(N_("whole number"), lang)
    for kind in (type(click.INT), click.IntRange):
        kind.name = name


CLICK_WORDS = (
    N_("Usage:"),
    N_("Options"),
    N_("Commands"),
    N_("Positional arguments"),
    N_("Show this message and exit."),
    N_("Missing command."),
    N_("Missing argument"),
    N_("Missing option"),
    N_("Missing parameter"),
    N_("No such option {name!r}."),
    N_("No such command {name!r}."),
    N_("Invalid value: {message}"),
    N_("Invalid value for {param_hint}: {message}"),
    N_("Option {name!r} does not take a value."),
    N_("{value!r} is not a valid {number_type}."),
    N_("{value} is not in the range {range}."),
    N_("required"),
    N_("Choose from:\n\t{choices}"),
    N_("{name} {filename!r} does not exist."),
    N_("{name} {filename!r} is not readable."),
    N_("{name} {filename!r} is a directory."),
    N_("file"),
    N_("directory"),
    N_("path"),
)


# The number of things decides the form, so that each stands here with both.
CLICK_COUNTS = (
    N_count(
        "Got unexpected extra argument ({args})",
        "Got unexpected extra arguments ({args})",
    ),
    N_count("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    N_count("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    N_count(
        "Option {name!r} requires an argument.",
        "Option {name!r} requires {nargs} arguments.",
    ),
)
