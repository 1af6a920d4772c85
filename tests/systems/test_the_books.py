"""What holds for CiC alone."""

from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest

from engine import sandbox
from engine.errors import Forbidden, Refused, Unauthorised
from engine.systems.connect import CicAccess, connect_cic
from engine.values import Json
from tests.systems.worlds import CIC, PAGE, START, World, books, tenant


def test_a_page_of_the_books_says_how_many_there_are_in_all() -> None:
    world = books()
    world.several(PAGE + 1)

    pages = list(world.system.changes("customers", START + timedelta(days=1)))

    assert [page.total for page in pages] == [PAGE + 1]


def test_every_province_has_its_own_id() -> None:
    world = books()

    found = [
        r for page in world.system.changes("provinces", None) for r in page.records
    ]

    assert len({record.id for record in found}) == len(found) == 112
    milan = next(r for r in found if r.content.get("code") == "MI")
    assert milan.id == "IT/58"
    assert world.system.get("provinces", "IT/58").content["name"] == "Milano"


@pytest.mark.parametrize(
    "resource",
    [
        "customer_groups",
        "payment_terms",
        "payment_types",
        "vat_zones",
        "currencies",
        "price_groups",
        "layouts",
    ],
)
def test_a_registry_of_the_books_is_read_whole(resource: str) -> None:
    world = books()

    found = [r for page in world.system.changes(resource, None) for r in page.records]

    assert len({record.id for record in found}) == len(found) > 0
    assert world.system.get(resource, found[0].id).id == found[0].id


def test_a_module_that_is_not_installed_is_forbidden_with_its_status() -> None:
    server = sandbox.Cic(customers=0)
    server.set_faults(not_installed={"price-groups": 404, "layouts": 403})
    access = CicAccess("http://localhost", sandbox.APP_SECRET, sandbox.GRANT_TOKEN)
    system = connect_cic(access, CIC, wire=httpx.WSGITransport(server.app))

    with pytest.raises(Forbidden) as missing:
        list(system.changes("price_groups", None))
    with pytest.raises(Forbidden) as refused:
        list(system.changes("layouts", None))

    assert (missing.value.parts["status"], refused.value.parts["status"]) == (404, 403)


@pytest.mark.parametrize(
    ("make", "path"),
    [
        pytest.param(books, "iban", id="books"),
        pytest.param(tenant, "nothing", id="tenant"),
    ],
)
def test_a_property_that_cannot_be_searched_is_refused(
    make: Callable[[], World], path: str
) -> None:
    world = make()

    with pytest.raises(Refused):
        world.system.search(world.resource, [(path, "x")], None)


def test_a_refusal_of_the_books_is_known_by_its_words() -> None:
    world = books()
    content: Json = {
        **world.fresh,
        "name": "A",
        "province": {"provinceNumber": 58, "countryCode": {"code": "IT"}},
    }

    with pytest.raises(Refused) as raised:
        world.system.create("customers", content)

    known = CIC.recognise(str(raised.value.parts["text"]))
    assert known is not None
    assert (known.code, known.field) == ("province_needs_country", "province")


@pytest.mark.parametrize("missing", ["name", "currency", "paymentTerms", "vatZone"])
def test_a_missing_property_is_named(missing: str) -> None:
    world = books()
    content = {**world.fresh, "name": "A"}
    del content[missing]

    with pytest.raises(Refused) as raised:
        world.system.create("customers", content)

    known = CIC.recognise(str(raised.value.parts["text"]))
    assert known is not None
    assert known.code == "mandatory_missing"
    assert raised.value.parts["field"] == missing


def test_the_books_and_the_tenant_say_who_we_are() -> None:
    assert books().system.whoami()
    assert tenant().system.whoami()


def test_an_expired_grant_stops_everything() -> None:
    server = sandbox.Cic(customers=0)
    server.set_faults(grant_expired=True)
    access = CicAccess("http://localhost", sandbox.APP_SECRET, sandbox.GRANT_TOKEN)
    system = connect_cic(access, CIC, wire=httpx.WSGITransport(server.app))

    with pytest.raises(Unauthorised, match="Login to API server failed"):
        system.total("customers")
