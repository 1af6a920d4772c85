"""What SQLite and the disk say no to, as errors that tell what to do.

=================  ==========================================================
what SQLite says   what a person reads
=================  ==========================================================
FULL               make room; what was done is kept
READONLY           this user may not write the file or its folder
BUSY, LOCKED       another program has the file open
CORRUPT            it is damaged: restore a backup, or have it rebuilt
NOTADB             it is another file
CANTOPEN           the folder is missing, or the file may not be opened
IOERR              the disk does not answer
=================  ==========================================================
"""

import errno
import os
import sqlite3
from pathlib import Path

from engine.errors import N_, StateError


class Full(StateError):
    """No room is left on the disk."""

    template = N_("the disk is full: the state {path} cannot be kept")
    advice = N_("make room, then run again; what was done is kept or looked for")


class ReadOnly(StateError):
    """The state may be read, and not written."""

    template = N_("the state {path} cannot be written")
    advice = N_("let this user write the file and its folder, then run again")


class Locked(StateError):
    """Another program has the state open."""

    template = N_("another program has the state {path} open, and does not let go")
    advice = N_("close it (a viewer, a copy in progress), then run again")


class Damaged(StateError):
    """The file is there, and its content is not whole."""

    template = N_("the state {path} is damaged: {text}")
    advice = N_(
        "`raccordo state restore FILE` puts a backup in its place; without one, move "
        "the file away: the next sync finds the pairs again"
    )


class NotAState(StateError):
    """A file that is no state of ours."""

    template = N_("{path} is not a state of raccordo")
    advice = N_(
        "correct `state` in the profile; if it was one, `raccordo state restore FILE` "
        "puts a backup in its place"
    )


class NoFolder(StateError):
    """The folder that the state should be in is not there."""

    template = N_("the folder of the state {path} is not there")
    advice = N_("make it, or correct `state` in the profile")


class Unopenable(StateError):
    """The file cannot be opened, and nothing says why."""

    template = N_("the state {path} cannot be opened")
    advice = N_("see that it is a file, and that this user may read and write it")


class DiskTrouble(StateError):
    """The disk does not do what it is asked."""

    template = N_("the disk of the state {path} does not answer: {text}")
    advice = N_("look at the disk, then run again; nothing is lost in the two systems")


_KINDS: dict[int, type[StateError]] = {
    sqlite3.SQLITE_FULL: Full,
    sqlite3.SQLITE_READONLY: ReadOnly,
    sqlite3.SQLITE_PERM: ReadOnly,
    sqlite3.SQLITE_BUSY: Locked,
    sqlite3.SQLITE_LOCKED: Locked,
    sqlite3.SQLITE_CORRUPT: Damaged,
    sqlite3.SQLITE_NOTADB: NotAState,
    sqlite3.SQLITE_CANTOPEN: Unopenable,
    sqlite3.SQLITE_IOERR: DiskTrouble,
}
# An error that a library raised itself has no code, only words.
_WORDS = {
    "disk is full": sqlite3.SQLITE_FULL,
    "readonly": sqlite3.SQLITE_READONLY,
    "is locked": sqlite3.SQLITE_BUSY,
    "malformed": sqlite3.SQLITE_CORRUPT,
    "not a database": sqlite3.SQLITE_NOTADB,
    "unable to open": sqlite3.SQLITE_CANTOPEN,
}
_NUMBERS: dict[int | None, type[StateError]] = {
    errno.ENOSPC: Full,
    errno.EDQUOT: Full,
    errno.EACCES: ReadOnly,
    errno.EPERM: ReadOnly,
    errno.EROFS: ReadOnly,
    errno.ENOENT: NoFolder,
    errno.ENOTDIR: NoFolder,
    errno.EISDIR: Unopenable,
}


def said(error: sqlite3.Error, path: Path | None) -> StateError:
    """What SQLite said, in our words."""
    code = getattr(error, "sqlite_errorcode", None)
    text = str(error)
    if code is None:
        code = next((one for words, one in _WORDS.items() if words in text), 0)
    kind = _KINDS.get(code & 0xFF, StateError)
    if kind is Unopenable and path:
        kind = _closer(path)
    return kind(path=str(path or "in memory"), text=text)


def is_there(path: Path) -> bool:
    """Whether there is such a file or folder, as far as we may look."""
    try:
        return path.exists()
    except OSError:
        return True


def _closer(path: Path) -> type[StateError]:
    """Why a file cannot be opened, as far as its folder tells."""
    if not is_there(path.parent):
        return NoFolder
    as_we_are = os.access in os.supports_effective_ids
    if os.access(path.parent, os.W_OK, effective_ids=as_we_are):
        return Unopenable
    return ReadOnly


def told(error: OSError, path: Path) -> StateError:
    """What the system said of a file, in our words."""
    kind = _NUMBERS.get(error.errno, DiskTrouble)
    return kind(path=str(path), text=error.strerror or str(error))
