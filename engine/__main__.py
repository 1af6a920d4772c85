"""``python -m engine`` is ``raccordo``; a signal is heard before anything is loaded."""

import sys

from engine.cli.ending import hear


def main() -> int:
    """Run the command line of this process and give its exit code."""
    hear()
    from engine.cli.main import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())
