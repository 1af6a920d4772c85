"""What holds for the CRM alone."""

from collections.abc import Callable
from dataclasses import replace
from typing import cast

import httpx
import pytest

from engine import sandbox
from engine.errors import Unauthorised
from engine.systems.connect import CrmAccess, connect_crm
from engine.systems.protocol import Field
from engine.values import Json
from tests.systems.worlds import CRM, TENANT, World, in_memory, tenant

ZONES = Field("CIC_VAT_ZONE", "Zona iva Reviso", (("1", "Italia"), ("2", "UE")))


def test_a_company_is_found_by_its_first_email() -> None:
    world = tenant()
    content = {"companyName": "A", "emails": [{"value": "ada@example.it"}]}
    id_ = world.system.create("Company", cast("Json", content))
    world.new("B")

    found = world.system.search(
        "Company", [("emails[0].value", "ada@example.it")], None
    )

    assert [record.id for record in found] == [id_]


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: in_memory(CRM, TENANT), id="memory"),
        pytest.param(tenant, id="tenant"),
    ],
)
def test_a_select_field_is_kept_as_it_should_be(make: Callable[[], World]) -> None:
    system = make().system
    assert system.fields("Company") == []

    system.keep_field("Company", ZONES)
    system.keep_field("Company", ZONES)
    more = replace(
        ZONES, code="FF_CIC_VAT_ZONE", values=(*ZONES.values, ("3", "Extra UE"))
    )
    system.keep_field("Company", more)

    (kept,) = system.fields("Company")
    assert kept.id
    assert replace(kept, id="") == replace(more, code="CIC_VAT_ZONE")


def test_a_select_field_that_is_right_is_not_written() -> None:
    server = sandbox.Crm()
    access = CrmAccess("http://localhost/api/v1", sandbox.API_KEY)
    system = connect_crm(access, CRM, wire=httpx.WSGITransport(server.app))
    system.keep_field("Company", ZONES)
    server.traffic.clear()

    system.keep_field("Company", ZONES)

    assert server.traffic.writes == ()


def test_a_company_keeps_the_value_of_a_select_field_and_can_be_cleared_of_it() -> None:
    world = tenant()
    world.system.keep_field("Company", ZONES)
    id_ = world.system.create("Company", {"companyName": "A", "FF_CIC_VAT_ZONE": "2"})
    record = world.system.get("Company", str(id_))

    world.system.update(record, "Company", {**record.content, "FF_CIC_VAT_ZONE": None})

    assert record.content["FF_CIC_VAT_ZONE"] == "2"
    cleared = world.system.get("Company", str(id_))
    assert not cleared.content.get("FF_CIC_VAT_ZONE")


def test_a_partial_update_leaves_what_a_person_changed_meanwhile() -> None:
    world = tenant()
    id_ = world.new("Esempio", city="Milano")
    record = world.system.get("Company", id_)
    world.edit(id_, {"zipCode": "20121"})

    world.system.update(record, "Company", {**record.content, "city": "Monza"})

    found = world.system.get("Company", id_).content
    assert (found["city"], found["zipCode"]) == ("Monza", "20121")


def test_an_update_that_changes_nothing_is_not_sent() -> None:
    world = tenant()
    record = world.system.get("Company", world.new("Esempio"))
    before = world.system.calls

    assert world.system.update(record, "Company", dict(record.content)) == record
    assert world.system.calls == before


@pytest.mark.parametrize("ahead", [-300.0, -2.0, 0.0, 60.0])
def test_the_offset_of_a_clock_is_enclosed(ahead: float) -> None:
    server = sandbox.Crm()
    server.set_faults(clock_offset=ahead)
    access = CrmAccess("http://localhost/api/v1", sandbox.API_KEY)
    system = connect_crm(access, CRM, wire=httpx.WSGITransport(server.app))

    for _ in range(3):
        system.total("Company")

    offset = system.offset
    assert offset is not None
    # The sandbox reads the machine's clock, and so do we: a hair may lie between.
    assert offset.low - 0.1 <= ahead <= offset.high + 0.1
    assert offset.high - offset.low <= 60


def test_a_password_opens_the_tenant_and_a_wrong_one_does_not() -> None:
    wire = httpx.WSGITransport(sandbox.Crm().app)
    url = "http://localhost/api/v1"
    right = CrmAccess(url, "", sandbox.USERNAME, sandbox.PASSWORD)
    wrong = CrmAccess(url, "", sandbox.USERNAME, f"{sandbox.PASSWORD}?")

    assert connect_crm(right, CRM, wire=wire).whoami()
    with pytest.raises(Unauthorised):
        connect_crm(wrong, CRM, wire=wire).whoami()
