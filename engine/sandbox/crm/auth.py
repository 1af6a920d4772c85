"""Who calls: an API key, or a token that a login gave for twenty minutes."""

import secrets
from collections.abc import Callable, Mapping

import jwt
from flask import Request
from jwt.types import Options

from engine.sandbox.crm.errors import login_failed, unauthorised
from engine.sandbox.exact import Fields

API_KEY = "sandboxkey.Zm9vYmFyYmF6cXV4Zm9vYmFy"
USERNAME = "integrazione@esempio.example"
PASSWORD = "sandbox-password"  # noqa: S105 - opens nothing but this sandbox
USER = 12
TENANT = 4711
LIFETIME = 1200
ALGORITHM = "HS256"


class Gatekeeper:
    """Knows the keys, makes the tokens and reads them back."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._secret = secrets.token_hex(32)
        self._refresh: set[str] = set()

    def admit(self, request: Request) -> int:
        """Give the id of the calling user.

        Raises:
            Refusal: 401, nobody is known by what was sent.
        """
        for key in _keys(request):
            if key != API_KEY:
                raise unauthorised()
            return USER
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            raise unauthorised()
        return self._read(token)

    def login(self, body: object) -> Fields:
        """Answer a login, by password or by refresh token.

        Raises:
            Refusal: 400, it failed.
        """
        given = body if isinstance(body, dict) else {}
        told = {str(name).lower(): value for name, value in given.items()}
        if not (self._by_password(told) or self._by_refresh(told)):
            raise login_failed()
        refresh = secrets.token_urlsafe(24)
        self._refresh.add(refresh)
        return {
            "access_token": self._token(),
            "token_type": "Bearer",
            "expires_in": LIFETIME,
            "refresh_token": refresh,
            "result": 0,
        }

    def _by_password(self, told: Mapping[str, object]) -> bool:
        sent = (told.get("grant_type"), told.get("username"), told.get("password"))
        return sent == ("password", USERNAME, PASSWORD)

    def _by_refresh(self, told: Mapping[str, object]) -> bool:
        token = told.get("refresh_token")
        if told.get("grant_type") != "refresh_token" or token not in self._refresh:
            return False
        self._refresh.discard(str(token))
        return True

    def _token(self) -> str:
        now = int(self._now())
        claims = {
            "UserId": str(USER),
            "CustomerId": str(TENANT),
            "nbf": now,
            "exp": now + LIFETIME,
            "iat": now,
        }
        return jwt.encode(claims, self._secret, ALGORITHM)

    def _read(self, token: str) -> int:
        # The library would ask the machine's clock, and this tenant has its own.
        asks: Options = {"verify_exp": False, "verify_nbf": False, "verify_iat": False}
        try:
            claims = jwt.decode(token, self._secret, [ALGORITHM], options=asks)
        except jwt.InvalidTokenError as error:
            raise unauthorised() from error
        if not claims["nbf"] <= self._now() < claims["exp"]:
            raise unauthorised()
        return int(claims["UserId"])


def _keys(request: Request) -> list[str]:
    sent = [value for name, value in request.args.items() if name.lower() == "apikey"]
    headers = (request.headers.get("ApiKey"), request.headers.get("WebApiKey"))
    return sent + [value for value in headers if value is not None]
