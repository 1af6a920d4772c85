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
from dataclasses import dataclass
from datetime import date, timedelta

from engine.config.place import Place
from engine.config.profile import Profile
from engine.config.secret import Secret
from engine.errors import N_, UsageError
from engine.messages.denials import denial

LIFE = timedelta(days=360)
"""How long a grant lives, as the help pages of CiC say."""

NOTICE = timedelta(days=30)
"""How long before its end a grant is told to be ending."""


class BrokenGrant(UsageError):
    """What is kept is no grant."""

    template = N_("{place} holds no grant")
    advice = N_("run `raccordo grant` again")


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
        file = profile.path.with_name(f"{profile.name}.grant")
        self._place = Place(str(profile.path), file)

    def read(self) -> Grant | None:
        """The grant, if one is kept.

        Raises:
            OpenPlace: Others can read its file.
            BrokenGrant: What is kept is no grant.
        """
        try:
            text = self._place.read()
        except (OSError, UnicodeError):
            raise BrokenGrant(place=self._place.shown) from None
        return None if text is None else _grant(text, self._place.shown)

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
        try:
            return self._place.write(text)
        except OSError as error:
            reason = denial(error)
            raise NoPlace(place=self._place.shown, text=reason) from None


def _grant(text: str, place: str) -> Grant:
    try:
        kept = json.loads(text)
        token, given_on = kept["agreement_grant_token"], kept["given_on"]
        return Grant(Secret(str(token)), date.fromisoformat(given_on))
    except (ValueError, TypeError, KeyError):
        raise BrokenGrant(place=place) from None
