"""The tables of both databases, to be read out and filled."""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from engine.state.address import quoted
from engine.state.dialect import storable
from engine.state.transfer import Record, Sheet

_OURS = "WHERE type = 'table' AND name NOT LIKE '%sqlite_%'"


class SqliteArchive:
    """A file of SQLite, or one in memory."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def sheets(self) -> list[Sheet]:
        """The tables."""
        sql = f"SELECT name FROM sqlite_master {_OURS} ORDER BY name"
        return [self._sheet(row[0]) for row in self._all(sql)]

    def read_out(self, sheet: Sheet) -> Iterator[Record]:
        """All the rows of a table."""
        sql = f"SELECT {_listed(sheet)} FROM {quoted(sheet.name)}"
        return (tuple(row) for row in self._connection.execute(sql))

    def fill(self, sheet: Sheet, records: Iterable[Record]) -> None:
        """Put rows into a table that is empty."""
        # A row may come before the one that it belongs to.
        self._connection.execute("PRAGMA defer_foreign_keys = ON")
        marks = ", ".join("?" * len(sheet.columns))
        into = f"{quoted(sheet.name)} ({_listed(sheet)})"
        self._connection.executemany(f"INSERT INTO {into} VALUES ({marks})", records)
        if self._counts(sheet.name):
            given = (sheet.last, sheet.name)
            self._connection.execute(
                "DELETE FROM sqlite_sequence WHERE name = ?", given[1:]
            )
            self._connection.execute(
                "INSERT INTO sqlite_sequence (seq, name) VALUES (?, ?)", given
            )

    def _sheet(self, name: str) -> Sheet:
        found = self._all(f"PRAGMA table_info({quoted(name)})")
        columns = [row["name"] for row in found]
        if not any(row["pk"] for row in found):
            columns.append("rowid")
        sheet = Sheet(name, tuple(columns))
        if not sheet.numbers:
            return sheet
        return Sheet(name, sheet.columns, self._last(sheet))

    def _last(self, sheet: Sheet) -> int:
        if self._counts(sheet.name):
            sql = "SELECT max(seq) FROM sqlite_sequence WHERE name = ?"
            rows = self._connection.execute(sql, (sheet.name,)).fetchall()
        else:
            rows = self._all(f"SELECT max({sheet.numbers}) FROM {quoted(sheet.name)}")
        return int(rows[0][0] or 0)

    def _counts(self, name: str) -> bool:
        """Whether the table never gives a number twice."""
        sql = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?"
        (row,) = self._connection.execute(sql, (name,)).fetchall()
        return "AUTOINCREMENT" in row[0]

    def _all(self, sql: str) -> list[sqlite3.Row]:
        cursor = self._connection.cursor()
        cursor.row_factory = sqlite3.Row
        return cursor.execute(sql).fetchall()


class PostgresArchive:
    """The schema that a connection looks at."""

    def __init__(self, connection: Any, schema: str) -> None:  # noqa: ANN401 - psycopg's own
        self._connection = connection
        self._schema = schema

    def sheets(self) -> list[Sheet]:
        """The tables."""
        rows = self._rows(
            "SELECT table_name, array_agg(column_name::text ORDER BY ordinal_position)"
            " FROM information_schema.columns WHERE table_schema = $1"
            " AND table_name <> 'migration' GROUP BY 1 ORDER BY 1",
            self._schema,
        )
        return [self._sheet(name, tuple(columns)) for name, columns in rows]

    def read_out(self, sheet: Sheet) -> Iterator[Record]:
        """All the rows of a table."""
        from psycopg.rows import tuple_row

        sql = f"SELECT {_listed(sheet)} FROM {quoted(sheet.name)}"
        # One with a name has the server keep what was not asked for yet.
        with self._connection.cursor("sheet", row_factory=tuple_row) as cursor:
            yield from cursor.execute(sql)

    def fill(self, sheet: Sheet, records: Iterable[Record]) -> None:
        """Put rows into a table that is empty."""
        # A row may come before the one that it belongs to.
        self._connection.execute("SET CONSTRAINTS ALL DEFERRED")
        into = f"{quoted(sheet.name)} ({_listed(sheet)})"
        with (
            self._connection.cursor() as cursor,
            cursor.copy(f"COPY {into} FROM STDIN") as copy,
        ):
            for record in records:
                copy.write_row([storable(value) for value in record])
        sequence = self._sequence(sheet)
        if sequence:
            self._rows(
                "SELECT setval($1, $2, $3)", sequence, sheet.last or 1, sheet.last > 0
            )

    def _sheet(self, name: str, columns: tuple[str, ...]) -> Sheet:
        sequence = self._sequence(Sheet(name, columns))
        if not sequence:
            return Sheet(name, columns)
        ((last, is_given),) = self._rows(
            f"SELECT last_value, is_called FROM {sequence}"
        )
        return Sheet(name, columns, int(last) if is_given else 0)

    def _sequence(self, sheet: Sheet) -> str:
        if not sheet.numbers:
            return ""
        ((found,),) = self._rows(
            "SELECT pg_get_serial_sequence($1, $2)", quoted(sheet.name), sheet.numbers
        )
        return found or ""

    def _rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        from psycopg.rows import tuple_row

        with self._connection.cursor(row_factory=tuple_row) as cursor:
            found: list[tuple[Any, ...]] = cursor.execute(sql, values).fetchall()
            return found


def _listed(sheet: Sheet) -> str:
    return ", ".join(map(quoted, sheet.columns))
