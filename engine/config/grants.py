"""The grant of an agreement: where it is kept, since when, and until when it lives.

::

    kept in                  read when                       written when
    -----------------------  ------------------------------  ------------------------
    the profile (${NAME})    it names one                    never by us
    the system's keyring     the profile names none          it works on this machine
    NAME.grant, for its      neither of the two has one      there is no keyring
    owner alone
"""

import json
import os
import stat
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from engine.config.profile import Profile
from engine.config.secret import Secret
from engine.errors import N_, UsageError

LIFE = timedelta(days=360)
"""How long a grant lives, as the help pages of CiC say."""

NOTICE = timedelta(days=30)
"""How long before its end a grant is told to be ending."""

_SERVICE = "raccordo"


class BrokenGrant(UsageError):
    """What is kept is no grant."""

    template = N_("{place} holds no grant")
    advice = N_("run `raccordo grant` again")


class OpenGrant(UsageError):
    """Others than its owner can read the file of a grant."""

    template = N_("{place} can be read by others")
    advice = N_("chmod 600 {place}")


class NoPlace(UsageError):
    """The grant cannot be kept."""

    template = N_("the grant cannot be kept in {place}: {text}")
    advice = N_("write agreement_grant_token: ${{NAME}} under cic in the profile")


@dataclass(frozen=True, slots=True)
class Grant:
    """A token, and the day (UTC) on which it was given."""

    token: Secret
    given_on: date

    @property
    def ends_on(self) -> date:
        """The day on which it is not accepted any more."""
        return self.given_on + LIFE

    def is_ending(self, today: date) -> bool:
        """Whether its end is near, or behind us."""
        return today >= self.ends_on - NOTICE


class Grants:
    """What is kept of the grant of one profile, outside of it."""

    def __init__(self, profile: Profile) -> None:
        self._name = str(profile.path)
        self._file = profile.path.with_name(f"{profile.name}.grant")

    def read(self) -> Grant | None:
        """The grant, if one is kept.

        Raises:
            OpenGrant: Others can read its file.
            BrokenGrant: What is kept is no grant.
        """
        text = _from_keyring(self._name)
        if text is not None:
            return _grant(text, f"keyring {_SERVICE}")
        if not self._file.is_file():
            return None
        if os.name == "posix" and stat.S_IMODE(self._file.stat().st_mode) & 0o077:
            raise OpenGrant(place=str(self._file))
        try:
            return _grant(self._file.read_text("utf-8"), str(self._file))
        except (OSError, UnicodeError):
            raise BrokenGrant(place=str(self._file)) from None

    def write(self, grant: Grant) -> str:
        """Keep a grant in the place of another; give the place.

        Raises:
            NoPlace: It cannot be kept anywhere.
        """
        text = json.dumps(
            {
                "agreement_grant_token": grant.token.reveal(),
                "given_on": grant.given_on.isoformat(),
            }
        )
        if _to_keyring(self._name, text):
            # An older one must not come back when the keyring is locked.
            self._file.unlink(missing_ok=True)
            return f"keyring {_SERVICE}"
        try:
            _write_alone(self._file, text)
        except OSError as error:
            reason = str(error.strerror or error)
            raise NoPlace(place=str(self._file), text=reason) from None
        return str(self._file)


def _grant(text: str, place: str) -> Grant:
    try:
        kept = json.loads(text)
        token, given_on = kept["agreement_grant_token"], kept["given_on"]
        return Grant(Secret(str(token)), date.fromisoformat(given_on))
    except (ValueError, TypeError, KeyError):
        raise BrokenGrant(place=place) from None


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
