"""The verb that takes writes back: the plan first, then the deed."""

import sys
from typing import Any

import click

from engine.cli.desk import Desk
from engine.cli.render import undos
from engine.cli.verb import option, verb
from engine.cli.work import answer, echo
from engine.errors import N_


@verb(
    "undo",
    N_(
        "What to take back is a run (12), a line of the journal (#34), or a record "
        "(cic:5, crm:80). A field that somebody edited since stays as it is. An undo "
        "can itself be undone."
    ),
)
@click.argument("what", metavar="RUN|#LINE|cic:ID|crm:ID")
@option("--field", metavar="NAME", default="", help=N_("Only this field."))
@option("--dry-run", is_flag=True, help=N_("Show the plan, and do nothing."))
@option("--yes", is_flag=True, help=N_("On a terminal: do not ask, after the plan."))
@option("--force", is_flag=True, help=N_("Write even where the safety stop would."))
@click.pass_obj
def undo(desk: Desk, /, what: str, field: str, **flags: bool) -> int:
    """Ask for something to be taken back."""
    is_asked = sys.stdin.isatty() and not (flags["yes"] or desk.json)
    if flags["dry_run"] or is_asked:
        code = answer(desk, _plan(what, field), undos.plan)
        if flags["dry_run"]:
            return code
        if not _is_agreed(desk):
            echo(desk, N_("Nothing was done."))
            return code
    return answer(desk, _deed(what, field, force=flags["force"]), undos.done)


def _is_agreed(desk: Desk) -> bool:
    """Whether the person says yes, in either language."""
    question = desk.say(N_("Take these writes back? [y/N]"))
    said = click.prompt(question, default="", show_default=False, err=True)
    return str(said).strip().lower() in {"s", "si", "sì", "y", "yes"}


def _plan(what: str, field: str) -> Any:  # noqa: ANN401 - imported where it is opened
    return lambda application: application.undo_plan(what, field)


def _deed(what: str, field: str, *, force: bool) -> Any:  # noqa: ANN401 - as above
    return lambda application: application.undo(what, field, force=force)
