"""Raccordo's command, forked warm for each line that is asked; it may kill itself.

One JSON document on each line of the standard input says the words of a command.
Two numbers answer it, a line each: the process that was begun, and how it ended,
below zero for a signal.  What the command says is thrown away.
"""

import json
import os
import re
import signal
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from typing import Any

import psycopg
from psycopg.pq import TransactionStatus

from engine.cli.main import main

BEFORE, AFTER = "before a commit", "after a commit"
_WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE)", re.IGNORECASE)


class Doom:
    """At which step of which kind the process dies."""

    kind = ""
    left = 0


class Doomed(sqlite3.Connection):
    """A connection whose process dies at one of its commits."""

    def execute(self, sql: str, values: Any = (), /) -> sqlite3.Cursor:  # noqa: ANN401 - sqlite3's own
        if sql == "PRAGMA synchronous = FULL":
            # The machine itself does not die here: no need to wait for its disk.
            return super().execute("PRAGMA synchronous = OFF")
        if not self._commits(sql):
            return super().execute(sql, values)
        _pass_by(BEFORE)
        cursor = super().execute(sql, values)
        _pass_by(AFTER)
        return cursor

    def executemany(self, sql: str, rows: Iterable[Any], /) -> sqlite3.Cursor:
        if self._commits(sql):
            rows = _one_by_one(rows)
        return super().executemany(sql, rows)

    def _commits(self, sql: str) -> bool:
        """Whether the disk holds something else once this is done."""
        return sql == "COMMIT" or (not self.in_transaction and bool(_WRITES.match(sql)))


class DoomedOnServer(psycopg.Connection[Any]):
    """The same to a server."""

    def execute(self, query: Any, params: Any = None, **more: Any) -> Any:  # noqa: ANN401 - psycopg's own
        if not self._commits(query):
            return super().execute(query, params, **more)
        _pass_by(BEFORE)
        cursor = super().execute(query, params, **more)
        _pass_by(AFTER)
        return cursor

    def _commits(self, sql: str) -> bool:
        is_alone = self.info.transaction_status is TransactionStatus.IDLE
        return sql == "COMMIT" or (is_alone and bool(_WRITES.match(sql)))


def _one_by_one(rows: Iterable[Any]) -> Iterator[Any]:
    """Outside a transaction each row is a commit of its own."""
    for row in rows:
        _pass_by(BEFORE)
        yield row
        _pass_by(AFTER)


def _pass_by(kind: str) -> None:
    if kind != Doom.kind:
        return
    Doom.left -= 1
    if Doom.left == 0:
        os.kill(os.getpid(), signal.SIGKILL)


def _become(asked: dict[str, Any]) -> int:
    """Be the command; the process ends with what this returns."""
    Doom.kind, Doom.left = asked["kind"], asked["step"]
    real = sqlite3.connect

    def connect(*words: Any, **more: Any) -> sqlite3.Connection:  # noqa: ANN401 - sqlite3's own
        return real(*words, **more, factory=Doomed)

    setattr(sqlite3, "connect", connect)  # noqa: B010 - it is not ours to assign
    setattr(psycopg, "connect", DoomedOnServer.connect)  # noqa: B010 - likewise
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in range(3):
        os.dup2(nothing, number)
    return main(asked["words"])


def _answer(asked: dict[str, Any], say: Any) -> None:  # noqa: ANN401 - a text file
    process = os.fork()
    if process == 0:
        code = 70
        try:
            code = _become(asked)
        finally:
            os._exit(code)
    print(process, file=say, flush=True)
    _, status = os.waitpid(process, 0)
    print(os.waitstatus_to_exitcode(status), file=say, flush=True)


def serve() -> None:
    """Answer until the standard input ends; the first words are run right here.

    They import and read all that every command needs.
    """
    say = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    for number, line in enumerate(sys.stdin):
        asked = json.loads(line)
        if number == 0:
            main(asked["words"])
            continue
        _answer(asked, say)


if __name__ == "__main__":
    serve()
