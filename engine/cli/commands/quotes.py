"""The verbs of quotes: sending, listing, printing."""

from pathlib import Path
from typing import Any

import click

from engine.cli.desk import Desk
from engine.cli.render import lists, plans
from engine.cli.verb import Verbs, option, verb
from engine.cli.work import answer
from engine.errors import N_, UsageError
from engine.messages.denials import denial


class NoQuoteNamed(UsageError):
    """Neither a quote is named, nor all that are ready."""

    template = N_("which quote is to be sent?")
    advice = N_("name its ID (`raccordo quotes` lists them), or say --all-ready")


class NamedTwice(UsageError):
    """A quote is named, and all that are ready as well."""

    template = N_("a quote is named, and all that are ready too")
    advice = N_("name its ID, or say --all-ready, not both")


class NotWritable(UsageError):
    """A file that cannot be written."""

    template = N_("{path} cannot be written: {text}")


@verb(
    "quote",
    N_(
        "Its customer is sent first where it is not there yet. Sent again, a quote "
        "that changed goes into the same document."
    ),
)
@click.argument("quote", metavar="[ID]", required=False)
@option(
    "--all-ready",
    is_flag=True,
    help=N_("Every quote for which `quotes_ready` of the profile holds."),
)
@option(
    "--dry-run",
    is_flag=True,
    help=N_("Only show what would be sent: rows, totals, and what holds it back."),
)
@click.pass_obj
def send_quote(desk: Desk, quote: str | None, *, all_ready: bool, dry_run: bool) -> int:
    """Ask for one quote to be sent, or for all that are ready."""
    if quote and all_ready:
        raise NamedTwice
    if not quote and not all_ready:
        raise NoQuoteNamed
    if dry_run and not quote:
        return answer(desk, lambda asked: asked.foresee_ready(), plans.plan)
    if quote and dry_run:
        return answer(desk, lambda asked: asked.foresee_quote(quote), plans.plan)
    if quote:
        return answer(desk, lambda asked: asked.send_quote(quote), plans.sent)
    return answer(desk, lambda asked: asked.send_ready(), plans.all_sent)


@verb("quotes", N_("Those that are in CiC bear (CiC), with their number and state."))
@click.pass_obj
def quotes(desk: Desk) -> int:
    """Ask for the quotes."""
    return answer(desk, lambda application: application.quotes(), lists.quotes)


print_ = Verbs(
    "print",
    sections=(
        (
            N_("What to print"),
            {
                "quote": (
                    "engine.cli.commands.quotes:print_quote",
                    N_("Print the quotation of a quote"),
                )
            },
        ),
    ),
)


@verb("quote", N_("Only a quote that is in CiC can be printed: CiC prints it."))
@click.argument("quote", metavar="ID")
@option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help=N_("Where the PDF goes."),
)
@option(
    "--layout",
    default="",
    metavar="NAME",
    help=N_("Another print template of CiC, by name or number."),
)
@click.pass_obj
def print_quote(desk: Desk, quote: str, out: Path, layout: str) -> int:
    """Ask for the paper, and put it where it belongs."""

    def ask(application: Any) -> Any:  # noqa: ANN401 - imported where it is opened
        given, paper = application.print_quote(quote, layout)
        if paper is not None:
            _write(out, paper)
            given.document["file"] = str(out)
        return given

    return answer(desk, ask, plans.printed)


def _write(out: Path, paper: bytes) -> None:
    try:
        out.write_bytes(paper)
    except OSError as error:
        raise NotWritable(path=out, text=denial(error)) from None
