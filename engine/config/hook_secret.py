"""The secret in the address of the web hooks: whoever knows it may say what changed."""

import secrets

from engine.config.place import Place
from engine.config.profile import Profile
from engine.config.secret import Secret
from engine.errors import N_, UsageError
from engine.messages.denials import denial

_BYTES = 32
_SHORTEST = 16


class BrokenHookSecret(UsageError):
    """What is kept is no secret for web hooks."""

    template = N_("{place} holds no secret for web hooks")
    advice = N_("run `raccordo hooks --rotate`, and enter the new addresses in CiC")


class NoHookPlace(UsageError):
    """The secret cannot be kept."""

    template = N_("the secret of the web hooks cannot be kept in {place}: {text}")
    advice = N_("let raccordo write into that folder")


class HookSecret:
    """What is kept of the secret of one profile, outside of it."""

    def __init__(self, profile: Profile) -> None:
        file = profile.path.with_name(f"{profile.name}.hooks")
        self._place = Place(f"{profile.path} hooks", file)

    def read(self) -> Secret | None:
        """The secret, if one was made.

        Raises:
            OpenPlace: Others can read its file.
            BrokenHookSecret: What is kept is none.
        """
        try:
            text = self._place.read()
        except (OSError, UnicodeError):
            raise BrokenHookSecret(place=self._place.shown) from None
        if text is None:
            return None
        if not _is_secret(text.strip()):
            raise BrokenHookSecret(place=self._place.shown)
        return Secret(text.strip())

    def make(self) -> Secret:
        """Make a new one, which takes the place of another.

        Raises:
            NoHookPlace: It cannot be kept anywhere.
        """
        text = secrets.token_urlsafe(_BYTES)
        try:
            self._place.write(text)
        except OSError as error:
            reason = denial(error)
            raise NoHookPlace(place=self._place.shown, text=reason) from None
        return Secret(text)


def _is_secret(text: str) -> bool:
    """It stands in an address, and nobody can guess it."""
    is_plain = text.isascii() and all(one.isalnum() or one in "-_" for one in text)
    return is_plain and len(text) >= _SHORTEST
