"""Paths, logins, actions and free fields of the CRM's sandbox."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import httpx
import jwt
import pytest

from engine.sandbox import API_KEY, PASSWORD, USERNAME, Clock, Crm

FIELD: dict[str, Any] = {
    "code": "CIC_CURRENCY",
    "name": "Valuta Reviso",
    "description": "",
    "boTypeCross": "Company",
    "type": "Select",
    "dropItems": ["Euro", "Dollaro"],
    "dropItemsValues": ["EUR", "USD"],
    "isRequired": False,
}


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2026, 3, 2, 12, tzinfo=UTC))


@pytest.fixture
def crm(clock: Clock) -> Crm:
    return Crm(companies=2, clock=clock)


@pytest.fixture
def anybody(crm: Crm) -> Iterator[httpx.Client]:
    transport = httpx.WSGITransport(app=crm.app)
    with httpx.Client(transport=transport, base_url="https://crm.example") as client:
        yield client


@pytest.fixture
def client(crm: Crm) -> Iterator[httpx.Client]:
    with httpx.Client(
        transport=httpx.WSGITransport(app=crm.app),
        base_url="https://crm.example/api/v1/",
        headers={"ApiKey": API_KEY},
    ) as client:
        yield client


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/Company/5001",
        "/api/latest/Company/5001",
        "/v1/Company/5001",
        "/latest/companies/5001",
        "/API/V1/COMPANIES/5001/",
        "/api/v1/Company/Get/5001",
        "/api/v1/Company/5001/Get",
        "/api/v1/Company/Get?id=5001",
        "/api/v1/Company/5001/GetFull",
        "/api/v1/company/getfull/5001",
        "/api/v1/Company/View/5001",
    ],
)
def test_one_record_is_reached_by_many_paths(
    anybody: httpx.Client, crm: Crm, path: str
) -> None:
    answer = anybody.get(path, headers={"ApiKey": API_KEY})

    assert answer.json()["companyName"] == crm.companies[5001]["companyName"]


@pytest.mark.parametrize(
    ("method", "path", "answer"),
    [
        pytest.param("GET", "Company", [5001, 5002], id="ids only"),
        pytest.param("GET", "Companies/", [5001, 5002], id="plural"),
        pytest.param("GET", "Company?$filter=id eq 1", [5001, 5002], id="not filtered"),
        pytest.param("GET", "Company/Exists/5001", True, id="exists"),
        pytest.param("GET", "Company/9/Exists", False, id="does not exist"),
        pytest.param("GET", "Company/Count", 2, id="count"),
        pytest.param("GET", "Company/Count?$filter=id eq 5001", 1, id="count some"),
        pytest.param(
            "GET", "Company/CountByODataCriteria?filter=id gt 0", 2, id="count by"
        ),
        pytest.param("GET", "Company/SearchIds?filter=id ne 5001", [5002], id="ids"),
        pytest.param(
            "GET",
            "Company/SearchIdsByODataCriteria?$filter=id ne 5001&orderBy=id desc",
            [5002],
            id="ids by",
        ),
        pytest.param("DELETE", "Company/5001", True, id="delete"),
        pytest.param("DELETE", "Company/Delete/5001", True, id="delete by action"),
    ],
)
def test_an_action_answers_a_bare_value(
    client: httpx.Client, method: str, path: str, answer: object
) -> None:
    assert client.request(method, path).json() == answer


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        pytest.param("GET", "Company/9", 404, id="no such record"),
        pytest.param("DELETE", "Company/9", 404, id="nothing to delete"),
        pytest.param("GET", "Nothing", 404, id="no such controller"),
        pytest.param("GET", "Company/Nothing", 404, id="no such action"),
        pytest.param("PATCH", "Company/5001", 405, id="patch"),
        pytest.param("PUT", "Company/5001", 405, id="put to an id"),
        pytest.param("POST", "Company/5001", 405, id="post to an id"),
        pytest.param("GET", "/", 404, id="no version"),
        pytest.param("GET", "Company/SearchIds?orderBy=city", 400, id="order of ids"),
        pytest.param("GET", "Company/Search?$top=501", 400, id="top too large"),
        pytest.param("GET", "Company/Search?$top=0", 400, id="top of nothing"),
        pytest.param("GET", "Company/Search?$select=Nome", 400, id="unknown select"),
        pytest.param("POST", "Company", 415, id="no JSON"),
    ],
)
def test_a_call_that_cannot_be_is_refused(
    client: httpx.Client, method: str, path: str, status: int
) -> None:
    answer = client.request(method, path)

    assert answer.status_code == status
    assert answer.json()["message"]


@pytest.mark.parametrize(
    ("query", "headers"),
    [
        pytest.param("?apiKey={key}", {}, id="query"),
        pytest.param("?apikey={key}", {}, id="query, lower case"),
        pytest.param("", {"apikey": "{key}"}, id="header"),
        pytest.param("", {"WebApiKey": "{key}"}, id="other header"),
    ],
)
def test_a_key_is_taken_in_several_places(
    anybody: httpx.Client, query: str, headers: dict[str, str]
) -> None:
    def call(key: str) -> httpx.Response:
        sent = {name: value.format(key=key) for name, value in headers.items()}
        return anybody.get(f"/api/v1/Auth/Me{query.format(key=key)}", headers=sent)

    assert call(API_KEY).json()["userId"] == 12
    assert call("wrong").status_code == 401
    assert call("wrong").json().keys() == {"message"}


def test_a_login_gives_a_token_for_twenty_minutes(
    anybody: httpx.Client, clock: Clock
) -> None:
    body = {"Grant_Type": "password", "userName": USERNAME, "password": PASSWORD}
    login = anybody.post("/api/v1/Auth/Login", json=body).json()
    bearer = {"Authorization": f"Bearer {login['access_token']}"}

    claims = jwt.decode(login["access_token"], options={"verify_signature": False})
    first = anybody.get("/api/v1/Company", headers=bearer).status_code
    clock.advance(1200)
    later = anybody.get("/api/v1/Company", headers=bearer).status_code

    assert list(login) == [
        "access_token",
        "token_type",
        "expires_in",
        "refresh_token",
        "result",
    ]
    assert (claims["exp"] - claims["iat"], claims["UserId"]) == (1200, "12")
    assert (first, later) == (200, 401)


def test_a_refresh_token_is_good_for_one_login(anybody: httpx.Client) -> None:
    def login(**body: str) -> httpx.Response:
        return anybody.post("/api/v1/auth/login", json=body)

    first = login(grant_type="password", username=USERNAME, password=PASSWORD).json()
    token = first["refresh_token"]

    again = [
        login(grant_type="refresh_token", refresh_token=token).status_code
        for _ in range(2)
    ]
    assert again == [200, 400]


def test_a_failed_login_is_a_400_with_a_result(anybody: httpx.Client) -> None:
    body = {"grant_type": "password", "username": USERNAME, "password": "wrong"}

    answer = anybody.post("/api/v1/Auth/Login", json=body)

    assert answer.status_code == 400
    assert {"error", "message", "result"} == answer.json().keys()


def test_an_update_changes_only_what_it_names(
    client: httpx.Client, clock: Clock, crm: Crm
) -> None:
    before = crm.companies[5001]
    clock.advance(60)

    answer = client.post("Company/CreateOrUpdate/", json={"id": "5001", "city": "Lodi"})

    assert (answer.status_code, answer.json()) == (200, 5001)
    assert crm.companies[5001] == before | {
        "city": "Lodi",
        "lastModifiedById": 12,
        "lastModifiedDate": "2026-03-02T12:01:00Z",
    }


def test_post_with_an_id_updates_and_put_inserts(client: httpx.Client) -> None:
    updated = client.post("Company", json={"id": 5001, "city": "Lodi"}).json()
    inserted = client.put("Company", json={"id": 5001, "companyName": "Nuova"}).json()
    unknown = client.post("Company", json={"id": 9, "city": "Lodi"})

    assert (updated, inserted, unknown.status_code) == (5001, 5003, 404)


def test_the_stamps_are_the_servers_own(client: httpx.Client) -> None:
    body = {
        "companyName": "Nuova",
        "createdDate": "2001-01-01T00:00:00Z",
        "lastModifiedDate": "2001-01-01T00:00:00Z",
        "createdById": 99,
        "lastModifiedById": 99,
    }
    number = client.post("Company", json=body).json()

    made = client.get(f"Company/{number}").json()
    assert made["createdDate"] == made["lastModifiedDate"] == "2026-03-02T12:00:00Z"
    assert made["createdById"] == made["lastModifiedById"] == 12


@pytest.mark.parametrize(
    ("controller", "body", "status"),
    [
        pytest.param("Company", {}, 400, id="no name"),
        pytest.param("Company", {"companyName": "x", "Citta": "y"}, 400, id="unknown"),
        pytest.param("Company", {"companyName": "x", "City": "y"}, 400, id="case"),
        pytest.param("Company", {"companyName": 5}, 400, id="kind"),
        pytest.param("Company", {"companyName": "x", "emails": "a@b"}, 400, id="list"),
        pytest.param(
            "Company", {"companyName": "x", "currencyId": 1}, 400, id="dev only"
        ),
        pytest.param(
            "Company", {"companyName": "x", "FF_NONE": "1"}, 400, id="undefined field"
        ),
        pytest.param("Company", [], 400, id="no object"),
        pytest.param(
            "Company",
            {"naturalPerson": True, "naturalPersonSurname": "Neri"},
            200,
            id="a person has no company name",
        ),
        pytest.param("Contact", {"name": "Anna"}, 400, id="no surname"),
        pytest.param(
            "Catalog", {"productName": "x", "taxCode": "99"}, 400, id="no such VAT code"
        ),
        pytest.param("Catalog", {"productName": "x", "taxCode": "22"}, 200, id="VAT"),
        pytest.param("Quote", {"crossId": 5001, "crossType": 9}, 400, id="enum"),
        pytest.param(
            "Quote", {"crossId": 5001, "rows": [{"quantity": 1}]}, 400, id="row"
        ),
        pytest.param("Payment", {"code": "11", "description": "30gg"}, 200, id="terms"),
        pytest.param("FreeField", FIELD | {"type": "Lista"}, 400, id="type of field"),
        pytest.param(
            "FreeField", FIELD | {"dropItems": ["Euro"]}, 400, id="labels and values"
        ),
    ],
)
def test_a_write_is_taken_or_refused(
    client: httpx.Client, controller: str, body: object, status: int
) -> None:
    assert client.post(f"{controller}/CreateOrUpdate", json=body).status_code == status


def test_a_duplicate_code_is_a_409(client: httpx.Client) -> None:
    bodies = {"Catalog": {"productName": "x", "code": "A1"}, "FreeField": FIELD}

    for controller, body in bodies.items():
        client.post(controller, json=body)
        again = client.post(controller, json=body)

        assert again.status_code == 409
        assert "duplicat" in again.json()["message"]


def test_a_free_field_exists_once_it_is_defined(client: httpx.Client) -> None:
    client.post("FreeField/CreateOrUpdate", json=FIELD)
    body = {"companyName": "Nuova", "ff_cic_currency": "USD"}
    number = client.post("Company", json=body).json()

    found = client.get(
        "Company/Search", params={"$filter": "FF_CIC_CURRENCY eq 'USD'"}
    ).json()
    refused = client.post("Company", json={"id": number, "FF_CIC_CURRENCY": "Euro"})
    cleared = client.post("Company", json={"id": number, "FF_CIC_CURRENCY": ""})

    assert [company["id"] for company in found] == [number]
    assert found[0]["FF_CIC_CURRENCY"] == "USD"
    assert refused.status_code == 400
    assert cleared.status_code == 200
    assert client.get(f"Company/{number}").json()["FF_CIC_CURRENCY"] is None


def test_the_values_of_a_free_field_can_be_changed(client: httpx.Client) -> None:
    key = client.post("FreeField", json=FIELD).json()
    values = {"dropItems": ["Euro", "Yen"], "dropItemsValues": ["EUR", "JPY"]}

    client.post("FreeField/CreateOrUpdate", json={"id": key, **values})

    yen = client.post("Company", json={"companyName": "x", "FF_CIC_CURRENCY": "JPY"})
    assert yen.status_code == 200
    assert client.get(f"FreeField/{key}").json()["name"] == "Valuta Reviso"


def test_the_schema_tells_what_a_tenant_sees(client: httpx.Client) -> None:
    client.post("FreeField", json=FIELD | {"isRequired": True})

    answer = client.get("Company/GetPolymorphicSchema?TypeNameHandling=none").json()

    properties = answer["properties"]
    assert properties["FF_CIC_CURRENCY"] == {
        "friendlyName": "Valuta Reviso",
        "isRequired": True,
        "canWrite": True,
    }
    assert properties["companyName"]["isRequired"] is True
    assert properties["createdDate"]["canWrite"] is False
    assert properties["ownerId"]["foreginKey"] == "Account"


def test_a_new_instance_is_empty_and_not_kept(client: httpx.Client, crm: Crm) -> None:
    fresh = client.get("Catalog/GetNewInstance").json()

    assert (fresh["id"], fresh["active"], fresh["createdById"]) == (0, True, 12)
    assert len(crm["Catalog"]) == 0


def test_a_search_may_be_posted(client: httpx.Client) -> None:
    body = {"filter": "id gt 5001", "select": "id,companyName"}

    for action in ("Search", "SearchByODataCriteria"):
        found = client.post(f"Company/{action}", json=body).json()

        assert [list(company) for company in found] == [["id", "companyName"]]


def test_a_page_is_fifty_unless_asked_otherwise(clock: Clock) -> None:
    crm = Crm(companies=60, clock=clock)
    transport = httpx.WSGITransport(app=crm.app)
    headers = {"ApiKey": API_KEY}
    address = "https://crm.example/api/v1/Company/Search"
    with httpx.Client(transport=transport, headers=headers) as client:
        first = client.get(address).json()
        rest = client.get(f"{address}?$skip=50&$orderby=id").json()
        last = client.get(f"{address}?top=3&orderBy=id desc").json()

    assert (len(first), len(rest)) == (50, 10)
    assert [company["id"] for company in last] == [5060, 5059, 5058]


def test_contacts_of_a_company_are_listed(client: httpx.Client) -> None:
    number = client.post("Contact", json={"surname": "Neri", "companyId": 5002}).json()

    found = client.get("Company/CompanyContacts/5002").json()

    assert [contact["id"] for contact in found] == [number]


def test_the_old_hook_of_the_books_is_taken(client: httpx.Client) -> None:
    body = {"oldNumber": "1001", "newNumber": "1001"}

    assert client.post("RevisoCustomer", json=body).status_code == 200


def test_a_date_without_a_zone_is_utc(client: httpx.Client) -> None:
    dates = ("2026-05-01T09:00:00", "2026-05-01 9:00:00", "2026-05-01T11:00:00+02:00")

    for date in dates:
        body = {"companyName": "x", "customerFrom": date}
        number = client.post("Company", json=body).json()

        shown = client.get(f"Company/{number}").json()["customerFrom"]
        assert shown == "2026-05-01T09:00:00Z"


def test_amounts_keep_their_digits(client: httpx.Client) -> None:
    body = '{"productName": "x", "price": 100.10}'
    headers = {"Content-Type": "application/json"}
    number = client.post("Catalog", content=body, headers=headers).json()

    assert '"price": 100.10' in client.get(f"Catalog/{number}").text


def test_an_edit_at_the_screen_is_another_persons(crm: Crm, clock: Clock) -> None:
    clock.advance(5)

    crm.companies.edit(5001, city="Monza")

    changed = crm.companies[5001]
    assert (changed["city"], changed["lastModifiedById"]) == ("Monza", 1)
    assert changed["lastModifiedDate"] == "2026-03-02T12:00:05Z"


@pytest.mark.parametrize(
    ("style", "sent", "kept", "shown"),
    [
        pytest.param("Csv", "a@b.it, c@d.it", ["a@b.it", "c@d.it"], "a@b.it,c@d.it",
                     id="one text"),
        pytest.param("ValueOnly", ["a@b.it"], ["a@b.it"], ["a@b.it"], id="texts"),
    ],
)  # fmt: skip
def test_addresses_are_read_and_written_in_the_style_asked_for(
    client: httpx.Client, style: str, sent: object, kept: list[str], shown: object
) -> None:
    headers = {"Crm-EmailStyle": style}
    body = {"companyName": "x", "emails": sent}
    number = client.post("Company", json=body, headers=headers).json()

    plain = client.get(f"Company/{number}").json()["emails"]
    asked = client.get(f"Company/{number}", headers=headers).json()["emails"]

    assert plain == [{"value": value} for value in kept]
    assert asked == shown


def test_a_style_that_is_not_known_is_refused(client: httpx.Client) -> None:
    headers = {"Crm-GlobalEnumStyle": "AdaptiveString"}

    assert client.get("Company/5001", headers=headers).status_code == 400


@pytest.mark.parametrize("comparator", ["", "&Comparator=StartsWith"])
def test_a_search_by_field_and_value_finds(
    client: httpx.Client, crm: Crm, comparator: str
) -> None:
    name = crm.companies[5002]["companyName"]

    answer = client.get(f"Company/Search?Field=CompanyName&Value={name}{comparator}")

    assert [company["id"] for company in answer.json()] == [5002]
