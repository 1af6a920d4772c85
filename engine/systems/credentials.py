"""What opens a system: fixed keys, or a token that is asked for and renewed."""

import threading
import time
from collections.abc import Callable
from typing import Protocol

from engine.errors import Refused, Unauthorised
from engine.systems.calls import Answer, Call, Kind

_LIFETIME = 1200.0
"""Seconds that a token lives where the answer does not say."""

_MARGIN = 60.0
"""Seconds before its end in which a token is not used any more."""

_LARGEST_SHARE = 0.9
"""A token is used for no more than this share of its life, however short."""


class Credentials(Protocol):
    """What every call carries to be let in."""

    def headers(self, send: Callable[[Call], Answer]) -> dict[str, str]:
        """The headers to send, asking for a token with ``send`` where one is due."""

    def renew(self, stale: dict[str, str]) -> bool:
        """Whether, after a 401 to ``stale``, other headers can be had."""

    def secrets(self) -> tuple[str, ...]:
        """All texts that no message may show."""


class Keys:
    """Fixed keys, each in its header; a 401 to them is the end of it."""

    def __init__(self, *headers: tuple[str, str]) -> None:
        self._headers = headers

    def headers(self, send: Callable[[Call], Answer]) -> dict[str, str]:  # noqa: ARG002 - keys need no call
        """The headers, the same for every call."""
        return dict(self._headers)

    def renew(self, stale: dict[str, str]) -> bool:  # noqa: ARG002 - nothing can be renewed
        """Nothing else can be had."""
        return False

    def secrets(self) -> tuple[str, ...]:
        """The keys."""
        return tuple(value for _, value in self._headers)


class Session:
    """A user's token: asked for when needed, renewed before it ends or on a 401.

    One thread asks, the others wait for what it gets.
    """

    def __init__(
        self, username: str, password: str, here: Callable[[], float] = time.monotonic
    ) -> None:
        self._username = username
        self._password = password
        self._here = here
        self._token = ""
        self._ends = 0.0
        self._lock = threading.Lock()

    def headers(self, send: Callable[[Call], Answer]) -> dict[str, str]:
        """The token, fresh enough to be used."""
        with self._lock:
            if not self._token or self._here() >= self._ends:
                self._log_in(send)
            return _bearer(self._token)

    def renew(self, stale: dict[str, str]) -> bool:
        """Forget the token that was not accepted, unless another one came since."""
        with self._lock:
            if stale == _bearer(self._token):
                self._token = ""
            return True

    def secrets(self) -> tuple[str, ...]:
        """The password and the token of the moment."""
        return tuple(text for text in (self._password, self._token) if text)

    def _log_in(self, send: Callable[[Call], Answer]) -> None:
        body = {
            "grant_type": "password",
            "username": self._username,
            "password": self._password,
        }
        call = Call(
            Kind.READ, "POST", "Auth/Login", body=body, resource="Auth", is_open=True
        )
        began = self._here()
        try:
            value = send(call).value
        except Refused as error:
            # The documented answer to a wrong password is a 400.
            raise Unauthorised(**error.parts) from error
        answer = value if isinstance(value, dict) else {}
        token = answer.get("access_token")
        if not isinstance(token, str) or not token:
            text = str(answer.get("error") or answer.get("message") or "Auth/Login")
            raise Unauthorised(system="crm", text=text)
        said = answer.get("expires_in")
        lifetime = float(said) if isinstance(said, int) and said > 0 else _LIFETIME
        self._token = token
        self._ends = began + max(lifetime - _MARGIN, lifetime * _LARGEST_SHARE)


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
