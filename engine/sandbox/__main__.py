"""Both sandboxes, run from the command line until stopped."""

import argparse
from pathlib import Path

from engine.sandbox.running import run


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(
        prog="python -m engine.sandbox", description=__doc__
    )
    parser.add_argument("--cic-port", type=int, default=0, metavar="PORT")
    parser.add_argument("--crm-port", type=int, default=0, metavar="PORT")
    parser.add_argument("--customers", type=int, default=200, metavar="N")
    parser.add_argument("--products", type=int, default=25, metavar="N")
    parser.add_argument("--faults", type=Path, metavar="FILE")
    given = parser.parse_args()
    try:
        run(
            lambda served: print(f"{served.cic_url}\n{served.crm_url}", flush=True),  # noqa: T201 - a command's output
            ports=(given.cic_port, given.crm_port),
            customers=given.customers,
            products=given.products,
            faults=given.faults,
        )
    except KeyboardInterrupt:
        return


if __name__ == "__main__":
    main()
