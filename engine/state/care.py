"""Look at a state file without changing it: is it whole, ours, and consistent?

Each line of ``_CHECKS`` is one promise about what is remembered, as a query that
finds the records which break it.
"""

import contextlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.state.database import TooNew
from engine.state.migrations import SET, STEPS
from engine.state.trouble import Damaged, NotAState, said

_PATIENCE = 5.0
_SHOWN = 3

_CHECKS = {
    "links": """
        SELECT entity || ' ' || left_id AS found FROM link NOT INDEXED
          GROUP BY entity, left_id HAVING count(*) > 1
        UNION SELECT entity || ' ' || right_id FROM link NOT INDEXED
          GROUP BY entity, right_id HAVING count(*) > 1""",
    "unread": """
        SELECT l.entity || ' ' || l.left_id || '/' || l.right_id AS found FROM link l
        WHERE l.state = 'linked' AND (
          NOT EXISTS (SELECT 1 FROM observation o WHERE o.entity = l.entity
            AND o.side = 'left' AND o.id = l.left_id)
          OR NOT EXISTS (SELECT 1 FROM observation o WHERE o.entity = l.entity
            AND o.side = 'right' AND o.id = l.right_id))""",
    "unreadable": """
        SELECT entity || ' ' || id AS found FROM observation WHERE NOT json_valid(view)
        UNION SELECT 'baseline ' || link FROM baseline
          WHERE NOT (json_valid(left_view) AND json_valid(right_view))
        UNION SELECT 'operation ' || number FROM operation
          WHERE NOT (json_valid(sent) AND json_valid(snap))""",
    "baselines": """
        SELECT l.entity || ' ' || l.left_id || '/' || l.right_id AS found
        FROM baseline b JOIN link l ON l.number = b.link
        WHERE json_valid(b.left_view) AND json_valid(b.right_view) AND (
          EXISTS (SELECT key FROM json_each(b.left_view)
            EXCEPT SELECT key FROM json_each(b.right_view))
          OR EXISTS (SELECT key FROM json_each(b.right_view)
            EXCEPT SELECT key FROM json_each(b.left_view)))""",
    "strangers": """
        SELECT l.entity || ' ' || l.left_id || '/' || l.right_id AS found
        FROM link l JOIN never_match n ON n.entity = l.entity
          AND n.left_id = l.left_id AND n.right_id = l.right_id
        WHERE l.state <> 'unlinked'""",
    "conflicts": """
        SELECT number AS found FROM conflict c WHERE is_open = 1 AND NOT EXISTS (
          SELECT 1 FROM link l WHERE l.number = c.link AND l.state <> 'unlinked')""",
    "cursors": """
        SELECT entity || ' ' || side AS found FROM cursor WHERE stamp > listed_at""",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found: nothing, or so many records, some of them named."""

    what: str
    count: int = 0
    examples: str = ""


@dataclass(frozen=True, slots=True)
class Health:
    """How a state file is.

    Attributes:
        version: How many steps of ours it has been through.
        missing: How many steps the next command will take with it.
        waiting: How many writes the next run has to look after.
    """

    version: int
    missing: int
    links: int
    waiting: int
    findings: tuple[Finding, ...]


@contextlib.contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a state to look at it only.

    Raises:
        StateError: It cannot be opened or read.
    """
    try:
        uri = f"{path.absolute().as_uri()}?mode=ro"
        connection = sqlite3.connect(uri, uri=True, timeout=_PATIENCE)
        with contextlib.closing(connection):
            yield connection
    except sqlite3.Error as error:
        raise said(error, path) from error


def examine(path: Path) -> Health:
    """Look at everything that can be wrong with a state.

    Raises:
        Damaged: It is not whole; nothing else of it can be believed.
        NotAState: It is another file.
        TooNew: A newer raccordo wrote it.
    """
    with reading(path) as connection:
        applied = _applied(connection, path)
        lines = [row[0] for row in connection.execute("PRAGMA integrity_check(5)")]
        if lines != ["ok"]:
            raise Damaged(path=str(path), text="; ".join(lines))
        known = [name for name, _ in STEPS]
        if applied - set(known):
            raise TooNew(path=str(path), text="")
        missing = len(known) - len(applied)
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
        names = [f"{table} {row}" for table, row, *_ in broken]
        findings = [_finding("foreign_keys", names)]
        if not missing:
            findings += [_check(connection, what) for what in _CHECKS]
        return Health(
            len(applied),
            missing,
            _number(connection, "SELECT count(*) FROM link WHERE state <> 'unlinked'"),
            _number(connection, "SELECT count(*) FROM operation"),
            tuple(findings),
        )


def _applied(connection: sqlite3.Connection, path: Path) -> set[str]:
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    if "_sqlite_migrations" not in names:
        raise NotAState(path=str(path), text="")
    rows = connection.execute(
        "SELECT name FROM _sqlite_migrations WHERE migration_set = ?", (SET,)
    )
    return {row[0] for row in rows}


def _check(connection: sqlite3.Connection, what: str) -> Finding:
    rows = connection.execute(_CHECKS[what]).fetchall()
    return _finding(what, [str(row[0]) for row in rows])


def _finding(what: str, names: list[str]) -> Finding:
    more = ", …" if len(names) > _SHOWN else ""
    return Finding(what, len(names), ", ".join(names[:_SHOWN]) + more)


def _number(connection: sqlite3.Connection, sql: str) -> int:
    return int(connection.execute(sql).fetchone()[0])
