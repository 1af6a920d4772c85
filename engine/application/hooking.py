"""The web hooks that a person enters in CiC, and what they tell."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType

from engine import messages
from engine.application.answer import Answer, Document
from engine.application.wiring import Wiring
from engine.config.hook_secret import HookSecret
from engine.config.secret import Secret
from engine.errors import N_, UsageError
from engine.model.side import Side
from engine.systems.clock import our_time

BODY = '{"oldNumber": "[OLDNUMBER]", "newNumber": "[NEWNUMBER]"}'
CONTENT_TYPE = "application/json"
NUMBERS = ("oldNumber", "newNumber")
"""The two properties of a body: the number before a change, and after it."""

# How a hook says that there is no such number is not documented: all of these do.
_BLANKS = {"", "0", "[OLDNUMBER]", "[NEWNUMBER]"}


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of web hook: its name in CiC, and what its numbers look like."""

    title: str
    number: re.Pattern[str]


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "customers": Kind(N_("Customer updated"), re.compile(r"[0-9]{1,18}")),
        "products": Kind(N_("Product updated"), re.compile(r"[^\x00-\x1f\x7f/]{1,50}")),
    }
)
"""By the entity, which is also the last word of a hook's address."""


class NoPublicUrl(UsageError):
    """Nobody said under which address the world reaches this machine."""

    template = N_("the profile has no public_url under serve")
    advice = N_("write the address that CiC can reach: {{public_url: https://…}}")


class BadCall(ValueError):
    """A call that is not what a web hook says; no person reads its text."""


def hooks(wiring: Wiring, *, is_new: bool) -> Answer:
    """The web hooks to enter in CiC, made on the first time.

    Raises:
        NoPublicUrl: Their address is not known.
    """
    base = wiring.profile.public_url
    if not base:
        raise NoPublicUrl
    secret = HookSecret(wiring.profile)
    kept = secret.make() if is_new else secret.read() or secret.make()
    return Answer(
        {"hooks": [_hook(wiring, base, kept, entity) for entity in KINDS]},
    )


def numbers_of(kind: str, told: object) -> list[str]:
    """The numbers that the body of a call names; blank ones are left out.

    Raises:
        BadCall: It is not what the web hook of this kind says.
    """
    if not isinstance(told, dict) or not any(name in told for name in NUMBERS):
        message = f"the body is an object with {' and '.join(NUMBERS)}"
        raise BadCall(message)
    texts = [_text(name, told[name]) for name in NUMBERS if name in told]
    found = [text for text in dict.fromkeys(texts) if text not in _BLANKS]
    for text in found:
        if not KINDS[kind].number.fullmatch(text):
            message = f"this is no number of {kind}"
            raise BadCall(message)
    return found


def heed(wiring: Wiring, told: Mapping[str, list[str]]) -> None:
    """Keep that these records may have changed, by entity."""
    # The clock of our calls: whether one came before a write is asked later.
    now = datetime.fromtimestamp(our_time(), UTC)
    with wiring.store.transaction():
        for entity, numbers in told.items():
            hints = wiring.shelves(entity).hints
            hints.keep(Side.LEFT, numbers, now)


def _hook(wiring: Wiring, base: str, secret: Secret, entity: str) -> Document:
    return {
        "type": messages.tell(KINDS[entity].title, wiring.lang),
        "url": f"{base}/hooks/{secret.reveal()}/{entity}",
        "content_type": CONTENT_TYPE,
        "body": BODY,
    }


def _text(name: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        message = f"{name} is a number or a text"
        raise BadCall(message)
    return str(value).strip()
