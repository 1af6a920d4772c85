"""Two thousand products: how many calls, however many there are."""

from pathlib import Path
from typing import Any

import pytest

from engine.sandbox import Cic
from tests.integration.office import Office

MANY = 2000
FEW = 200
EDITS = 100
PAGE = 1000
IDLE = 16
"""Of products, units and VAT rates together; of products alone it is a dozen."""


def sync(office: Office, *, full: bool = False) -> dict[str, Any]:
    """One run over the products."""
    return office.ask(lambda raccordo: raccordo.sync(["products"], full=full)).document


def calls(document: dict[str, Any]) -> int:
    return sum(document["calls"].values())


def shop(folder: Path, products: int) -> Office:
    """A firm that sells so many products, and has no customer."""
    office = Office(folder, customers=0, orders=True)
    office.cic = Cic(customers=0, products=products, clock=office.clock)
    return office


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Office, int]:
    """Two thousand products after their first run, and the calls that it took."""
    office = shop(tmp_path_factory.mktemp("scale"), MANY)
    return office, calls(sync(office))


def test_a_first_run_takes_little_more_than_one_call_a_product(
    first: tuple[Office, int],
) -> None:
    office, taken = first

    assert len(office.crm.catalogue) > 0.9 * MANY
    assert taken <= 1.2 * MANY + 60


def test_an_idle_run_takes_as_many_calls_as_over_a_tenth_of_the_products(
    first: tuple[Office, int], tmp_path: Path
) -> None:
    office, _ = first
    small = shop(tmp_path, FEW)
    sync(small)
    taken = []
    for each in (office, small):
        sync(each)
        before = each.writes()
        taken.append(calls(sync(each)))
        assert each.writes() == before

    assert taken[0] <= taken[1] + 4
    assert taken[0] <= IDLE


def test_edits_take_two_calls_each(first: tuple[Office, int]) -> None:
    """A product of the CRM is read before it is written, and read back with others."""
    office, _ = first
    sync(office)
    sold = [
        one for one in office.cic.products if not office.cic.products[one].get("barred")
    ]
    for one in sold[:EDITS]:
        office.cic.products.edit(one, name=f"{one} rinnovato")

    document = sync(office)

    assert document["entities"]["products"]["updated"] == {"cic": 0, "crm": EDITS}
    assert calls(document) <= 2 * EDITS + 2 * IDLE


def test_an_import_of_more_than_a_page_in_one_minute_is_read_past(
    tmp_path: Path,
) -> None:
    office = shop(tmp_path, FEW)
    for number in range(PAGE + 5):
        office.cic.add(
            "products",
            productNumber=f"P{number}",
            name=f"Prodotto {number}",
            productGroup={"productGroupNumber": 3},
        )
    sync(office)
    office.cic.products.edit("P7", name="Rinnovato")

    document = sync(office)

    assert document["entities"]["products"]["updated"] == {"cic": 0, "crm": 1}
