"""What a web hook tells: the record is read at once, and no more than that."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from engine.application import Answer, Application
from engine.application.runs import Manner, sync
from engine.model.side import Side
from engine.state.store import Store
from tests.integration.office import NOTHING, Office

NEW: dict[str, Any] = {
    "name": "Nuova S.r.l.",
    "currency": "EUR",
    "customerGroup": {"customerGroupNumber": 1},
    "paymentTerms": {"paymentTermsNumber": 11},
    "vatZone": {"vatZoneNumber": 1},
}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path, customers=12)
    made.set_up()
    return made


def hint(tmp_path: Path, *ids: str) -> None:
    """Keep hints as the receiver of web hooks does."""
    store = Store.open(tmp_path / "sandbox.db")
    store.of("customers").hints.keep(Side.LEFT, ids, datetime.now(UTC))
    store.close()


def waiting(tmp_path: Path) -> list[str]:
    store = Store.open(tmp_path / "sandbox.db")
    found = [one.id for one in store.of("customers").hints.of(Side.LEFT)]
    store.close()
    return found


def heed(office: Office) -> Answer:
    manner = Manner(command="hook", is_scheduled=True, heeds=True)
    return office.ask(lambda raccordo: sync(raccordo._wiring, ("customers",), manner))  # noqa: SLF001 - the service asks the same


def city_in_crm(office: Office, customer: int) -> str:
    company = office.crm.companies[office.links()[customer]]
    return str(company["city"])


def test_a_hinted_edit_arrives_though_no_listing_was_read(
    office: Office, tmp_path: Path
) -> None:
    office.cic.customers.edit(3, city="Bergamo")
    office.cic.customers.edit(4, city="Monza")
    hint(tmp_path, "3")

    read = heed(office).document["entities"]["customers"]["read"]

    assert read == {"cic": 1, "crm": 0}
    assert city_in_crm(office, 3) == "Bergamo"
    assert city_in_crm(office, 4) != "Monza"
    assert waiting(tmp_path) == []
    office.sync()
    assert city_in_crm(office, 4) == "Monza"
    assert office.plan() == NOTHING


def test_a_hint_that_nothing_follows_from_writes_nothing(
    office: Office, tmp_path: Path
) -> None:
    before = office.writes()
    hint(tmp_path, "1", "2", "2", "99999")

    heed(office)

    assert office.writes() == before
    assert waiting(tmp_path) == []
    assert office.plan() == NOTHING


def test_a_new_customer_becomes_a_company_by_its_hint(
    office: Office, tmp_path: Path
) -> None:
    hint(tmp_path, str(office.cic.add("customers", **NEW)))

    heed(office)

    names = [office.crm.companies[key]["companyName"] for key in office.crm.companies]
    assert names.count("Nuova S.r.l.") == 1
    assert office.plan() == NOTHING


def test_a_hinted_deletion_is_asked_about_at_once(
    office: Office, tmp_path: Path
) -> None:
    office.cic.customers.remove(5)
    hint(tmp_path, "5")

    heed(office)

    assert [one["code"] for one in office.problems()] == ["deleted_there"]


def test_a_hinted_product_goes_to_the_catalogue(tmp_path: Path) -> None:
    office = Office(tmp_path, customers=3, orders=True)
    office.set_up()
    number = next(iter(office.cic.products))
    office.cic.products.edit(number, name="Vite M6 zincata")
    store = Store.open(tmp_path / "sandbox.db")
    store.of("products").hints.keep(Side.LEFT, [str(number)], datetime.now(UTC))
    store.close()
    manner = Manner(command="hook", is_scheduled=True, heeds=True)

    office.ask(lambda raccordo: sync(raccordo._wiring, ("products",), manner))  # noqa: SLF001 - as above

    catalogue = office.crm["Catalog"]
    names = [catalogue[key]["productName"] for key in catalogue]
    assert names.count("Vite M6 zincata") == 1


def test_a_burst_of_hints_costs_a_few_calls(office: Office, tmp_path: Path) -> None:
    office.cic.traffic.clear()
    hint(tmp_path, *(str(number) for number in range(1, 13)))

    heed(office)

    reads = [call for call in office.cic.traffic.calls if "/customers" in call.path]
    assert len(reads) <= 2
    assert waiting(tmp_path) == []


def test_a_hint_that_could_not_be_followed_stays(
    office: Office, tmp_path: Path
) -> None:
    office.cic.customers.edit(3, city="Bergamo")
    hint(tmp_path, "3")
    office.cic.set_faults(down=True)

    with pytest.raises(Exception, match="cannot be reached"):
        heed(office)

    assert waiting(tmp_path) == ["3"]
    office.cic.set_faults(down=False)
    office.sync()
    assert waiting(tmp_path) == []
    assert city_in_crm(office, 3) == "Bergamo"


def test_a_hint_that_comes_while_its_record_is_read_stays(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "s.db")
    hints = store.of("customers").hints
    hints.keep(Side.LEFT, ["3"], datetime.now(UTC))
    read = hints.of(Side.LEFT)

    hints.keep(Side.LEFT, ["3"], datetime.now(UTC))
    hints.drop(read)

    assert [one.id for one in hints.of(Side.LEFT)] == ["3"]
    store.close()


def test_a_plan_heeds_hints_and_leaves_them(office: Office, tmp_path: Path) -> None:
    office.cic.customers.edit(3, city="Bergamo")
    hint(tmp_path, "3")

    assert len(office.plan()["operations"]) == 1

    assert waiting(tmp_path) == ["3"]


def test_what_a_hint_names_does_not_wait_for_the_quiet_time(
    office: Office, tmp_path: Path
) -> None:
    """The clock of the office has not moved on when the scheduled run begins."""
    hint(tmp_path, "3")
    manner = Manner(command="hook", is_scheduled=True, heeds=True)

    def ask(raccordo: Application) -> Answer:
        office.cic.customers.edit(3, city="Bergamo")
        office.cic.customers.edit(4, city="Monza")
        sync(raccordo._wiring, ("customers",), Manner(is_scheduled=True))  # noqa: SLF001 - as above
        return sync(raccordo._wiring, ("customers",), manner)  # noqa: SLF001 - as above

    office.ask(ask)

    assert city_in_crm(office, 3) == "Bergamo"
    assert city_in_crm(office, 4) != "Monza"
