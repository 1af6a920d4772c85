"""Reach the server of an address."""

import contextlib
from typing import Any

from engine.state.address import Address
from engine.state.refusals import NoDriver, retold

_PATIENCE = {
    "connect_timeout": 10,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
}
"""How soon we notice that the server is gone."""


def connect(address: Address) -> Any:  # noqa: ANN401 - psycopg's own, imported late
    """Connect to the server of an address.

    Raises:
        StateError: It cannot be reached, or does not let us in.
    """
    try:
        import psycopg
        from psycopg.conninfo import conninfo_to_dict
        from psycopg.rows import dict_row
    except ImportError as error:
        raise NoDriver(path=str(address), text="") from error

    try:
        given = conninfo_to_dict(address.url.reveal())
        settings: dict[str, Any] = {**_PATIENCE, **given}
        return psycopg.connect(
            **settings,
            autocommit=True,
            cursor_factory=psycopg.RawCursor,
            row_factory=dict_row,
            application_name="raccordo",
        )
    except psycopg.Error as error:
        raise retold(error, address) from error


def has_schema(address: Address) -> bool:
    """Whether anything was ever remembered there.

    Raises:
        StateError: The server cannot be asked.
    """
    with contextlib.closing(connect(address)) as connection:
        sql = "SELECT 1 FROM pg_namespace WHERE nspname = $1"
        return connection.execute(sql, (address.schema,)).fetchone() is not None
