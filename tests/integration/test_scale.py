"""Two thousand customers: how many calls, and how much memory."""

import tracemalloc
from typing import Any

import pytest

from tests.integration.office import Office

MANY = 2000
IDLE = 12
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


def test_the_memory_of_a_full_run_does_not_grow_with_the_records(
    first: tuple[Office, int],
) -> None:
    """Pages are read one after the other: a few at a time are held."""
    office, _ = first
    office.sync()
    tracemalloc.start()
    try:
        office.sync(full=True)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < 80 * MEGABYTE
