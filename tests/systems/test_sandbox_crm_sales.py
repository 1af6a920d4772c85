"""The sales side of the CRM's sandbox: quotes, the catalogue and its lookups."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from engine.sandbox import API_KEY, Cic, Clock, Crm

LOOKUPS = ("Payment", "PaymentMode", "UnitMeasure", "PriceList")
ROW: dict[str, Any] = {
    "productCode": "A-01",
    "description": "Lampada",
    "qta": 1,
    "unitPrice": 45.5,
    "discountFormula": "7",
    "taxId": 5,
}
NEW: dict[str, Any] = {"crossType": 0, "crossId": 5001, "rows": [ROW]}


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2026, 3, 2, 12, tzinfo=UTC))


@pytest.fixture
def crm(clock: Clock) -> Crm:
    return Crm(companies=2, clock=clock)


@pytest.fixture
def client(crm: Crm) -> Iterator[httpx.Client]:
    with httpx.Client(
        transport=httpx.WSGITransport(app=crm.app),
        base_url="https://crm.example/api/v1/",
        headers={"ApiKey": API_KEY},
    ) as client:
        yield client


def made(client: httpx.Client, **changes: object) -> dict[str, Any]:
    """Give a quote that was just made, its amounts as text."""
    number = client.post("Quote/CreateOrUpdate", json={**NEW, **changes}).json()
    text = client.get(f"Quote/{number}").text
    found: dict[str, Any] = json.loads(text, parse_float=str)
    return found


def test_a_quote_is_numbered_dated_and_named(client: httpx.Client, crm: Crm) -> None:
    first, second = made(client), made(client, number="SPEC-7")
    third = made(client)

    assert (first["id"], first["number"]) == (9001, "2026/1")
    assert (second["number"], third["number"]) == ("SPEC-7", "2026/3")
    assert first["quoteDate"] == "2026-03-02T12:00:00Z"
    assert first["crossName"] == crm.companies[5001]["companyName"]


def test_a_row_has_every_documented_property(client: httpx.Client) -> None:
    row = made(client)["rows"][0]

    assert row.keys() == {
        "id",
        "catalogId",
        "productCode",
        "description",
        "longDescription",
        "kind",
        "qta",
        "unitMeasureId",
        "listPrice",
        "unitPrice",
        "discountFormula",
        "taxId",
        "taxCode",
        "tax",
        "taxableAmount",
        "priceWithVat",
        "totalPrice",
    }
    assert (row["taxCode"], row["taxableAmount"], row["tax"]) == ("22", "42.32", "9.31")
    assert (row["totalPrice"], row["priceWithVat"]) == ("42.32", "51.63")


@pytest.mark.parametrize(
    ("formula", "net"),
    [
        pytest.param("", "200.00", id="none"),
        pytest.param("10", "180.00", id="one"),
        pytest.param("10+5", "171.00", id="one after another"),
        pytest.param("10 + 5 + 3", "165.87", id="three, with blanks"),
        pytest.param("12,5%", "175.00", id="a comma and a sign"),
        pytest.param("sconto", "200.00", id="unreadable"),
    ],
)
def test_discounts_are_taken_one_after_another(
    client: httpx.Client, formula: str, net: str
) -> None:
    row = {**ROW, "qta": 2, "unitPrice": 100, "discountFormula": formula}

    assert made(client, rows=[row])["rows"][0]["taxableAmount"] == net


def test_totals_count_vat_once_for_each_rate(client: httpx.Client) -> None:
    cheap = {"qta": 1, "discountFormula": ""}
    rows = [
        {**ROW, **cheap, "unitPrice": "0.02", "taxId": 5},
        {**ROW, **cheap, "unitPrice": "0.02", "taxId": 5},
        {**ROW, **cheap, "unitPrice": "0.02", "taxId": 5},
        {**ROW, **cheap, "unitPrice": "12.50", "taxId": 1},
        {"kind": 1, "description": "Consegna in cinque giorni"},
    ]

    quote = made(client, rows=rows, footerDiscount=2)

    names = ("currencySubTotal", "currencyTaxTotal", "currencyGrandTotal")
    assert [quote[name] for name in names] == ["12.56", "0.51", "11.07"]
    assert quote["grandTotal"] == "11.07"
    assert quote["rows"][-1]["priceWithVat"] == "0.00"


def test_an_update_keeps_the_rows_that_it_does_not_name(
    client: httpx.Client, crm: Crm
) -> None:
    before = made(client)["rows"]

    client.post("Quote/CreateOrUpdate", json={"id": 9001, "address": "Via Roma 1"})

    after = json.loads(client.get("Quote/9001").text, parse_float=str)
    assert (after["address"], after["rows"]) == ("Via Roma 1", before)
    assert after["number"] == "2026/1"
    assert crm.quotes[9001]["lastModifiedById"] == 12


def test_rows_that_are_named_replace_the_others_and_keep_their_ids(
    client: httpx.Client,
) -> None:
    made(client, rows=[ROW, {**ROW, "description": "Sedia"}])
    sent = [{**ROW, "id": 2, "qta": 3}, {**ROW, "description": "Nuova"}]

    client.post("Quote", json={"id": 9001, "rows": sent})

    quote = client.get("Quote/9001").json()
    assert [(row["id"], row["qta"]) for row in quote["rows"]] == [(2, 3), (3, 1)]
    # 126.945 goes up, and 42.315, too.
    assert quote["currencySubTotal"] == 169.27


def test_an_edit_at_the_screen_counts_anew(crm: Crm, clock: Clock) -> None:
    key = crm.add("Quote", **NEW)
    clock.advance(60)

    crm.quotes.edit(key, rows=[{**ROW, "qta": 2}])

    assert str(crm.quotes[key]["currencySubTotal"]) == "84.63"
    assert crm.quotes[key]["lastModifiedDate"] == "2026-03-02T12:01:00Z"


def test_a_row_of_the_catalogue_takes_what_it_does_not_say(
    client: httpx.Client, crm: Crm
) -> None:
    crm.stock(25)
    found = client.get("Catalog/Search", params={"$filter": "code eq 'A-05'"}).json()

    row = made(client, rows=[{"catalogId": found[0]["id"], "qta": 10}])["rows"][0]

    assert (row["productCode"], row["description"]) == ("A-05", "Farina tipo 00")
    assert (row["taxId"], row["taxableAmount"], row["tax"]) == (1, "9.50", "0.38")


@pytest.mark.parametrize(
    "body",
    [
        pytest.param({"crossType": 0}, id="no requester"),
        pytest.param({**NEW, "crossId": 5999}, id="unknown company"),
        pytest.param({**NEW, "crossType": 1, "crossId": 7999}, id="unknown contact"),
        pytest.param({**NEW, "paymentId": 99}, id="unknown terms"),
        pytest.param({**NEW, "listId": 99}, id="unknown price list"),
        pytest.param({**NEW, "rows": [{**ROW, "taxId": 99}]}, id="unknown rate"),
        pytest.param({**NEW, "rows": [{**ROW, "catalogId": 99}]}, id="unknown product"),
        pytest.param({**NEW, "rows": [{**ROW, "quantity": 1}]}, id="unknown property"),
    ],
)
def test_a_quote_that_names_what_is_not_there_is_refused(
    client: httpx.Client, crm: Crm, body: dict[str, Any]
) -> None:
    assert client.post("Quote", json=body).status_code == 400
    assert len(crm.quotes) == 0


def test_a_contact_or_a_lead_may_ask_for_a_quote(client: httpx.Client) -> None:
    person = {"surname": "Neri", "name": "Anna"}
    number = client.post("Contact", json=person).json()

    asked = made(client, crossType=1, crossId=number)
    lead = made(client, crossType=2, crossId=3, crossName="Un curioso")

    assert (asked["crossName"], lead["crossName"]) == ("Anna Neri", "Un curioso")


@pytest.mark.parametrize("controller", LOOKUPS)
def test_a_lookup_is_made_found_and_counted(
    client: httpx.Client, controller: str
) -> None:
    references = [{"system": "CiC", "id": "11"}]
    body = {"code": "11", "description": "Prova", "externalReferences": references}
    number = client.post(f"{controller}s/CreateOrUpdate", json=body).json()
    client.post(controller, json={"code": "12", "description": "Altra"})

    found = client.get(f"{controller}/Search", params={"$filter": "code eq '11'"})

    assert [entry["id"] for entry in found.json()] == [number]
    assert found.json()[0]["externalReferences"] == references
    assert client.get(f"{controller}/Count").json() == 2


@pytest.mark.parametrize(
    ("controller", "name", "label"),
    [
        ("Quote", "paymentId", "Termine di pagamento"),
        ("Catalog", "code", "Codice prodotto"),
        ("CatalogCategories", "description", "Categoria"),
        ("TaxValue", "taxValue", "Aliquota"),
        ("Payment", "description", "Termine di pagamento"),
        ("PaymentMode", "description", "Modalità di pagamento"),
        ("UnitMeasure", "description", "Unità di misura"),
        ("PriceList", "description", "Listino"),
    ],
)
def test_each_controller_tells_its_schema(
    client: httpx.Client, controller: str, name: str, label: str
) -> None:
    schema = client.get(f"{controller}/GetPolymorphicSchema").json()["properties"]

    assert schema[name]["friendlyName"] == label
    assert schema[name]["canWrite"] is True
    assert schema["id"]["canWrite"] is False


def test_a_code_of_the_catalogue_is_given_once(client: httpx.Client) -> None:
    body = {"productName": "Lampada", "code": "A-01"}
    client.post("Catalog", json=body)
    other = client.post("Catalog", json={**body, "code": "A-02"}).json()

    again = client.post("Catalog", json={"id": other, "code": "A-01"})

    assert again.status_code == 409
    assert "duplicat" in again.json()["message"]


def test_both_systems_draw_the_same_goods() -> None:
    cic, crm = Cic(customers=0, products=60), Crm()
    crm.stock(60)

    sold = {key: str(cic.products[key]["salesPrice"]) for key in cic.products}
    offered = {crm.catalogue[key]["code"]: crm.catalogue[key] for key in crm.catalogue}

    assert sold.keys() == offered.keys()
    assert len(sold) == 60
    assert offered["A-01"]["taxCode"] == "22"


def test_drawn_quotes_stand_for_the_companies_in_turn() -> None:
    crm = Crm(companies=2, quotes=3)
    codes = {crm_row["productCode"] for crm_row in crm.quotes[9001]["rows"][:-1]}

    assert [crm.quotes[key]["crossId"] for key in crm.quotes] == [5001, 5002, 5001]
    assert codes <= set(map(str, Cic(customers=0).products))
    assert crm.quotes[9001]["rows"][-1]["kind"] == 1
    assert crm.quotes[9001]["grandTotal"] > 0


@pytest.mark.parametrize("count", [0, 1, 2, 6, 24])
def test_drawn_quotes_sell_only_what_is_on_offer(count: int) -> None:
    on_offer = set(map(str, Cic(customers=0, products=count).products))
    crm, again = (Crm(companies=2, quotes=20, on_offer=count) for _ in range(2))

    rows = [row for key in crm.quotes for row in crm.quotes[key]["rows"]]
    sold = {row["productCode"] for row in rows if row["kind"] == 0}

    assert len(crm.quotes) == 20
    assert sold <= on_offer
    assert bool(sold) is bool(count)
    assert rows == [row for key in again.quotes for row in again.quotes[key]["rows"]]


def test_every_drawn_product_is_one_that_the_books_accept() -> None:
    cic = Cic(customers=0, products=300)
    headers = {
        "X-AppSecretToken": "sandbox-app-secret",
        "X-AgreementGrantToken": "sandbox-grant-token",
    }
    with httpx.Client(
        transport=httpx.WSGITransport(app=cic.app),
        base_url="https://cic.example",
        headers=headers,
    ) as client:
        listed = client.get("/products?pagesize=1000").json()["collection"]
        answers = [client.put(entry["self"], json=entry) for entry in listed]

    assert len(listed) == 300
    assert {answer.status_code for answer in answers} == {200}
