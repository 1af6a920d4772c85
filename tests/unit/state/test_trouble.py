"""Whatever the disk and SQLite refuse is said in our words, and nothing is lost."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from engine.errors import StateError
from engine.state import sqlite, trouble
from engine.state.migrations import migrate
from engine.state.store import Store, hold
from engine.state.trouble import (
    Damaged,
    DiskTrouble,
    Full,
    Locked,
    NoFolder,
    NotAState,
    ReadOnly,
    Unopenable,
)
from tests.unit.state.states import (
    alter,
    filled,
    no_rights,
    pairs_of,
    reachable,
    scribble,
)


@pytest.fixture
def folder() -> Iterator[Path]:
    with reachable() as made:
        yield made


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NoFolder):
        Store.open(tmp_path / "none" / "s.db")


def test_a_folder_in_the_place_of_the_state(tmp_path: Path) -> None:
    with pytest.raises(Unopenable):
        Store.open(tmp_path)


def test_a_text_in_the_place_of_the_state(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    path.write_text("name: acme\n" * 100)

    with pytest.raises(NotAState):
        Store.open(path)


def test_a_database_of_somebody_else_is_not_written_to(tmp_path: Path) -> None:
    path = tmp_path / "photos.db"
    alter(path, "CREATE TABLE photo (id INTEGER)")
    before = path.read_bytes()

    with pytest.raises(NotAState):
        Store.open(path)

    assert path.read_bytes() == before


def test_a_damaged_state(tmp_path: Path) -> None:
    path = filled(tmp_path / "s.db")
    scribble(path)

    with pytest.raises(Damaged):
        list(Store.open(path).of("customers").links.all())


def test_a_state_that_another_program_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "_PATIENCE", 0.01)
    path = filled(tmp_path / "s.db")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        store = Store.open(path)

        with pytest.raises(Locked), store.transaction():
            store.settings.set("a", "b")

        other.execute("COMMIT")
    store.settings.set("a", "b")
    assert store.settings.get("a") == "b"
    store.close()


def test_a_state_that_may_only_be_read(folder: Path) -> None:
    path = filled(folder / "s.db")
    path.chmod(0o444)
    folder.chmod(0o555)

    with no_rights(), pytest.raises(ReadOnly):
        Store.open(path).settings.set("a", "b")


def test_a_folder_that_may_only_be_read_takes_no_lock(folder: Path) -> None:
    folder.chmod(0o555)

    with no_rights(), pytest.raises(ReadOnly), hold(folder / "s.db", "acme", 0):
        pass


def test_a_folder_that_may_only_be_read_takes_no_new_state(folder: Path) -> None:
    folder.chmod(0o555)

    with no_rights(), pytest.raises(ReadOnly):
        Store.open(folder / "s.db")


def test_a_lock_in_a_folder_that_is_not_there_makes_none(tmp_path: Path) -> None:
    path = tmp_path / "none" / "s.db"

    with pytest.raises(NoFolder), hold(path, "acme", 0):
        pass

    assert not path.parent.exists()


def test_a_full_disk_undoes_the_whole_transaction(tmp_path: Path) -> None:
    """Both when a statement finds no room, and when the outer block goes on to end."""
    path = filled(tmp_path / "s.db")
    store = Store.open(path)
    limit(store)

    with pytest.raises(Full):
        set_both(store)

    assert store.settings.get("small") == ""
    store.settings.set("small", "there is room for this")
    store.close()
    assert len(pairs_of(path)) == 3


def set_both(store: Store) -> None:
    with store.transaction():
        store.settings.set("small", "kept?")
        store.settings.set("large", "x" * 10_000_000)


def limit(store: Store) -> None:
    """Let the file grow no more."""
    connection = store._database._connection  # type: ignore[attr-defined]  # noqa: SLF001 - the disk stands behind it
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages + 2}")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        pytest.param("database or disk is full", Full, id="full"),
        pytest.param("attempt to write a readonly database", ReadOnly, id="read only"),
        pytest.param("database is locked", Locked, id="locked"),
        pytest.param("database disk image is malformed", Damaged, id="damaged"),
        pytest.param("file is not a database", NotAState, id="another file"),
        pytest.param("something new", StateError, id="unheard of"),
    ],
)
def test_an_error_without_a_number_is_known_by_its_words(
    words: str, kind: type[StateError]
) -> None:
    assert type(trouble.said(sqlite3.OperationalError(words), Path("s.db"))) is kind


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        pytest.param(28, Full, id="no space left"),
        pytest.param(13, ReadOnly, id="permission denied"),
        pytest.param(30, ReadOnly, id="read-only file system"),
        pytest.param(2, NoFolder, id="no such file or folder"),
        pytest.param(5, DiskTrouble, id="input/output error"),
    ],
)
def test_what_the_system_says_of_a_file(number: int, kind: type[StateError]) -> None:
    error = OSError(number, os.strerror(number))

    assert type(trouble.told(error, Path("s.db"))) is kind


def test_the_steps_may_be_taken_twice() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        migrate(connection)
        once = list(connection.iterdump())
        migrate(connection)

        assert list(connection.iterdump()) == once
