"""Two thousand customers: how many calls, and how much memory."""

import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from engine.state.outbox import Kept, Outbox
from engine.sync.prepare import BATCH
from tests.integration.office import Office

MANY = 2000
FEW = 500
EDITS = 150
IDLE = 12
PAGES = 20
"""Listings, counts and searches beside the records that are written."""
MEGABYTE = 1 << 20


def calls(document: dict[str, Any]) -> int:
    return sum(document["calls"].values())


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Office, int]:
    """Two thousand customers after their first sync, and the calls that it took."""
    office = Office(tmp_path_factory.mktemp("scale"), customers=MANY)
    office.ask(lambda raccordo: raccordo.setup())
    return office, calls(office.sync())


def test_a_first_sync_takes_little_more_than_one_call_a_record(
    first: tuple[Office, int],
) -> None:
    office, taken = first

    assert len(office.crm.companies) == MANY
    assert taken <= 1.2 * MANY + 60


def test_a_second_run_writes_nothing(first: tuple[Office, int]) -> None:
    office, _ = first
    before = office.writes()

    office.sync()

    assert office.writes() == before


def test_an_idle_run_takes_a_dozen_calls_however_many_links_there_are(
    first: tuple[Office, int],
) -> None:
    """An idle run is one after a run that wrote nothing."""
    office, _ = first
    office.sync()

    assert calls(office.sync()) <= IDLE


def test_a_run_after_an_edit_reads_what_changed(first: tuple[Office, int]) -> None:
    """The overlap is read again where something is newer, and no page beyond it."""
    office, _ = first
    office.sync()
    office.cic.customers.edit(7, city="Bergamo")

    document = office.sync()

    assert document["entities"]["customers"]["updated"] == {"cic": 0, "crm": 1}
    assert calls(document) <= 2 * IDLE


def test_many_edits_take_two_calls_a_customer_and_three_a_company(
    first: tuple[Office, int],
) -> None:
    """A customer is read and written; a company is read back too, many at a time."""
    office, _ = first
    office.sync()
    pairs = list(office.links().items())
    for customer, _ in pairs[:EDITS]:
        office.cic.customers.edit(customer, city="Borgo Nuovo")
    for _, company in pairs[EDITS : 2 * EDITS]:
        office.crm.companies.edit(company, city="Borgo Nuovo")

    document = office.sync()

    updated = document["entities"]["customers"]["updated"]
    assert updated == {"cic": EDITS, "crm": EDITS}
    assert document["calls"]["cic"] <= 2 * EDITS + PAGES
    assert document["calls"]["crm"] <= 3 * EDITS + PAGES


def test_the_outbox_holds_a_batch_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A batch is kept before its first write, and gone before the next is kept."""
    keep, waiting, written = Outbox.keep, [], []
    office = Office(tmp_path, customers=2 * BATCH + 50)

    def counted(self: Outbox, kept: Kept, run: int) -> int:
        number = keep(self, kept, run)
        waiting.append(len(self.open()))
        written.append(len(office.crm.companies))
        return number

    monkeypatch.setattr(Outbox, "keep", counted)

    office.set_up()

    assert waiting == [*range(1, BATCH + 1)] * 2 + [*range(1, 51)]
    assert written == [0] * BATCH + [BATCH] * BATCH + [2 * BATCH] * 50


def peak_of_a_full_run(office: Office) -> int:
    """The most memory of a run over everything, the work of the sandboxes included."""
    office.sync()
    tracemalloc.start()
    try:
        office.sync(full=True)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_the_memory_of_a_full_run_does_not_grow_with_the_records(
    first: tuple[Office, int], tmp_path: Path
) -> None:
    """One page of a thousand is held at a time, and four times as many are read."""
    office, _ = first
    smaller = Office(tmp_path, customers=FEW)
    smaller.set_up()

    few, many = peak_of_a_full_run(smaller), peak_of_a_full_run(office)

    assert many < 80 * MEGABYTE
    # Held all at once they would take 15 more.
    assert many - few < 12 * MEGABYTE
