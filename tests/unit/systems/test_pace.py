"""Many threads at one system."""

import threading

import httpx

from engine.model.resource import SystemDescription
from engine.systems.connect import CicAccess, CrmAccess, connect_cic, connect_crm
from engine.systems.limits import Limits


def test_no_more_calls_are_under_way_than_are_allowed(
    cic_description: SystemDescription,
) -> None:
    under_way, most = 0, 0
    guard, gate = threading.Lock(), threading.Barrier(2)

    def answer(_: httpx.Request) -> httpx.Response:
        nonlocal under_way, most
        with guard:
            under_way += 1
            most = max(most, under_way)
        gate.wait(10)  # Two have to meet here before either may go on.
        with guard:
            under_way -= 1
        return httpx.Response(200, json={"customerNumber": 5})

    access = CicAccess("https://rest.example", "a", "b")
    system = connect_cic(
        access,
        cic_description,
        Limits(concurrency=2),
        wire=httpx.MockTransport(answer),
    )
    threads = [
        threading.Thread(target=system.get, args=("customers", "5")) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)

    assert most == 2
    assert system.calls == 8


def test_threads_that_need_a_token_at_once_get_the_same_one(
    crm_description: SystemDescription,
) -> None:
    logins: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/Auth/Login"):
            logins.append(request)
            return httpx.Response(200, json={"access_token": "t", "expires_in": 1200})
        return httpx.Response(200, json={"id": 5})

    access = CrmAccess("https://crm.example", "", "ada", "word-4")
    wire = httpx.MockTransport(answer)
    system = connect_crm(access, crm_description, wire=wire)
    threads = [
        threading.Thread(target=system.get, args=("Company", "5")) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)

    assert len(logins) == 1
    assert system.calls == 9


def test_a_rate_is_kept_by_the_limiter(
    cic_description: SystemDescription, waits: list[float]
) -> None:
    access = CicAccess("https://rest.example", "a", "b")
    wire = httpx.MockTransport(
        lambda _: httpx.Response(200, json={"customerNumber": 1})
    )
    system = connect_cic(access, cic_description, Limits(rate="2/h"), wire=wire)

    for _ in range(2):
        system.get("customers", "1")
    assert waits == []
    system.close()
