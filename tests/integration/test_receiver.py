"""The receiver of web hooks over real HTTP, whatever comes."""

import json
import logging
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from urllib.parse import quote

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.config import Secret
from engine.service.door import Door
from engine.service.keyhole import Keyhole
from engine.service.receiver import Ears, make_app, refuse

SECRET = "planted-hook-secret-4711"  # noqa: S105 - made up
CUSTOMERS = f"/hooks/{SECRET}/customers"
PRODUCTS = f"/hooks/{SECRET}/products"


@dataclass
class Heard:
    """What the receiver told, and how the rest of the service is."""

    told: list[tuple[str, list[str]]] = field(default_factory=list)
    has_room: bool = True
    is_up: bool = True
    trouble: str = ""
    refused: list[str] = field(default_factory=list)

    def tell(self, kind: str, numbers: list[str]) -> bool:
        self.told.append((kind, numbers))
        return self.has_room


HEARD = Heard()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    keyhole = Keyhole(lambda: Secret(SECRET))
    ears = Ears(
        keyhole,
        HEARD.tell,
        lambda reason: HEARD.refused.append(reason),  # noqa: PLW0108 - as it is then
        lambda: HEARD.is_up,
        lambda: HEARD.trouble,
        lambda: (b"figures", "text/plain"),
    )
    door = Door(make_app(ears), "127.0.0.1", 0, lambda: refuse(ears, "length"))
    door.open()
    yield door.address
    door.close()


@pytest.fixture
def heard() -> Heard:
    HEARD.__init__()  # type: ignore[misc] # as new, for every test
    return HEARD


@pytest.fixture
def told(
    address: str,
    heard: Heard,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> tuple[str, Heard, pytest.LogCaptureFixture]:
    """Where to call, and what is heard of it here and in the log."""
    # A command before this in the same process may have listened by itself.
    monkeypatch.setattr(logging.getLogger("engine"), "propagate", True)
    caplog.set_level(logging.INFO, logger="engine.service")
    return address, heard, caplog


def post(address: str, path: str, body: object, **headers: str) -> httpx.Response:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {"Content-Type": "application/json", **headers}
    return httpx.post(address + path, content=content, headers=headers, timeout=30)


@pytest.mark.parametrize(
    ("body", "numbers"),
    [
        pytest.param({"oldNumber": "5", "newNumber": "5"}, ["5"], id="a change"),
        pytest.param({"oldNumber": "", "newNumber": "5"}, ["5"], id="a new one"),
        pytest.param({"oldNumber": "0", "newNumber": "5"}, ["5"], id="new, with a 0"),
        pytest.param(
            {"oldNumber": "[OLDNUMBER]", "newNumber": "5"}, ["5"], id="a placeholder"
        ),
        pytest.param({"oldNumber": "5", "newNumber": ""}, ["5"], id="a deletion"),
        pytest.param({"oldNumber": 5, "newNumber": None}, ["5"], id="no text"),
        pytest.param({"oldNumber": "5", "newNumber": "7"}, ["5", "7"], id="renumbered"),
        pytest.param({"newNumber": " 5 "}, ["5"], id="one number with spaces"),
        pytest.param({"newNumber": "5", "more": [1]}, ["5"], id="more than we know"),
    ],
)
def test_the_numbers_of_a_call_are_kept(
    address: str, heard: Heard, body: object, numbers: list[str]
) -> None:
    assert post(address, CUSTOMERS, body).status_code == 202
    assert heard.told == [("customers", numbers)]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param({"oldNumber": "", "newNumber": ""}, id="empty"),
        pytest.param({"oldNumber": "0", "newNumber": 0}, id="zero"),
        pytest.param(
            {"oldNumber": "[OLDNUMBER]", "newNumber": "[NEWNUMBER]"}, id="placeholders"
        ),
    ],
)
def test_a_call_without_numbers_is_taken_and_tells_nothing(
    address: str, heard: Heard, body: object
) -> None:
    assert post(address, CUSTOMERS, body).status_code == 202
    assert heard.told == []


def test_the_number_of_a_product_is_a_text(address: str, heard: Heard) -> None:
    body = {"oldNumber": "", "newNumber": "Vite M6 è"}

    assert post(address, PRODUCTS, body).status_code == 202
    assert heard.told == [("products", ["Vite M6 è"])]


GOOD = {"oldNumber": "5", "newNumber": "5"}


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        pytest.param("/hooks/wrong/customers", GOOD, 404, id="a wrong secret"),
        pytest.param("/hooks//customers", GOOD, 404, id="no secret"),
        pytest.param("/hooks/%C3%A8%FF/customers", GOOD, 404, id="a secret of bytes"),
        pytest.param(f"/hooks/{SECRET}/orders", GOOD, 404, id="another kind"),
        pytest.param(f"/hooks/{SECRET}", GOOD, 404, id="no kind"),
        pytest.param(CUSTOMERS, b"", 400, id="no body"),
        pytest.param(CUSTOMERS, b"{", 400, id="half an object"),
        pytest.param(CUSTOMERS, b"\xff\xfe", 400, id="no text"),
        pytest.param(CUSTOMERS, b"[" * 4000, 400, id="very deep"),
        pytest.param(CUSTOMERS, [GOOD], 400, id="a list"),
        pytest.param(CUSTOMERS, {}, 400, id="no number at all"),
        pytest.param(CUSTOMERS, {"newNumber": True}, 400, id="a truth"),
        pytest.param(CUSTOMERS, {"newNumber": ["5"]}, 400, id="a list of numbers"),
        pytest.param(CUSTOMERS, {"newNumber": 1.5}, 400, id="a broken number"),
        pytest.param(CUSTOMERS, {"newNumber": "-5"}, 400, id="a number below zero"),
        pytest.param(CUSTOMERS, {"newNumber": "../5"}, 400, id="a path"),
        pytest.param(CUSTOMERS, {"newNumber": "9" * 40}, 400, id="a long number"),
        pytest.param(CUSTOMERS, b'{"newNumber": "' + b"1" * 9000, 413, id="too long"),
    ],
)
def test_a_bad_call_is_refused(
    address: str, heard: Heard, path: str, body: object, status: int
) -> None:
    answer = post(address, path, body)

    assert answer.status_code == status
    assert SECRET not in answer.text
    assert heard.told == []


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "", "é"]
)
def test_another_content_type_is_refused(
    address: str, heard: Heard, content_type: str
) -> None:
    headers = {b"Content-Type": content_type.encode()}

    answer = httpx.post(
        address + CUSTOMERS, content=json.dumps(GOOD), headers=headers, timeout=30
    )

    assert answer.status_code == 415
    assert heard.told == []


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"])
def test_another_method_is_refused(address: str, heard: Heard, method: str) -> None:
    answer = httpx.request(method, address + CUSTOMERS, timeout=30)

    assert answer.status_code in {404, 405} or method == "OPTIONS"
    assert heard.told == []


WELL = b'{"newNumber": "5"}'
LONG = b'{"newNumber": "' + b"1" * 9000


@pytest.mark.parametrize(
    ("path", "body", "content_type", "reason"),
    [
        pytest.param("/hooks/wr0ng/customers", WELL, "", "secret", id="secret"),
        pytest.param(f"/hooks/{SECRET}/orders", WELL, "", "kind", id="kind"),
        pytest.param(f"/hooks/{SECRET}/a/b", WELL, "", "address", id="too deep"),
        pytest.param(f"/hook/{SECRET}/customers", WELL, "", "address", id="misspelt"),
        pytest.param(CUSTOMERS, WELL, "text/plain", "type", id="type"),
        pytest.param(CUSTOMERS, b"{", "", "body", id="body"),
        pytest.param(CUSTOMERS, LONG, "", "length", id="length"),
        pytest.param(CUSTOMERS, iter([LONG]), "", "length", id="length, in chunks"),
    ],
)
def test_a_call_that_is_refused_leaves_its_reason_and_no_secret(
    path: str,
    body: bytes | Iterator[bytes],
    content_type: str,
    reason: str,
    told: tuple[str, Heard, pytest.LogCaptureFixture],
) -> None:
    address, heard, caplog = told

    httpx.post(
        address + path,
        content=body,
        headers={"Content-Type": content_type or "application/json"},
        timeout=30,
    )

    assert heard.refused == [reason]
    (line,) = [one for one in caplog.records if one.msg == "hook.refused"]
    assert line.__dict__["reason"] == reason
    for hidden in (SECRET, "wr0ng", "orders", "/hook"):
        assert hidden not in str(line.__dict__)


def test_who_only_looks_around_is_no_hook(address: str, heard: Heard) -> None:
    assert httpx.get(f"{address}/favicon.ico").status_code == 404
    assert heard.refused == []


def test_where_too_many_wait_the_caller_is_asked_to_come_back(
    address: str, heard: Heard
) -> None:
    heard.has_room = False

    answer = post(address, CUSTOMERS, GOOD)

    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert heard.refused == ["busy"]


def test_health_and_readiness_are_two_questions(address: str, heard: Heard) -> None:
    heard.trouble = "the access has ended"

    assert httpx.get(f"{address}/healthz").status_code == 200
    assert httpx.get(f"{address}/readyz").status_code == 503
    assert "the access has ended" in httpx.get(f"{address}/readyz").text

    heard.is_up = False

    assert httpx.get(f"{address}/healthz").status_code == 503


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
NUMBERED = st.fixed_dictionaries({"oldNumber": JSON, "newNumber": JSON})
BODIES = st.binary(max_size=6000) | (JSON | NUMBERED).map(
    lambda one: json.dumps(one).encode()
)
PRINTABLE = st.characters(min_codepoint=33, max_codepoint=126)
TYPES = st.sampled_from(["application/json", "application/json; charset=latin-1"])


@given(body=BODIES, content_type=TYPES | st.text(PRINTABLE, min_size=1))
def test_garbage_is_never_our_failure(
    address: str, body: bytes, content_type: str
) -> None:
    headers = {"Content-Type": content_type}

    answer = httpx.post(address + CUSTOMERS, content=body, headers=headers, timeout=30)

    assert answer.status_code < 500


@given(secret=st.text(min_size=1), kind=st.sampled_from(["customers", "x"]) | st.text())
def test_any_address_is_answered_and_none_is_let_in(
    address: str, secret: str, kind: str
) -> None:
    path = f"/hooks/{quote(secret, safe='')}/{quote(kind, safe='')}"

    assert post(address, path, GOOD).status_code in {400, 404}


def test_a_body_in_chunks_is_kept(address: str, heard: Heard) -> None:
    headers = {"Content-Type": "application/json"}

    answer = httpx.post(
        address + CUSTOMERS,
        content=iter([b'{"newNumber"', b": 5", b"}"]),
        headers=headers,
        timeout=30,
    )

    assert answer.status_code == 202
    assert heard.told == [("customers", ["5"])]


def test_slow_callers_keep_nobody_waiting(address: str, heard: Heard) -> None:
    """More of them than there are threads, and each gets its answer in the end."""
    host, port = address.removeprefix("http://").split(":")
    body = json.dumps(GOOD).encode()
    call = (
        f"POST {CUSTOMERS} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    ).encode() + body
    with ExitStack() as stack:
        slow = [
            stack.enter_context(socket.create_connection((host, int(port)), timeout=30))
            for _ in range(40)
        ]
        for place, one in enumerate(slow):
            one.sendall(call[: 10 + 4 * place])

        assert post(address, CUSTOMERS, GOOD).status_code == 202

        for place, one in enumerate(slow):
            for byte in call[10 + 4 * place :]:
                one.sendall(bytes([byte]))
            assert b" 202 " in one.recv(4096)
    assert len(heard.told) == 41


RAW = [
    pytest.param(b"\x00\xff\r\n\r\n", id="bytes"),
    pytest.param(b"GET\r\n\r\n", id="half a line"),
    pytest.param(b"POST / HTTP/9.9\r\n\r\n", id="another version"),
    pytest.param(
        b"POST %s HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n"
        % CUSTOMERS.encode(),
        id="an encoding that nobody knows",
    ),
    pytest.param(
        b"POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n"
        % CUSTOMERS.encode(),
        id="no length",
    ),
    pytest.param(
        b"POST %s HTTP/1.1\r\nHost: x\r\nX: %s\r\n\r\n"
        % (CUSTOMERS.encode(), b"y" * 300_000),
        id="a header without an end",
    ),
    pytest.param(
        b"POST %s HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n"
        % CUSTOMERS.encode(),
        id="broken chunks",
    ),
    pytest.param(
        b"POST %s HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n\r\n"
        % CUSTOMERS.encode(),
        id="an expectation",
    ),
]


@pytest.mark.parametrize("raw", RAW)
@pytest.mark.usefixtures("heard")
def test_what_is_no_http_is_never_our_failure(address: str, raw: bytes) -> None:
    host, _, port = address.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=30) as line:
        line.sendall(raw)
        line.shutdown(socket.SHUT_WR)
        answer = _read(line)

    assert not answer.startswith(b"HTTP/1.1 5")
    assert httpx.get(f"{address}/healthz").status_code == 200


def _read(line: socket.socket) -> bytes:
    parts: list[bytes] = []
    try:
        while part := line.recv(4096):
            parts.append(part)
    except ConnectionError:
        pass
    return b"".join(parts)
