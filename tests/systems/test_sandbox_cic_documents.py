"""Quotations and orders in CiC's sandbox: shapes, refusals, numbers and lives."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from engine.sandbox import APP_SECRET, GRANT_TOKEN, Cic, Clock, Faults

RECORDED = Path(__file__).parent / "recorded"
CHAIN = re.compile(r'(?<="movementChainId": ")[^"]+')
LINE: dict[str, Any] = {
    "quantity": 2,
    "unitNetPrice": 45.5,
    "product": {"productNumber": "A-01"},
}
NEW: dict[str, Any] = {
    "currency": "EUR",
    "customer": {"customerNumber": 1},
    "date": "2026-03-02",
    "layout": {"layoutNumber": 9},
    "lines": [LINE],
    "paymentTerms": {"paymentTermsNumber": 11},
    "recipient": {"name": "Prova", "vatZone": {"vatZoneNumber": 1}},
}


@pytest.fixture
def cic() -> Cic:
    return Cic(customers=3, clock=Clock(datetime(2026, 3, 2, 10, tzinfo=UTC)))


@pytest.fixture
def client(cic: Cic) -> Iterator[httpx.Client]:
    with httpx.Client(
        transport=httpx.WSGITransport(app=cic.app),
        base_url="https://rest.reviso.com",
        headers={"X-AppSecretToken": APP_SECRET, "X-AgreementGrantToken": GRANT_TOKEN},
    ) as client:
        yield client


def literal(text: str) -> Any:  # noqa: ANN401 - JSON
    """Read JSON with the order of its names and the digits of its decimals."""
    return json.loads(text, object_pairs_hook=list, parse_float=lambda digits: digits)


def with_line(**changes: object) -> dict[str, Any]:
    """Give a new document with one line, changed; None takes a part away."""
    line = {name: value for name, value in {**LINE, **changes}.items() if value}
    return {**NEW, "lines": [line]}


def test_a_new_order_is_answered_as_recorded(client: httpx.Client) -> None:
    check_recorded(client, "order")


def test_a_new_quotation_without_lines_is_answered_as_recorded(
    client: httpx.Client,
) -> None:
    check_recorded(client, "quotation")


def check_recorded(client: httpx.Client, name: str) -> None:
    kept = literal((RECORDED / f"{name}.json").read_text(encoding="utf-8"))
    request = json.loads((RECORDED / f"{name}.json").read_text("utf-8"))["request"]

    answer = client.post(f"/{name}s", json=request)

    assert answer.status_code == 201
    assert literal(CHAIN.sub("-", answer.text)) == dict(kept)["answer"]
    assert answer.headers["Location"] == answer.json()["self"]


def test_a_quotation_has_nothing_that_only_an_order_has(client: httpx.Client) -> None:
    quotation = client.post("/quotations", json=NEW).json()

    assert "deliveredQuantity" not in quotation["lines"][0]
    assert not {"deliveryStatus", "invoicingStatus"} & set(quotation)


def test_a_listing_is_lighter_than_a_single_record(client: httpx.Client) -> None:
    number = client.post("/quotations", json=NEW).json()["id"]

    listed = client.get("/quotations").json()["collection"][0]
    single = client.get(f"/quotations/{number}").json()

    assert "lines" not in listed
    assert len(single["lines"]) == 1
    assert set(listed["recipient"]["vatZone"]) == {"vatZoneNumber", "self"}
    assert single["recipient"]["vatZone"]["name"] == "Domestic"
    assert listed["paymentTerms"]["daysOfCredit"] == 30


def test_a_given_total_counts_for_nothing(client: httpx.Client) -> None:
    wrong = {"totalNetAmount": 1, "totalVatAmount": 1, "totalGrossAmount": 1}
    body = {**with_line(**wrong), "netAmount": 1, "vatAmount": 1, "grossAmount": 1}

    made = client.post("/quotations", json=body).json()

    totals = [made[name] for name in ("netAmount", "vatAmount", "grossAmount")]
    assert totals == [91.00, 20.02, 111.02]


@pytest.mark.parametrize(
    "name", ["currency", "customer", "date", "layout", "paymentTerms", "recipient"]
)
def test_what_must_be_there_is_asked_for(client: httpx.Client, name: str) -> None:
    body = {key: value for key, value in NEW.items() if key != name}

    answer = client.post("/quotations", json=body)

    paths = [error["details"]["path"] for error in answer.json()["errors"]]
    assert (answer.status_code, paths) == (400, [name])


@pytest.mark.parametrize(
    ("body", "code", "message"),
    [
        pytest.param(
            with_line(product=None, unitNetPrice=None),
            "S_V_5",
            "When quantity is set product must also be set",
            id="quantity without a product",
        ),
        pytest.param(
            with_line(unitNetPrice=12.600000000000001),
            "E04740",
            "Schema validation failed.",
            id="eleven decimals",
        ),
        pytest.param(
            with_line(product={"productNumber": "nessuno"}),
            "E04041",
            "Could not create quotation. No product nessuno was found.",
            id="unknown product",
        ),
        pytest.param(
            with_line(vatInfo={"vatAccount": {"vatCode": "V999"}}),
            "E04041",
            "Could not create quotation. No VAT account V999 was found.",
            id="unknown VAT code",
        ),
        pytest.param(
            with_line(vatInfo={"vatAccount": {"vatCode": "A022"}}),
            "S_V_6",
            "VAT code A022 is not one of sales.",
            id="VAT code of purchases",
        ),
        pytest.param(
            {**NEW, "lines": [{**LINE, "lineNumber": 1}, {**LINE, "lineNumber": 1}]},
            "S_V_7",
            "Line number 1 stands twice.",
            id="line number twice",
        ),
        pytest.param(
            {**NEW, "layout": {"layoutNumber": 4}},
            "E04041",
            "Layout 4 is deleted.",
            id="deleted layout",
        ),
        pytest.param(
            {**NEW, "customer": {"customerNumber": 99}},
            "E04041",
            "Could not create quotation. No customer 99 was found.",
            id="unknown customer",
        ),
        pytest.param(
            {**NEW, "currency": "XXX"},
            "E04041",
            "Could not create quotation. No currency XXX was found.",
            id="unknown currency",
        ),
        pytest.param(
            {**NEW, "recipient": {"name": "x", "vatZone": {"vatZoneNumber": 9}}},
            "S_V_2",
            "Could not create quotation. The chosen VAT zone is not valid for the "
            "country in which your agreement exists.",
            id="VAT zone",
        ),
    ],
)
def test_what_the_books_do_not_allow_is_refused(
    client: httpx.Client, cic: Cic, body: dict[str, Any], code: str, message: str
) -> None:
    answer = client.post("/quotations", json=body)

    told = answer.json()
    assert (answer.status_code, told["errorCode"]) == (400, code)
    assert told["message"] == message
    assert len(cic.quotations) == 0


def test_what_is_barred_stays_on_the_documents_that_have_it(
    client: httpx.Client, cic: Cic
) -> None:
    number = client.post("/quotations", json=NEW).json()["id"]
    cic.products.edit("A-01", barred=True)

    again = client.put(f"/quotations/{number}", json=NEW)
    fresh = client.post("/quotations", json=NEW)

    assert again.status_code == 200
    assert fresh.json()["errorCode"] == "E06600"


@pytest.mark.parametrize(
    ("zone", "product", "code"),
    [
        pytest.param(1, "A-01", "V022", id="goods at home"),
        pytest.param(2, "A-01", "V309", id="goods in the union"),
        pytest.param(3, "A-01", "V308", id="goods abroad"),
        pytest.param(1, "A-05", "V004", id="food at home"),
        pytest.param(1, "ART.6", "V022", id="services at home"),
    ],
)
def test_the_vat_code_comes_from_group_and_zone_where_none_is_told(
    client: httpx.Client, zone: int, product: str, code: str
) -> None:
    recipient = {"name": "Prova", "vatZone": {"vatZoneNumber": zone}}
    body = {**with_line(product={"productNumber": product}), "recipient": recipient}

    made = client.post("/orders", json=body).json()

    assert made["lines"][0]["vatInfo"]["vatAccount"]["vatCode"] == code


def test_a_line_takes_unit_and_prices_from_its_product(client: httpx.Client) -> None:
    body = {**NEW, "lines": [{"quantity": 3, "product": {"productNumber": "ART.4"}}]}

    line = client.post("/quotations", json=body).json()["lines"][0]

    assert line["unit"]["name"] == "Metri"
    assert (line["unitNetPrice"], line["totalNetAmount"]) == (1.25, 3.75)
    assert line["manuallyEditedSalesPrice"] is False


def test_a_line_may_be_text_alone(client: httpx.Client) -> None:
    body = {**NEW, "lines": [{"description": "Due parole"}, LINE]}

    first, second = client.post("/quotations", json=body).json()["lines"]

    assert (first["lineNumber"], first["description"]) == (1, "Due parole")
    assert not {"totalNetAmount", "vatInfo", "quantity"} & set(first)
    assert second["lineNumber"] == 2


@pytest.mark.parametrize(
    ("terms", "due"),
    [
        pytest.param({"paymentTermsType": "net", "daysOfCredit": 0}, "2026-01-30",
                     id="at once"),
        pytest.param({"paymentTermsType": "net", "daysOfCredit": 30}, "2026-03-01",
                     id="thirty days"),
        pytest.param({"paymentTermsType": "invoiceMonth", "daysOfCredit": 30},
                     "2026-03-02", id="end of month and thirty days"),
        pytest.param({"paymentTermsType": "invoiceWeekStartingMonday",
                      "daysOfCredit": 0}, "2026-02-01", id="end of week"),
        pytest.param({"paymentTermsType": "paidInCash"}, "2026-01-30", id="cash"),
    ],
)  # fmt: skip
def test_a_document_is_due_as_its_terms_say(
    client: httpx.Client, terms: dict[str, Any], due: str
) -> None:
    made = client.post("/payment-terms", json={"name": "Prova", **terms}).json()
    number = {"paymentTermsNumber": made["paymentTermsNumber"]}
    body = {**NEW, "date": "2026-01-30", "dueDate": "2030-01-01"}

    answer = client.post("/quotations", json={**body, "paymentTerms": number})

    assert answer.json()["dueDate"] == due


@pytest.mark.parametrize(
    ("due", "code"),
    [
        pytest.param({}, "E04042", id="missing"),
        pytest.param({"dueDate": "2026-03-01"}, "E04760", id="before the date"),
    ],
)
def test_terms_of_a_due_date_need_one(
    client: httpx.Client, due: dict[str, str], code: str
) -> None:
    terms = {"name": "A scadenza", "paymentTermsType": "dueDate"}
    number = client.post("/payment-terms", json=terms).json()["paymentTermsNumber"]
    body = {**NEW, **due, "paymentTerms": {"paymentTermsNumber": number}}

    assert client.post("/orders", json=body).json()["errorCode"] == code


def test_ids_and_numbers_differ_and_are_counted_in_common(client: httpx.Client) -> None:
    made = [
        client.post(path, json=NEW).json()
        for path in ("/quotations", "/orders", "/quotations")
    ]

    ids = [document["id"] for document in made]
    numbers = [document["number"] for document in made]
    assert ids == [629, 630, 631]
    assert numbers == [584, 585, 586]


@pytest.mark.parametrize(
    ("faults", "number"),
    [
        pytest.param(Faults(), 586, id="a number is never given twice"),
        pytest.param(Faults(reuse_numbers=True), 585, id="the highest free number"),
    ],
)
def test_the_next_number_after_a_delete(
    client: httpx.Client, cic: Cic, faults: Faults, number: int
) -> None:
    cic.faults = faults
    for path in ("/quotations", "/orders"):
        client.post(path, json=NEW)
    client.delete("/orders/630")

    made = client.post("/quotations", json=NEW).json()

    assert (made["id"], made["number"]) == (631, number)


def test_a_put_replaces_all_but_number_and_id(client: httpx.Client) -> None:
    more = {"notes": {"heading": "Oggetto"}, "references": {"other": "CRM-1"}}
    before = client.post("/quotations", json={**NEW, **more}).json()
    body = {**with_line(quantity=1), "id": 1, "number": 1}

    answer = client.put("/quotations/629", json=body)

    after = answer.json()
    assert answer.status_code == 200
    assert (after["id"], after["number"]) == (before["id"], before["number"])
    assert not {"notes", "references"} & set(after)
    assert (after["netAmount"], after["vatCodeGroups"][0]["totalVatAmount"]) == (
        45.50,
        10.01,
    )


def test_what_was_read_can_be_sent_back_as_it_is(client: httpx.Client) -> None:
    body = {**with_line(discountPercentage=7), "paymentType": {"paymentTypeNumber": 17}}
    client.post("/orders", json=body)
    before = client.get("/orders/629")

    client.put(
        "/orders/629",
        content=before.text,
        headers={"Content-Type": "application/json"},
    )

    assert client.get("/orders/629").text == before.text


def test_the_archive_must_be_left_before_a_delete(client: httpx.Client) -> None:
    number = client.post("/quotations", json={**NEW, "isArchived": True}).json()["id"]
    path = f"/quotations/{number}"

    refused = client.delete(path)
    links = client.get(path).json()["metaData"]
    client.put(path, json=NEW)

    assert (refused.status_code, refused.json()["errorCode"]) == (400, "S_V_87")
    assert list(links) == ["replace"]
    assert client.delete(path).status_code == 204
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("question", "found"),
    [
        pytest.param("references.other$eq:CRM-1", [629], id="own reference"),
        pytest.param("isArchived$eq:false", [629, 631], id="not archived"),
        pytest.param("isArchived$eq:true", [630], id="archived"),
        pytest.param("isSent$eq:true$and:isArchived$eq:false", [], id="sent"),
        pytest.param("date$gte:2026-03-01$and:date$lte:2026-03-31", [629, 631],
                     id="month"),
        pytest.param("customer.customerNumber$eq:2", [631], id="customer"),
        pytest.param("notes.text1$like:urgent", [630], id="notes"),
        pytest.param("id$in:[630,631]", [630, 631], id="ids"),
    ],
)  # fmt: skip
def test_documents_are_found_by_what_people_know(
    client: httpx.Client, question: str, found: list[int]
) -> None:
    reference = {"references": {"other": "CRM-1"}}
    old = {"date": "2025-01-01", "isArchived": True, "notes": {"text1": "Urgente!"}}
    other = {"customer": {"customerNumber": 2}}
    for changes in (reference, old, other):
        client.post("/quotations", json={**NEW, **changes})

    answer = client.get("/quotations", params={"filter": question})

    assert [entry["id"] for entry in answer.json()["collection"]] == found


def test_a_filter_that_is_not_allowed_tells_the_others(client: httpx.Client) -> None:
    answer = client.get("/orders?filter=number$eq:584")

    assert answer.status_code == 400
    assert "references.other" in answer.json()["allowedFilteringFields"]
    assert "deliveryStatus" in answer.json()["allowedFilteringFields"]


@pytest.mark.parametrize("path", ["/products/A-01", "/customers/1", "/units/1"])
def test_what_a_document_names_cannot_be_deleted(
    client: httpx.Client, path: str
) -> None:
    client.post("/quotations", json=NEW)

    assert client.delete(path).status_code == 403


def test_a_document_follows_a_customer_to_a_new_number(client: httpx.Client) -> None:
    client.post("/quotations", json=NEW)
    customer = client.get("/customers/1").json()

    client.put("/customers/1", json={**customer, "customerNumber": 500})

    assert client.get("/quotations/629").json()["customer"]["customerNumber"] == 500


def test_an_edit_at_the_screen_counts_anew(cic: Cic) -> None:
    key = cic.add("quotations", **NEW)

    cic.quotations.edit(key, lines=[{**LINE, "quantity": 3}], isSent=True)

    kept = cic.quotations[key]
    assert (str(kept["netAmount"]), kept["isSent"]) == ("136.50", True)


def test_a_series_tells_its_next_number(client: httpx.Client) -> None:
    peek = client.get("/number-series/26/accounting-years/2026/peek")

    assert peek.json()["nextVoucherNumber"] == 75
    assert peek.json() in client.get("/number-series/26").json()["peeks"]
    assert client.get("/number-series/26/accounting-years/1999/peek").status_code == 404
    assert client.get("/number-series?filter=prefix$eq:FVL").json()["pagination"][
        "results"
    ] == 1  # fmt: skip


@pytest.mark.parametrize("path", ["/departments", "/departmental-distributions"])
def test_departments_need_their_module(
    client: httpx.Client, cic: Cic, path: str
) -> None:
    without = client.get(path).status_code
    cic.set_faults(modules=["Lager", "Dimension 1"])

    assert (without, client.get(path).status_code) == (403, 200)
    assert len(client.get("/self").json()["modules"]) == 2


def test_a_part_can_be_taken_away(client: httpx.Client, cic: Cic) -> None:
    there = client.get("/employees").status_code
    cic.set_faults(not_installed={"employees": 404, "quotations": 403})

    assert there == 200
    assert client.get("/employees").status_code == 404
    assert client.post("/quotations", json=NEW).status_code == 403


@pytest.mark.parametrize(
    ("modules", "block", "status"),
    [
        pytest.param(["Lager"], {"inventory": {"packageVolume": 2}}, 201, id="stock"),
        pytest.param([], {"inventory": {"packageVolume": 2}}, 400, id="no stock"),
        pytest.param(
            ["Dimension 1"],
            {"departmentalDistribution": {"departmentalDistributionNumber": 1}},
            201,
            id="departments",
        ),
        pytest.param(
            ["Lager"],
            {"departmentalDistribution": {"departmentalDistributionNumber": 1}},
            400,
            id="no departments",
        ),
    ],
)
def test_a_product_has_only_what_its_agreement_has(
    client: httpx.Client,
    cic: Cic,
    modules: list[str],
    block: dict[str, Any],
    status: int,
) -> None:
    cic.set_faults(modules=modules)
    goods = {"name": "Cubo", "productNumber": "C1"}

    answer = client.post(
        "/products", json={**goods, "productGroup": {"productGroupNumber": 3}, **block}
    )

    assert answer.status_code == status
    assert ("inventory" in client.get("/products/A-01").json()) == ("Lager" in modules)
