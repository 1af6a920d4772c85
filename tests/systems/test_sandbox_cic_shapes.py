"""What CiC's sandbox answers, held against the recorded shapes.

The values are our own; names, their order, links and the zeros of decimals are
those of the recordings.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from engine.sandbox import APP_SECRET, GRANT_TOKEN, Cic, Clock

RECORDED = Path(__file__).parent / "recorded"
NOON = datetime(2026, 3, 2, 10, 20, 30, tzinfo=UTC)


def literal(text: str) -> Any:  # noqa: ANN401 - JSON
    """Read JSON with the order of its names and the digits of its decimals."""
    return json.loads(text, object_pairs_hook=list, parse_float=lambda digits: digits)


def recorded(name: str, part: str) -> object:
    text = (RECORDED / f"{name}.json").read_text(encoding="utf-8")
    return dict(literal(text))[part]


def without_id(answer: list[tuple[str, object]]) -> list[tuple[str, object]]:
    return [(name, "-" if name == "logId" else value) for name, value in answer]


@pytest.fixture
def cic() -> Cic:
    return Cic(customers=0, clock=Clock(NOON))


@pytest.fixture
def client(cic: Cic) -> Iterator[httpx.Client]:
    with httpx.Client(
        transport=httpx.WSGITransport(app=cic.app),
        base_url="https://rest.reviso.com",
        headers={"X-AppSecretToken": APP_SECRET, "X-AgreementGrantToken": GRANT_TOKEN},
    ) as client:
        yield client


@pytest.mark.parametrize(
    ("name", "path"),
    [
        pytest.param("customer", "/customers", id="customer"),
        pytest.param("product", "/products", id="product"),
        pytest.param("customer-group", "/customer-groups", id="customer group"),
        pytest.param("vat-account", "/vat-accounts", id="VAT account"),
    ],
)
def test_a_new_record_is_answered_as_recorded(
    client: httpx.Client, name: str, path: str
) -> None:
    text = (RECORDED / f"{name}.json").read_text(encoding="utf-8")
    request = json.dumps(json.loads(text)["request"])

    answer = client.post(
        path, content=request, headers={"Content-Type": "application/json"}
    )

    assert answer.status_code == 201
    assert literal(answer.text) == recorded(name, "answer")
    assert answer.headers["Location"] == answer.json()["self"]


@pytest.mark.parametrize(
    ("name", "method", "path", "body"),
    [
        pytest.param("bad filter", "GET", "/units?filter=pippo", None, id="bad filter"),
        pytest.param("schema", "POST", "/units", {}, id="schema"),
        pytest.param("not found", "GET", "/units/77", None, id="not found"),
    ],
)
def test_a_refusal_has_the_recorded_frame(
    client: httpx.Client, name: str, method: str, path: str, body: object
) -> None:
    answer = client.request(method, path, json=body)

    assert without_id(literal(answer.text)) == recorded("errors", name)


def test_a_caller_without_tokens_is_offered_the_demo(client: httpx.Client) -> None:
    answer = client.get(
        "/customers?skippages=0&pagesize=1000", headers={"X-AppSecretToken": "wrong"}
    )

    assert answer.status_code == 401
    assert without_id(literal(answer.text)) == recorded("errors", "unauthorised")


def test_a_page_has_the_recorded_envelope(client: httpx.Client) -> None:
    answer = client.get("/units?filter=name$ne:Kg&pagesize=1&skippages=1&sort=-name")

    page = dict(literal(answer.text))
    link = "https://rest.reviso.com/units?filter=name%24ne%3aKg&sort=-name"
    assert list(page) == ["collection", "metaData", "pagination", "self"]
    assert page["metaData"] == []
    assert page["pagination"] == [
        ("maxPageSizeAllowed", 10000),
        ("pageSize", 1),
        ("skipPages", 1),
        ("results", 3),
        ("resultsWithoutFilter", 4),
        ("firstPage", f"{link}&skippages=0&pagesize=1"),
        ("nextPage", f"{link}&skippages=2&pagesize=1"),
        ("previousPage", f"{link}&skippages=0&pagesize=1"),
        ("lastPage", f"{link}&skippages=2&pagesize=1"),
    ]
    assert page["self"] == f"{link}&skippages=1&pagesize=1"


def test_a_single_record_tells_what_may_be_done_with_it(client: httpx.Client) -> None:
    unit = dict(literal(client.get("/units/1").text))

    address = "https://rest.reviso.com/units/1"
    assert list(unit) == ["name", "products", "unitNumber", "metaData", "self"]
    assert unit["metaData"] == [
        (
            "delete",
            [
                ("description", "Delete this unit."),
                ("href", address),
                ("httpMethod", "delete"),
            ],
        ),
        (
            "replace",
            [
                ("description", "Replace this unit."),
                ("href", address),
                ("httpMethod", "put"),
            ],
        ),
    ]


def test_the_italian_registries_are_there(client: httpx.Client) -> None:
    provinces = client.get("/provinces/IT?pagesize=1000").json()["collection"]
    numbers = {entry.get("code"): entry["provinceNumber"] for entry in provinces}

    assert len(provinces) == 112
    assert (numbers["MI"], numbers["SD"], numbers[None]) == (58, 111, 999)
    assert client.get("/provinces/IT").json()["pagination"]["pageSize"] == 20
    assert client.get("/Provinces/it/58/").json()["name"] == "Milano"
    assert client.get("/vat-zones/3").json()["name"] == "Abroad"
    assert client.get("/payment-terms/16").json()["paymentTermsType"] == "timeTable"
    assert client.get("/accounts/5805510").json()["vatAccount"]["vatCode"] == "V022"


def test_the_agreement_names_its_company_and_modules(client: httpx.Client) -> None:
    agreement = client.get("/self").json()

    assert agreement["company"]["countryCode"] == "IT"
    assert agreement["modules"] == [{"moduleNumber": 2, "name": "Lager"}]


def test_the_root_lists_every_resource_and_its_routes(client: httpx.Client) -> None:
    root = client.get("/").json()

    routes = {
        route["path"]: route["methods"]
        for resource in root["resources"]
        for route in resource["routes"]
    }
    assert routes["/customers"] == ["GET", "POST"]
    assert routes["/vat-zones/{vatZoneNumber}"] == ["GET"]
    assert root["serverTime"] == "2026-03-02T10:20:30Z"


def test_a_schema_tells_what_must_be_sent(client: httpx.Client) -> None:
    schema = client.get("/customers/schema/post").json()

    assert schema == client.get("/schema/customers.post.schema.json").json()
    assert schema["properties"]["vatZone"]["required"] is True
    assert schema["properties"]["name"]["maxLength"] == 255
    assert "required" not in schema["properties"]["email"]
