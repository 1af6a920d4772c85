"""A folder of the user's own where what was made of rules files is kept."""

import hashlib
import os
import stat
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_DIGEST = hashlib.sha256().digest_size
_MOST_FILES = 64


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder that nobody else can write to; what is not ours is never read."""

    folder: Path

    def get(self, key: str) -> bytes | None:
        """What was kept under a key, if it is there, ours and whole."""
        try:
            descriptor = os.open(self.folder / key, os.O_RDONLY | os.O_NOFOLLOW)
        except OSError:
            return None
        with os.fdopen(descriptor, "rb") as file:
            if not (
                _is_ours(self.folder.lstat()) and _is_ours(os.fstat(file.fileno()))
            ):
                return None
            kept = file.read()
        digest, content = kept[:_DIGEST], kept[_DIGEST:]
        return content if hashlib.sha256(content).digest() == digest else None

    def put(self, key: str, content: bytes) -> None:
        """Keep something; where that cannot be done, nothing is lost."""
        with suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not _is_ours(self.folder.lstat()):
                return
            self._make_room()
            # mkstemp makes the file ours and 0600 before there is anything in it.
            descriptor, name = tempfile.mkstemp(dir=self.folder, prefix=".")
            with os.fdopen(descriptor, "wb") as file:
                file.write(hashlib.sha256(content).digest() + content)
            Path(name).replace(self.folder / key)

    def _make_room(self) -> None:
        files = sorted(self.folder.iterdir(), key=lambda file: file.lstat().st_mtime)
        for file in files[: -_MOST_FILES + 1]:
            file.unlink(missing_ok=True)


def user_cache() -> Cache | None:
    """The cache of whoever runs this; None where owners of files are not known."""
    if not hasattr(os, "getuid"):
        return None
    named = os.environ.get("XDG_CACHE_HOME", "")
    with suppress(RuntimeError):  # there is no home
        home = Path(named) if Path(named).is_absolute() else Path.home() / ".cache"
        return Cache(home / "raccordo" / "rules")
    return None


def _is_ours(status: os.stat_result) -> bool:
    """Whether a file or folder is our own, and nobody else can touch it."""
    is_plain = stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)
    is_private = not status.st_mode & 0o077
    return is_plain and is_private and status.st_uid == os.getuid()
