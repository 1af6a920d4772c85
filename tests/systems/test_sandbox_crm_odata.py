"""The filter language of the CRM's sandbox."""

from collections.abc import Iterator
from datetime import UTC, datetime

import httpx
import pytest

from engine.sandbox import API_KEY, Clock, Crm

COMPANIES = [
    {"companyName": "Acme S.r.l.", "city": "Lodi", "employees": 5},
    {"companyName": "L'Aquila SPA", "emails": [{"value": "a@b.it"}], "employees": 12},
    {"companyName": "zeta srl", "city": "Lodi", "estimate": 10, "naturalPerson": True,
     "naturalPersonSurname": "Z"},
]  # fmt: skip


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    clock = Clock(datetime(2026, 3, 1, 8, tzinfo=UTC))
    crm = Crm(clock=clock)
    for company in COMPANIES:
        crm.add("Company", **company)
        clock.advance(86_400)
    with httpx.Client(
        transport=httpx.WSGITransport(app=crm.app),
        base_url="https://crm.example/api/v1/Company/",
        headers={"ApiKey": API_KEY},
    ) as client:
        yield client


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        pytest.param("id eq 5001", [1], id="eq"),
        pytest.param("id ne 5001", [2, 3], id="ne"),
        pytest.param("employees gt 5", [2], id="gt"),
        pytest.param("employees ge 5", [1, 2], id="ge"),
        pytest.param("employees lt 12", [1], id="lt"),
        pytest.param("employees le 12", [1, 2], id="le"),
        pytest.param("employees eq null", [3], id="null"),
        pytest.param("city ne null", [1, 3], id="not null"),
        pytest.param(
            "id eq 5001 or id eq 5002 and city eq 'Lodi'", [1], id="and first"
        ),
        pytest.param(
            "(id eq 5001 or id eq 5002) and city eq null", [2], id="parentheses"
        ),
        pytest.param("not (city eq 'Lodi')", [2], id="not"),
        pytest.param("not city eq 'Lodi'", [2], id="not, bare"),
        pytest.param("city eq 'lodi'", [], id="case counts"),
        pytest.param("companyName eq 'L''Aquila SPA'", [2], id="doubled quote"),
        pytest.param("contains(companyName,'s')", [3], id="contains"),
        pytest.param("contains(tolower(companyName),'s')", [1, 2, 3], id="tolower"),
        pytest.param("toupper(city) eq 'LODI'", [1, 3], id="toupper"),
        pytest.param("startswith(companyName, 'Acme')", [1], id="startswith"),
        pytest.param("endswith(companyName,'srl')", [3], id="endswith"),
        pytest.param("substringof('Aquila',companyName)", [2], id="substringof"),
        pytest.param("length(companyName) eq 8", [3], id="length"),
        pytest.param("indexof(companyName,'c') eq 1", [1], id="indexof"),
        pytest.param("substring(companyName,0,4) eq 'Acme'", [1], id="substring"),
        pytest.param("replace(city,'o','u') eq 'Ludi'", [1, 3], id="replace"),
        pytest.param("startswith(emails,'a@b.it')", [2], id="a list as a text"),
        pytest.param("naturalPerson eq true", [3], id="boolean"),
        pytest.param("employees add 5 eq 10", [1], id="arithmetic"),
        pytest.param("estimate eq 10.0", [3], id="decimal"),
        pytest.param("createdDate gt DateTime'2026-03-02'", [2, 3], id="quoted date"),
        pytest.param(
            "createdDate ge datetime'2026-03-02T08:00:00'", [2, 3], id="quoted moment"
        ),
        pytest.param("createdDate ge 2026-03-02T08:00:00Z", [2, 3], id="bare moment"),
        pytest.param("createdDate le 2026-03-02T07:59:59.999Z", [1], id="fraction"),
        pytest.param(
            "lastModifiedDate gt 2026-03-02T09:00:00%2B01:00".replace("%2B", "+"),
            [3],
            id="zone",
        ),
    ],
)
def test_a_filter_finds(client: httpx.Client, asked: str, found: list[int]) -> None:
    answer = client.get("SearchIds", params={"$filter": asked})

    assert answer.json() == [5000 + number for number in found]


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param("CompanyName eq 'x'", id="case of a property"),
        pytest.param("nothing eq 1", id="unknown property"),
        pytest.param("geoLocalization eq 1", id="not searchable"),
        pytest.param("city = 'x'", id="unknown operator"),
        pytest.param("city eq 'x", id="quote not closed"),
        pytest.param("(city eq 'x'", id="parenthesis not closed"),
        pytest.param("soundex(city) eq 'x'", id="unknown function"),
        pytest.param("contains(city) eq true", id="too few arguments"),
        pytest.param("employees gt 'x'", id="kinds apart"),
        pytest.param("createdDate gt datetime'x'", id="no date"),
    ],
)
def test_a_bad_filter_is_refused(client: httpx.Client, asked: str) -> None:
    answer = client.get("Search", params={"$filter": asked})

    assert answer.status_code == 400
    assert answer.json()["message"]


@pytest.mark.parametrize(
    ("order", "found"),
    [
        pytest.param("companyName desc", [3, 2, 1], id="down"),
        pytest.param("city,id desc", [2, 3, 1], id="two, nulls first"),
        pytest.param("employees asc", [3, 1, 2], id="up"),
    ],
)
def test_a_search_is_ordered(
    client: httpx.Client, order: str, found: list[int]
) -> None:
    answer = client.get("Search", params={"$orderby": order, "$select": "id"})

    assert [entry["id"] - 5000 for entry in answer.json()] == found
