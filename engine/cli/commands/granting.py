"""The verb by which an administrator grants access to CiC."""

import sys
import webbrowser
from typing import Any

import click

from engine.cli.desk import Desk
from engine.cli.ending import asks
from engine.cli.render import grants
from engine.cli.verb import option, verb
from engine.cli.work import answer, echo
from engine.errors import N_, UsageError

_WAIT = 600.0
"""How many seconds a person has for logging in and granting."""

_HIDDEN = "-"


class NobodyCame(UsageError):
    """No browser came back in time."""

    template = N_("no browser brought a token back")
    advice = N_("copy it from the page of CiC, then `raccordo grant --token -`")


@verb(
    "grant",
    N_(
        "It opens the page of CiC on which an administrator grants access, waits for "
        "the token, tries it and keeps it: in the keyring of this machine, else in "
        "NAME.grant beside the profile, for its owner alone. It lives 360 days."
    ),
)
@option(
    "--token",
    metavar="TOKEN",
    default="",
    help=N_("A token that you have already; - asks for it without showing it."),
)
@option(
    "--no-browser",
    is_flag=True,
    help=N_("Print the address only, and open no browser."),
)
@click.pass_obj
def grant(desk: Desk, token: str, *, no_browser: bool) -> int:
    """Ask for a grant."""

    def ask(application: Any) -> Any:  # noqa: ANN401 - imported where it is opened
        given = token if token != _HIDDEN else _asked(desk)
        if not given:
            given = _brought(desk, application, opens=not no_browser)
        return application.grant(given)

    return answer(desk, ask, grants.granted)


def _asked(desk: Desk) -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline()
    said: str = click.prompt(desk.say(N_("Token")), hide_input=True, err=True)
    return said


def _brought(desk: Desk, application: Any, *, opens: bool) -> str:  # noqa: ANN401 - as above
    # A server is not needed for `--help`, nor where the token is given.
    from engine.cli.redirect import Redirect

    # Whoever reads the address may give up before the wait for a browser begins.
    with Redirect(desk) as redirect, asks(redirect.give_up):
        address = application.grant_address(redirect.address)
        echo(desk, N_("Log in to CiC as administrator and grant access on this page:"))
        click.echo(address, err=True)
        if opens and sys.stderr.isatty():
            webbrowser.open(address)
        token = redirect.wait(_WAIT)
    if not token:
        raise NobodyCame
    return token
