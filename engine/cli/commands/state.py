"""The verbs about what is remembered: is it well, a copy of it, a copy put back."""

from pathlib import Path
from typing import Any

import click

from engine.cli.desk import Desk
from engine.cli.render import lists, states
from engine.cli.verb import Verbs, option, verb
from engine.cli.work import answer
from engine.config.variables import fill
from engine.errors import N_

_HERE = "engine.cli.commands.state"

state = Verbs(
    "state",
    sections=(
        (
            N_("What is remembered"),
            {
                "check": (f"{_HERE}:check", N_("Say whether the state is well")),
                "backup": (f"{_HERE}:backup", N_("Keep a copy of the state")),
                "restore": (f"{_HERE}:restore", N_("Put a copy back in its place")),
                "move": (f"{_HERE}:move", N_("Move the state to another place")),
            },
        ),
    ),
)

file_argument = click.argument(
    "file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path)
)


@verb("check", N_("Whether it is whole and consistent; one line each, with the fix."))
@click.pass_obj
def check(desk: Desk) -> int:
    """Ask whether the state is well."""
    return answer(desk, lambda application: application.state_check(), lists.checks)


@verb("backup", N_("Also while a run goes on; FILE is one file, whole or not there."))
@file_argument
@option("--force", is_flag=True, help=N_("Write over a file that is there."))
@click.pass_obj
def backup(desk: Desk, file: Path, *, force: bool) -> int:
    """Ask for a copy of the state."""

    def ask(application: Any) -> Any:  # noqa: ANN401 - imported where it is opened
        return application.state_backup(file, force=force)

    return answer(desk, ask, states.kept)


@verb(
    "restore",
    N_(
        "FILE is checked first; the present state is kept beside it, as "
        ".before-restore. The next sync reads what changed since the copy was made."
    ),
)
@file_argument
@click.pass_obj
def restore(desk: Desk, file: Path) -> int:
    """Ask for a copy to be put back."""
    return answer(
        desk, lambda application: application.state_restore(file), states.restored
    )


@verb(
    "move",
    N_(
        "From a file to PostgreSQL, or back; every row is compared. The place it goes "
        "to must be empty, or be the one it came from. The old one is kept, and used "
        "no more."
    ),
)
@option(
    "--to",
    "place",
    metavar="URL",
    required=True,
    help=N_("sqlite:///NAME.db or postgresql://…; $VARIABLES are filled in."),
)
@click.pass_obj
def move(desk: Desk, place: str) -> int:
    """Ask for the state to be moved."""
    # A password that is written out here could be read in the list of processes.
    target = fill(place, desk.environment)
    return answer(
        desk, lambda application: application.state_move(target), states.moved
    )
