"""A state on a server: whose it is, who holds it, and what is said when it fails."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from engine.config import Secret, mask
from engine.errors import Busy, StateError
from engine.state.address import Address
from engine.state.database import TooNew
from engine.state.refusals import NoServer, NoSuchDatabase, NotAnAddress, ServerLost
from engine.state.store import Store, has_any
from engine.state.trouble import NotAState
from tests.servers import cut_off, database

HOLDER = """
import sys
from engine.config import Secret
from engine.state.address import Address
from engine.state.store import Store
store = Store.open(Address(Secret(sys.argv[1]), "acme"))
with store.held("acme", 5.0):
    print("held", flush=True)
    sys.stdin.readline()
"""
PLANTED = "t0p-s3cret-0f-th3-s3rv3r"


@pytest.fixture
def url() -> Iterator[str]:
    with database() as made:
        yield made


@pytest.fixture
def address(url: str) -> Address:
    return Address(Secret(url), "acme")


def alter(url: str, sql: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.encode())


def test_profiles_on_one_server_know_nothing_of_each_other(url: str) -> None:
    names = ("acme", "Acme", 'a"; DROP', "è" * 80, "è" * 81)
    stores = [Store.open(Address(Secret(url), name)) for name in names]
    for number, store in enumerate(stores):
        store.settings.set("colour", str(number))

    with stores[0].held("acme", 1), stores[1].held("Acme", 1):
        assert [store.settings.get("colour") for store in stores] == list("01234")
    for store in stores:
        store.close()


def test_looking_for_a_state_makes_none(url: str, address: Address) -> None:
    assert not has_any(address)
    assert not has_any(address)
    Store.open(address).close()

    assert has_any(address)
    assert not has_any(Address(Secret(url), "other"))


def test_a_holder_that_is_killed_holds_no_more(url: str, address: Address) -> None:
    store = Store.open(address)
    holder = subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, "-c", HOLDER, url],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(Busy, match="acme"):
            store.held("acme", 0.2).__enter__()
        holder.kill()

    with store.held("acme", 5.0):
        store.settings.set("colour", "red")
    assert store.settings.get("colour") == "red"
    store.close()


def test_who_lost_the_server_can_neither_write_nor_hold(
    url: str, address: Address
) -> None:
    """What was begun is not kept, and another may go on from what was."""
    store = Store.open(address)
    store.settings.set("colour", "red")

    def lose() -> None:
        with store.held("acme", 1), store.transaction():
            store.settings.set("colour", "blue")
            cut_off(url)
            store.settings.set("colour", "green")

    with pytest.raises(ServerLost, match="nothing is lost"):
        lose()
    with pytest.raises(ServerLost):
        store.settings.set("colour", "black")

    store.close()
    other = Store.open(address)
    with other.held("acme", 1):
        assert other.settings.get("colour") == "red"
    other.close()


def test_a_state_of_a_newer_version_is_left_alone(url: str, address: Address) -> None:
    Store.open(address).close()
    alter(url, "INSERT INTO \"raccordo acme\".migration VALUES ('of tomorrow')")

    with pytest.raises(TooNew, match="newer version"):
        Store.open(address)


def test_a_state_of_an_older_version_is_brought_up_to_date(
    url: str, address: Address
) -> None:
    """Of this one the latest step was not taken yet."""
    Store.open(address).close()
    alter(url, 'ALTER TABLE "raccordo acme".link DROP COLUMN parted_at')
    alter(
        url,
        'DELETE FROM "raccordo acme".migration'
        " WHERE name = 'since when a link is a tombstone'",
    )

    Store.open(address).close()

    with psycopg.connect(url) as connection:
        found = connection.execute(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_schema = 'raccordo acme' AND table_name = 'link'"
        ).fetchall()
    assert ("parted_at",) in found


def test_a_schema_of_somebody_else_is_left_alone(url: str, address: Address) -> None:
    alter(url, 'CREATE SCHEMA "raccordo acme" CREATE TABLE theirs (a TEXT)')

    with pytest.raises(NotAState):
        Store.open(address)


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        pytest.param(
            f"postgresql://me:{PLANTED}@127.0.0.1:1/db", NoServer, id="nobody listens"
        ),
        pytest.param(
            f"postgresql://me:{PLANTED}@nowhere.invalid/db", NoServer, id="no such host"
        ),
        pytest.param(
            f"postgresql://me:{PLANTED}@localhost/db?colour=red",
            NotAnAddress,
            id="an unknown setting",
        ),
    ],
)
def test_a_server_that_cannot_be_reached_is_said_without_its_password(
    url: str, kind: type[StateError]
) -> None:
    Secret(PLANTED)

    with pytest.raises(kind) as raised:
        Store.open(Address(Secret(url), "acme"))

    assert PLANTED not in str(raised.value)
    assert raised.value.exit_code == (3 if kind is NoServer else 2)


def test_a_database_that_is_not_there_is_said(url: str) -> None:
    other = url.replace("/test_", "/nothing_")

    with pytest.raises(NoSuchDatabase, match="createdb"):
        Store.open(Address(Secret(other), "acme"))


def test_an_address_is_shown_without_who_asks() -> None:
    url = f"postgresql://me:{PLANTED}@db.example.it:5433/firm?sslpassword={PLANTED}"

    assert str(Address(Secret(url), "acme")) == (
        "postgresql://db.example.it:5433/firm (acme)"
    )
    assert PLANTED not in mask(repr(Address(Secret(url), "acme")))
