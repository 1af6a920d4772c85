"""Where a secret is kept outside of the profile: the machine's keyring, else a file.

::

    kept in                  read when                       written when
    -----------------------  ------------------------------  ------------------------
    the system's keyring     always first                    it works on this machine
    a file beside the        the keyring has nothing         there is no keyring
    profile, for its owner
    alone
"""

import os
import stat
from pathlib import Path

from engine.errors import N_, UsageError

_SERVICE = "raccordo"


class OpenPlace(UsageError):
    """Others than its owner can read the file of a secret."""

    template = N_("{place} can be read by others")
    advice = N_("chmod 600 {place}")


class Place:
    """One secret text of one profile."""

    def __init__(self, name: str, file: Path) -> None:
        """Nothing is read yet.

        Args:
            name: What it is called in the keyring.
            file: Where it is where there is no keyring.
        """
        self._name = name
        self._file = file
        self.shown = str(file)

    def read(self) -> str | None:
        """The text, if one is kept; ``shown`` says where afterwards.

        Raises:
            OpenPlace: Others can read its file.
            OSError: The file cannot be read.
            UnicodeError: It holds no text.
        """
        text = _from_keyring(self._name)
        if text is not None:
            self.shown = f"keyring {_SERVICE}"
            return text
        self.shown = str(self._file)
        if not self._file.is_file():
            return None
        if os.name == "posix" and stat.S_IMODE(self._file.stat().st_mode) & 0o077:
            raise OpenPlace(place=self.shown)
        return self._file.read_text("utf-8")

    def write(self, text: str) -> str:
        """Keep a text in the place of another; give the place.

        Raises:
            OSError: It cannot be kept anywhere.
        """
        if _to_keyring(self._name, text):
            # An older one must not come back when the keyring is locked.
            self._file.unlink(missing_ok=True)
            return f"keyring {_SERVICE}"
        _write_alone(self._file, text)
        return str(self._file)


def _from_keyring(name: str) -> str | None:
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(_SERVICE, name) if _works() else None
    except KeyringError:  # locked, or its service is down
        return None


def _to_keyring(name: str, text: str) -> bool:
    import keyring
    from keyring.errors import KeyringError

    try:
        if _works():
            keyring.set_password(_SERVICE, name, text)
            return True
    except KeyringError:  # as above
        pass
    return False


def _works() -> bool:
    """Whether this machine has a keyring: the ones that keep nothing have no rank."""
    import keyring

    return keyring.get_keyring().priority > 0


def _write_alone(path: Path, text: str) -> None:
    """Write a file that is its owner's alone from its first byte on, or not at all."""
    beside = path.with_name(f"{path.name}.new")
    beside.unlink(missing_ok=True)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    beside.replace(path)
