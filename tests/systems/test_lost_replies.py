"""What becomes of a write whose answer never came, over real connections."""

from collections.abc import Iterator

import pytest

from engine import sandbox
from engine.errors import Unclear
from engine.systems.connect import CicAccess, CrmAccess, connect_cic, connect_crm
from engine.systems.limits import Limits
from engine.systems.protocol import System
from tests.systems.worlds import BOOKS, CIC, CRM


@pytest.fixture
def over_http() -> Iterator[tuple[sandbox.Cic, sandbox.Crm, System, System]]:
    cic, crm = sandbox.Cic(customers=3), sandbox.Crm(companies=3)
    with sandbox.serve(cic, crm) as served:
        books = CicAccess(served.cic_url, sandbox.APP_SECRET, sandbox.GRANT_TOKEN)
        left = connect_cic(books, CIC, Limits(wait=0.01, timeout=5))
        tenant = CrmAccess(served.crm_url, sandbox.API_KEY)
        right = connect_crm(tenant, CRM, Limits(wait=0.01, timeout=5))
        yield cic, crm, left, right
        left.close()
        right.close()


Http = tuple[sandbox.Cic, sandbox.Crm, System, System]


@pytest.mark.parametrize("applied", [True, False], ids=["done", "not done"])
def test_a_lost_reply_to_a_create_is_unclear_and_not_repeated(
    over_http: Http, *, applied: bool
) -> None:
    cic, crm, left, right = over_http
    lost = sandbox.Mishap(method="POST", times=1, applied=applied)
    cic.set_faults(mishaps=(lost,))
    crm.set_faults(mishaps=(lost,))

    with pytest.raises(Unclear):
        left.create("customers", {**BOOKS["fresh"], "name": "A"})
    with pytest.raises(Unclear):
        right.create("Company", {"companyName": "A"})

    assert left.total("customers") == right.total("Company") == 3 + applied
    assert len(cic.traffic.writes) == len(crm.traffic.writes) == 1


@pytest.mark.parametrize("applied", [True, False], ids=["done", "not done"])
def test_a_lost_reply_to_an_update_is_not_made_good_without_a_look(
    over_http: Http, *, applied: bool
) -> None:
    cic, crm, left, right = over_http
    lost = (sandbox.Mishap(times=1, applied=applied),)
    customer = next(iter(left.changes("customers", None))).records[0]
    company = next(iter(right.changes("Company", None))).records[0]
    cic.set_faults(mishaps=lost)
    crm.set_faults(mishaps=lost)

    with pytest.raises(Unclear):
        left.update(customer, "customers", {**customer.content, "city": "Lodi"})
    with pytest.raises(Unclear):
        right.update(company, "Company", {**company.content, "city": "Lodi"})

    written = [
        left.get("customers", customer.id).content["city"] == "Lodi",
        right.get("Company", company.id).content["city"] == "Lodi",
    ]
    assert written == [applied, applied]


def test_refusals_to_hurry_are_waited_out(over_http: Http) -> None:
    cic, crm, left, right = over_http
    busy = (sandbox.Mishap(times=2, status=429), sandbox.Mishap(times=2, status=503))
    cic.set_faults(mishaps=busy, retry_after=0)
    crm.set_faults(mishaps=busy, retry_after=0)

    assert left.total("customers") == right.total("Company") == 3
    assert left.calls == right.calls == 5
