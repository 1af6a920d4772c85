"""Look at, copy, put back and move a state, wherever it is; whole or not at all.

A state on a server is copied to a file, and what is true of files is true of it.
"""

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

from engine.errors import N_, StateError
from engine.state.address import Address, quoted
from engine.state.care import Health, examine
from engine.state.database import MOVED, MovedAway
from engine.state.keeping import copy_to, part_of, put_in_place, settle_folder
from engine.state.postgres import Postgres
from engine.state.sqlite import Sqlite, hold
from engine.state.transfer import compare, is_empty, transfer

_WAIT = 5.0


class Occupied(StateError):
    """A place where something is remembered already."""

    template = N_("something is remembered in {path} already")
    advice = N_("nothing was moved: name another place, or put that one away")


class OccupiedSchema(Occupied):
    """A schema where something is remembered that did not come from here."""

    advice = N_(
        "nothing was moved: name another place, or put that one away on the server:"
        " ALTER SCHEMA {schema} RENAME TO another_name"
    )


def look(place: Path | Address) -> Health:
    """Look at everything that can be wrong with a state.

    Raises:
        StateError: It cannot be read; nothing of it can be believed.
    """
    if not isinstance(place, Address):
        return examine(place)
    with tempfile.TemporaryDirectory(prefix="raccordo-") as folder:
        copy = Path(folder) / "state.db"
        _copy_here(place, copy)
        return examine(copy)


def back_up(place: Path | Address, target: Path) -> None:
    """Copy a state to a file as it stands, also while a run writes to it.

    Raises:
        StateError: One of the two cannot be read or written.
    """
    if not isinstance(place, Address):
        copy_to(place, target)
        return
    with part_of(target) as part:
        _copy_here(place, part)
        examine(part)
        part.replace(target)
        settle_folder(target)


def restore(source: Path, place: Path | Address) -> str | None:
    """Put a copy in the place of a state; whoever calls holds the profile.

    Returns:
        Where the state that was there is kept; None where there was none.

    Raises:
        StateError: The copy is not whole, or something cannot be written.
    """
    if not isinstance(place, Address):
        file = put_in_place(source, place)
        return str(file) if file else None
    examine(source)
    with _opened_copy(source) as copy:
        server = Postgres(place)
        with contextlib.closing(server), server.transaction():
            kept = None if is_empty(server.archive) else server.set_aside()
            transfer(copy.archive, server.archive)
            compare(copy.archive, server.archive)
        return kept


def move(source: Path | Address, target: Path | Address) -> dict[str, int]:
    """Carry a state to another place; whoever calls holds its profile.

    Returns:
        How many rows arrived, by table; each was compared.

    Raises:
        StateError: One of the two cannot be used, or the target is not empty.
    """
    with _opened(source) as state:
        to = _moved_to(state)
        if to:
            raise MovedAway(path=str(source), to=to, text="")
    if isinstance(target, Address):
        counts = _move_to_server(source, target)
    else:
        counts = _move_to_file(source, target)
    with _opened(source) as state:
        state.run(
            "INSERT INTO setting VALUES (?, ?) ON CONFLICT (name)"
            " DO UPDATE SET value = excluded.value",
            (MOVED, str(target)),
        )
    return counts


def _move_to_server(source: Path | Address, target: Address) -> dict[str, int]:
    with (
        _opened(source) as state,
        contextlib.closing(Postgres(target)) as server,
        server.held(target.profile, _WAIT),
        server.transaction(),
        state.still(),
    ):
        if not is_empty(server.archive):
            if _moved_to(server) != str(source):
                raise OccupiedSchema(
                    path=str(target), schema=quoted(target.schema), text=""
                )
            # It came from here: what stands there is what it was before, and is kept.
            server.set_aside()
        transfer(state.archive, server.archive)
        return compare(state.archive, server.archive)


def _move_to_file(source: Path | Address, target: Path) -> dict[str, int]:
    with hold(target, target.name, _WAIT), part_of(target) as part:
        if target.exists():
            raise Occupied(path=str(target), text="")
        with _opened(source) as state, contextlib.closing(Sqlite(part)) as file:
            with state.still(), file.transaction():
                transfer(state.archive, file.archive)
                counts = compare(state.archive, file.archive)
            file.close_log()
        part.replace(target)
        settle_folder(target)
        return counts


def _moved_to(state: Sqlite | Postgres) -> str:
    """Where a state was moved to, or an empty text."""
    found = state.row("SELECT value FROM setting WHERE name = ?", (MOVED,))
    return str(found["value"]) if found else ""


def _copy_here(address: Address, target: Path) -> None:
    with _opened(address) as state, contextlib.closing(Sqlite(target)) as file:
        with state.still(), file.transaction():
            transfer(state.archive, file.archive)
        file.close_log()


@contextlib.contextmanager
def _opened_copy(source: Path) -> Iterator[Sqlite]:
    """A copy of an older version is brought up to date; the copy itself is not."""
    with tempfile.TemporaryDirectory(prefix="raccordo-") as folder:
        copy = Path(folder) / "state.db"
        copy_to(source, copy)
        with contextlib.closing(Sqlite(copy)) as opened:
            yield opened


@contextlib.contextmanager
def _opened(place: Path | Address) -> Iterator[Sqlite | Postgres]:
    opened = Postgres(place) if isinstance(place, Address) else Sqlite(place)
    with contextlib.closing(opened):
        yield opened
