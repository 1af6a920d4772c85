"""Every knob of the sandboxes, in one process and over real HTTP."""

from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
import pytest

from engine.sandbox import (
    API_KEY,
    APP_SECRET,
    GRANT_TOKEN,
    Cic,
    Clock,
    Crm,
    Faults,
    Mishap,
    Served,
    serve,
)

CIC_HEADERS = {"X-AppSecretToken": APP_SECRET, "X-AgreementGrantToken": GRANT_TOKEN}
CRM_HEADERS = {"ApiKey": API_KEY}
NEW: dict[str, Any] = {
    "currency": "EUR",
    "customerGroup": {"customerGroupNumber": 1},
    "name": "Prova",
    "paymentTerms": {"paymentTermsNumber": 11},
    "vatZone": {"vatZoneNumber": 1},
}
Callers = tuple[httpx.Client, httpx.Client]
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def clock() -> Clock:
    return Clock(NOON)


@pytest.fixture
def cic(clock: Clock) -> Cic:
    return Cic(customers=3, clock=clock)


@pytest.fixture
def crm(clock: Clock) -> Crm:
    return Crm(companies=3, clock=clock)


@pytest.fixture
def books(cic: Cic) -> Iterator[httpx.Client]:
    transport = httpx.WSGITransport(app=cic.app)
    with httpx.Client(
        transport=transport, base_url="https://cic.example", headers=CIC_HEADERS
    ) as client:
        yield client


@pytest.fixture
def tenant(crm: Crm) -> Iterator[httpx.Client]:
    transport = httpx.WSGITransport(app=crm.app)
    with httpx.Client(
        transport=transport,
        base_url="https://crm.example/api/v1/",
        headers=CRM_HEADERS,
    ) as client:
        yield client


@pytest.fixture
def callers(books: httpx.Client, tenant: httpx.Client) -> Callers:
    return books, tenant


@pytest.fixture
def served(cic: Cic, crm: Crm) -> Iterator[Served]:
    with serve(cic, crm) as served:
        yield served


@pytest.mark.parametrize(
    ("faults", "status"),
    [
        pytest.param(Faults(too_many=1, retry_after=7), 429, id="too many"),
        pytest.param(Faults(failing=1), 500, id="failing"),
        pytest.param(Faults(unavailable=1, retry_after=7), 503, id="unavailable"),
    ],
)
def test_a_rate_of_one_refuses_every_call(
    cic: Cic, crm: Crm, callers: Callers, faults: Faults, status: int
) -> None:
    books, tenant = callers
    cic.faults = crm.faults = faults

    answers = [books.get("/self"), tenant.get("Company")]

    assert [answer.status_code for answer in answers] == [status, status]
    waits = {answer.headers.get("Retry-After") for answer in answers}
    assert waits == {None if status == 500 else "7"}
    assert answers[0].json()["httpStatusCode"] == status
    assert answers[1].json()["message"]


def test_a_rate_draws_the_same_calls_for_the_same_seed(
    cic: Cic, books: httpx.Client
) -> None:
    drawn = []
    for seed in (1, 1, 2):
        cic.faults = Faults(failing=0.5, seed=seed)
        drawn.append([books.get("/self").status_code for _ in range(40)])

    assert drawn[0] == drawn[1] != drawn[2]
    assert set(drawn[0]) == {200, 500}


def test_a_mishap_meets_the_next_calls_that_match_and_no_others(
    cic: Cic, books: httpx.Client
) -> None:
    cic.set_faults(
        mishaps=[{"method": "GET", "path": "/customers/*", "times": 2, "status": 503}]
    )

    asked = ["/self", "/customers/1", "/Customers/2", "/customers/3"]

    statuses = [books.get(path).status_code for path in asked]
    assert statuses == [200, 503, 503, 200]


@pytest.mark.parametrize(
    ("applied", "count"),
    [pytest.param(False, 3, id="before"), pytest.param(True, 4, id="after")],
)
def test_a_reply_lost_in_one_process_is_a_transport_error(
    cic: Cic, books: httpx.Client, *, applied: bool, count: int
) -> None:
    cic.faults = Faults(mishaps=(Mishap(method="POST", applied=applied),))

    with pytest.raises(httpx.TransportError):
        books.post("/customers", json=NEW)

    assert len(cic.customers) == count
    assert [call.status for call in cic.traffic.writes] == [0]


@pytest.mark.parametrize(
    ("applied", "count"),
    [pytest.param(False, 3, id="before"), pytest.param(True, 4, id="after")],
)
def test_a_reply_lost_over_http_closes_the_connection(
    cic: Cic, crm: Crm, served: Served, *, applied: bool, count: int
) -> None:
    cic.faults = crm.faults = Faults(mishaps=(Mishap(method="POST", applied=applied),))

    with httpx.Client() as client:
        with pytest.raises(httpx.TransportError):
            client.post(f"{served.cic_url}/customers", json=NEW, headers=CIC_HEADERS)
        with pytest.raises(httpx.TransportError):
            client.post(
                f"{served.crm_url}/Company",
                json={"companyName": "Prova"},
                headers=CRM_HEADERS,
            )
        after = client.get(f"{served.cic_url}/self", headers=CIC_HEADERS)

    assert (len(cic.customers), len(crm.companies)) == (count, count)
    assert after.status_code == 200


def test_a_failure_may_leave_its_work_done(cic: Cic, books: httpx.Client) -> None:
    cic.faults = Faults(mishaps=(Mishap(status=500, applied=True),))

    answer = books.post("/customers", json=NEW)

    assert (answer.status_code, len(cic.customers)) == (500, 4)


def test_a_system_that_is_down_answers_nothing_until_it_is_up(
    cic: Cic, books: httpx.Client
) -> None:
    cic.set_faults(down=True)
    with pytest.raises(httpx.TransportError):
        books.get("/self")

    cic.set_faults(down=False)

    assert books.get("/self").status_code == 200


def test_a_clock_that_is_off_shows_in_stamps_and_in_the_date(
    cic: Cic, crm: Crm, books: httpx.Client, tenant: httpx.Client
) -> None:
    cic.set_faults(clock_offset=90)
    crm.set_faults(clock_offset=-30)

    answer = books.post("/customers", json=NEW)
    number = tenant.post("Company", json={"companyName": "Prova"}).json()
    company = tenant.get(f"Company/{number}")

    assert answer.json()["lastUpdated"] == "2026-03-02T12:01:30Z"
    assert company.json()["lastModifiedDate"] == "2026-03-02T11:59:30Z"
    dates = [
        parsedate_to_datetime(entry.headers["Date"]) for entry in (answer, company)
    ]
    assert [(date - NOON).total_seconds() for date in dates] == [90, -30]


def test_the_date_header_stands_once_over_http(cic: Cic, served: Served) -> None:
    cic.set_faults(clock_offset=90)

    answer = httpx.get(f"{served.cic_url}/self", headers=CIC_HEADERS)

    dates = [value for name, value in answer.headers.multi_items() if name == "date"]
    assert dates == ["Mon, 02 Mar 2026 12:01:30 GMT"]


def test_a_listing_that_lags_shows_what_was(
    cic: Cic, clock: Clock, books: httpx.Client
) -> None:
    clock.advance(3600)
    cic.set_faults(listing_lag=60)
    old = cic.customers[1]["name"]
    cic.customers.edit(1, name="Nuovo")
    cic.customers.remove(2)
    books.post("/customers", json=NEW)

    def listed() -> dict[int, str]:
        found = books.get("/customers").json()["collection"]
        return {entry["customerNumber"]: entry["name"] for entry in found}

    before = listed()
    direct = books.get("/customers/1").json()["name"]
    clock.advance(60)

    assert (sorted(before), before[1], direct) == ([1, 2, 3], old, "Nuovo")
    assert (sorted(listed()), listed()[1]) == ([1, 3, 4], "Nuovo")


def test_a_search_of_the_crm_lags_too(
    crm: Crm, clock: Clock, tenant: httpx.Client
) -> None:
    clock.advance(3600)
    crm.set_faults(listing_lag=60)
    tenant.post("Company", json={"companyName": "Nuova", "vatId": "55"})
    asked = "Company/SearchIds?$filter=vatId eq '55'"

    before = tenant.get(asked).json(), tenant.get("Company/Count").json()
    clock.advance(60)

    assert before == ([], 3)
    assert tenant.get(asked).json() == [5004]


def test_a_lagging_listing_is_filtered_as_it_is_shown(
    cic: Cic, clock: Clock, books: httpx.Client
) -> None:
    clock.advance(3600)
    cic.set_faults(listing_lag=60)
    cic.customers.edit(1, vatNumber="55")
    asked = "/customers?filter=vatNumber$eq:55"

    before = books.get(asked).json()["pagination"]["results"]
    clock.advance(60)

    assert (before, books.get(asked).json()["pagination"]["results"]) == (0, 1)


@pytest.mark.parametrize(
    ("nulls", "statuses"),
    [
        pytest.param(None, [400, 200], id="each as it is known"),
        pytest.param("tolerate", [201, 200], id="tolerated"),
        pytest.param("refuse", [400, 400], id="refused"),
    ],
)
def test_a_null_in_a_body(
    cic: Cic, crm: Crm, callers: Callers, nulls: str | None, statuses: list[int]
) -> None:
    books, tenant = callers
    cic.set_faults(nulls=nulls)
    crm.set_faults(nulls=nulls)

    answers = [
        books.post("/customers", json={**NEW, "email": None}),
        tenant.post("Company", json={"companyName": "Prova", "city": None}),
    ]

    assert [answer.status_code for answer in answers] == statuses


def test_a_part_that_is_not_installed_is_not_there(
    cic: Cic, crm: Crm, books: httpx.Client, tenant: httpx.Client
) -> None:
    cic.set_faults(not_installed={"price-groups": 403})
    crm.set_faults(not_installed={"catalog": 404})

    asked = [books.get("/price-groups"), tenant.get("Catalog/Search")]

    assert [answer.status_code for answer in asked] == [403, 404]
    assert tenant.get("Company").status_code == 200


def test_an_expired_grant_is_refused(cic: Cic, books: httpx.Client) -> None:
    cic.set_faults(grant_expired=True)

    answer = books.get("/customers")

    assert answer.status_code == 401
    assert answer.json()["message"] == "Login to API server failed."


def test_an_upsert_makes_what_was_not_there(cic: Cic, books: httpx.Client) -> None:
    cic.set_faults(upsert=True)

    statuses = [books.put("/customers/77", json=NEW).status_code for _ in "ab"]

    assert statuses == [201, 200]
    assert cic.customers[77]["name"] == "Prova"


def test_lengths_may_be_left_unchecked(cic: Cic, books: httpx.Client) -> None:
    cic.set_faults(lengths=False)

    answer = books.post("/customers", json={**NEW, "city": "x" * 99})

    assert answer.status_code == 201


def test_a_hidden_property_is_as_if_it_were_not(crm: Crm, tenant: httpx.Client) -> None:
    crm.set_faults(hidden={"Company": ["region"]})

    schema = tenant.get("Company/GetPolymorphicSchema").json()["properties"]
    refused = tenant.post("Company", json={"companyName": "x", "region": "y"})

    assert "region" not in schema
    assert "region" not in tenant.get("Company/5001").json()
    assert refused.status_code == 400
    assert tenant.get("Company/Search?$filter=region eq 'y'").status_code == 400


def test_a_mandatory_property_must_be_there(crm: Crm, tenant: httpx.Client) -> None:
    crm.set_faults(mandatory={"Company": ["vatId"]})

    refused = tenant.post("Company", json={"companyName": "x"})

    assert (refused.status_code, "vatId" in refused.json()["message"]) == (400, True)
    schema = tenant.get("Company/GetPolymorphicSchema").json()["properties"]
    assert schema["vatId"]["isRequired"] is True
    assert tenant.post("Company", json={"companyName": "x", "vatId": "1"}).is_success


def test_the_knobs_can_be_turned_over_http(cic: Cic, served: Served) -> None:
    knobs = f"{served.cic_url}/_sandbox"
    mishap = {"method": "GET", "path": "/self", "status": 500}
    with httpx.Client(headers=CIC_HEADERS) as client:
        client.post(f"{knobs}/faults", json={"mishaps": [mishap], "latency": 0})
        failed = client.get(f"{served.cic_url}/self").status_code
        wrong = client.post(f"{knobs}/faults", json={"latenzy": 1}).status_code
        calls = client.get(f"{knobs}/calls").json()
        client.post(f"{knobs}/clock", json={"advance": 3600})
        client.post(f"{knobs}/reset")

    assert (failed, wrong) == (500, 400)
    assert [(call["path"], call["status"]) for call in calls] == [("/self", 500)]
    assert cic.stamp() == "2026-03-02T13:00:00Z"
    assert (cic.faults, cic.traffic.calls) == (Faults(), ())


def test_a_reset_begins_again(cic: Cic, crm: Crm, books: httpx.Client) -> None:
    first = cic.customers[1]
    cic.customers.edit(1, name="Altro")
    crm.add("Company", companyName="Altra")
    books.get("/self")

    cic.reset()
    crm.reset()

    assert (cic.customers[1], len(crm.companies)) == (first, 3)
    assert cic.traffic.count() == 0


def test_calls_are_counted_and_writes_kept(
    cic: Cic, crm: Crm, books: httpx.Client, tenant: httpx.Client
) -> None:
    books.get("/customers/1")
    books.put("/customers/1", json=NEW)
    tenant.post("Company/Search", json={"filter": "id eq 5001"})
    tenant.post("Company/CreateOrUpdate", json={"id": 5001, "city": "Lodi"})

    assert cic.traffic.count("GET", "/customers/*") == 1
    assert cic.traffic.counts["PUT", "/customers/1"] == 1
    assert [call.method for call in cic.traffic.writes] == ["PUT"]
    assert [call.path for call in crm.traffic.writes] == [
        "/api/v1/Company/CreateOrUpdate"
    ]
    assert '"city":"Lodi"' in crm.traffic.writes[0].body


def test_a_connection_stays_open_and_ends_with_the_server(cic: Cic, crm: Crm) -> None:
    with httpx.Client(headers=CIC_HEADERS) as client:
        with serve(cic, crm) as served:
            answers = [client.get(f"{served.cic_url}/self") for _ in range(3)]
        with pytest.raises(httpx.TransportError):
            client.get(f"{served.cic_url}/self")

    streams = {id(answer.extensions["network_stream"]) for answer in answers}
    assert len(streams) == 1
