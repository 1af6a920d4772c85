"""What the books are asked, and what is made of odd answers."""

from datetime import UTC, datetime

import httpx
import pytest

from engine.model.record import Record
from engine.systems.paging import BadAnswer
from engine.values import Json
from tests.unit.systems.servers import CicOver, Server

MOMENT = datetime(2026, 1, 5, 10, 0, 0, tzinfo=UTC)


def envelope(*numbers: int, results: int, size: int = 1000) -> dict[str, object]:
    return {
        "collection": [{"customerNumber": number} for number in numbers],
        "pagination": {
            "maxPageSizeAllowed": 10000,
            "pageSize": size,
            "results": results,
            "resultsWithoutFilter": 9,
        },
    }


def test_the_books_are_asked_with_their_headers_and_their_words(
    cic_over: CicOver,
) -> None:
    server = Server(envelope(1, 2, results=3), envelope(3, results=1))

    pages = list(cic_over(server).changes("customers", None))

    first, second = server.asked
    assert first.headers["X-AppSecretToken"] == "app-secret-1"
    assert first.headers["X-AgreementGrantToken"] == "grant-token-2"
    assert first.url.path == "/customers"
    common = {"sort": "customerNumber", "skippages": "0", "pagesize": "1000"}
    assert server.queries == [common, {"filter": "customerNumber$gt:2", **common}]
    assert second.url.query.startswith(b"filter=customerNumber%24gt%3A2&sort=")
    assert [page.total for page in pages] == [9, 9]


def test_the_books_are_asked_for_what_changed_by_their_stamps(
    cic_over: CicOver,
) -> None:
    server = Server(envelope(results=0))

    list(cic_over(server).changes("customers", MOMENT))

    (query,) = server.queries
    assert query["filter"] == "lastUpdated$gte:2026-01-05T10:00:00Z"
    assert query["sort"] == "lastUpdated"


def test_a_registry_is_neither_filtered_nor_sorted(cic_over: CicOver) -> None:
    zones = [{"vatZoneNumber": 1}, {"vatZoneNumber": 2}]
    server = Server({"collection": zones, "pagination": {"results": 2}})

    list(cic_over(server).changes("vat_zones", None))

    assert server.queries == [{"skippages": "0", "pagesize": "1000"}]


def test_a_listing_without_an_envelope_ends_with_a_short_page(
    cic_over: CicOver,
) -> None:
    (page,) = cic_over(Server([{"code": "EUR"}])).changes("currencies", None)

    assert [record.id for record in page.records] == ["EUR"]
    assert page.total is None


def test_a_server_with_a_smaller_maximum_is_asked_for_less(cic_over: CicOver) -> None:
    refusal = {"httpStatusCode": 400, "errorCode": "E04810", "message": "1 to 100"}
    server = Server(
        httpx.Response(400, json=refusal),
        envelope(1, results=2, size=20),
        envelope(2, results=1, size=20),
    )
    server.answers.insert(2, httpx.Response(400, json=refusal))

    pages = list(cic_over(server).changes("customers", None))

    assert [record.id for page in pages for record in page.records] == ["1", "2"]


def test_a_listing_that_is_no_listing_is_told(cic_over: CicOver) -> None:
    with pytest.raises(BadAnswer, match="customers"):
        list(cic_over(Server({"message": "hello"})).changes("customers", None))


def test_a_filter_of_the_books_names_at_most_two_hundred_keys(
    cic_over: CicOver,
) -> None:
    server = Server(*[envelope(results=0)] * 3)

    cic_over(server).get_many("customers", [str(number) for number in range(1, 402)])

    sizes = [query["filter"].count(",") + 1 for query in server.queries[:2]]
    assert sizes == [200, 200]
    assert server.queries[2]["filter"] == "customerNumber$eq:401"


def test_a_created_customer_without_a_body_is_known_by_its_place(
    cic_over: CicOver,
) -> None:
    place = {"Location": "https://rest.example/customers/A_11_5"}
    server = Server(httpx.Response(201, headers=place))

    assert cic_over(server).create("customers", {"name": "A"}) == "A.5"


def test_nulls_are_left_out_of_what_the_books_are_sent(cic_over: CicOver) -> None:
    server = Server({"customerNumber": 5}, {"customerNumber": 5})
    system = cic_over(server)
    content: Json = {
        "customerNumber": 5,
        "zip": None,
        "a": {"b": None, "c": [{"d": None}]},
    }

    system.create("customers", content)
    system.update(Record("5", {}), "customers", content)

    assert server.bodies == [{"customerNumber": 5, "a": {"c": [{}]}}] * 2
    assert [request.method for request in server.asked] == ["POST", "PUT"]


@pytest.mark.parametrize("kind", ["quotations", "orders"])
def test_what_the_books_count_is_left_for_them_to_count(
    cic_over: CicOver, kind: str
) -> None:
    server = Server({})
    content: Json = {
        "id": 641,
        "number": 591,
        "lines": [{"description": "Mouse"}],
        "netAmount": 84,
        "vatAmount": 18,
        "grossAmount": 102,
        "vatCodeGroups": [{"totalNetAmount": 84}],
    }

    cic_over(server).update(Record("641", content), kind, content)

    assert server.bodies == [
        {"id": 641, "number": 591, "lines": [{"description": "Mouse"}]}
    ]
