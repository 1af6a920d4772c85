"""The two descriptions, and clients over answers that a test writes down."""

import threading
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from engine.model.resource import SystemDescription
from engine.source import Source
from engine.systems.cic import Cic
from engine.systems.connect import CicAccess, CrmAccess, connect_cic, connect_crm
from engine.systems.crm import Crm
from engine.systems.description import load_description
from engine.systems.limits import Limits

ROOT = Path(__file__).parents[3]
Answering = Callable[[httpx.Request], httpx.Response]


def _description(name: str) -> SystemDescription:
    path = f"mappings/systems/{name}.yml"
    return load_description(Source(path, (ROOT / path).read_text("utf-8")))


@pytest.fixture(scope="session")
def cic_description() -> SystemDescription:
    return _description("cic")


@pytest.fixture(scope="session")
def crm_description() -> SystemDescription:
    return _description("crm")


@pytest.fixture(autouse=True)
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Every wait, noted and not waited."""
    noted: list[float] = []

    def note(seconds: float, halt: threading.Event) -> bool:
        noted.append(seconds)
        return not halt.is_set()

    monkeypatch.setattr("engine.systems.transport.nap", note)
    monkeypatch.setattr("engine.systems.pace.nap", note)
    return noted


@pytest.fixture
def cic_over(
    cic_description: SystemDescription,
) -> Callable[[Answering], Cic]:
    """A client of the books over a function that answers."""

    def connect(answer: Answering) -> Cic:
        access = CicAccess("https://rest.example", "app-secret-1", "grant-token-2")
        wire = httpx.MockTransport(answer)
        return connect_cic(access, cic_description, Limits(wait=0.0), wire=wire)

    return connect


@pytest.fixture
def crm_over(
    crm_description: SystemDescription,
) -> Callable[[Answering], Crm]:
    """A client of the CRM, with a key, over a function that answers."""

    def connect(answer: Answering) -> Crm:
        access = CrmAccess("https://crm.example/api/v1", "key-3")
        wire = httpx.MockTransport(answer)
        return connect_crm(access, crm_description, Limits(wait=0.0), wire=wire)

    return connect


@pytest.fixture
def crm_of_user_over(
    crm_description: SystemDescription,
) -> Callable[[Answering], Crm]:
    """A client of the CRM, with a password, over a function that answers."""

    def connect(answer: Answering) -> Crm:
        access = CrmAccess("https://crm.example/api/v1", "", "ada", "word-4")
        wire = httpx.MockTransport(answer)
        return connect_crm(access, crm_description, Limits(wait=0.0), wire=wire)

    return connect
