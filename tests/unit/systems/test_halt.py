"""What becomes of calls when this process is asked to end."""

import socket
import threading
from collections.abc import Callable
from typing import cast

import httpx
import pytest

from engine.errors import EngineError, Unavailable, Unclear
from engine.model.record import Record
from engine.model.resource import SystemDescription
from engine.systems.cic import Cic
from engine.systems.connect import CicAccess, connect_cic
from engine.systems.halt import nap
from engine.systems.limits import Limits
from engine.systems.places import NoTurn
from engine.values import Json
from tests.unit.systems.servers import CUSTOMER, Answer, Script, bad, good

Connect = Callable[[Script], Cic]


@pytest.fixture
def halt() -> threading.Event:
    return threading.Event()


@pytest.fixture
def ending(cic_description: SystemDescription, halt: threading.Event) -> Connect:
    """The books of a process that is asked to end while it waits for an answer."""

    def connect(script: Script) -> Cic:
        def answer(request: httpx.Request) -> httpx.Response:
            halt.set()
            return script(request)

        access = CicAccess("https://rest.example", "a", "b")
        limits = Limits(rate="2/h", halt=halt)
        wire = httpx.MockTransport(answer)
        return connect_cic(access, cic_description, limits, wire=wire)

    return connect


def update(system: Cic) -> object:
    customer = cast("Json", CUSTOMER)
    record = Record("5", dict(customer))
    return system.update(record, "customers", {**customer, "name": "B"})


@pytest.mark.parametrize(
    ("answer", "deed", "error"),
    [
        pytest.param(bad(503), "read", Unavailable, id="a read that failed"),
        pytest.param(
            bad(429, **{"Retry-After": "100"}), "read", Unavailable, id="a long wait"
        ),
        pytest.param(bad(429), "update", Unavailable, id="a write that was not done"),
        pytest.param(bad(503), "update", Unclear, id="a write that may have been done"),
    ],
)
def test_nothing_is_tried_again(
    ending: Connect, answer: Answer, deed: str, error: type[EngineError]
) -> None:
    script = Script(answer, good())
    system = ending(script)

    with pytest.raises(error):
        update(system) if deed == "update" else system.get("customers", "5")

    assert len(script.requests) == 1


def test_a_call_that_waits_for_its_turn_is_not_made(ending: Connect) -> None:
    """Two are free, the third one would wait for an hour."""
    script = Script(good())
    system = ending(script)
    for _ in range(2):
        system.get("customers", "5")

    with pytest.raises(NoTurn):
        system.get("customers", "5")

    assert len(script.requests) == 2
    system.close()


def test_a_wait_ends_when_the_end_is_asked_for(halt: threading.Event) -> None:
    ended: list[bool] = []
    thread = threading.Thread(target=lambda: ended.append(nap(600.0, halt)))
    thread.start()

    halt.set()
    thread.join(20)

    assert ended == [False]
    assert nap(0.0, threading.Event())


def test_a_call_that_is_never_answered_is_broken_off(
    cic_description: SystemDescription, halt: threading.Event
) -> None:
    found: list[EngineError] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
        limits = Limits(halt=halt, timeout=600.0)
        system = connect_cic(
            CicAccess(address, "a", "b"), cic_description, limits, wire=None
        )

        def ask() -> None:
            try:
                system.get("customers", "5")
            except EngineError as error:
                found.append(error)

        thread = threading.Thread(target=ask)
        thread.start()
        caller, _ = server.accept()
        with caller:
            caller.recv(1)
            halt.set()
            system.cut()
            thread.join(20)
    system.close()

    assert [type(error) for error in found] == [Unavailable]
