"""A copy is whole or not there, and nothing that was there is lost."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from engine.errors import StateError
from engine.state import keeping
from engine.state.keeping import copy_to, put_in_place
from engine.state.store import Store
from engine.state.trouble import Damaged, Locked, NoFolder, NotAState
from tests.unit.state.states import alter, filled, pairs_of, scribble


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_copy_has_what_the_state_has(tmp_path: Path) -> None:
    path = filled(tmp_path / "s.db")

    copy_to(path, tmp_path / "copy.db")

    assert pairs_of(tmp_path / "copy.db") == [("1", "101"), ("2", "102"), ("3", "103")]


def test_a_copy_is_one_file(tmp_path: Path) -> None:
    path = filled(tmp_path / "s.db")
    (tmp_path / "kept").mkdir()

    copy_to(path, tmp_path / "kept" / "copy.db")

    assert names(tmp_path / "kept") == ["copy.db"]


def test_a_copy_made_during_a_write_has_what_was_committed(tmp_path: Path) -> None:
    path = filled(tmp_path / "s.db")
    store = Store.open(path)
    store.settings.set("a", "kept")
    with store.transaction():
        store.settings.set("b", "not yet")
        copy_to(path, tmp_path / "copy.db")
    store.close()

    copy = Store.open(tmp_path / "copy.db")
    assert (copy.settings.get("a"), copy.settings.get("b")) == ("kept", "")
    copy.close()


def test_a_copy_of_a_damaged_state_is_not_made(tmp_path: Path) -> None:
    path = filled(tmp_path / "s.db")
    scribble(path)
    (tmp_path / "copy.db").write_bytes(b"the earlier copy")

    with pytest.raises(Damaged):
        copy_to(path, tmp_path / "copy.db")

    assert (tmp_path / "copy.db").read_bytes() == b"the earlier copy"
    assert not [name for name in names(tmp_path) if ".part" in name]


def test_a_copy_to_nowhere_says_so(tmp_path: Path) -> None:
    path = filled(tmp_path / "s.db")

    with pytest.raises(NoFolder):
        copy_to(path, tmp_path / "none" / "copy.db")


def test_a_copy_put_back_is_the_state_and_the_other_is_kept(tmp_path: Path) -> None:
    path = filled(tmp_path / "s.db")
    copy_to(path, tmp_path / "copy.db")
    alter(path, "DELETE FROM baseline", "DELETE FROM link WHERE left_id <> '1'")

    kept = put_in_place(tmp_path / "copy.db", path)

    assert pairs_of(path) == [("1", "101"), ("2", "102"), ("3", "103")]
    assert kept == tmp_path / "s.db.before-restore"
    assert kept is not None
    assert pairs_of(kept) == [("1", "101")]


def test_a_log_of_the_old_state_is_never_laid_over_the_new(tmp_path: Path) -> None:
    """The process that wrote last died: its log lies beside the file."""
    path = filled(tmp_path / "s.db")
    copy_to(path, tmp_path / "copy.db")
    dead = sqlite3.connect(path, isolation_level=None)
    dead.execute("DELETE FROM baseline")
    dead.execute("DELETE FROM link")
    log = (tmp_path / "s.db-wal").read_bytes()
    dead.close()
    (tmp_path / "s.db-wal").write_bytes(log)

    put_in_place(tmp_path / "copy.db", path)

    assert pairs_of(path) == [("1", "101"), ("2", "102"), ("3", "103")]


def test_a_state_is_put_where_none_was(tmp_path: Path) -> None:
    copy = filled(tmp_path / "copy.db")

    kept = put_in_place(copy, tmp_path / "s.db")

    assert kept is None
    assert len(pairs_of(tmp_path / "s.db")) == 3


def test_a_second_restore_keeps_the_first_aside(tmp_path: Path) -> None:
    path = filled(tmp_path / "s.db", pairs=1)
    copy = filled(tmp_path / "copy.db", pairs=2)

    put_in_place(copy, path)
    kept = put_in_place(copy, path)

    assert kept == tmp_path / "s.db.before-restore-2"
    assert len(pairs_of(tmp_path / "s.db.before-restore")) == 1


def test_a_damaged_state_is_kept_as_it_lies(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    path.write_bytes(b"nothing that SQLite could read" * 200)
    copy = filled(tmp_path / "copy.db")

    kept = put_in_place(copy, path)

    assert kept is not None
    assert kept.read_bytes().startswith(b"nothing that SQLite could read")
    assert len(pairs_of(path)) == 3


@pytest.mark.parametrize(
    ("spoil", "kind"),
    [
        pytest.param(scribble, Damaged, id="damaged"),
        pytest.param(lambda path: path.write_bytes(b"x" * 999), NotAState, id="a text"),
    ],
)
def test_a_copy_that_is_not_whole_is_refused(
    spoil: object, kind: type[StateError], tmp_path: Path
) -> None:
    path, copy = filled(tmp_path / "s.db", pairs=1), filled(tmp_path / "copy.db")
    assert callable(spoil)
    spoil(copy)

    with pytest.raises(kind):
        put_in_place(copy, path)

    assert pairs_of(path) == [("1", "101")]
    assert "s.db.before-restore" not in names(tmp_path)


def test_a_state_that_is_open_elsewhere_is_not_replaced(tmp_path: Path) -> None:
    path, copy = filled(tmp_path / "s.db", pairs=1), filled(tmp_path / "copy.db")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM link").fetchone()

        with pytest.raises(Locked):
            put_in_place(copy, path)

    assert pairs_of(path) == [("1", "101")]


def test_a_restore_that_dies_midway_leaves_the_old_state(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever fails between the copy and the change of names."""
    path, copy = filled(tmp_path / "s.db", pairs=1), filled(tmp_path / "copy.db")

    def full(path: Path) -> Path:
        del path
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(keeping, "_set_aside", full)

    with pytest.raises(StateError, match="disk is full"):
        put_in_place(copy, path)

    assert pairs_of(path) == [("1", "101")]
