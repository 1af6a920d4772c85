"""Prints of documents: a PDF in the document's own layout, for who has the tokens."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from engine.sandbox import APP_SECRET, GRANT_TOKEN, Cic

TOKENS = {"X-AppSecretToken": APP_SECRET, "X-AgreementGrantToken": GRANT_TOKEN}
NEW: dict[str, Any] = {
    "currency": "EUR",
    "customer": {"customerNumber": 1},
    "date": "2026-03-02",
    "layout": {"layoutNumber": 9},
    "lines": [
        {
            "description": "Lampada (rossa)",
            "discountPercentage": 7,
            "quantity": 1,
            "unitNetPrice": 45.5,
            "product": {"productNumber": "A-01"},
        }
    ],
    "notes": {"heading": "Per l'ufficio", "text2": "Grazie"},
    "paymentTerms": {"paymentTermsNumber": 11},
    "recipient": {"name": "Città & Figli", "vatZone": {"vatZoneNumber": 1}},
}


@pytest.fixture
def cic() -> Cic:
    return Cic(customers=1)


@pytest.fixture
def client(cic: Cic) -> Iterator[httpx.Client]:
    transport = httpx.WSGITransport(app=cic.app)
    with httpx.Client(
        transport=transport, base_url="https://rest.reviso.com", headers=TOKENS
    ) as client:
        yield client


def page(answer: httpx.Response) -> str:
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-1.")
    assert answer.content.endswith(b"%%EOF\n")
    return answer.content.decode("cp1252", "replace")


@pytest.mark.parametrize(
    ("path", "title"), [("/quotations", "Preventivo"), ("/orders", "Ordine")]
)
def test_a_print_shows_what_the_document_says(
    client: httpx.Client, path: str, title: str
) -> None:
    made = client.post(path, json=NEW).json()

    text = page(client.get(made["pdf"]["download"]))

    assert f"{title} n. {made['number']} del 2026-03-02" in text
    assert "Città & Figli" in text
    assert r"Lampada \(rossa\)" in text
    assert "= 42.32" in text
    assert "Totale 51.63 EUR" in text
    assert "IVA 22%: 42.32 + 9.31" in text
    assert "Per l'ufficio" in text
    assert "Grazie" in text


def test_a_print_is_made_in_the_documents_own_layout(client: httpx.Client) -> None:
    client.post("/quotations", json=NEW)
    before = page(client.get("/quotations/629/pdf"))

    client.put("/quotations/629", json={**NEW, "layout": {"layoutNumber": 12}})

    after = page(client.get("/quotations/629/pdf"))
    assert ("(IT v2.0) Tj" in before, "-7.00%" in before) == (True, False)
    assert ("(IT v2.0 con sconti) Tj" in after, "-7.00%" in after) == (True, True)


@pytest.mark.parametrize("missing", list(TOKENS))
def test_a_print_is_only_for_who_has_both_tokens(
    client: httpx.Client, cic: Cic, missing: str
) -> None:
    address = client.post("/quotations", json=NEW).json()["pdf"]["download"]
    kept = {name: value for name, value in TOKENS.items() if name != missing}

    with httpx.Client(transport=httpx.WSGITransport(app=cic.app)) as anybody:
        answer = anybody.get(address, headers=kept)

    assert answer.status_code == 401
    assert answer.json()["message"] == "Login to API server failed."


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        pytest.param("GET", "/quotations/999/pdf", 404, id="no such document"),
        pytest.param("GET", "/orders/629/pdf", 404, id="of the other kind"),
        pytest.param("POST", "/quotations/629/pdf", 405, id="cannot be written"),
        pytest.param("GET", "/customers/1/pdf", 404, id="no document at all"),
    ],
)
def test_a_print_that_cannot_be_is_refused(
    client: httpx.Client, method: str, path: str, status: int
) -> None:
    client.post("/quotations", json=NEW)

    assert client.request(method, path).status_code == status
