"""Profiles whose states are in a file or on a server, and the states themselves."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.config import Secret
from engine.state.address import Address
from engine.state.store import Shelves, Store
from tests.servers import STATES, database, state_line


@pytest.fixture(params=STATES)
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """A folder for a profile, told once for each kind of state."""
    with state_line(request.param) as line:
        (tmp_path / "state.yml").write_text(line, encoding="utf-8")
        yield tmp_path


@pytest.fixture(params=STATES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path | Address]:
    if not request.param:
        yield tmp_path / "acme.db"
        return
    with database() as url:
        yield Address(Secret(url), "acme")


@pytest.fixture
def store(place: Path | Address) -> Iterator[Store]:
    made = Store.open(place)
    yield made
    made.close()


@pytest.fixture
def shelves(store: Store) -> Shelves:
    return store.of("customers")
