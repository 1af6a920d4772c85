"""The grant of an agreement: asked for, tried, kept, and told before it ends."""

from datetime import UTC, date, datetime
from urllib.parse import urlencode

from engine import messages
from engine.application.answer import Answer, Document
from engine.application.wiring import Wiring
from engine.config.grants import Grant, Grants
from engine.config.secret import Secret
from engine.errors import N_, UsageError

RENEW = N_("run `raccordo grant`")

_SHOWN = 4
"""How many of the last signs of a token are shown, to tell one from another."""

_LOCALES = {"it": "it-IT", "en": "en-GB"}


class NoPublicToken(UsageError):
    """The page of CiC must be told which connector asks."""

    template = N_("the profile has no app_public_token")
    advice = N_("write it under cic, or give the token itself with --token")


class NamedInProfile(UsageError):
    """The profile names a token, which would go before the one that is kept."""

    template = N_("the profile names an agreement_grant_token itself")
    advice = N_("take that line out, so that the one you grant now is used")


class NoToken(UsageError):
    """An empty token."""

    template = N_("no token was given")
    advice = N_("copy it from the page of CiC")


def address(wiring: Wiring, back: str) -> str:
    """The page on which an administrator grants access.

    Raises:
        NamedInProfile: What would be granted would not be used.
        NoPublicToken: The page cannot be told who asks.
    """
    cic = wiring.profile.cic
    _free(wiring)
    if not cic.app_public_token:
        raise NoPublicToken
    asked = {"appId": cic.app_public_token, "locale": _LOCALES[wiring.lang]}
    if back:
        asked["redirectUrl"] = back
    return f"{cic.grant_url}?{urlencode(asked)}"


def grant(wiring: Wiring, token: str) -> Answer:
    """Try a token, and keep it where it opens the books.

    Raises:
        NamedInProfile: It would not be used.
        NoToken: It is empty.
        Unauthorised: CiC does not accept it; the one kept before stays.
        NoPlace: It cannot be kept anywhere.
    """
    _free(wiring)
    if not token.strip():
        raise NoToken
    given = Grant(Secret(token.strip()), today())
    company = wiring.books_of(given).whoami()
    place = Grants(wiring.profile).write(given)
    document = {"company": company, "kept_in": place, **grant_document(given)}
    return Answer({"grant": document})


def grant_document(grant: Grant) -> Document:
    """A grant as it may be shown: its last signs, its days."""
    token = grant.token.reveal()
    last = token[-_SHOWN:] if len(token) > 2 * _SHOWN else ""
    return {
        "token": f"{grant.token}{last}",
        "given_on": grant.given_on.isoformat(),
        "ends_on": grant.ends_on.isoformat(),
    }


def ending(wiring: Wiring) -> str:
    """That the grant ends soon or has ended, in words; or an empty text."""
    if wiring.grant is None or not wiring.grant.is_ending(today()):
        return ""
    ends_on = wiring.grant.ends_on
    if ends_on <= today():
        text = N_("the access to CiC ended on {ends}")
    else:
        text = N_("the access to CiC ends on {ends}")
    return messages.tell(text, wiring.lang, ends=ends_on)


def days_left(wiring: Wiring) -> int | None:
    """How many days the grant lives still; None where nobody told us its day."""
    return None if wiring.grant is None else (wiring.grant.ends_on - today()).days


def warnings(wiring: Wiring) -> list[str]:
    """That the grant is ending, with what to do, for the report of a run."""
    said = ending(wiring)
    return [f"{said}: {messages.tell(RENEW, wiring.lang)}"] if said else []


def today() -> date:
    """The day, for the life of a grant; it decides about no record."""
    return datetime.now(UTC).date()


def _free(wiring: Wiring) -> None:
    if wiring.profile.cic.agreement_grant_token is not None:
        raise NamedInProfile
