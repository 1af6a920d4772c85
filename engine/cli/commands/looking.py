"""The verbs that only look: they never take the profile's lock."""

from functools import partial
from typing import Any

import click

from engine.cli.desk import Desk
from engine.cli.refs import checked_ref
from engine.cli.render import causes, explaining, lists
from engine.cli.verb import option, verb
from engine.cli.work import answer
from engine.errors import N_


@verb("status", N_("Also links, cursors, what is held, and the tokens' age."))
@click.pass_obj
def status(desk: Desk) -> int:
    """Ask for the state of things."""
    return answer(desk, lambda application: application.status(), lists.status)


@verb("problems", N_("By cause, each with its fix and its records."))
@option("--cause", metavar="CODE", default="", help=N_("Only this cause."))
@click.pass_obj
def problems(desk: Desk, cause: str) -> int:
    """Ask for the problems."""
    return answer(
        desk, lambda application: application.problems(cause), causes.problems
    )


@verb("conflicts", N_("Those held for a person come first."))
@click.pass_obj
def conflicts(desk: Desk) -> int:
    """Ask for the conflicts."""
    return answer(desk, lambda application: application.conflicts(), lists.conflicts)


@verb(
    "links",
    N_("Where one record has two candidates both are listed; none is ever guessed."),
)
@click.pass_obj
def links(desk: Desk) -> int:
    """Ask for the links."""
    return answer(desk, lambda application: application.links(), lists.links)


@verb(
    "explain",
    N_(
        "What both sides hold, what they agreed on, who moved it and when, which line "
        "of the mapping, lens and rule speak, what was done and what comes next."
    ),
)
@click.argument("entity", metavar="ENTITY")
@click.argument("record", metavar="ID")
@option(
    "--side",
    type=click.Choice(["cic", "crm"]),
    help=N_("The system that the ID belongs to; needed where both have it."),
)
@option("--field", metavar="NAME", default="", help=N_("Only this field."))
@click.pass_obj
def explain(desk: Desk, entity: str, record: str, side: str | None, field: str) -> int:
    """Ask for an explanation."""

    def ask(application: Any) -> Any:  # noqa: ANN401 - imported where it is opened
        return application.explain(entity, record, side, field)

    return answer(desk, ask, explaining.explanation)


@verb("journal", N_("With what was there before, and why."))
@option("--run", type=int, metavar="N", help=N_("Only what this run did."))
@option("--record", metavar="cic:ID|crm:ID", help=N_("Only this record."))
@click.pass_obj
def journal(desk: Desk, run: int | None, record: str | None) -> int:
    """Ask for the journal."""
    ref = None if record is None else checked_ref(record)
    render = partial(lists.journal, run=run, record=ref)
    return answer(desk, lambda application: application.journal(run, ref), render)
