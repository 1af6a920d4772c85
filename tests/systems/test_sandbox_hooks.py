"""Web hooks of CiC's sandbox, called over real HTTP."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest

from engine.sandbox import APP_SECRET, GRANT_TOKEN, Cic

NEW: dict[str, Any] = {
    "currency": "EUR",
    "customerGroup": {"customerGroupNumber": 1},
    "name": "Prova",
    "paymentTerms": {"paymentTermsNumber": 11},
    "vatZone": {"vatZoneNumber": 1},
}


@dataclass
class Receiver:
    """What the far end of a hook has heard, and what it answers next."""

    url: str = ""
    heard: list[tuple[str, str, str, str]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        bodies = [json.loads(body) for _, _, _, body in self.heard]
        return [(body["oldNumber"], body["newNumber"]) for body in bodies]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    receiver = Receiver()

    class Ear(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            body = self.rfile.read(length).decode()
            kind = self.headers.get("Content-Type", "")
            receiver.heard.append((self.command, self.path, kind, body))
            self.send_response(receiver.answers.pop(0) if receiver.answers else 204)
            self.end_headers()

        do_GET = do_POST  # noqa: N815 - the library's name

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Ear)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    receiver.url = f"http://127.0.0.1:{server.server_port}"
    yield receiver
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def cic() -> Cic:
    return Cic(customers=3)


@pytest.fixture
def client(cic: Cic) -> Iterator[httpx.Client]:
    with httpx.Client(
        transport=httpx.WSGITransport(app=cic.app),
        base_url="https://rest.reviso.com",
        headers={"X-AppSecretToken": APP_SECRET, "X-AgreementGrantToken": GRANT_TOKEN},
    ) as client:
        yield client


def test_every_change_of_a_customer_is_told_by_its_two_numbers(
    client: httpx.Client, cic: Cic, receiver: Receiver
) -> None:
    cic.hook("Cliente aggiornato", f"{receiver.url}/hook?secret=x")

    client.post("/customers", json=NEW)
    client.put("/customers/4", json={**NEW, "city": "Lodi"})
    client.put("/customers/4", json={**NEW, "customerNumber": 40})
    client.delete("/customers/40")
    cic.customers.edit(2, city="Monza")

    assert cic.settle()
    assert receiver.pairs == [
        ("", "4"),
        ("4", "4"),
        ("4", "40"),
        ("40", ""),
        ("2", "2"),
    ]
    assert {heard[:3] for heard in receiver.heard} == {
        ("POST", "/hook?secret=x", "application/json")
    }


def test_a_refused_write_tells_nothing(
    client: httpx.Client, cic: Cic, receiver: Receiver
) -> None:
    cic.hook("customer updated", receiver.url)

    client.post("/customers", json={**NEW, "vatZone": {"vatZoneNumber": 9}})
    client.delete("/customers/99")

    assert cic.settle()
    assert receiver.heard == []


def test_each_kind_of_hook_tells_of_its_own_records(
    cic: Cic, receiver: Receiver
) -> None:
    cic.hook("Prodotto aggiornato", f"{receiver.url}/products")
    cic.hook("Cliente aggiornato", f"{receiver.url}/customers")

    cic.products.edit("A-01", salesPrice=30)

    assert cic.settle()
    assert [heard[1] for heard in receiver.heard] == ["/products"]
    assert receiver.pairs == [("A-01", "A-01")]


def test_placeholders_are_filled_in_the_address_too(
    cic: Cic, receiver: Receiver
) -> None:
    address = f"{receiver.url}/[NEWNUMBER]?old=[OLDNUMBER]"
    cic.hook("Cliente aggiornato", address, "", method="GET")

    cic.customers.edit(3, city="Monza")

    assert cic.settle()
    assert receiver.heard == [("GET", "/3?old=3", "", "")]


@pytest.mark.parametrize(
    ("blank", "shown"),
    [
        pytest.param("empty", "", id="nothing"),
        pytest.param("zero", "0", id="zero"),
        pytest.param("literal", "[OLDNUMBER]", id="the placeholder itself"),
    ],
)
def test_a_number_that_there_is_not_is_shown_as_asked(
    cic: Cic, receiver: Receiver, blank: str, shown: str
) -> None:
    cic.set_faults(hook_blank=blank)
    cic.hook("Cliente aggiornato", receiver.url)

    cic.add("customers", **NEW)

    assert cic.settle()
    assert receiver.pairs == [(shown, "4")]


@pytest.mark.parametrize(
    ("faults", "pairs"),
    [
        pytest.param({"hook_loss": 1.0}, [], id="lost"),
        pytest.param(
            {"hook_duplicates": 1.0}, [("1", "1")] * 2 + [("2", "2")] * 2, id="twice"
        ),
        pytest.param({"hook_delay": 0.1}, [("1", "1"), ("2", "2")], id="later"),
    ],
)
def test_a_call_may_be_lost_repeated_or_late(
    cic: Cic,
    receiver: Receiver,
    faults: dict[str, float],
    pairs: list[tuple[str, str]],
) -> None:
    cic.set_faults(**faults)
    cic.hook("Cliente aggiornato", receiver.url)

    for number in (1, 2):
        cic.customers.edit(number, city="Monza")

    assert cic.settle()
    assert receiver.pairs == pairs


def test_a_call_may_be_overtaken_by_a_later_one(cic: Cic, receiver: Receiver) -> None:
    cic.set_faults(hook_reorder=1.0)
    cic.hook("Cliente aggiornato", receiver.url)
    cic.customers.edit(1, city="Monza")
    cic.set_faults(hook_reorder=0.0)

    cic.customers.edit(2, city="Monza")

    assert cic.settle()
    assert receiver.pairs == [("2", "2"), ("1", "1")]


@pytest.mark.parametrize(
    ("answers", "statuses"),
    [
        pytest.param([500, 204], [500, 204], id="once more"),
        pytest.param([500] * 9, [500, 500, 500], id="three times and no more"),
    ],
)
def test_a_receiver_that_fails_is_called_again(
    cic: Cic, receiver: Receiver, answers: list[int], statuses: list[int]
) -> None:
    receiver.answers = answers
    cic.hook("Cliente aggiornato", receiver.url)

    cic.customers.edit(1, city="Monza")

    assert cic.settle()
    assert [told.status for told in cic.hooked] == statuses


def test_a_receiver_that_is_not_there_holds_nobody_up(cic: Cic) -> None:
    cic.set_faults(hook_tries=1)
    cic.hook("Cliente aggiornato", "http://127.0.0.1:9/hook")

    cic.customers.edit(1, city="Monza")

    assert cic.settle()
    assert [told.status for told in cic.hooked] == [0]


def test_a_fresh_start_forgets_the_hooks(cic: Cic, receiver: Receiver) -> None:
    cic.hook("Cliente aggiornato", receiver.url)
    cic.reset()

    cic.customers.edit(1, city="Monza")

    assert cic.settle()
    assert receiver.heard == []


def test_a_kind_that_is_not_there_cannot_be_entered(cic: Cic) -> None:
    with pytest.raises(ValueError, match="Fattura emessa"):
        cic.hook("Fattura emessa", "http://127.0.0.1:9")
