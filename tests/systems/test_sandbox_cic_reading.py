"""Filters, order and pages of CiC's sandbox."""

from collections.abc import Iterator
from datetime import UTC, datetime

import httpx
import pytest

from engine.sandbox import APP_SECRET, GRANT_TOKEN, Cic, Clock

SYNTAX = (
    "Syntax error, expected: $eq:, $lt:, $lte:, $gt:, $gte:, $ne:, $like:, $in:, $nin:"
)
REQUIRED = {
    "currency": "EUR",
    "paymentTerms": {"paymentTermsNumber": 11},
    "vatZone": {"vatZoneNumber": 1},
}
# Number by number: name, city, group, day of March on which it was changed.
PEOPLE = [
    ("Rossi (Roma)", "Roma", 1, 1),
    ("Rosso & Figli", "Milano", 1, 2),
    ("Bianchi, Verdi", None, 2, 3),
    ("10 Stelle*", "Pavia", 2, 4),
    ("9 Lune [x]", "roma", 1, 5),
]


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    clock = Clock(datetime(2026, 3, 1, tzinfo=UTC))
    cic = Cic(customers=0, clock=clock)
    for name, city, group, day in PEOPLE:
        clock.set(datetime(2026, 3, day, tzinfo=UTC))
        fields = {"name": name, "customerGroup": {"customerGroupNumber": group}}
        cic.add("customers", **REQUIRED, **fields, **({"city": city} if city else {}))
    with httpx.Client(
        transport=httpx.WSGITransport(app=cic.app),
        base_url="https://rest.reviso.com",
        headers={"X-AppSecretToken": APP_SECRET, "X-AgreementGrantToken": GRANT_TOKEN},
    ) as client:
        yield client


def numbers(answer: httpx.Response) -> list[int]:
    return [entry["customerNumber"] for entry in answer.json()["collection"]]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        pytest.param("customerNumber$eq:2", [2], id="equals"),
        pytest.param("customerNumber$ne:2", [1, 3, 4, 5], id="not equals"),
        pytest.param("customerNumber$gt:3", [4, 5], id="greater"),
        pytest.param("customerNumber$gte:3", [3, 4, 5], id="greater or equal"),
        pytest.param("customerNumber$lt:2", [1], id="less"),
        pytest.param("customerNumber$lte:2", [1, 2], id="less or equal"),
        pytest.param("CUSTOMERNUMBER$EQ:2", [2], id="case does not count"),
        pytest.param("name$like:ross", [1, 2], id="like without a star"),
        pytest.param("name$like:ross*", [1, 2], id="like with a star after"),
        pytest.param("name$like:*figli", [2], id="like with a star before"),
        pytest.param("name$like:figli*", [], id="like that must begin so"),
        pytest.param("name$like:r*o*i", [2], id="like with stars between"),
        pytest.param("name$like:$*", [4], id="an escaped star"),
        pytest.param("name$like:$(", [1], id="an escaped parenthesis"),
        pytest.param("name$eq:Bianchi$, Verdi", [3], id="an escaped comma"),
        pytest.param("name$like:$[x$]", [5], id="escaped brackets"),
        pytest.param("city$eq:ROMA", [1, 5], id="texts without case"),
        pytest.param("city$eq:$null:", [3], id="null"),
        pytest.param("city$ne:$null:", [1, 2, 4, 5], id="not null"),
        pytest.param("customerNumber$in:[1,3,9]", [1, 3], id="in"),
        pytest.param("customerNumber$nin:[1,3,9]", [2, 4, 5], id="not in"),
        pytest.param("city$in:[roma,$null:]", [1, 3, 5], id="in, with null"),
        pytest.param("name$in:[Bianchi$, Verdi]", [3], id="in, with a comma"),
        pytest.param("customerGroup.customerGroupNumber$eq:2", [3, 4], id="nested"),
        pytest.param(
            "customerNumber$eq:1$or:customerNumber$eq:3$and:city$eq:$null:",
            [1, 3],
            id="and binds before or",
        ),
        pytest.param(
            "(customerNumber$eq:1$or:customerNumber$eq:3)$and:city$eq:$null:",
            [3],
            id="parentheses",
        ),
        pytest.param("lastUpdated$gte:2026-03-04T00:00:00Z", [4, 5], id="moment"),
        pytest.param("lastUpdated$gt:2026-03-04T00:00:00.5Z", [5], id="fraction"),
        pytest.param("lastUpdated$lt:2026-03-02", [1], id="date"),
        pytest.param("lastUpdated$gte:05-03-2026", [5], id="date, day first"),
        pytest.param("barred$eq:false", [1, 2, 3, 4, 5], id="boolean"),
    ],
)
def test_a_filter_finds(client: httpx.Client, asked: str, found: list[int]) -> None:
    answer = client.get("/customers", params={"filter": asked})

    assert numbers(answer) == found
    assert answer.json()["pagination"]["results"] == len(found)
    assert answer.json()["pagination"]["resultsWithoutFilter"] == 5


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        pytest.param("pippo", SYNTAX, id="no operator"),
        pytest.param("name$is:x", SYNTAX, id="unknown operator"),
        pytest.param("name$eq:a(b", SYNTAX, id="parenthesis not escaped"),
        pytest.param("name$eq:a,b", SYNTAX, id="comma not escaped"),
        pytest.param("customerNumber$in:1,2", SYNTAX, id="list without brackets"),
        pytest.param("(name$eq:a", SYNTAX, id="parenthesis not closed"),
        pytest.param("name$eq:a$and:", SYNTAX, id="nothing after and"),
        pytest.param(
            "iban$eq:x",
            "Filtering is not allowed on property 'iban'.",
            id="property not allowed",
        ),
        pytest.param(
            "customerNumber$eq:x", "Could not convert 'x' to a number.", id="no number"
        ),
        pytest.param(
            f"customerNumber$in:[{','.join(['1'] * 201)}]",
            "At most 200 values are allowed in a list.",
            id="more than 200 values",
        ),
    ],
)
def test_a_bad_filter_is_refused(
    client: httpx.Client, asked: str, message: str
) -> None:
    answer = client.get("/customers", params={"filter": asked})

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["message"] == message
    assert "lastUpdated" in answer.json()["allowedFilteringFields"]


@pytest.mark.parametrize(
    ("order", "found"),
    [
        pytest.param("name", [4, 5, 3, 1, 2], id="up"),
        pytest.param("-customerNumber", [5, 4, 3, 2, 1], id="down"),
        pytest.param("-city,customerNumber", [1, 5, 4, 2, 3], id="two"),
        pytest.param("LastUpdated", [1, 2, 3, 4, 5], id="case does not count"),
    ],
)
def test_a_listing_is_sorted(
    client: httpx.Client, order: str, found: list[int]
) -> None:
    assert numbers(client.get("/customers", params={"sort": order})) == found


def test_a_property_that_cannot_be_sorted_by_is_refused(client: httpx.Client) -> None:
    answer = client.get("/customers?sort=barred")

    assert answer.status_code == 400
    assert answer.json()["message"] == "Could not parse query string sort parameter."


def test_a_client_that_follows_the_links_sees_each_record_once(
    client: httpx.Client,
) -> None:
    seen: list[int] = []
    address = "/customers?pagesize=2"
    while address:
        answer = client.get(address)
        seen += numbers(answer)
        address = answer.json()["pagination"].get("nextPage", "")

    assert seen == [1, 2, 3, 4, 5]
    assert "previousPage" in answer.json()["pagination"]


def test_a_page_beyond_the_end_is_empty(client: httpx.Client) -> None:
    answer = client.get("/customers?pagesize=2&skippages=9")

    assert (answer.status_code, numbers(answer)) == (200, [])


@pytest.mark.parametrize("size", ["0", "-1", "10001", "many"])
def test_a_page_size_out_of_bounds_is_refused(client: httpx.Client, size: str) -> None:
    answer = client.get(f"/customers?pagesize={size}")

    assert (answer.status_code, answer.json()["errorCode"]) == (400, "E04810")


def test_the_customers_of_a_group_are_listed_below_it(client: httpx.Client) -> None:
    assert numbers(client.get("/customer-groups/2/customers")) == [3, 4]


def test_the_demo_can_be_read_and_not_written(client: httpx.Client) -> None:
    demo = {"X-AppSecretToken": "demo", "X-AgreementGrantToken": "demo"}

    assert client.get("/customers", headers=demo).status_code == 200
    assert client.post("/customers", headers=demo, json={}).status_code == 403


@pytest.mark.parametrize(
    ("order", "found"),
    [
        pytest.param("productNumber", ["9", "10", "A"], id="numbers first"),
        pytest.param("~productNumber", ["10", "9", "A"], id="by the alphabet"),
        pytest.param("-productNumber", ["A", "10", "9"], id="turned round"),
    ],
)
def test_texts_that_look_like_numbers_sort_as_numbers(
    client: httpx.Client, order: str, found: list[str]
) -> None:
    for number in ("10", "9", "A"):
        group = {"productGroup": {"productGroupNumber": 3}}
        body = {"name": "Cosa", "productNumber": number, **group}
        client.post("/products", json=body)

    asked = {"sort": order, "filter": "name$eq:Cosa"}
    listed = client.get("/products", params=asked).json()["collection"]

    assert [entry["productNumber"] for entry in listed] == found
