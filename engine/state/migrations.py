"""How the state came to its present form: named steps, each in its transaction.

A step is never changed once it was released; a new one is added at the end.
"""

import sqlite3
from collections.abc import Callable
from typing import Protocol

SET = "raccordo"


class Connection(Protocol):
    """What a step is taken on; the words for types are those of SQLite."""

    def execute(self, sql: str, /) -> object:
        """Make or alter a table."""


_FIRST = """
CREATE TABLE observation (
  entity TEXT NOT NULL,
  side TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  view TEXT NOT NULL,
  modified TEXT,
  edited TEXT NOT NULL,
  is_fresh INTEGER NOT NULL,
  PRIMARY KEY (entity, side, id)
);
CREATE INDEX observation_fresh ON observation (entity, side, id) WHERE is_fresh = 1;

CREATE TABLE match_key (
  entity TEXT NOT NULL,
  side TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  key TEXT NOT NULL,
  PRIMARY KEY (entity, side, id, name)
);
CREATE INDEX match_key_found ON match_key (entity, name, key, side);

CREATE TABLE link (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  entity TEXT NOT NULL,
  left_id TEXT NOT NULL,
  right_id TEXT NOT NULL,
  state TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at TEXT NOT NULL,
  UNIQUE (entity, left_id),
  UNIQUE (entity, right_id)
);

CREATE TABLE baseline (
  link INTEGER PRIMARY KEY REFERENCES link (number) ON DELETE CASCADE,
  left_view TEXT NOT NULL,
  right_view TEXT NOT NULL,
  agreed_at TEXT NOT NULL
);

CREATE TABLE wanted (
  link INTEGER NOT NULL REFERENCES link (number) ON DELETE CASCADE,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (link, field)
);

CREATE TABLE never_match (
  entity TEXT NOT NULL,
  left_id TEXT NOT NULL,
  right_id TEXT NOT NULL,
  PRIMARY KEY (entity, left_id, right_id)
);

CREATE TABLE excluded (
  entity TEXT NOT NULL,
  side TEXT NOT NULL,
  id TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (entity, side, id)
);

CREATE TABLE asked (
  entity TEXT NOT NULL,
  side TEXT NOT NULL,
  id TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (entity, side, id)
);

CREATE TABLE operation (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  run INTEGER NOT NULL,
  entity TEXT NOT NULL,
  side TEXT NOT NULL,
  verb TEXT NOT NULL,
  source_id TEXT NOT NULL,
  target_id TEXT,
  link INTEGER,
  sent TEXT NOT NULL,
  snap TEXT NOT NULL,
  kept_at TEXT
);

CREATE TABLE cursor (
  entity TEXT NOT NULL,
  side TEXT NOT NULL,
  stamp TEXT NOT NULL,
  listed_at TEXT,
  settled INTEGER NOT NULL,
  window INTEGER NOT NULL,
  first_seen TEXT,
  PRIMARY KEY (entity, side)
);

CREATE TABLE problem (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  entity TEXT NOT NULL,
  side TEXT NOT NULL,
  record TEXT NOT NULL,
  name TEXT NOT NULL,
  code TEXT NOT NULL,
  severity TEXT NOT NULL,
  field TEXT NOT NULL,
  parts TEXT NOT NULL,
  source TEXT NOT NULL,
  since TEXT NOT NULL,
  tries INTEGER NOT NULL,
  attempt TEXT NOT NULL,
  is_dismissed INTEGER NOT NULL,
  UNIQUE (entity, side, record, code, field)
);

CREATE TABLE conflict (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  run INTEGER NOT NULL,
  entity TEXT NOT NULL,
  link INTEGER NOT NULL,
  left_id TEXT NOT NULL,
  right_id TEXT NOT NULL,
  name TEXT NOT NULL,
  field TEXT NOT NULL,
  left_value TEXT NOT NULL,
  right_value TEXT NOT NULL,
  decided TEXT NOT NULL,
  reason TEXT NOT NULL,
  grade TEXT NOT NULL,
  at TEXT NOT NULL,
  is_open INTEGER NOT NULL
);
CREATE INDEX conflict_open ON conflict (entity, link, field) WHERE is_open = 1;

CREATE TABLE journal (
  number INTEGER PRIMARY KEY,
  run INTEGER NOT NULL,
  at TEXT NOT NULL,
  entity TEXT NOT NULL,
  side TEXT NOT NULL,
  record TEXT NOT NULL,
  source_id TEXT NOT NULL,
  verb TEXT NOT NULL,
  field TEXT NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  reason TEXT NOT NULL,
  grade TEXT NOT NULL,
  detail TEXT NOT NULL
);
CREATE INDEX journal_record ON journal (entity, side, record);
CREATE INDEX journal_run ON journal (run);

CREATE TABLE run (
  number INTEGER PRIMARY KEY,
  command TEXT NOT NULL,
  mode TEXT NOT NULL,
  started_at TEXT NOT NULL,
  seconds REAL,
  exit INTEGER,
  report TEXT NOT NULL
);

CREATE TABLE collection (
  name TEXT PRIMARY KEY,
  options TEXT NOT NULL,
  is_missing INTEGER NOT NULL,
  read_at TEXT NOT NULL
);

CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);
"""


def _first(connection: Connection) -> None:
    for statement in _FIRST.split(";"):
        if statement.strip():
            connection.execute(statement)


def _second(connection: Connection) -> None:
    for column in ("before", "causes"):
        connection.execute(
            f"ALTER TABLE operation ADD COLUMN {column} TEXT NOT NULL DEFAULT '{{}}'"
        )


def _third(connection: Connection) -> None:
    connection.execute(
        "CREATE TABLE read_below (entity TEXT NOT NULL, side TEXT NOT NULL,"
        " id TEXT NOT NULL, mark TEXT NOT NULL, PRIMARY KEY (entity, side, id))"
    )


def _fourth(connection: Connection) -> None:
    connection.execute(
        "CREATE TABLE move ("
        " link INTEGER NOT NULL REFERENCES link (number) ON DELETE CASCADE,"
        " side TEXT NOT NULL, mover TEXT NOT NULL, at TEXT NOT NULL)"
    )
    connection.execute("CREATE INDEX move_link ON move (link, mover, side, at)")


def _fifth(connection: Connection) -> None:
    # Where nothing stands, whatever differed by then counts as accepted.
    connection.execute("ALTER TABLE baseline ADD COLUMN accepted TEXT")


def _sixth(connection: Connection) -> None:
    connection.execute("ALTER TABLE link ADD COLUMN parted_at TEXT")


def _hints(connection: Connection) -> None:
    connection.execute(
        "CREATE TABLE hint (number INTEGER PRIMARY KEY AUTOINCREMENT,"
        " entity TEXT NOT NULL, side TEXT NOT NULL, id TEXT NOT NULL,"
        " at TEXT NOT NULL, UNIQUE (entity, side, id))"
    )


STEPS: tuple[tuple[str, Callable[[Connection], None]], ...] = (
    ("first", _first),
    ("what an operation lays itself over", _second),
    ("parents whose records were read", _third),
    ("who moved a pair in the last day", _fourth),
    ("differences that were accepted", _fifth),
    ("since when a link is a tombstone", _sixth),
    ("records to be read soon", _hints),
)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a state to the present form."""
    # Imported here: a state that is up to date is opened without it.
    from sqlite_utils import Database, Migrations

    migrations = Migrations(SET)
    for name, step in STEPS:
        migrations(name=name)(_on_connection(step))
    migrations.apply(Database(connection))


def _on_connection(
    step: Callable[[Connection], None],
) -> Callable[[object], None]:
    def run(database: object) -> None:
        step(database.conn)  # type: ignore[attr-defined]  # sqlite-utils tells no type

    return run
