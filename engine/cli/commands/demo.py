"""The verb that shows the whole job, on two sandboxes in this process."""

import sys

import click

from engine.cli.desk import Desk
from engine.cli.documents import to_text
from engine.cli.failing import BUG
from engine.cli.verb import verb
from engine.errors import N_


@verb(
    "demo",
    N_(
        "200 customers, edits on both sides, a conflict, a record that is held and"
        " mended, and a last run that has nothing to do. It needs no account, checks"
        " its own claims, and leaves nothing behind."
    ),
)
@click.pass_obj
def demo(desk: Desk) -> int:
    """Play the story, scene by scene."""
    from engine.cli.demo.play import Play

    with Play(desk) as play:
        document = play.all()
    if desk.json:
        sys.stdout.write(to_text(document))
    return 0 if document["holds"] else BUG
