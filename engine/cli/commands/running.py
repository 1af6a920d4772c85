"""The verbs that read or write the two systems."""

from pathlib import Path
from typing import Any

import click

from engine.cli.desk import Desk
from engine.cli.render import lists, plans, reports
from engine.cli.verb import Verbs, option, verb
from engine.cli.work import answer
from engine.errors import N_

entities = click.argument("entities", metavar="[ENTITY]...", nargs=-1)


@verb(
    "check",
    N_(
        "It connects to both systems and checks tokens, modules, select "
        "fields, mappings and rules, one line each, with the fix."
    ),
)
@option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help=N_(
        "Also ask both systems what their descriptions leave open, and write that to "
        "FILE (.md or .json): only questions, and no value of a record."
    ),
)
@click.pass_obj
def check(desk: Desk, report: Path | None) -> int:
    """Ask for the check."""
    return answer(desk, lambda application: application.check(report), lists.checks)


@verb("setup", N_("Their values are those of CiC; a second time changes nothing."))
@click.pass_obj
def setup(desk: Desk) -> int:
    """Ask for the set-up."""
    return answer(desk, lambda application: application.setup(), lists.fields)


@verb("plan", N_("Nothing is written anywhere; `sync` does exactly what is shown."))
@entities
@click.pass_obj
def plan(desk: Desk, entities: tuple[str, ...]) -> int:
    """Ask for the plan."""
    return answer(desk, lambda application: application.plan(entities), plans.plan)


@verb(
    "sync",
    N_(
        "Entities are customers, products and quotations; without any, those "
        "that the profile switches on."
    ),
)
@entities
@option("--full", is_flag=True, help=N_("Read everything, not only what changed."))
@option("--force", is_flag=True, help=N_("Write even where the safety stop would."))
@click.pass_obj
def sync(desk: Desk, entities: tuple[str, ...], *, full: bool, force: bool) -> int:
    """Ask for a run."""

    def ask(application: Any) -> Any:  # noqa: ANN401 - imported where it is opened
        return application.sync(entities, full=full, force=force)

    return answer(desk, ask, reports.run)


@verb("retry", N_("Without an ID, all of them."))
@click.argument("ids", metavar="[ID]...", nargs=-1, type=int)
@option("--cause", metavar="CODE", default="", help=N_("All that have this cause."))
@click.pass_obj
def retry(desk: Desk, ids: tuple[int, ...], cause: str) -> int:
    """Ask for another try."""
    return answer(desk, lambda application: application.retry(ids, cause), reports.run)


send = Verbs(
    "send",
    sections=(
        (
            N_("What to send"),
            {
                "company": (
                    "engine.cli.commands.running:send_company",
                    N_("Send a company of the CRM to CiC"),
                ),
                "quote": (
                    "engine.cli.commands.quotes:send_quote",
                    N_("Send a quote of the CRM to CiC, after its customer"),
                ),
            },
        ),
    ),
)


@verb(
    "company", N_("It becomes a customer there, or its customer is brought up to date.")
)
@click.argument("company", metavar="ID")
@click.pass_obj
def send_company(desk: Desk, company: str) -> int:
    """Ask for one company to be sent."""
    return answer(
        desk, lambda application: application.send_company(company), plans.sent
    )
