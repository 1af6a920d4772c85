"""How long the command takes to begin, beside what Python alone takes."""

import subprocess
import sys
import time

from bench.row import Row

_BASE = "import click, sqlite3, json"


def rows() -> list[Row]:
    """``--help`` and ``--version``, each beside the imports that they cannot avoid."""
    base = _best([sys.executable, "-c", _BASE])
    return [
        Row(f"start: raccordo {option}", _best(_raccordo(option)) / base, "x", 2.5)
        for option in ("--help", "--version")
    ]


def _raccordo(option: str) -> list[str]:
    return [sys.executable, "-m", "engine", option]


def _best(command: list[str]) -> float:
    times = []
    for _ in range(7):
        started = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own command
        times.append(time.perf_counter() - started)
    return min(times)
