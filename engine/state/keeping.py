"""Copy a state to a file, and put a copy in its place; either happens whole or not.

A copy is one file without a log beside it.  It is written under another name and
takes its own in one step, so that whoever looks sees the old file or the new one.
"""

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from engine.state.care import examine, reading
from engine.state.trouble import Damaged, NotAState, said, told

_LOGS = ("-wal", "-shm")


def copy_to(path: Path, target: Path) -> None:
    """Copy a state as it stands, also while a run writes to it.

    Raises:
        StateError: One of the two cannot be read or written.
    """
    with part_of(target) as part:
        _copy(path, part)
        examine(part)
        part.replace(target)
        settle_folder(target)


def put_in_place(source: Path, path: Path) -> Path | None:
    """Put a copy in the place of a state; whoever calls holds the profile.

    Returns:
        Where the state that was there is kept; None where there was none.

    Raises:
        StateError: The copy is not whole, or something cannot be written.
    """
    examine(source)
    with part_of(path) as part:
        _copy(source, part)
        kept = _set_aside(path) if path.exists() else None
        # A log of the old file would be laid over the new one: it goes first.  It
        # holds nothing by now that the old file does not.
        for log in _LOGS:
            _beside(path, log).unlink(missing_ok=True)
        part.replace(path)
        settle_folder(path)
    return kept


def _set_aside(path: Path) -> Path:
    """Keep the present state beside itself, under a name that is free."""
    kept = _free(path)
    try:
        _close_log(path)
    except (Damaged, NotAState):
        # What cannot be read is kept as it lies there, with its log.
        for log in ("", *_LOGS):
            if _beside(path, log).exists():
                shutil.copy2(_beside(path, log), _beside(kept, log))
        return kept
    with part_of(kept) as part:
        shutil.copy2(path, part)
        part.replace(kept)
    return kept


def _close_log(path: Path) -> None:
    """Bring what is in the log into the file; nobody else may have it open."""
    try:
        with contextlib.closing(sqlite3.connect(path, timeout=1.0)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        raise said(error, path) from error


def _copy(path: Path, target: Path) -> None:
    with reading(path) as source:
        try:
            with contextlib.closing(sqlite3.connect(target)) as copy:
                source.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.Error as error:
            raise said(error, target) from error


@contextlib.contextmanager
def part_of(target: Path) -> Iterator[Path]:
    """A name beside a file to write it under; nothing stays there in the end."""
    part = _beside(target, ".part")
    try:
        part.unlink(missing_ok=True)
        yield part
    except OSError as error:
        raise told(error, target) from error
    finally:
        for name in ("", "-journal", *_LOGS):
            with contextlib.suppress(OSError):
                _beside(part, name).unlink()


def _free(path: Path) -> Path:
    kept, number = _beside(path, ".before-restore"), 1
    while kept.exists():
        number += 1
        kept = _beside(path, f".before-restore-{number}")
    return kept


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(f"{path.name}{suffix}")


def settle_folder(path: Path) -> None:
    """Have the disk keep the new name too, where it can be asked to."""
    with contextlib.suppress(OSError):
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
