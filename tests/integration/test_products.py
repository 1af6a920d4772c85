"""The catalogue goes to the CRM, one way, with its units and its VAT."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from engine.application import Application, collections
from engine.application.sides import UnknownEntity
from engine.sandbox.faults import Mishap
from tests.integration.office import Office

MOUSE = "A-01"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A firm with a catalogue that was never sent."""
    found = Office(tmp_path, customers=3, orders=True)
    found.ask(lambda raccordo: raccordo.setup())
    return found


def sync(office: Office, *, full: bool = False) -> dict[str, Any]:
    """One run over the products, and what became of them."""
    document = office.ask(lambda raccordo: raccordo.sync(["products"], full=full))
    found: dict[str, Any] = document.document["entities"]["products"]
    return found


def catalogue(office: Office) -> dict[str, dict[str, Any]]:
    """The products of the CRM by their codes."""
    rows = [version.fields or {} for version in office.crm.catalogue.listed()]
    assert len({row["code"] for row in rows}) == len(rows)
    return {row["code"]: row for row in rows}


def held(office: Office) -> dict[str, str]:
    """Why products are held, by their numbers."""
    return {
        row["record"]: row["code"]
        for row in office.problems()
        if row["entity"] == "products"
    }


def unit(office: Office, name: str) -> int:
    """The id of a unit of the CRM."""
    rows = [version.fields or {} for version in office.crm["UnitMeasure"].listed()]
    (found,) = (row["id"] for row in rows if row["description"] == name)
    return int(found)


def test_every_product_arrives_once_as_it_is(office: Office) -> None:
    there = office.crm.add("Catalog", code=MOUSE, productName="Un mouse", category=None)

    created = sync(office)["created"]

    found = catalogue(office)
    sold = {
        str(one)
        for one in office.cic.products
        if not office.cic.products[one].get("barred")
    }
    assert set(found) == sold
    assert created == {"cic": 0, "crm": len(sold) - 1}
    assert found[MOUSE]["id"] == there
    mouse, cable, flour = found[MOUSE], found["ART.4"], found["A-05"]
    assert mouse["productName"] == "Mouse ottico"
    assert mouse["codeEAN"] == "8001234567890"
    assert cable["price"] == Decimal("1.25")
    assert cable["unitId"] == unit(office, "Metri")
    assert (mouse["taxCode"], flour["taxCode"]) == ("22", "4")


def test_a_second_run_writes_nothing(office: Office) -> None:
    sync(office)
    before = office.writes()

    sync(office)
    sync(office, full=True)

    assert office.writes() == before
    assert held(office) == {}


def test_a_plan_says_what_the_first_run_does(office: Office) -> None:
    planned = office.ask(lambda raccordo: raccordo.plan(["products"])).document
    before = office.writes()

    sync(office)

    foreseen = {
        row["record"]: row["fields"]
        for row in planned["operations"]
        if row["entity"] == "products"
    }
    assert before == 6
    assert set(foreseen) == set(catalogue(office))
    assert foreseen[MOUSE]["vat"]["after"] == "22"
    assert foreseen[MOUSE]["unit"]["after"] == "Pezzi"
    assert planned["problems"] == []


def test_two_edits_in_one_minute_both_arrive(office: Office) -> None:
    next_minute = (office.clock() // 60 + 1) * 60
    office.clock.set(datetime.fromtimestamp(next_minute, UTC))
    sync(office)
    office.cic.products.edit(MOUSE, name="Mouse senza filo")
    sync(office)
    first = office.cic.products[MOUSE]["lastUpdated"]
    # Ten seconds after the first edit, which a run has seen meanwhile.
    office.clock.advance(-290)
    office.cic.products.edit(MOUSE, name="Mouse da viaggio")

    sync(office)

    assert office.cic.products[MOUSE]["lastUpdated"] == first
    assert catalogue(office)[MOUSE]["productName"] == "Mouse da viaggio"


def test_a_barred_product_becomes_inactive_and_active_again(office: Office) -> None:
    sync(office)

    office.cic.products.edit(MOUSE, barred=True)
    sync(office)
    barred = catalogue(office)[MOUSE]["active"]
    office.cic.products.edit(MOUSE, barred=False)
    sync(office)

    assert not barred
    assert catalogue(office)[MOUSE]["active"]


def test_a_product_that_left_becomes_inactive_and_stays(office: Office) -> None:
    sync(office)
    before = set(catalogue(office))

    office.cic.products.remove(MOUSE)
    sync(office, full=True)

    found = catalogue(office)
    assert set(found) == before
    assert [code for code, row in found.items() if not row["active"]] == [MOUSE]


def test_a_product_that_is_made_again_under_its_number_is_the_same_one(
    office: Office,
) -> None:
    sync(office)
    there = catalogue(office)[MOUSE]["id"]
    mouse = office.cic.products[MOUSE]
    office.cic.products.remove(MOUSE)
    sync(office, full=True)

    office.cic.products.put(MOUSE, mouse)
    office.cic.products.edit(MOUSE, name="Mouse di nuovo")
    sync(office)

    found = catalogue(office)[MOUSE]
    assert found["id"] == there
    assert found["active"]
    assert found["productName"] == "Mouse di nuovo"


def test_what_the_crm_keeps_of_a_product_stays(office: Office) -> None:
    sync(office)
    id = catalogue(office)[MOUSE]["id"]
    office.crm.catalogue.edit(id, maxdiscount=Decimal(15), productName="Mouse nostro")

    office.cic.products.edit(MOUSE, salesPrice=Decimal("19.9"))
    sync(office)

    mouse = catalogue(office)[MOUSE]
    assert mouse["maxdiscount"] == 15
    assert mouse["price"] == Decimal("19.9")
    assert office.cic.products[MOUSE]["name"] == "Mouse ottico"


def test_a_product_without_a_unit_arrives_without_one(office: Office) -> None:
    office.cic.products.edit(MOUSE, unit=None)

    sync(office)

    assert catalogue(office)[MOUSE].get("unitId") is None
    assert held(office) == {}


def test_a_product_whose_vat_cannot_be_told_is_held_alone_until_it_can(
    tmp_path: Path,
) -> None:
    office = Office(tmp_path, customers=3, orders=True)
    group = office.cic["product-groups"][3]
    office.cic["product-groups"].edit(3, salesAccountsList=[])
    office.ask(lambda raccordo: raccordo.setup())

    sync(office)
    without = catalogue(office)
    found = held(office)
    office.cic["product-groups"].edit(3, **group)
    sync(office)

    assert MOUSE not in without
    assert without["A-05"]["taxCode"] == "4"
    assert set(found.values()) == {"leads_nowhere"}
    assert MOUSE in found
    assert catalogue(office)[MOUSE]["taxCode"] == "22"
    assert held(office) == {}


def test_products_follow_when_their_group_sells_at_another_rate(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collections, "_LIFE", timedelta(0))
    sync(office)

    office.cic["accounts"].edit(5805510, vatAccount={"vatCode": "V010"})
    sync(office)

    assert catalogue(office)[MOUSE]["taxCode"] == "10"
    assert catalogue(office)["A-05"]["taxCode"] == "4"


def test_a_new_unit_goes_before_the_product_that_is_sold_in_it(office: Office) -> None:
    sync(office)

    litres = office.cic.add("units", name="Litri")
    office.cic.products.edit("A-07", unit={"unitNumber": litres})
    sync(office)

    assert catalogue(office)["A-07"]["unitId"] == unit(office, "Litri")
    assert held(office) == {}


@pytest.mark.parametrize("applied", [True, False], ids=["done", "not done"])
@pytest.mark.parametrize("status", [0, 500], ids=["no answer", "an error"])
def test_a_product_whose_reply_was_lost_is_not_created_twice(
    office: Office, status: int, *, applied: bool
) -> None:
    lost = Mishap(method="POST", path="*catalog*", status=status, applied=applied)
    office.crm.set_faults(mishaps=(lost,))

    sync(office)
    sync(office)

    assert len(catalogue(office)) == len(office.crm.catalogue)
    assert set(catalogue(office)) >= {MOUSE, "ART.8"}
    assert held(office) == {}


def test_a_run_of_everything_takes_the_catalogue_along(office: Office) -> None:
    document = office.sync()

    entities = list(document["entities"])
    assert {"units", "vat_rates"} <= set(entities[: entities.index("products")])
    assert MOUSE in catalogue(office)


def test_without_orders_there_is_no_catalogue(tmp_path: Path) -> None:
    office = Office(tmp_path, customers=3)

    office.set_up()

    assert catalogue(office) == {}
    with pytest.raises(UnknownEntity):
        sync(office)


def test_a_product_is_told_and_taken_back_as_a_company_is(office: Office) -> None:
    sync(office)
    office.cic.products.edit(MOUSE, name="Mouse senza filo")
    sync(office)

    def story(raccordo: Application) -> Any:  # noqa: ANN401 - an answer
        return raccordo.explain("products", MOUSE, "cic")

    told = office.ask(story).document
    lines = office.ask(lambda raccordo: raccordo.journal()).document["journal"]
    (line,) = [row for row in lines if row["after"] == "Mouse senza filo"]
    undone = office.ask(lambda raccordo: raccordo.undo(f"#{line['id']}"))

    assert told["entity"] == "products"
    assert (line["field"], line["before"]) == ("name", "Mouse ottico")
    assert undone.exit == 0
    assert catalogue(office)[MOUSE]["productName"] == "Mouse ottico"
