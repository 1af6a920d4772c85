"""The same fields of a customer read by other mappers, as far as they are installed.

None of them is needed: ``pip install glom jmespath jsonata-python``, and the program
``jq``.  They read by paths alone: no lens, no scope, and no way back.
"""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Any, TypeAlias

from engine.values import Json

Rival: TypeAlias = Callable[[list[Json]], list[dict[str, Any]]]
"""Of some records, what stands at each path, by field; what is not there may lack."""


def rivals(paths: Mapping[str, str]) -> Iterator[tuple[str, Rival]]:
    """Those that are at hand, ready to read these paths."""
    for name, make in _MAKERS.items():
        with suppress(ImportError, LookupError):
            yield name, make(paths)


def by_hand(records: list[Json], paths: Mapping[str, str]) -> list[dict[str, Any]]:
    """What every rival has to find."""
    return [
        {
            name: value
            for name, path in paths.items()
            if (value := _at(record, path)) is not None
        }
        for record in records
    ]


def _at(content: Any, path: str) -> Any:  # noqa: ANN401 - what a record holds
    for name in path.split("."):
        content = content.get(name) if isinstance(content, dict) else None
    return content


def _glom(paths: Mapping[str, str]) -> Rival:
    from glom import Coalesce, glom

    spec = {
        name: Coalesce(path, default=None, skip_exc=Exception)
        for name, path in paths.items()
    }
    return lambda records: [glom(record, spec) for record in records]


def _jmespath(paths: Mapping[str, str]) -> Rival:
    import jmespath

    inner = ", ".join(f"{name}: {path}" for name, path in paths.items())
    compiled = jmespath.compile(f"{{{inner}}}")
    return lambda records: [compiled.search(record) for record in records]


def _jsonata(paths: Mapping[str, str]) -> Rival:
    import jsonata

    inner = ", ".join(f'"{name}": {path}' for name, path in paths.items())
    compiled = jsonata.Jsonata(f"{{{inner}}}")
    return lambda records: [compiled.evaluate(record) for record in records]


def _jq(paths: Mapping[str, str]) -> Rival:
    program = shutil.which("jq")
    if program is None:
        raise LookupError

    inner = ", ".join(
        f"{name}: {''.join(f'.{part}?' for part in path.split('.'))}"
        for name, path in paths.items()
    )
    command = [program, "-c", f"{{{inner}}}"]

    def read(records: list[Json]) -> list[dict[str, Any]]:
        text = "\n".join(map(json.dumps, records))
        said = subprocess.run(  # noqa: S603 - the user's own jq, and our own words
            command, input=text, capture_output=True, text=True, check=True
        )
        return [json.loads(line) for line in said.stdout.splitlines()]

    return read


_MAKERS: dict[str, Callable[[Mapping[str, str]], Rival]] = {
    "glom": _glom,
    "jmespath": _jmespath,
    "jsonata-python": _jsonata,
    "jq, its start with it": _jq,
}
