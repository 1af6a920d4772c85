"""The verbs by which a person decides what is never guessed."""

from typing import Any

import click

from engine.cli.desk import Desk
from engine.cli.refs import checked_ref
from engine.cli.render import plans
from engine.cli.verb import option, verb
from engine.cli.work import answer
from engine.errors import N_

entity_argument = click.argument("entity", metavar="ENTITY")
cic_argument = click.argument("cic", metavar="CIC")


@verb("dismiss", N_("Its record stays as it is on both sides."))
@click.argument("problem", metavar="ID", type=int)
@click.pass_obj
def dismiss(desk: Desk, problem: int) -> int:
    """Ask for a problem to be put away."""
    return answer(desk, lambda application: application.dismiss(problem), plans.done)


@verb("resolve", N_("One side's value, or one that you write."))
@click.argument("conflict", metavar="ID", type=int)
@option(
    "--take",
    required=True,
    metavar="cic|crm|FIELD=VALUE",
    help=N_("The side whose value wins, or the value itself."),
)
@click.pass_obj
def resolve(desk: Desk, conflict: int, take: str) -> int:
    """Ask for a conflict to be decided."""
    if take not in ("cic", "crm") and "=" not in take:
        raise click.BadParameter(take, param_hint="--take")
    return answer(
        desk, lambda application: application.resolve(conflict, take), plans.done
    )


@verb("link", N_("With --never: that they are not, which is remembered."))
@option("--never", is_flag=True, help=N_("They are not the same."))
@entity_argument
@cic_argument
@click.argument("crm", metavar="CRM")
@click.pass_obj
def link(desk: Desk, entity: str, cic: str, crm: str, *, never: bool) -> int:
    """Ask for two records to be linked, or never to be."""

    def ask(application: Any) -> Any:  # noqa: ANN401 - imported where it is opened
        say = application.never if never else application.link
        return say(entity, cic, crm)

    return answer(desk, ask, plans.done)


@verb("unlink", N_("Nothing is deleted, and the two are not matched again."))
@entity_argument
@cic_argument
@click.pass_obj
def unlink(desk: Desk, entity: str, cic: str) -> int:
    """Ask for a pair to be forgotten."""
    return answer(desk, lambda application: application.unlink(entity, cic), plans.done)


@verb("exclude")
@entity_argument
@click.argument("ref", metavar="cic:ID|crm:ID")
@option("--reason", default="", metavar="TEXT", help=N_("Why; it is remembered."))
@click.pass_obj
def exclude(desk: Desk, entity: str, ref: str, reason: str) -> int:
    """Ask for a record to be left out."""
    checked = checked_ref(ref)
    return answer(
        desk,
        lambda application: application.exclude(entity, checked, reason),
        plans.done,
    )


@verb("include")
@entity_argument
@click.argument("ref", metavar="cic:ID|crm:ID")
@click.pass_obj
def include(desk: Desk, entity: str, ref: str) -> int:
    """Ask for a record to be taken in again."""
    checked = checked_ref(ref)
    return answer(
        desk, lambda application: application.include(entity, checked), plans.done
    )
