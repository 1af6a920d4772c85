"""What the tenant is asked, and what is made of odd answers."""

from datetime import UTC, datetime

import pytest

from engine.errors import Refused, Unclear
from engine.model.record import Record
from engine.values import Json
from tests.unit.systems.servers import CrmOver, Server, bad

MOMENT = datetime(2026, 1, 5, 10, 0, 0, tzinfo=UTC)


def test_the_tenant_is_asked_with_its_headers_and_its_words(
    crm_over: CrmOver,
) -> None:
    server = Server([{"id": 5}], 3, 2)
    system = crm_over(server)

    list(system.changes("Company", MOMENT))
    system.total("Company")
    system.count("Company", MOMENT, MOMENT)

    search, total, count = server.asked
    assert search.url.path == "/api/v1/Company/Search"
    assert search.headers["Crm-FreeFieldsStyle"] == "AsValueOnlyParentProperties"
    assert server.queries[0] == {
        "$filter": "lastModifiedDate ge 2026-01-05T10:00:00Z",
        "$orderby": "lastModifiedDate",
        "$top": "500",
    }
    assert total.url.path == "/api/v1/Company/Count"
    assert count.url.path == "/api/v1/Company/CountByODataCriteria"
    assert b"%20ge%202026-01-05T10%3A00%3A00Z" in search.url.query


def test_a_page_of_a_round_number_may_not_be_the_last(crm_over: CrmOver) -> None:
    first = [{"id": number} for number in range(1, 101)]
    server = Server(first, [{"id": 101}])

    pages = list(crm_over(server).changes("Company", None))

    assert [len(page.records) for page in pages] == [100, 1]
    assert server.queries[1]["$filter"] == "id gt 100"


ROWS: Json = {"id": 7, "rows": [{"id": 1}]}
BARE: Json = {"id": 7, "number": "2026/7"}


@pytest.mark.parametrize(
    ("answers", "shown", "path"),
    [
        pytest.param((ROWS,), ROWS, "Quote/7", id="shown at once"),
        pytest.param(
            ({"id": 7, "rows": []},), {"id": 7, "rows": []}, "Quote/7", id="none"
        ),
        pytest.param((BARE, ROWS), ROWS, "Quote/7/GetFull", id="in full"),
        pytest.param((BARE, bad(404)), BARE, "Quote/7/GetFull", id="no such action"),
        pytest.param((BARE, bad(400)), BARE, "Quote/7/GetFull", id="a strange action"),
    ],
)
def test_a_quote_without_its_rows_is_asked_for_in_full(
    crm_over: CrmOver, answers: tuple[object, ...], shown: Json, path: str
) -> None:
    server = Server(*answers)

    assert crm_over(server).get("Quote", "7").content == shown

    assert server.asked[-1].url.path == f"/api/v1/{path}"
    assert len(server.asked) == len(answers)


def test_a_filter_of_the_tenant_fits_into_an_address(crm_over: CrmOver) -> None:
    server = Server(*[[]] * 9)
    name = "Società Cooperativa dell'Università " + "x" * 60
    wanted = [("companyName", f"{name} {number}") for number in range(25)]

    crm_over(server).search("Company", wanted, None)

    assert len(server.asked) > 1
    assert all(len(request.url.query) < 2048 for request in server.asked)
    asked = sum(query["$filter"].count(" eq ") for query in server.queries)
    assert asked == 25


def test_the_tenant_is_sent_what_changed_and_nothing_else(crm_over: CrmOver) -> None:
    server = Server(5)
    before: Json = {
        "id": 5,
        "city": "Milano",
        "zipCode": "20121",
        "emails": [{"value": "a"}],
    }
    after: Json = {"id": 5, "city": "Monza", "zipCode": "20121", "webSite": None}

    answer = crm_over(server).update(Record("5", before), "Company", after)

    assert server.bodies == [{"id": 5, "city": "Monza", "emails": []}]
    assert server.asked[0].url.path == "/api/v1/Company/CreateOrUpdate"
    assert answer is None


@pytest.mark.parametrize(
    ("answer", "id_"),
    [
        pytest.param(48213, "48213", id="a number"),
        pytest.param("48213", "48213", id="a text"),
        pytest.param({"id": 48213}, "48213", id="an object"),
    ],
)
def test_the_id_of_a_new_company_is_read(
    crm_over: CrmOver, answer: object, id_: str
) -> None:
    assert crm_over(Server(answer)).create("Company", {"companyName": "A"}) == id_


@pytest.mark.parametrize("answer", [0, True, None, [1], "", -1])
def test_an_answer_that_names_no_company_leaves_it_unclear(
    crm_over: CrmOver, answer: object
) -> None:
    with pytest.raises(Unclear):
        crm_over(Server(answer)).create("Company", {"companyName": "A"})


def test_a_refusal_in_the_place_of_a_number_is_a_refusal(crm_over: CrmOver) -> None:
    server = Server({"error": "Codice duplicato"})

    with pytest.raises(Refused, match="Codice duplicato"):
        crm_over(server).create("Company", {"companyName": "A"})


def test_a_new_company_is_sent_without_an_id_of_ours(crm_over: CrmOver) -> None:
    server = Server(7)

    crm_over(server).create("Company", {"id": 0, "companyName": "A", "city": None})

    assert server.bodies == [{"companyName": "A"}]
