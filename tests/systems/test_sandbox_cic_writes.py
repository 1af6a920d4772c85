"""What CiC's sandbox does with a write, and what it refuses."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from engine.sandbox import APP_SECRET, GRANT_TOKEN, Cic, Clock, Faults

NEW: dict[str, Any] = {
    "currency": "EUR",
    "customerGroup": {"customerGroupNumber": 1},
    "name": "Prova",
    "paymentTerms": {"paymentTermsNumber": 11},
    "vatZone": {"vatZoneNumber": 1},
}
MILANO = {"countryCode": {"code": "IT"}, "provinceNumber": 58}
GOODS: dict[str, Any] = {
    "name": "Lampada",
    "productGroup": {"productGroupNumber": 3},
    "productNumber": "L1",
}


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2026, 3, 2, 10, 20, 30, tzinfo=UTC))


@pytest.fixture
def cic(clock: Clock) -> Cic:
    return Cic(customers=3, clock=clock)


@pytest.fixture
def client(cic: Cic) -> Iterator[httpx.Client]:
    with httpx.Client(
        transport=httpx.WSGITransport(app=cic.app),
        base_url="https://rest.reviso.com",
        headers={"X-AppSecretToken": APP_SECRET, "X-AgreementGrantToken": GRANT_TOKEN},
    ) as client:
        yield client


def messages(answer: httpx.Response) -> list[str]:
    return [error["message"] for error in answer.json()["errors"]]


def test_a_put_replaces_and_clears_what_it_leaves_out(
    client: httpx.Client, clock: Clock
) -> None:
    more = {"email": "a@b.example", "tags": ["x"], "splitPayment": True}
    client.post("/customers", json={**NEW, **more, "customerNumber": 70})
    clock.advance(60)

    answer = client.put("/customers/70", json={**NEW, "city": "Lodi"})

    assert answer.status_code == 200
    read = client.get("/customers/70").json()
    assert answer.json() == {n: v for n, v in read.items() if n != "metaData"}
    assert "email" not in answer.json()
    assert (answer.json()["tags"], answer.json()["splitPayment"]) == ([], False)
    assert answer.json()["lastUpdated"] == "2026-03-02T10:21:30Z"


def test_what_was_read_can_be_sent_back_as_it_is(
    client: httpx.Client, cic: Cic
) -> None:
    before = cic.customers[2]

    answer = client.put("/customers/2", json=client.get("/customers/2").json())

    after = cic.customers[2]
    assert answer.status_code == 200
    assert before | {"lastUpdated": after["lastUpdated"]} == after


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        pytest.param("PUT", "/customers/99", 404, id="put to an unknown number"),
        pytest.param("GET", "/customers/99", 404, id="get of an unknown number"),
        pytest.param("GET", "/customers/abc", 404, id="get of no number"),
        pytest.param("DELETE", "/customers/99", 404, id="delete of an unknown number"),
        pytest.param("PATCH", "/customers/1", 405, id="patch"),
        pytest.param("POST", "/customers/1", 405, id="post to a record"),
        pytest.param("PUT", "/customers", 405, id="put to all"),
        pytest.param("POST", "/vat-zones", 405, id="post to a fixed registry"),
        pytest.param("GET", "/nothing", 404, id="unknown resource"),
        pytest.param("GET", "/customers/1/nothing", 404, id="unknown below"),
    ],
)
def test_a_call_that_cannot_be_is_refused(
    client: httpx.Client, method: str, path: str, status: int
) -> None:
    body = None if method in {"GET", "DELETE"} else NEW

    answer = client.request(method, path, json=body)

    assert answer.status_code == status
    assert answer.json()["httpStatusCode"] == status


def test_a_body_that_does_not_say_that_it_is_json_is_refused(
    client: httpx.Client,
) -> None:
    headers = {"Content-Type": "text/plain"}

    answer = client.post("/customers", content="{}", headers=headers)

    assert answer.status_code == 415


@pytest.mark.parametrize(
    ("changes", "message", "code"),
    [
        pytest.param(
            {"name": None}, "Expected String but got Null.", "E00500", id="null"
        ),
        pytest.param(
            {"email": 5}, "Expected String but got Integer.", "E00500", id="type"
        ),
        pytest.param(
            {"italianCustomerType": "b2b"},
            "Value 'b2b' is not defined in enum.",
            "E00500",
            id="enum",
        ),
        pytest.param(
            {"currency": "EURO"},
            "String 'EURO' exceeds maximum length of 3.",
            "E00500",
            id="length",
        ),
        pytest.param(
            {"vatZone": {"vatZoneNumber": 0}},
            "Integer 0 is less than minimum value of 1.",
            "E00500",
            id="zero for a number",
        ),
        pytest.param(
            {"vatZone": {}},
            "Required properties are missing from object: vatZoneNumber.",
            "E00500",
            id="empty reference",
        ),
        pytest.param(
            {"province": {"provinceNumber": 58}},
            "Required properties are missing from object: countryCode.",
            "E00500",
            id="province of no country",
        ),
    ],
)
def test_a_body_that_does_not_fit_the_schema_is_refused(
    client: httpx.Client, changes: dict[str, Any], message: str, code: str
) -> None:
    answer = client.post("/customers", json={**NEW, **changes})

    assert answer.status_code == 400
    assert answer.json()["message"] == "Schema validation failed."
    assert messages(answer) == [message]
    assert answer.json()["errorCode"] == code


def test_a_float_with_too_many_decimals_is_refused(client: httpx.Client) -> None:
    answer = client.post("/products", json={**GOODS, "salesPrice": 12.600000000000001})

    assert answer.json()["errorCode"] == "E04740"


def test_everything_wrong_is_told_at_once(client: httpx.Client) -> None:
    answer = client.post("/customers", json={"name": ""})

    paths = [error["details"]["path"] for error in answer.json()["errors"]]
    assert paths == [
        "name",
        "currency",
        "customerGroup",
        "paymentTerms",
        "vatZone",
    ]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        pytest.param(
            {"province": MILANO},
            "Could not create customer. A supplier needs to have a country code to be "
            "able to have a province.",
            id="province without country",
        ),
        pytest.param(
            {"vatZone": {"vatZoneNumber": 9}},
            "Could not create customer. The chosen VAT zone is not valid for the "
            "country in which your agreement exists.",
            id="VAT zone",
        ),
        pytest.param(
            {"paymentTerms": {"paymentTermsNumber": 99}},
            "Could not create customer. No payment terms 99 was found.",
            id="reference",
        ),
        pytest.param(
            {
                "countryCode": {"code": "IT"},
                "province": MILANO | {"provinceNumber": 5e2},
            }
            | {"province": MILANO | {"provinceNumber": 500}},
            "Could not create customer. No province 500 was found in IT.",
            id="unknown province",
        ),
        pytest.param(
            {"currency": "XXX"},
            "Could not create customer. No currency XXX was found.",
            id="currency",
        ),
        pytest.param(
            {"customerNumber": 1},
            "Could not save customer. customerNumber 1 is already in use.",
            id="number taken",
        ),
    ],
)
def test_what_the_books_do_not_allow_is_refused(
    client: httpx.Client, cic: Cic, changes: dict[str, Any], message: str
) -> None:
    answer = client.post("/customers", json={**NEW, **changes})

    assert answer.status_code == 400
    assert (answer.json()["message"], messages(answer)) == (message, [message])
    assert len(cic.customers) == 3


def test_a_reference_may_be_sent_as_its_address_alone(client: httpx.Client) -> None:
    address = {"self": "https://rest.reviso.com/payment-terms/12"}

    answer = client.post("/customers", json={**NEW, "paymentTerms": address})

    assert answer.json()["paymentTerms"]["paymentTermsNumber"] == 12


def test_two_customers_may_have_one_vat_number(client: httpx.Client) -> None:
    answers = [client.post("/customers", json={**NEW, "vatNumber": "1"}) for _ in "ab"]

    assert [answer.status_code for answer in answers] == [201, 201]


def test_a_put_with_another_number_renumbers_and_takes_contacts_along(
    client: httpx.Client, cic: Cic
) -> None:
    client.post("/customers/1/contacts", json={"name": "Anna"})

    answer = client.put("/customers/1", json={**NEW, "customerNumber": 500})

    assert answer.json()["self"] == "https://rest.reviso.com/customers/500"
    assert client.get("/customers/1").status_code == 404
    below = client.get("/customers/500/contacts").json()["collection"]
    assert [contact["name"] for contact in below] == ["Anna"]
    assert 1 not in cic.customers


def test_contacts_live_below_their_customer(client: httpx.Client) -> None:
    made = client.post("/customers/2/contacts", json={"name": "Ugo", "phone": "1"})
    number = made.json()["customerContactNumber"]
    path = f"/customers/2/contacts/{number}"

    assert made.status_code == 201
    assert made.json()["self"] == f"https://rest.reviso.com{path}"
    assert made.json()["customer"]["customerNumber"] == 2
    assert client.put(path, json={"name": "Ada"}).json()["name"] == "Ada"
    assert client.get(f"/customers/3/contacts/{number}").status_code == 404
    assert client.delete(path).status_code == 204
    assert client.get(path).status_code == 404


def test_a_key_with_a_dot_is_reached_by_its_private_code(client: httpx.Client) -> None:
    client.post("/products", json={**GOODS, "productNumber": "A.1 /_"})

    answer = client.get("/products/A_11_1_9__6__8_")

    assert answer.json()["productNumber"] == "A.1 /_"


def test_products_are_stamped_to_the_minute(client: httpx.Client) -> None:
    answer = client.post("/products", json=GOODS)

    assert answer.json()["lastUpdated"] == "2026-03-02T10:20:00Z"


def test_a_record_in_use_cannot_be_deleted(client: httpx.Client) -> None:
    refused = client.delete("/customer-groups/1")
    fresh = client.post("/units", json={"name": "Litri"}).json()["unitNumber"]

    assert refused.status_code == 403
    assert client.delete(f"/units/{fresh}").status_code == 204


def test_days_of_payment_terms_cannot_change(client: httpx.Client) -> None:
    terms = {"name": "30gg", "paymentTermsType": "net", "daysOfCredit": 30}

    renamed = client.put("/payment-terms/11", json=terms)
    changed = client.put("/payment-terms/11", json={**terms, "daysOfCredit": 45})

    assert renamed.json()["name"] == "30gg"
    assert changed.json()["errorCode"] == "E06151"


def test_a_renamed_payment_type_is_shown_on_customers(client: httpx.Client) -> None:
    body = {**NEW, "paymentType": {"paymentTypeNumber": 17}}
    number = client.post("/customers", json=body).json()["customerNumber"]
    client.get("/customers?pagesize=1000")

    client.put("/payment-types/17", json={"name": "Contanti"})

    listed = client.get(f"/customers?filter=customerNumber$eq:{number}").json()
    assert listed["collection"][0]["paymentType"]["name"] == "Contanti"


@pytest.mark.parametrize(
    ("faults", "number"),
    [
        pytest.param(Faults(), 5, id="a number is never given twice"),
        pytest.param(Faults(reuse_numbers=True), 4, id="the highest free number"),
    ],
)
def test_the_next_number_after_a_delete(
    client: httpx.Client, cic: Cic, faults: Faults, number: int
) -> None:
    cic.faults = faults
    client.post("/customers", json=NEW)
    client.delete("/customers/4")

    assert client.post("/customers", json=NEW).json()["customerNumber"] == number


def test_an_edit_at_the_screen_moves_the_stamp(cic: Cic, clock: Clock) -> None:
    clock.advance(3600)

    cic.customers.edit(2, name="Nuova", email=None)

    assert cic.customers[2]["name"] == "Nuova"
    assert "email" not in cic.customers[2]
    assert cic.customers[2]["lastUpdated"] == "2026-03-02T11:20:30Z"


def test_a_copy_of_a_record_is_no_way_in(cic: Cic) -> None:
    cic.customers[2]["name"] = "Altro"

    assert cic.customers[2]["name"] != "Altro"


def test_the_page_that_grants_access_sends_a_new_token_back(
    client: httpx.Client,
) -> None:
    page = "/api1/requestaccess.aspx?appId=x&locale=it-IT&redirectUrl="
    back = "http%3A%2F%2F127.0.0.1%3A9%2Fback%3Fnonce%3D7"

    shown = client.get(page + back)
    answer = client.post(page + back)

    assert "<button>" in shown.text
    address = httpx.URL(answer.headers["Location"])
    assert (answer.status_code, address.params["nonce"]) == (302, "7")
    token = {"X-AgreementGrantToken": address.params["token"]}
    assert client.get("/self", headers=token).status_code == 200


def test_a_grant_ends_after_360_days(client: httpx.Client, clock: Clock) -> None:
    clock.advance(360 * 86_400 - 1)
    last_day = client.get("/self").status_code
    clock.advance(1)

    assert (last_day, client.get("/self").status_code) == (200, 401)


def test_every_drawn_customer_is_one_that_the_books_accept() -> None:
    cic = Cic(customers=150)
    transport = httpx.WSGITransport(app=cic.app)
    headers = {"X-AppSecretToken": APP_SECRET, "X-AgreementGrantToken": GRANT_TOKEN}
    with httpx.Client(
        transport=transport, base_url="https://cic.example", headers=headers
    ) as client:
        listed = client.get("/customers?pagesize=1000").json()["collection"]
        answers = [client.put(entry["self"], json=entry) for entry in listed]

    assert len(listed) == 150
    assert {answer.status_code for answer in answers} == {200}
    zones = {(entry["vatZone"]["vatZoneNumber"], entry["countryCode"]["code"])
             for entry in listed}  # fmt: skip
    assert {(1, "IT"), (2, "DE"), (3, "CH")} <= zones
