"""Runs every benchmark, or those named, and prints one table.

``python -m bench [NAME…]``.  Nothing here fails on a time: a number that is worse
than its target is marked, and a person looks.  ``fleet`` takes some minutes, ``scale``
too (or a quarter of an hour: see there) and ``soak`` as many as ``--minutes`` says:
they run only where they are named.
"""

import argparse
import importlib
import os

from rich.console import Console
from rich.table import Table

from bench.row import Row

NAMES = ("mapping", "rules", "sync", "start")


def main(names: list[str]) -> None:
    """Measure, and print what was found."""
    table = Table("what", "measured", "target", "")
    for name in names or NAMES:
        module = importlib.import_module(f"bench.{name}")
        rows: list[Row] = module.rows()
        for row in rows:
            table.add_row(row.what, row.measured, row.target, row.mark)
        table.add_section()
    Console(width=110).print(table)


if __name__ == "__main__":
    line = argparse.ArgumentParser("python -m bench")
    line.add_argument("names", nargs="*", metavar="NAME")
    line.add_argument("--minutes", help="how long soak goes on")
    asked = line.parse_args()
    if asked.minutes:
        os.environ["BENCH_MINUTES"] = asked.minutes
    main(asked.names)
