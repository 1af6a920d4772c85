"""The verbs for consultants: rules checked, tested, formatted, said and tried."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from engine.cli.desk import Desk
from engine.cli.refs import checked_ref
from engine.cli.render import rules as pages
from engine.cli.verb import Verbs, option, verb
from engine.cli.work import Render, answer, answer_from_files, show
from engine.errors import N_

_HERE = "engine.cli.commands.rules"

rules = Verbs(
    "rules",
    sections=(
        (
            N_("Write"),
            {
                "check": (f"{_HERE}:check", N_("Say what is wrong in rules files")),
                "format": (
                    f"{_HERE}:format_file",
                    N_("Put a rules file in its form, or in the other language"),
                ),
                "show": (f"{_HERE}:show_rules", N_("Say the rules as sentences")),
            },
        ),
        (
            N_("Try"),
            {
                "test": (f"{_HERE}:test", N_("Try the cases beside the rules")),
                "try": (f"{_HERE}:try_rule", N_("Try one rule on a live record")),
                "record": (
                    f"{_HERE}:record",
                    N_("Turn a live record into a case that names nobody"),
                ),
            },
        ),
    ),
)

files_argument = click.argument(
    "files",
    metavar="[FILE]...",
    nargs=-1,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
ref_argument = click.argument("ref", metavar="cic:ID|crm:ID")
entity_option = option(
    "--entity",
    default="customers",
    metavar="ENTITY",
    help=N_("What the record is; default: customers."),
)


@verb(
    "check",
    N_(
        "Each FILE beside the stock rules; without any, the stock rules and the "
        "profile's own. Every mistake is told with its line and what to write instead."
    ),
)
@files_argument
@click.pass_obj
def check(desk: Desk, files: tuple[Path, ...]) -> int:
    """Ask for the check."""
    return _ask(desk, lambda rules: rules.check(files), pages.checked)


@verb(
    "test",
    N_(
        "Cases stand beside NAME.rules in NAME.test.yml, or in tests/NAME.yml: a "
        "record, and the codes of the rules that complain."
    ),
)
@files_argument
@option(
    "--coverage",
    "with_coverage",
    is_flag=True,
    help=N_("List the rules that no case made both hold and fail."),
)
@click.pass_obj
def test(desk: Desk, files: tuple[Path, ...], *, with_coverage: bool) -> int:
    """Ask for the cases to be tried."""
    return _ask(
        desk, lambda rules: rules.test(files, with_coverage=with_coverage), pages.tested
    )


@verb(
    "format",
    N_("To standard output, unless --write; comments are kept where they stand."),
)
@click.argument(
    "file",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@option(
    "--to",
    type=click.Choice(["it", "en"]),
    help=N_("The language of the keywords; default: that of the file."),
)
@option("--write", is_flag=True, help=N_("Write it back to the file."))
@click.pass_obj
def format_file(desk: Desk, file: Path, to: str | None, *, write: bool) -> int:
    """Put a file in its form."""
    from engine.application.rule_files import read_text
    from engine.rules.formatting import format_rules

    source = read_text(file, str(file))
    text = format_rules(source, to)
    is_changed = text != source.text
    if write and is_changed:
        file.write_text(text, encoding="utf-8")
    if not desk.json and not write:
        sys.stdout.write(text)
        return 0
    document = {
        "file": str(file),
        "text": text,
        "changed": is_changed,
        "written": write and is_changed,
    }
    show(desk, document, pages.formatted)
    return 0


@verb("show", N_("In both languages; with a CODE, that rule alone."))
@click.argument("code", metavar="[CODE]", required=False)
@click.pass_obj
def show_rules(desk: Desk, code: str | None) -> int:
    """Ask for the rules in words."""
    return _ask(desk, lambda rules: rules.show(code), pages.shown)


@verb(
    "try",
    N_(
        "RULE is one rule, in Italian or English: "
        "raccordo rules try \"require phone when country = 'IT'\" --on crm:1004. "
        "Nothing is written anywhere."
    ),
)
@click.argument("rule", metavar="RULE")
@option(
    "--on",
    "ref",
    required=True,
    metavar="cic:ID|crm:ID",
    help=N_("The record that it is tried on."),
)
@entity_option
@click.pass_obj
def try_rule(desk: Desk, rule: str, ref: str, entity: str) -> int:
    """Ask for a trial."""
    checked = checked_ref(ref)

    def ask(application: Any) -> Any:  # noqa: ANN401 - imported where it is opened
        return application.rule_desk().try_rule(rule, checked, entity)

    return answer(desk, ask, pages.tried)


@verb(
    "record",
    N_(
        "Names, addresses and numbers are replaced by specimens of the same shape; "
        "options, countries and amounts stay. Put it beside your rules and name it."
    ),
)
@ref_argument
@entity_option
@click.pass_obj
def record(desk: Desk, ref: str, entity: str) -> int:
    """Ask for a case."""
    checked = checked_ref(ref)

    def ask(application: Any) -> Any:  # noqa: ANN401 - imported where it is opened
        return application.rule_desk().record(checked, entity)

    return answer(desk, ask, pages.recorded)


def _ask(desk: Desk, ask: Callable[[Any], Any], render: Render) -> int:
    """Ask something that needs no system, and no profile where there is none."""
    return answer_from_files(
        desk, lambda application: ask(application.rule_desk()), render
    )
