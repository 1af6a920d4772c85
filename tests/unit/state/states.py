"""Small states to look at, to copy and to break."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from engine.model.link import Baseline
from engine.model.observation import Observation
from engine.model.side import Pair, Side
from engine.state.cursors import Cursor
from engine.state.links import NewLink
from engine.state.observations import Sighting
from engine.state.store import Store

NOBODY = 65534
AT = datetime(2026, 1, 5, 10, 0, tzinfo=UTC)


def filled(path: Path, pairs: int = 3) -> Path:
    """A state with so many pairs that agree on their names."""
    store = Store.open(path)
    shelves = store.of("customers")
    for number in range(1, pairs + 1):
        ids = Pair(str(number), str(100 + number))
        view = {"name": f"Ditta {number}"}
        for side in Side:
            seen = Observation(ids[side], f"Ditta {number}", dict(view), AT)
            shelves.observations.keep(side, [Sighting(seen, (), is_fresh=False)])
        link = shelves.links.add(NewLink(ids, "vat_number"), AT)
        shelves.links.agree([(link, Baseline(Pair(dict(view), dict(view))))], AT)
    for side in Side:
        shelves.cursors.set(side, Cursor(AT, AT))
    store.close()
    return path


def alter(path: Path, *statements: str) -> None:
    """Change a state behind its back."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def pairs_of(path: Path) -> list[tuple[str, str]]:
    """The pairs that a state remembers."""
    store = Store.open(path)
    found = [tuple(link.ids) for link in store.of("customers").links.all()]
    store.close()
    return [(left, right) for left, right in found]


def scribble(path: Path) -> None:
    """Write nonsense over the pages behind the first."""
    content = bytearray(path.read_bytes())
    content[4096 + 100 :] = b"\xa5" * (len(content) - 4096 - 100)
    path.write_bytes(content)


@contextmanager
def reachable() -> Iterator[Path]:
    """A folder that every user of the machine can reach."""
    folder = Path(tempfile.mkdtemp(prefix="raccordo-test-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


@contextmanager
def no_rights() -> Iterator[None]:
    """Be a user to whom the rights of files apply: the first user is not one."""
    if os.geteuid():
        yield
        return
    # What is imported late must be there before: nobody may not read it.
    __import__("filelock")
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
