"""Bars on a terminal while long work goes on, and nothing when it is piped."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

import click

from engine.cli.desk import Desk
from engine.errors import N_
from engine.messages import system_name


class Tell(Protocol):
    """Tells how far a stage has come."""

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        """``done`` of ``total``; None where nobody knows how many there are."""


_AGAIN = "again "
_STAGES = {
    "wait": N_("Another run holds the profile: waiting for its end, 30 s at most"),
    "again": N_("{system} gives no good answer: trying again"),
    "observe": N_("Reading {system}"),
    "plan": N_("Planning"),
    "deliver": N_("Writing to {system}"),
    "setup": N_("Setting up {system}"),
    "check": N_("Checking {system}"),
    "lookups": N_("Reading the lists of {system}"),
}


@contextmanager
def progress(desk: Desk) -> Iterator[Tell | None]:
    """Show bars on standard error inside this block, where a person watches.

    Elsewhere nothing is shown but why it waits, which a script is not told.
    """
    if desk.quiet:
        yield None
        return
    lines = _Lines(desk)
    if not sys.stderr.isatty():
        yield lines
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    bars = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    tasks = {}

    def tell(stage: str, done: int, total: int | None) -> None:
        if stage.startswith(_AGAIN):
            # It is over at some time, and nobody says when: no bar shows that.
            lines(stage, done, total)
            return
        if stage not in tasks:
            tasks[stage] = bars.add_task(stage_text(stage, desk), total=total)
        bars.update(tasks[stage], completed=done, total=total)

    with bars:
        yield tell


class _Lines:
    """Says once, in a line, what is waited for: another run, or a system."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._said: set[str] = set()

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        """Say it at the first time."""
        del done, total
        if self._is_told(stage) and stage not in self._said:
            self._said.add(stage)
            click.echo(stage_text(stage, self._desk), err=True)

    def _is_told(self, stage: str) -> bool:
        return stage == "wait" or (stage.startswith(_AGAIN) and not self._desk.json)


def stage_text(stage: str, desk: Desk) -> str:
    """What a person reads of a stage such as ``observe cic``."""
    stage_verb, _, system = stage.partition(" ")
    template = _STAGES.get(stage_verb)
    return desk.say(template, system=system_name(system)) if template else stage
