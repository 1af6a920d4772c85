"""How trouble is told; the exit code of a family stands in the tree of errors."""

import sys
import traceback
from typing import Any

import click

from engine.cli.desk import Desk
from engine.cli.documents import to_text
from engine.config.secret import mask
from engine.errors import N_, EngineError, Located, Several, UsageError
from engine.messages import advice_text, error_text, sentence_text

WRONG = UsageError.exit_code
BUG = 70


def tell_error(error: EngineError, desk: Desk, *, code: int | None = None) -> int:
    """Say an error of ours, and give its exit code (``code``, where that is known)."""
    code = error.exit_code if code is None else code
    _tell(desk, error_text(error, desk.lang), _documents(error, desk), code)
    return code


def tell_misuse(error: click.ClickException, desk: Desk) -> int:
    """Say what is wrong with the command line."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        # The help is the whole message.
        click.echo(error.format_message(), err=True)
        return WRONG
    message = error.format_message()
    context = getattr(error, "ctx", None)
    if not isinstance(context, click.Context):
        _tell(desk, message, [{"message": message}], WRONG)
        return WRONG
    click.echo(f"{context.get_usage()}\n", err=True)
    command = context.command_path
    hint = desk.say(N_("`{command} --help` tells more"), command=command)
    _tell(desk, f"{message}\n{hint}", [{"message": message}], WRONG)
    return WRONG


def tell_bug(error: Exception, desk: Desk) -> int:
    """Say that this is ours to mend, with the traceback and without secrets."""
    lines = "".join(traceback.format_exception(error))
    said = desk.say(
        N_(
            "this is a bug of raccordo, not a mistake of yours; what was done before"
            " is kept. Please report it with these lines:"
        )
    )
    _tell(desk, f"{said}\n\n{lines}", [{"message": said, "bug": repr(error)}], BUG)
    return BUG


def _tell(desk: Desk, said: str, errors: list[dict[str, Any]], code: int) -> None:
    if desk.json:
        sys.stdout.write(mask(to_text({"exit": code, "errors": errors})))
    sign = click.style(desk.say(N_("error")), fg="red", bold=True)
    click.echo(f"{sign}: {mask(said)}", err=True, color=_colour(desk))


def _colour(desk: Desk) -> bool | None:
    return False if "NO_COLOR" in desk.environment else None


def _documents(error: EngineError, desk: Desk) -> list[dict[str, Any]]:
    """The same for a script: one object for each thing that is wrong."""
    if isinstance(error, Several):
        return [one for each in error.errors for one in _documents(each, desk)]
    document = {
        "message": sentence_text(error, desk.lang),
        "fix": advice_text(error, desk.lang),
    }
    if not isinstance(error, Located):
        return [document]
    file, line, column = error.place.order
    return [{"file": file, "line": line, "column": column, **document}]
