"""A state is looked at without being changed."""

from pathlib import Path

import pytest

from engine.errors import StateError
from engine.state.care import examine
from engine.state.database import TooNew
from engine.state.trouble import Damaged, NotAState
from tests.unit.state.states import alter, filled, scribble

NEWER = (
    "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
    " VALUES ('raccordo', 'of tomorrow', '2030-01-01')"
)


def found(path: Path) -> dict[str, str]:
    return {
        finding.what: finding.examples
        for finding in examine(path).findings
        if finding.count
    }


def test_a_state_that_is_well_has_no_findings(tmp_path: Path) -> None:
    path = filled(tmp_path / "s.db")

    health = examine(path)

    assert found(path) == {}
    assert (health.links, health.waiting, health.missing) == (3, 0, 0)


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        pytest.param(
            ["DELETE FROM observation WHERE side = 'right' AND id = '102'"],
            {"unread": "customers 2/102"},
            id="one of a pair was never read",
        ),
        pytest.param(
            ["DELETE FROM link WHERE left_id = '2'"],
            {"foreign_keys": "baseline 2"},
            id="a baseline without its pair",
        ),
        pytest.param(
            ["UPDATE baseline SET right_view = '{}' WHERE link = 2"],
            {"baselines": "customers 2/102"},
            id="an agreement that one side does not know",
        ),
        pytest.param(
            ["UPDATE observation SET view = '{' WHERE side = 'left' AND id = '3'"],
            {"unreadable": "customers 3"},
            id="a value that cannot be read",
        ),
        pytest.param(
            ["INSERT INTO never_match VALUES ('customers', '1', '101')"],
            {"strangers": "customers 1/101"},
            id="a pair that a person forbade",
        ),
        pytest.param(
            ["UPDATE cursor SET stamp = '2027-01-01' WHERE side = 'left'"],
            {"cursors": "customers left"},
            id="a cursor ahead of its server",
        ),
        pytest.param(
            [
                (
                    "INSERT INTO conflict VALUES (9, 1, 'customers', 77, '7', '107',"
                    " 'X', 'city', '\"a\"', '\"b\"', '', 'manual', '', '2026-01-05', 1)"
                )
            ],
            {"conflicts": "9"},
            id="a conflict of no pair",
        ),
        pytest.param(
            [
                (
                    "CREATE TABLE twice (number INTEGER PRIMARY KEY, entity, left_id,"
                    " right_id, state, made_by, made_at, parted_at)"
                ),
                "INSERT INTO twice SELECT * FROM link",
                "DROP TABLE link",
                "ALTER TABLE twice RENAME TO link",
                (
                    "INSERT INTO link SELECT 9, entity, left_id, '101', state, made_by,"
                    " made_at, parted_at FROM link WHERE left_id = '2'"
                ),
            ],
            {"links": "customers 101, customers 2"},
            id="records in two pairs",
        ),
    ],
)
def test_each_promise_that_is_broken_is_found(
    statements: list[str], expected: dict[str, str], tmp_path: Path
) -> None:
    path = filled(tmp_path / "s.db")
    alter(path, *statements)

    assert found(path) == expected


def test_many_offenders_are_counted_and_some_named(tmp_path: Path) -> None:
    path = filled(tmp_path / "s.db", pairs=5)
    alter(path, "DELETE FROM observation WHERE side = 'right'")

    (finding,) = [one for one in examine(path).findings if one.count]

    assert finding.count == 5
    assert finding.examples == "customers 1/101, customers 2/102, customers 3/103, …"


def test_a_look_changes_nothing(tmp_path: Path) -> None:
    path = filled(tmp_path / "s.db")
    before = path.read_bytes()

    examine(path)

    assert path.read_bytes() == before


def test_an_older_state_is_told_as_such_and_not_brought_up(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    alter(
        path,
        "CREATE TABLE _sqlite_migrations (migration_set TEXT, name TEXT,"
        " applied_at TEXT)",
        "CREATE TABLE link (number INTEGER, state TEXT)",
        "CREATE TABLE operation (number INTEGER)",
    )

    health = examine(path)

    assert health.missing > 0
    assert health.version == 0


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        pytest.param(b"name: acme\n" * 200, NotAState, id="a text"),
        pytest.param(b"", NotAState, id="an empty file"),
    ],
)
def test_another_file_is_told_as_such(
    content: bytes, kind: type[StateError], tmp_path: Path
) -> None:
    path = tmp_path / "s.db"
    path.write_bytes(content)

    with pytest.raises(kind):
        examine(path)


def test_a_database_of_somebody_else_is_no_state(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    alter(path, "CREATE TABLE photo (id INTEGER)")

    with pytest.raises(NotAState):
        examine(path)


def test_a_newer_state_is_told_as_such(tmp_path: Path) -> None:
    path = filled(tmp_path / "s.db")
    alter(path, NEWER)

    with pytest.raises(TooNew):
        examine(path)


def test_a_damaged_state_is_told_as_such(tmp_path: Path) -> None:
    path = filled(tmp_path / "s.db")
    scribble(path)

    with pytest.raises(Damaged):
        examine(path)
