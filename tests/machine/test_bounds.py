"""How much a run writes, and that one pair does not depend on another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.model.side import Side
from engine.state.links import Links
from engine.values import Value
from tests.machine import stories
from tests.machine.stage import Stage

EDITS = st.lists(
    st.tuples(
        st.sampled_from(Side),
        st.integers(0, 2),
        st.sampled_from(["name", "email", "city", "address"]),
        st.sampled_from(["a@example.it", "b@example.it"]),
        st.booleans(),
    ),
    max_size=12,
)


@given(EDITS)
def test_no_more_is_written_than_people_typed(
    edits: list[tuple[Side, int, str, str, bool]],
) -> None:
    """At most two writes for each edit, whatever collides, and none at rest."""
    stage = Stage()
    ids = stories.begun(stage, 3)
    begun, typed = stage.writes, len(stage.typed)
    for side, number, name, value, is_run in edits:
        id = ids[number]
        if side is Side.RIGHT:
            id = stories.counterpart(stage, id)
        stage.edit(side, id, {name: value})
        if is_run:
            stage.run()
        stage.pass_time(7)

    stage.settle()

    assert stage.writes - begun <= 2 * (len(stage.typed) - typed)
    stage.store.close()


@pytest.mark.parametrize(
    "place", [0, 1, 2], ids=["the first", "the middle", "the last"]
)
def test_a_refusal_of_one_pair_leaves_the_others_alone(
    place: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They arrive in the same run, and the one is a problem."""
    monkeypatch.setattr("tests.machine.stage.note", print)
    stage = Stage()
    ids = stories.begun(stage, 3)
    refused = stories.counterpart(stage, ids[place])
    stage.systems.right.refusing = {refused}
    for id in ids:
        stage.edit(Side.LEFT, id, {"city": "Torino"})

    stage.run()

    for id in set(ids) - {ids[place]}:
        stories.arrived(stage, Side.LEFT, id, "city", "Torino")
    assert stage.view(Side.RIGHT, refused)["city"] == "Roma"
    assert [one.record for one in stage.shelves.problems.all()] == [ids[place]]


def test_the_order_of_the_pairs_decides_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Edits of one side, conflicts and a refusal, planned forwards and backwards."""
    monkeypatch.setattr("tests.machine.stage.note", print)
    waiting = Links.waiting

    forwards = _ending()
    monkeypatch.setattr(Links, "waiting", lambda self: waiting(self)[::-1])
    backwards = _ending()

    assert forwards == backwards
    assert {"Torino", "Milano"} <= {one[0]["city"] for one in forwards}


def _ending() -> list[list[dict[str, Value]]]:
    """What both sides of every pair hold after a run, pair by pair."""
    stage = Stage()
    ids = stories.begun(stage, 5)
    others = [stories.counterpart(stage, id) for id in ids]
    for id in ids[:3]:
        stage.edit(Side.LEFT, id, {"city": "Torino"})
    stage.pass_time(60)
    for other in others[2:]:
        stage.edit(Side.RIGHT, other, {"city": "Milano"})
    stage.systems.right.refusing = {others[0]}
    stage.run()
    return [
        [stage.view(Side.LEFT, id), stage.view(Side.RIGHT, other)]
        for id, other in zip(ids, others, strict=True)
    ]
