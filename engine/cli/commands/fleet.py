"""The verbs of a firm with many agreements: one more machine, and who is in."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from engine.cli.desk import Desk
from engine.cli.ending import asks
from engine.cli.log import level, listen, logs_json
from engine.cli.render import fleets
from engine.cli.verb import Verbs, option, verb
from engine.cli.work import Render, show
from engine.errors import N_

_HERE = "engine.cli.commands.fleet"

fleet = Verbs(
    "fleet",
    sections=(
        (
            N_("Many agreements"),
            {
                "status": (f"{_HERE}:status", N_("List the profiles of the fleet")),
                "add": (f"{_HERE}:add", N_("Add profiles to the fleet")),
                "remove": (f"{_HERE}:remove", N_("Take profiles out of the fleet")),
                "pause": (f"{_HERE}:pause", N_("Have no worker run a profile")),
                "resume": (f"{_HERE}:resume", N_("Have workers run it again")),
                "run": (f"{_HERE}:run", N_("Have profiles run before all others")),
            },
        ),
    ),
)

names_argument = click.argument("names", metavar="NAME...", nargs=-1, required=True)


@verb("status", N_("With how each was run last, and how many workers are there."))
@click.pass_obj
def status(desk: Desk) -> int:
    """Ask how the fleet goes."""
    return _answer(desk, lambda fleet: fleet.status(), fleets.status)


@verb(
    "add",
    N_(
        "PATH is a profile that remembers in the database of this one; it must have "
        "the same path on every machine. Once more: its schedule is read anew."
    ),
)
@click.argument(
    "paths",
    metavar="PATH...",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path),
)
@click.pass_obj
def add(desk: Desk, paths: tuple[Path, ...]) -> int:
    """Ask for profiles to be added."""
    return _answer(desk, lambda fleet: fleet.add(paths), fleets.done)


@verb("remove", N_("What it remembers stays on the server."))
@names_argument
@click.pass_obj
def remove(desk: Desk, names: tuple[str, ...]) -> int:
    """Ask for profiles to be taken out."""
    return _answer(desk, lambda fleet: fleet.remove(names), fleets.done)


@verb("pause", N_("A run that has begun is finished."))
@names_argument
@click.pass_obj
def pause(desk: Desk, names: tuple[str, ...]) -> int:
    """Ask for profiles to be left alone."""
    return _answer(desk, lambda fleet: fleet.pause(names, is_over=False), fleets.done)


@verb("resume", N_("What came due meanwhile is run at once."))
@names_argument
@click.pass_obj
def resume(desk: Desk, names: tuple[str, ...]) -> int:
    """Ask for profiles to be run again."""
    return _answer(desk, lambda fleet: fleet.pause(names, is_over=True), fleets.done)


@verb("run", N_("By the next worker that is free."))
@names_argument
@option("--full", is_flag=True, help=N_("Read everything, not only what changed."))
@click.pass_obj
def run(desk: Desk, names: tuple[str, ...], *, full: bool) -> int:
    """Ask for profiles to be run."""
    return _answer(desk, lambda fleet: fleet.run(names, is_full=full), fleets.done)


@verb(
    "worker",
    N_(
        "It runs the profiles of the fleet until Ctrl-C or SIGTERM; what was begun by "
        "then is finished or given back. Any number of them, on any machine."
    ),
)
@option(
    "--at-a-time",
    metavar="N",
    type=click.IntRange(1, 64),
    default=4,
    help=N_("How many profiles at a time (4)."),
)
@click.pass_obj
def worker(desk: Desk, at_a_time: int) -> int:
    """Be one more worker."""
    _need_driver(desk)
    from engine.config import load_profile
    from engine.fleet.desk import address_of
    from engine.fleet.worker import Worker
    from engine.service import log

    profile = load_profile(desk.profile_path, desk.environment)
    made = Worker(address_of(profile), desk.lang)
    log.listen(as_json=logs_json(desk), level=level(desk))
    with asks(made.stop):
        made.run(at_a_time)
    return 0


def _answer(desk: Desk, ask: Callable[[Any], Any], render: Render) -> int:
    _need_driver(desk)
    from engine.config import load_profile
    from engine.fleet.desk import FleetDesk, address_of

    listen(desk)
    profile = load_profile(desk.profile_path, desk.environment)
    given = ask(FleetDesk(address_of(profile), desk.environment))
    show(desk, given.document, render)
    code: int = given.exit
    return code


def _need_driver(desk: Desk) -> None:
    """Say what is not installed before a profile is read in vain."""
    try:
        import procrastinate  # noqa: F401 - it is looked for, and used below
        import psycopg  # noqa: F401 - likewise
    except ImportError as error:
        from engine.state.refusals import NoDriver

        raise NoDriver(path=str(desk.profile_path), text="") from error
