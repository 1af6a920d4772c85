"""Addresses and rates of a profile."""

import pytest

from engine.errors import UsageError
from engine.model.resource import SystemDescription
from engine.systems.connect import CicAccess, CrmAccess, connect_cic
from engine.systems.limits import (
    BadRate,
    Limits,
    base_wait,
    check_address,
    rate_for,
    read_rate,
)


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("https://rest.reviso.com", id="https"),
        pytest.param("http://127.0.0.1:8080/api", id="loopback"),
        pytest.param("http://localhost:1", id="localhost"),
        pytest.param("http://[::1]:1", id="loopback of six"),
    ],
)
def test_https_and_this_machine_are_fine(
    cic_description: SystemDescription, url: str
) -> None:
    system = connect_cic(CicAccess(url, "a", "b"), cic_description)

    assert (system.name, system.calls) == ("cic", 0)
    system.close()


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("http://rest.reviso.com", id="plain"),
        pytest.param("http://127.0.0.1.evil.example", id="looks like loopback"),
        pytest.param("http://localhost.evil.example", id="looks like localhost"),
        pytest.param("ftp://localhost", id="another scheme"),
        pytest.param("rest.reviso.com", id="no scheme"),
        pytest.param("https://", id="no host"),
        pytest.param("https://[", id="nonsense"),
    ],
)
def test_an_address_that_anyone_can_listen_to_is_refused(
    cic_description: SystemDescription, url: str
) -> None:
    with pytest.raises(UsageError):
        connect_cic(CicAccess(url, "a", "b"), cic_description)


def test_a_password_in_an_address_is_not_shown() -> None:
    with pytest.raises(UsageError) as raised:
        check_address("http://ada:word-4@crm.example/api")

    assert "word-4" not in str(raised.value)
    assert "crm.example" in str(raised.value)


@pytest.mark.parametrize(
    ("url", "said", "rate"),
    [
        pytest.param("https://rest.reviso.com", None, "10/s", id="the vendor's host"),
        pytest.param("https://REST.reviso.com/x", None, "10/s", id="however written"),
        pytest.param("https://rest.example", None, "", id="another host"),
        pytest.param("http://127.0.0.1:1", None, "", id="loopback"),
        pytest.param("http://127.0.0.1:1", "5/s", "5/s", id="said of loopback"),
        pytest.param("https://rest.reviso.com", "1/s", "1/s", id="said of the vendor"),
    ],
)
def test_the_vendors_rate_is_for_the_vendors_host(
    cic_description: SystemDescription, url: str, said: str | None, rate: str
) -> None:
    assert rate_for(url, cic_description, Limits(rate=said)) == rate


@pytest.mark.parametrize(
    ("rate", "read"),
    [
        pytest.param("10/s", (10, 1), id="a second"),
        pytest.param(" 40 / m ", (40, 60), id="a minute"),
        pytest.param("7/h", (7, 3_600), id="an hour"),
    ],
)
def test_a_rate_is_read(rate: str, read: tuple[int, int]) -> None:
    assert read_rate(rate) == read


@pytest.mark.parametrize("rate", ["", "10", "0/s", "-1/s", "10/d", "ten/s"])
def test_what_is_no_rate_is_refused(rate: str) -> None:
    with pytest.raises(BadRate):
        read_rate(rate)


@pytest.mark.parametrize(
    ("said", "wait"), [("0.05", 0.05), ("soon", 1.0), ("-3", 0.0), (None, 1.0)]
)
def test_the_wait_between_tries_comes_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, said: str | None, wait: float
) -> None:
    if said is None:
        monkeypatch.delenv("RACCORDO_RETRY_WAIT", raising=False)
    else:
        monkeypatch.setenv("RACCORDO_RETRY_WAIT", said)

    assert base_wait(Limits()) == wait
    assert base_wait(Limits(wait=3.0)) == 3.0


def test_what_opens_a_system_is_not_in_its_representation() -> None:
    shown = f"{CicAccess('u', 'secret-1', 'secret-2')}{CrmAccess('u', 'secret-3')}"

    assert "secret" not in shown
