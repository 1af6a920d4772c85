"""The ``raccordo`` command: from a line of words to a verb and an exit code."""

import os
import sys
from collections.abc import Sequence

import click

from engine.cli.contents import SECTIONS
from engine.cli.desk import Desk, set_up_desk
from engine.cli.ending import Ended, Ending, endings
from engine.cli.failing import tell_bug, tell_error, tell_misuse
from engine.cli.verb import Verbs
from engine.cli.words import speak
from engine.config.language import check_language
from engine.errors import N_, EngineError, Stopped, Unavailable, Unclear

_PATIENT = {"serve", "worker"}
"""The verbs that a signal ends well, whenever it comes."""

root = Verbs(
    "raccordo",
    sections=SECTIONS,
    help=N_(
        "raccordo keeps Contabilità in Cloud (CiC) and CRM in Cloud (CRM) equal. "
        "Begin with `raccordo demo`: it needs no account and leaves nothing behind."
    ),
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line and give its exit code."""
    line = list(sys.argv[1:] if arguments is None else arguments)
    desk = set_up_desk(line, os.environ)
    speak(desk.lang)
    with endings(is_patient=not _PATIENT.isdisjoint(line)) as ending:
        if ending.is_asked and not ending.is_patient:
            return ending.code
        try:
            return _run(line, desk, ending)
        except Stopped as error:
            return tell_error(error, desk, code=ending.code)
        except (Ended, click.Abort, KeyboardInterrupt):
            return ending.code


def _run(line: list[str], desk: Desk, ending: Ending) -> int:
    try:
        check_language(os.environ)
        code = root.main(line, "raccordo", standalone_mode=False, obj=desk)
        sys.stdout.flush()
        return int(code or 0)
    except (Stopped, click.Abort):
        raise
    except click.ClickException as error:
        return tell_misuse(error, desk)
    except EngineError as error:
        # What we did not wait for any more is no outage.
        if ending.is_asked and isinstance(error, Unavailable | Unclear):
            raise Stopped from error
        return tell_error(error, desk)
    except BrokenPipeError:
        return _no_reader()
    except Exception as error:  # noqa: BLE001 - what is left is a bug, and is told as one
        return tell_bug(error, desk)


def _no_reader() -> int:
    """Nobody reads on (`raccordo links | head`): that is no trouble."""
    # Python flushes once more while it ends, and would complain.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
