"""What a product refers to: its unit, and the VAT that its group sells at."""

from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from engine.application import collections
from tests.integration.office import Office
from tests.integration.shop import (
    MOUSE,
    Lighter,
    Without,
    catalogue,
    held,
    shop,
    sync,
    unit,
)


class Lacking(NamedTuple):
    """A table that one system has not, and what of a product it leaves empty."""

    system: str
    part: str
    field: str


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A firm with a catalogue that was never sent."""
    return shop(tmp_path)


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


def test_the_vat_is_told_where_listings_tell_less_than_records(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of an account the API tells only how it is read by itself."""
    monkeypatch.setattr(collections, "_LIFE", timedelta(0))
    lighter = Lighter(office.cic.app, "product-groups", "salesAccountsList")
    monkeypatch.setattr(office.cic, "app", Lighter(lighter, "accounts"))

    sync(office)

    assert catalogue(office)[MOUSE]["taxCode"] == "22"
    assert catalogue(office)["A-05"]["taxCode"] == "4"
    assert held(office) == {}


def test_a_new_unit_goes_before_the_product_that_is_sold_in_it(office: Office) -> None:
    sync(office)

    litres = office.cic.add("units", name="Litri")
    office.cic.products.edit("A-07", unit={"unitNumber": litres})
    sync(office)

    assert catalogue(office)["A-07"]["unitId"] == unit(office, "Litri")
    assert held(office) == {}


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(Lacking("crm", "UnitMeasure", "unitId"), id="units"),
        pytest.param(Lacking("crm", "TaxValue", "taxCode"), id="VAT rates"),
        pytest.param(Lacking("cic", "accounts", "taxCode"), id="accounts"),
    ],
)
def test_products_go_without_a_table_that_is_not_there_until_it_is(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    case: Lacking,
) -> None:
    monkeypatch.setattr(collections, "_LIFE", timedelta(0))
    office = Office(tmp_path, customers=0, orders=True)
    sandbox = getattr(office, case.system)
    whole = sandbox.app
    monkeypatch.setattr(sandbox, "app", Without(whole, f"/{case.part}"))

    sync(office)
    without, waiting = catalogue(office), held(office)
    monkeypatch.setattr(sandbox, "app", whole)
    office.ask(lambda raccordo: raccordo.sync(["products"], force=True))

    assert without[MOUSE].get(case.field) is None
    assert waiting == {}
    assert catalogue(office)[MOUSE][case.field]
