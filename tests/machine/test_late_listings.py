"""Listings that show a change late: nothing is taken back, nothing is overlooked."""

from datetime import timedelta

import pytest

from engine.model.side import Side
from tests.machine.agreement import vat_number
from tests.machine.stage import Stage

LAG = 60


@pytest.fixture
def stage() -> Stage:
    """A pair at rest, in two systems whose listings lag by a minute."""
    made = Stage(timedelta(seconds=LAG))
    for side in Side:
        made.create(side, "Gemella", vat_number=vat_number(1))
    made.settle()
    return made


def names(stage: Stage) -> list[object]:
    link = stage.links()[0]
    return [stage.view(side, link.ids[side])["name"] for side in Side]


def test_our_own_write_that_is_not_shown_yet_is_not_taken_back(stage: Stage) -> None:
    (link,) = stage.links()
    stage.edit(Side.LEFT, link.ids.left, {"name": "Rossi"})
    stage.edit(Side.RIGHT, link.ids.right, {"email": "a@example.it"})
    stage.pass_time(LAG + 1)
    stage.run()
    assert names(stage) == ["Rossi", "Rossi"]
    before = stage.writes

    stage.pass_time(5)
    stage.run()

    assert names(stage) == ["Rossi", "Rossi"]
    assert stage.writes == before


def test_an_edit_that_was_not_shown_yet_is_not_known_to_be_later(stage: Stage) -> None:
    """A listing after both edits showed neither: it proves no order."""
    (link,) = stage.links()
    stage.edit(Side.RIGHT, link.ids.right, {"name": "Rossi"})
    stage.pass_time(3)
    stage.edit(Side.LEFT, link.ids.left, {"name": "Bianchi"})
    stage.pass_time(7)
    stage.run()
    stage.pass_time(10)
    stage.edit(Side.RIGHT, link.ids.right, {"email": "a@example.it"})
    stage.settle()

    (conflict,) = stage.shelves.conflicts.all()

    assert conflict.field == "name"
    assert conflict.grade != "certain"


def test_what_is_shown_late_is_read_though_much_is_newer(stage: Stage) -> None:
    """The overlap holds more than a page: it is counted, and then read."""
    (link,) = stage.links()
    for number in range(2, 8):
        stage.create(Side.LEFT, f"Ditta {number}", vat_number=vat_number(number))
        stage.pass_time(1)
    stage.edit(Side.RIGHT, link.ids.right, {"name": "Rossi"})
    stage.pass_time(LAG - 5)
    stage.run()
    stage.pass_time(5)

    stage.settle()

    assert names(stage) == ["Rossi", "Rossi"]
    assert len(stage.links()) == 7
