"""What is tried again, and what is said when nothing helped."""

from typing import cast

import httpx
import pytest

from engine.errors import (
    Absent,
    Forbidden,
    Refused,
    RemoteError,
    Unauthorised,
    Unavailable,
    Unclear,
)
from engine.model.record import Record
from engine.systems.cic import Cic
from engine.values import Json
from tests.unit.systems.servers import CUSTOMER, Answer, CicOver, Script, bad, good

READ = "read"


UPDATE = "update"


DELETE = "delete"


CREATE = "create"


def act(system: Cic, deed: str) -> object:
    customer = cast("Json", CUSTOMER)
    record = Record("5", dict(customer))
    match deed:
        case "read":
            return system.get("customers", "5")
        case "update":
            return system.update(record, "customers", {**customer, "name": "B"})
        case "delete":
            system.delete("customers", "5")
            return None
        case _:
            return system.create("customers", {"name": "A"})


LOST = httpx.ReadError("gone")


NO_HOST = httpx.ConnectError("no route")


@pytest.mark.parametrize(
    ("deed", "first", "calls"),
    [
        pytest.param(READ, bad(500), 2, id="a read after a 500"),
        pytest.param(READ, bad(503), 2, id="a read after a 503"),
        pytest.param(READ, bad(429), 2, id="a read after a 429"),
        pytest.param(READ, LOST, 2, id="a read after a lost answer"),
        pytest.param(READ, httpx.Response(200, text="<html>"), 2, id="a read of html"),
        pytest.param(READ, httpx.Response(200, text='{"a"'), 2, id="a read cut short"),
        pytest.param(UPDATE, bad(429), 2, id="an update after a 429"),
        pytest.param(DELETE, bad(502), 2, id="a delete after a 502"),
        pytest.param(CREATE, bad(429), 2, id="a create after a 429"),
        pytest.param(CREATE, NO_HOST, 2, id="a create that found no host"),
    ],
)
def test_what_may_be_done_twice_is_tried_again(
    cic_over: CicOver, deed: str, first: Answer, calls: int
) -> None:
    script = Script(first, good())
    system = cic_over(script)

    act(system, deed)

    assert len(script.requests) == calls == system.calls


@pytest.mark.parametrize("deed", [CREATE, UPDATE])
@pytest.mark.parametrize(
    "first",
    [
        pytest.param(bad(500), id="500"),
        pytest.param(bad(503, **{"Retry-After": "1"}), id="503 with a wait"),
        pytest.param(bad(408), id="408"),
        pytest.param(LOST, id="lost answer"),
        pytest.param(httpx.ReadTimeout("slow"), id="slow answer"),
        pytest.param(httpx.RemoteProtocolError("cut"), id="cut answer"),
        pytest.param(httpx.WriteError("cut"), id="cut question"),
        pytest.param(httpx.Response(201, text="<html>"), id="html"),
    ],
)
def test_a_write_that_was_sent_is_never_sent_again_without_a_look(
    cic_over: CicOver, deed: str, first: Answer
) -> None:
    script = Script(first, good())

    with pytest.raises(Unclear):
        act(cic_over(script), deed)

    assert len(script.requests) == 1


def test_a_create_that_is_answered_with_nothing_is_not_sent_again(
    cic_over: CicOver,
) -> None:
    script = Script(httpx.Response(201), good())

    with pytest.raises(Unclear):
        act(cic_over(script), CREATE)

    assert len(script.requests) == 1


@pytest.mark.parametrize(
    ("deed", "answers", "error"),
    [
        pytest.param(READ, [bad(500)], Unavailable, id="read, 500"),
        pytest.param(READ, [bad(429)], Unavailable, id="read, 429"),
        pytest.param(READ, [LOST], Unavailable, id="read, lost"),
        pytest.param(UPDATE, [bad(500)], Unclear, id="update, 500"),
        pytest.param(UPDATE, [bad(429)], Unavailable, id="update, 429"),
        pytest.param(UPDATE, [bad(429), LOST], Unclear, id="update, 429 then lost"),
        pytest.param(UPDATE, [NO_HOST], Unavailable, id="update, no host"),
        pytest.param(DELETE, [LOST], Unclear, id="delete, lost"),
        pytest.param(CREATE, [bad(429)], Unavailable, id="create, 429"),
        pytest.param(CREATE, [bad(429), bad(500)], Unclear, id="create, 429 then 500"),
        pytest.param(CREATE, [NO_HOST], Unavailable, id="create, no host"),
    ],
)
def test_after_all_tries_the_error_says_what_may_have_been_done(
    cic_over: CicOver,
    deed: str,
    answers: list[Answer],
    error: type[RemoteError],
) -> None:
    script = Script(*answers)

    with pytest.raises(error) as raised:
        act(cic_over(script), deed)

    assert type(raised.value) is error
    assert len(script.requests) <= 5


def test_a_read_is_tried_five_times_and_no_more(
    cic_over: CicOver,
) -> None:
    script = Script(bad(500))

    with pytest.raises(Unavailable, match="HTTP 500: no"):
        act(cic_over(script), READ)

    assert len(script.requests) == 5


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        pytest.param(bad(400), Refused, id="400"),
        pytest.param(bad(409), Refused, id="409"),
        pytest.param(bad(415), Refused, id="415"),
        pytest.param(bad(422), Refused, id="422"),
        pytest.param(bad(401), Unauthorised, id="401"),
        pytest.param(bad(403), Forbidden, id="403"),
        pytest.param(bad(404), Absent, id="404"),
        pytest.param(bad(410), Absent, id="410"),
        pytest.param(bad(301), Unavailable, id="301"),
        pytest.param(bad(501), Forbidden, id="501"),
        pytest.param(
            good({"errorCode": "E1", "message": "no"}), Refused, id="200, error"
        ),
        pytest.param(httpx.Response(200, text="null"), Absent, id="null"),
        pytest.param(httpx.Response(204), Absent, id="204"),
    ],
)
def test_a_clear_answer_is_not_asked_for_again(
    cic_over: CicOver, answer: httpx.Response, error: type[RemoteError]
) -> None:
    script = Script(answer)

    with pytest.raises(error):
        act(cic_over(script), READ)

    assert len(script.requests) == 1


def test_a_collection_that_is_not_there_is_a_missing_module(
    cic_over: CicOver,
) -> None:
    system = cic_over(Script(bad(404)))

    with pytest.raises(Forbidden) as raised:
        list(system.changes("price_groups", None))

    assert raised.value.parts["status"] == 404
    assert raised.value.parts["resource"] == "price_groups"


def test_a_delete_whose_answer_was_lost_is_done_when_the_record_is_gone(
    cic_over: CicOver,
) -> None:
    act(cic_over(Script(LOST, bad(404))), DELETE)

    with pytest.raises(Absent):
        act(cic_over(Script(bad(404))), DELETE)


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        pytest.param({"Retry-After": "7"}, 7.0, id="seconds"),
        pytest.param({"Retry-After": "2.5"}, 2.5, id="a part of a second"),
        pytest.param(
            {
                "Date": "Mon, 05 Jan 2026 10:00:00 GMT",
                "Retry-After": "Mon, 05 Jan 2026 10:00:09 GMT",
            },
            9.0,
            id="a date of the server's clock",
        ),
    ],
)
def test_a_wait_that_the_server_asks_for_is_kept(
    cic_over: CicOver,
    waits: list[float],
    headers: dict[str, str],
    wait: float,
) -> None:
    act(cic_over(Script(bad(429, **headers), good())), READ)

    assert wait in waits


def test_a_wait_of_an_hour_is_not_waited(cic_over: CicOver, waits: list[float]) -> None:
    script = Script(bad(429, **{"Retry-After": "3600"}), good())

    with pytest.raises(Unavailable):
        act(cic_over(script), READ)

    assert len(script.requests) == 1
    assert waits == []


def test_decimals_keep_their_digits_both_ways(
    cic_over: CicOver,
) -> None:
    text = '{"customerNumber":5,"balance":0.00,"price":651.0000000000}'
    script = Script(httpx.Response(200, text=text))
    system = cic_over(script)

    record = system.get("customers", "5")
    system.update(record, "customers", record.content)

    assert script.requests[1].content.decode() == text


def test_a_closed_system_tries_nothing_again(
    cic_over: CicOver,
) -> None:
    class Closing(Script):
        def __call__(self, request: httpx.Request) -> httpx.Response:
            system.close()
            return super().__call__(request)

    script = Closing(bad(500))
    system = cic_over(script)

    with pytest.raises(Unavailable):
        act(system, READ)

    assert len(script.requests) == 1
