"""Commands that speak the person's language and know the global options."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

import click
from click.core import ParameterSource

from engine.cli.desk import desk_of
from engine.errors import N_
from engine.source import nearest

Section = tuple[str, Mapping[str, tuple[str, str]]]
"""A heading, and under it the commands: by name, the place and the sentence of each.

The sentences stand here so that the root's help imports no command.
"""


class Choice(click.Option):
    """An option whose help is translated when it is shown."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Its line in the help, in the language of the person."""
        record = super().get_help_record(ctx)
        if record is None or not self.help:
            return record
        said = desk_of(ctx).say(self.help)
        return record[0], record[1].replace(self.help, said, 1)


def _keep(context: click.Context, parameter: click.Parameter, value: object) -> None:
    """Put a global option on the desk, wherever on the line it stood."""
    name = str(parameter.name)
    if context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
        setattr(desk_of(context), name, value)


def _show_version(context: click.Context, _: click.Parameter, value: object) -> None:
    if not value or context.resilient_parsing:
        return
    from importlib.metadata import version

    click.echo(f"raccordo {version('raccordo')}")
    context.exit()


def _global(*names: str, hidden: bool, help: str, **rest: Any) -> click.Option:  # noqa: ANN401 - click's own words
    return Choice(
        names, expose_value=False, callback=_keep, hidden=hidden, help=help, **rest
    )


def _globals(*, hidden: bool) -> list[click.Parameter]:
    return [
        _global(
            "--profile",
            metavar="PATH",
            hidden=hidden,
            help=N_("The profile; default: profile.yml, or $RACCORDO_PROFILE."),
        ),
        _global(
            "--lang",
            type=click.Choice(["it", "en"]),
            hidden=hidden,
            help=N_("The language; default: that of the system, else Italian."),
        ),
        _global(
            "--json",
            is_flag=True,
            hidden=hidden,
            help=N_("One JSON document on standard output, and nothing else there."),
        ),
        _global(
            "-q",
            "--quiet",
            is_flag=True,
            hidden=hidden,
            help=N_("Say only what is waiting for a person."),
        ),
        _global(
            "-v",
            "--verbose",
            is_flag=True,
            hidden=hidden,
            help=N_("Say more, and tell on standard error what is being done."),
        ),
    ]


class Verb(click.Command):
    """One command."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - click's own
        super().__init__(*args, **kwargs)
        self.params += _globals(hidden=True)

    def format_help_text(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """What it does, in the language of the person."""
        _write_help(self, ctx, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Where the global options are told."""
        formatter.write_paragraph()
        formatter.write_text(
            desk_of(ctx).say(
                N_(
                    "Also before or after every command: --profile PATH,"
                    " --lang it|en, --json, -q, -v."
                )
            )
        )


class Verbs(click.Group):
    """Commands under headings, each imported only when it is wanted."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - click's own
        sections: tuple[Section, ...],
        **kwargs: Any,  # noqa: ANN401 - click's own
    ) -> None:
        super().__init__(*args, **kwargs)
        self.sections = sections
        self.entries = {
            name: entry for _, entries in sections for name, entry in entries.items()
        }
        is_root = self.name == "raccordo"
        self.params += _globals(hidden=not is_root)
        if is_root:
            self.params.append(_version())

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the headings."""
        del ctx
        return list(self.entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of a command and take it from there."""
        del ctx
        if cmd_name not in self.entries:
            return None
        place, sentence = self.entries[cmd_name]
        module, _, name = place.partition(":")
        command: click.Command = getattr(import_module(module), name)
        command.short_help = sentence
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; an unknown one is told with the nearest known."""
        near = nearest(args[0], self.entries)
        is_unknown = args[0] not in self.entries and not args[0].startswith("-")
        if not near or not is_unknown or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        no_such = desk_of(ctx).say(N_("No such command {name!r}."), name=args[0])
        hint = desk_of(ctx).say(N_("Did you mean {nearest!r}?"), nearest=near)
        message = f"{no_such} {hint}"
        raise click.UsageError(message, ctx)

    def format_help_text(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """What it is, in the language of the person."""
        _write_help(self, ctx, formatter)

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """The commands under their headings, each with its sentence."""
        desk = desk_of(ctx)
        for heading, entries in self.sections:
            with formatter.section(desk.say(heading)):
                formatter.write_dl(
                    [(name, desk.say(said)) for name, (_, said) in entries.items()]
                )


def _version() -> click.Option:
    return Choice(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_show_version,
        help=N_("Show the version and exit."),
    )


def _write_help(
    command: click.Command, ctx: click.Context, formatter: click.HelpFormatter
) -> None:
    """The sentence of the command, then what else there is to say of it."""
    desk = desk_of(ctx)
    with formatter.indentation():
        for text in filter(None, (command.short_help, command.help)):
            formatter.write_paragraph()
            formatter.write_text(desk.say(text))


def option(*names: str, **rest: Any) -> Callable[[Any], Any]:  # noqa: ANN401 - click's own
    """Declare an option whose help is a marked text."""
    return click.option(*names, cls=Choice, **rest)


def verb(name: str, help: str = "") -> Callable[[Any], click.Command]:
    """Declare a command; ``help`` is what its sentence leaves unsaid."""
    return click.command(name, cls=Verb, help=help)
