"""What people are promised stands where they look for it."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from engine.cli.desk import Desk
from engine.cli.main import root
from engine.cli.verb import Verbs
from engine.messages.catalogue import translated

ROOT = Path(__file__).resolve().parents[2]
HEAVY = (
    *("lark", "yaml", "httpx", "flask", "sqlite_utils"),
    *("apscheduler", "prometheus_client", "structlog", "waitress"),
)


def verbs(group: Verbs, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    context = click.Context(group, obj=Desk("en", {}))
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, Verbs):
            yield from verbs(command, (*words, name))
        else:
            yield (*words, name)


VERBS = list(verbs(root))


def command_of(words: tuple[str, ...]) -> click.Command:
    found: click.Command = root
    for word in words:
        assert isinstance(found, Verbs)
        command = found.get_command(click.Context(found), word)
        assert command is not None
        found = command
    return found


@pytest.mark.parametrize("words", VERBS, ids=" ".join)
def test_every_verb_has_its_help_in_both_languages(words: tuple[str, ...]) -> None:
    command = command_of(words)
    texts = [command.short_help, command.help]
    texts += [
        option.help for option in command.params if isinstance(option, click.Option)
    ]

    for text in filter(None, texts):
        assert translated(str(text), "it") != text


@pytest.mark.parametrize("name", ["README.md", "README.it.md"])
@pytest.mark.parametrize("words", VERBS, ids=" ".join)
def test_every_verb_stands_in_the_readme(words: tuple[str, ...], name: str) -> None:
    readme = (ROOT / name).read_text(encoding="utf-8")

    assert re.search(rf"raccordo {' '.join(words)}\b", readme)


@pytest.mark.parametrize("argument", ["--help", "--version"])
def test_a_question_about_the_command_imports_nothing_heavy(argument: str) -> None:
    code = (
        "import sys; from engine.cli.main import main; "
        f"code = main([{argument!r}]); "
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr); "
        "sys.exit(code)"
    )

    done = subprocess.run(  # noqa: S603 - our own interpreter and our own words
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert done.stderr.strip() == "[]"


def test_each_mapping_has_its_tests_and_each_test_its_mapping() -> None:
    stock = ROOT / "mappings"
    files = (*stock.glob("*.yml"), *stock.glob("lookups/*.yml"))
    mappings = {path.name for path in files}
    tests = {path.name for path in (ROOT / "tests" / "mappings").glob("*.yml")}

    assert mappings == tests


def test_each_dependency_has_its_reason() -> None:
    pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = pyproject.partition("dependencies = [")[2].partition("]")[0]
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")

    for name in re.findall(r'"([a-z-]+)', listed):
        assert f"`{name}`" in contributing
