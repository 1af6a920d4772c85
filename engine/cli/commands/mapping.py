"""The verbs for integrators: mappings checked, shown, tried on records, drawn."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from engine.cli.desk import Desk
from engine.cli.refs import checked_ref
from engine.cli.render import mapping as pages
from engine.cli.verb import Verbs, option, verb
from engine.cli.work import Ask, Render, answer, answer_from_files
from engine.errors import N_

_HERE = "engine.cli.commands.mapping"

mapping = Verbs(
    "mapping",
    sections=(
        (
            N_("Write"),
            {
                "check": (
                    f"{_HERE}:check",
                    N_("Say what is wrong in mappings, and what they leave out"),
                ),
                "show": (f"{_HERE}:show_lines", N_("Show the lines that are in force")),
                "diagram": (f"{_HERE}:diagram", N_("Draw the fields and their lenses")),
            },
        ),
        (
            N_("Try"),
            {
                "test": (f"{_HERE}:test", N_("Try the cases beside the mappings")),
                "preview": (
                    f"{_HERE}:preview",
                    N_("Map one live record, and show both shapes"),
                ),
                "record": (
                    f"{_HERE}:record",
                    N_("Turn a live record into a case that names nobody"),
                ),
            },
        ),
    ),
)

name_argument = click.argument("name", metavar="[NAME]", required=False)
one_name = click.argument("name", metavar="NAME")
_SAMPLE = 100


@verb(
    "check",
    N_(
        "The mappings and overlays of the profile, every mistake at its word; then the "
        "properties of both systems that no line names. --laws also sends live records "
        "there and back: a line that would lose something is refused, with the value."
    ),
)
@option("--laws", is_flag=True, help=N_("Try every line on live records too."))
@option(
    "--sample",
    type=click.IntRange(min=1),
    default=_SAMPLE,
    metavar="N",
    help=N_("On how many records of each side; default: 100."),
)
@click.pass_obj
def check(desk: Desk, sample: int, *, laws: bool) -> int:
    """Ask for the check."""
    if laws:
        return answer(
            desk,
            lambda application: application.mapping_desk().check(sample=sample),
            pages.checked,
        )
    return _ask(desk, lambda mappings: mappings.check(), pages.checked)


@verb("show", N_("With --effective each line with the file and line it came from."))
@name_argument
@option(
    "--effective",
    is_flag=True,
    help=N_("As YAML, overlays laid over, each line with its origin."),
)
@click.pass_obj
def show_lines(desk: Desk, name: str | None, *, effective: bool) -> int:
    """Ask for the lines."""
    return _ask(
        desk,
        lambda mappings: mappings.show(name, effective=effective),
        pages.effective if effective else pages.shown,
    )


@verb(
    "test",
    N_(
        "Cases stand beside NAME.yml in NAME.test.yml, or in tests/NAME.yml: a record "
        "of one side, and what becomes of it on the other, or why it is refused."
    ),
)
@name_argument
@click.pass_obj
def test(desk: Desk, name: str | None) -> int:
    """Ask for the cases to be tried."""
    return _ask(desk, lambda mappings: mappings.test(name), pages.tested)


@verb("preview", N_("Nothing is written anywhere."))
@one_name
@option(
    "--record",
    "ref",
    required=True,
    metavar="cic:ID|crm:ID",
    help=N_("The record that is mapped."),
)
@click.pass_obj
def preview(desk: Desk, name: str, ref: str) -> int:
    """Ask for both shapes of a record."""
    checked = checked_ref(ref)
    return answer(desk, _of_desk("preview", name, checked), pages.previewed)


@verb(
    "record",
    N_(
        "Names, addresses and numbers are replaced by others of the same shape; what "
        "no line names is left out. Put it beside your overlay and name it."
    ),
)
@one_name
@click.argument("ref", metavar="cic:ID|crm:ID")
@click.pass_obj
def record(desk: Desk, name: str, ref: str) -> int:
    """Ask for a case."""
    checked = checked_ref(ref)
    return answer(desk, _of_desk("record", name, checked), pages.recorded)


@verb("diagram", N_("To standard output, unless --out; the format by its ending."))
@name_argument
@option(
    "--format",
    "format",
    type=click.Choice(["svg", "mermaid"]),
    help=N_("SVG, or a Mermaid flowchart; default: Mermaid."),
)
@option(
    "--out",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    metavar="FILE",
    help=N_("Write it to a file."),
)
@click.pass_obj
def diagram(desk: Desk, name: str | None, format: str | None, out: Path | None) -> int:
    """Ask for a drawing."""
    by_suffix = "svg" if out and out.suffix == ".svg" else "mermaid"
    wanted = format or by_suffix

    def ask(mappings: Any) -> Any:  # noqa: ANN401 - imported where it is opened
        given = mappings.diagram(name, format=wanted)
        if out:
            out.write_text(given.document["diagram"], encoding="utf-8")
            given.document["file"] = str(out)
        return given

    return _ask(desk, ask, pages.drawn)


def _ask(desk: Desk, ask: Callable[[Any], Any], render: Render) -> int:
    """Ask something that needs no system, and no profile where there is none."""
    return answer_from_files(
        desk, lambda application: ask(application.mapping_desk()), render
    )


def _of_desk(verb: str, name: str, ref: str) -> Ask:
    return lambda application: getattr(application.mapping_desk(), verb)(name, ref)
