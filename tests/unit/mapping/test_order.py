"""Entities are kept equal after what they wait for."""

import pytest
from syrupy.assertion import SnapshotAssertion

from engine.errors import Several
from engine.mapping.declaration import Declaration
from engine.mapping.order import check_after, in_order
from tests.unit.mapping.samples import GOOD, load


def waiting(entity: str, *after: str) -> Declaration:
    text = GOOD.replace("entity: clients", f"entity: {entity}")
    return load(text.replace("[zones]", f"[{', '.join(after)}]"))


def test_each_comes_after_what_it_waits_for() -> None:
    given = {
        "quotes": waiting("quotes", "clients", "goods", "zones"),
        "goods": waiting("goods", "clients"),
        "clients": waiting("clients", "zones"),
    }

    assert in_order(given) == ("clients", "goods", "quotes")


def test_without_a_reason_the_given_order_stays() -> None:
    given = {name: waiting(name, "zones") for name in ("b", "a", "c")}

    assert in_order(given) == ("b", "a", "c")


def test_a_circle_is_told_where_it_closes(snapshot: SnapshotAssertion) -> None:
    given = {
        "clients": waiting("clients", "quotes"),
        "goods": waiting("goods", "clients"),
        "quotes": waiting("quotes", "goods"),
    }

    with pytest.raises(Several) as raised:
        in_order(given)

    assert str(raised.value) == snapshot


@pytest.mark.parametrize("after", ["clients", "zonse"])
def test_what_cannot_be_waited_for_is_told(
    after: str, snapshot: SnapshotAssertion
) -> None:
    with pytest.raises(Several) as raised:
        check_after(waiting("clients", after), {"clients", "zones"})

    assert str(raised.value) == snapshot
