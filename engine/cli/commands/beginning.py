"""The verbs that need no profile yet."""

import shutil
import sys
from pathlib import Path

import click

from engine.cli.desk import Desk
from engine.cli.documents import to_text
from engine.cli.verb import verb
from engine.cli.work import echo
from engine.config import schema_profile
from engine.errors import N_, UsageError
from engine.messages.denials import denial

_STARTERS = Path(__file__).resolve().parent.parent / "starter"


class AlreadyThere(UsageError):
    """A file that would be written is there already."""

    template = N_("{path!r} is there already")
    advice = N_("nothing was written; name another folder")


class NoFolder(UsageError):
    """A folder that cannot be made or written to."""

    template = N_("{path!r} cannot be written: {text}")
    advice = N_("name a folder of your own")


@verb(
    "init",
    N_("Nothing is overwritten; every file says in its comments what goes where."),
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.pass_obj
def init(desk: Desk, folder: Path) -> int:
    """Copy the starter of the person's language."""
    starter = _STARTERS / desk.lang
    files = [file.relative_to(starter) for file in sorted(starter.rglob("*.*"))]
    for file in files:
        if (folder / file).exists():
            raise AlreadyThere(path=str(folder / file))
    try:
        for file in files:
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(starter / file, folder / file)
    except OSError as error:
        text = denial(error)
        raise NoFolder(path=str(folder), text=text) from error
    if desk.json:
        sys.stdout.write(to_text({"init": [str(folder / file) for file in files]}))
        return 0
    for file in files:
        click.echo(f"+ {folder / file}")
    if not desk.quiet:
        echo(
            desk,
            N_("Next: fill in {path}, then `raccordo check`."),
            path=folder / "profile.yml",
        )
    return 0


@verb(
    "schema",
    N_("For editors that complete and check YAML; the texts in the language."),
)
@click.argument(
    "kind", metavar="profile|mapping", type=click.Choice(["profile", "mapping"])
)
@click.pass_obj
def schema(desk: Desk, kind: str) -> int:
    """Print a schema; it is JSON with and without --json."""
    if kind == "profile":
        sys.stdout.write(to_text(schema_profile(desk.lang)))
        return 0
    # What a mapping is made of weighs too much for `--help`.
    from engine.application.sides import NAMES
    from engine.mapping.schema import mapping_schema

    sys.stdout.write(to_text(mapping_schema(NAMES, desk.lang)))
    return 0
