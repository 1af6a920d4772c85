"""What a command that calls nobody does not pay for."""

import subprocess
import sys

SCRIPT = """
import pkgutil, sys
import engine.systems
for module in pkgutil.iter_modules(engine.systems.__path__):
    __import__(f"engine.systems.{module.name}")
heavy = {"httpx", "tenacity"} & set(sys.modules)
print(sorted(heavy))
"""


def test_importing_the_systems_loads_no_http() -> None:
    done = subprocess.run(  # noqa: S603 - our own interpreter and script
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"
