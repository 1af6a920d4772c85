"""Connects to the two systems: addresses and credentials in, systems out."""

from dataclasses import dataclass, field

from engine.model.resource import SystemDescription
from engine.systems.cic import Cic
from engine.systems.credentials import Keys, Session
from engine.systems.crm import Crm
from engine.systems.limits import Limits
from engine.systems.transport import Transport


@dataclass(frozen=True, slots=True)
class CicAccess:
    """Where one company's books are, and the two tokens that open them."""

    url: str
    app_secret: str = field(repr=False)
    grant: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CrmAccess:
    """Where one CRM is, and either a key or a user's name and password."""

    url: str
    api_key: str = field(default="", repr=False)
    username: str = ""
    password: str = field(default="", repr=False)


def connect_cic(
    access: CicAccess,
    description: SystemDescription,
    limits: Limits | None = None,
    *,
    wire: object | None = None,
) -> Cic:
    """Make the system of ``access``; nothing is sent yet.

    Args:
        access: The address and the tokens.
        description: The facts of its API.
        limits: How hard to press; without it, those of a profile that says nothing.
        wire: An ``httpx.BaseTransport`` to use in the place of a network.

    Raises:
        UsageError: The address is plain http and not on loopback.
    """
    credentials = Keys(
        ("X-AppSecretToken", access.app_secret),
        ("X-AgreementGrantToken", access.grant),
    )
    transport = Transport(access.url, description, credentials, limits, wire)
    return Cic(description, transport)


def connect_crm(
    access: CrmAccess,
    description: SystemDescription,
    limits: Limits | None = None,
    *,
    wire: object | None = None,
) -> Crm:
    """Make the system of ``access``; nothing is sent yet.

    A key is preferred where both it and a password are given; a password gets a
    token that lives twenty minutes and is renewed by itself.

    Args:
        access: The address and the credentials.
        description: The facts of its API.
        limits: How hard to press; without it, those of a profile that says nothing.
        wire: An ``httpx.BaseTransport`` to use in the place of a network.

    Raises:
        UsageError: The address is plain http and not on loopback.
    """
    credentials = (
        Keys(("ApiKey", access.api_key))
        if access.api_key
        else Session(access.username, access.password)
    )
    transport = Transport(access.url, description, credentials, limits, wire)
    return Crm(description, transport)
