"""What a service remembers is the same in a file and on a server."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.config import Secret
from engine.model.side import Side
from engine.state.address import Address
from engine.state.store import Store
from tests.integration.serving import eventually, firm, serving
from tests.servers import database


@pytest.fixture
def url() -> Iterator[str]:
    with database() as made:
        yield made


def test_hints_and_reports_are_kept_on_a_server(url: str) -> None:
    store = Store.open(Address(Secret(url), "acme"))
    hints = store.of("customers").hints
    hints.keep(Side.LEFT, ["3", "5", "3"], datetime.now(UTC))
    read = hints.of(Side.LEFT)
    hints.keep(Side.LEFT, ["5"], datetime.now(UTC))
    hints.drop(read)
    for _ in range(3):
        number = store.runs.begin("schedule", "incremental", datetime.now(UTC))
        store.runs.end(number, 0.1, 0, "{}")
    store.runs.shorten(1)

    assert [one.id for one in read] == ["3", "5"]
    assert [one.id for one in hints.of(Side.LEFT)] == ["5"]
    assert hints.count() == 1
    assert [run.report for run in store.runs.last(3)] == ["{}", "", ""]
    store.close()


def test_a_hook_reaches_the_crm_by_way_of_a_server(tmp_path: Path, url: str) -> None:
    more = f"state: {url}\nschedule: {{customers: 1h}}\n"
    with firm(tmp_path, more) as acme, serving(acme) as server:
        path = acme.hooks()["customers"]
        acme.cic.customers.edit(3, city="Bergamo")

        assert server.call(path, json={"newNumber": "3"}).status_code == 202

        eventually(lambda: acme.city(3) == "Bergamo")
    assert url not in server.errors
