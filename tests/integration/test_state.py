"""A state that cannot be used is said in words, and never in a traceback."""

import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.errors import Busy, StateError
from engine.model.side import Pair
from engine.state.database import TooNew
from engine.state.links import NewLink
from engine.state.store import Store, hold

HOLDER = """
import sys
from pathlib import Path
from engine.state.store import hold
with hold(Path(sys.argv[1]), "acme", 5.0):
    print("held", flush=True)
    sys.stdin.readline()
"""

NOBODY = """
import os
import sys
from pathlib import Path
from engine.errors import StateError
from engine.state.store import Store, hold
import filelock
path = Path(sys.argv[1])
if os.geteuid() == 0:
    os.seteuid(65534)
for attempt in (lambda: Store.open(path), lambda: hold(path, "acme", 0.1).__enter__()):
    try:
        attempt()
    except StateError as error:
        print(type(error).__name__)
"""


def test_a_second_process_is_told_that_the_profile_is_held(tmp_path: Path) -> None:
    """And gets it the moment the first one dies, however it dies."""
    state = tmp_path / "acme.db"
    holder = subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, "-c", HOLDER, str(state)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(Busy, match="acme"), hold(state, "acme", 0.2):
            pass
        holder.kill()

    with hold(state, "acme", 5.0):
        pass


def test_a_state_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "acme.db"
    Store.open(path).close()
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('raccordo', 'of the year 2099', '2099-01-01')"
        )
    connection.close()
    before = path.read_bytes()

    with pytest.raises(TooNew, match="newer"):
        Store.open(path)

    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"this is no database, and long enough to be read", id="no file"),
        pytest.param(b"SQLite format 3\x00" + b"\xff" * 5000, id="a broken header"),
    ],
)
def test_a_damaged_state_is_said_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "acme.db"
    path.write_bytes(content)

    with pytest.raises(StateError, match=r"acme\.db"):
        Store.open(path)


def test_a_state_where_none_can_be_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    path = tmp_path / "file" / "acme.db"

    with pytest.raises(StateError, match=r"acme\.db"):
        Store.open(path)
    with pytest.raises(StateError, match=r"acme\.db"), hold(path, "acme", 0.1):
        pass


def test_a_folder_that_may_not_be_written_to_is_said_in_words(tmp_path: Path) -> None:
    """Tried as somebody who may not: to root nothing is forbidden."""
    folder = tmp_path / "closed"
    folder.mkdir()
    folder.chmod(0o555)
    for parent in (tmp_path, *tmp_path.parents[:2]):
        parent.chmod(parent.stat().st_mode | 0o755)
    said = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", NOBODY, str(folder / "acme.db")],
        capture_output=True,
        check=True,
        cwd=Path(__file__).parents[2],
        text=True,
    )

    assert said.stdout.split() == ["ReadOnly", "ReadOnly"]


def test_a_transaction_that_fails_leaves_nothing(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "acme.db")

    def fail() -> None:
        with store.transaction():
            store.settings.set("colour", "red")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()

    assert store.settings.get("colour") == ""
    with store.transaction():
        store.settings.set("colour", "blue")
    store.close()
    again = Store.open(tmp_path / "acme.db")
    assert again.settings.get("colour") == "blue"
    again.close()


def test_numbers_are_never_given_twice() -> None:
    """What a person was told about number 1 is not about another one tomorrow."""
    store = Store.open(None)
    links = store.of("customers").links
    first = links.add(NewLink(Pair("1", "2"), "person"), datetime.now(UTC))
    links.remove(first)

    assert links.add(NewLink(Pair("3", "4"), "person"), datetime.now(UTC)) > first
    store.close()
