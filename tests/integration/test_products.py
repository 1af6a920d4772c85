"""The catalogue goes to the CRM, one way, with its units and its VAT."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from engine.application import Application
from engine.application.sides import UnknownEntity
from engine.sandbox.faults import Mishap
from tests.integration.office import Office
from tests.integration.shop import MOUSE, catalogue, held, shop, sync, unit


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A firm with a catalogue that was never sent."""
    return shop(tmp_path)


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


def test_an_overlay_says_which_products_take_part(tmp_path: Path) -> None:
    """Who takes part no more is as if it were gone; who does again, as if back."""
    overlay = "schema: 1\nextends: products@1\nonly: {cic: price > 0}\n"
    (tmp_path / "paid.yml").write_text(overlay, encoding="utf-8")
    office = shop(tmp_path, "paid.yml")
    sync(office)
    first = catalogue(office)

    office.cic.products.edit(MOUSE, salesPrice=Decimal(0))
    sync(office)
    without = catalogue(office)[MOUSE]
    before = office.writes()
    sync(office)
    again = office.writes()
    office.cic.products.edit(MOUSE, salesPrice=Decimal(20))
    sync(office)

    assert "ART.8" not in first
    assert first[MOUSE]["active"]
    assert not without["active"]
    assert again == before
    assert catalogue(office)[MOUSE]["active"]
    assert catalogue(office)[MOUSE]["price"] == 20


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
