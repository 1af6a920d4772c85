"""Opening the application on the profile, and giving out its answer."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import click

from engine.cli.desk import Desk
from engine.cli.documents import to_text
from engine.cli.ending import asks, exit_code
from engine.cli.log import listen
from engine.cli.progress import progress
from engine.cli.render.page import Page
from engine.errors import N_
from engine.messages import Screens

Document: TypeAlias = dict[str, Any]
Ask: TypeAlias = Callable[[Any], Any]
Render: TypeAlias = Callable[[Page, Document], None]


def answer(desk: Desk, ask: Ask, render: Render, *, is_offline: bool = False) -> int:
    """Ask the application one thing, show what it says, and give its exit code.

    Args:
        desk: What the person asked for.
        ask: What is asked of the application.
        render: How its document is shown.
        is_offline: It asks nothing of a system, so that no secret is needed.
    """
    # What the application is made of weighs too much for `--help`.
    from engine.application import Application
    from engine.config import load_profile

    listen(desk)
    profile = load_profile(desk.profile_path, desk.environment, is_offline=is_offline)
    with (
        progress(desk) as bars,
        Application(profile, lang=desk.lang, progress=bars) as application,
        asks(lambda: application.stop(exit_code())),
    ):
        given = ask(application)
    show(desk, given.document, render, application.screens)
    code: int = given.exit
    return code


def answer_from_files(desk: Desk, ask: Ask, render: Render) -> int:
    """Ask something that needs no system, and no profile where there is none."""
    named = desk.profile or desk.environment.get("RACCORDO_PROFILE")
    if named or desk.profile_path.exists():
        return answer(desk, ask, render, is_offline=True)
    from engine.application import Application
    from engine.application.rule_files import bare_profile

    with Application(bare_profile(Path.cwd()), lang=desk.lang) as application:
        given = ask(application)
    if desk.verbose:
        echo(desk, N_("There is no profile here: the stock mapping is used."))
    show(desk, given.document, render)
    code: int = given.exit
    return code


def show(
    desk: Desk, document: Document, render: Render, screens: Screens | None = None
) -> None:
    """Put a document on standard output, in the form that was asked for.

    Args:
        desk: What the person asked for.
        document: What a script reads as it is.
        render: How a person is shown it.
        screens: What its fields and values are called on the screens.
    """
    if desk.json:
        sys.stdout.write(to_text(document))
        return
    render(Page(desk, screens), document)


def echo(desk: Desk, template: str, **parts: object) -> None:
    """Say something to the person, beside the document."""
    click.echo(desk.say(template, **parts), err=True)
