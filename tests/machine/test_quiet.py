"""A scheduled run leaves a record alone that somebody is typing in, for a while."""

from datetime import timedelta

import pytest

from engine.model.side import Side
from engine.sync.run import run_pass
from engine.sync.world import Limits
from tests.machine.stage import Stage
from tests.machine.stories import arrived, begun, counterpart, show

LEFT, RIGHT = Side.LEFT, Side.RIGHT
QUIET = Limits(concurrency=1, is_forced=True, quiet=timedelta(seconds=45))


@pytest.fixture
def stage() -> Stage:
    return Stage()


def scheduled(stage: Stage, *, is_scheduled: bool = True) -> int:
    """One run of a schedule; how many writes it made."""
    world, before = stage.world(), stage.writes
    world.limits, world.is_scheduled = QUIET, is_scheduled
    for system in stage.systems:
        system.whoami()
    run_pass(world)
    return stage.writes - before


@pytest.mark.parametrize("side", Side, ids=lambda side: side.value)
def test_an_edit_that_is_young_waits_and_arrives_later(
    stage: Stage, side: Side
) -> None:
    (id,) = begun(stage, 1)
    ids = {LEFT: id, RIGHT: counterpart(stage, id)}
    stage.edit(side, ids[side], {"city": "Torino"})
    stage.pass_time(10)

    assert scheduled(stage) == 0

    stage.pass_time(40)
    assert scheduled(stage) == 1
    arrived(stage, LEFT, id, "city", "Torino")


def test_a_run_that_a_person_started_does_not_wait(stage: Stage) -> None:
    (id,) = begun(stage, 1)
    stage.edit(LEFT, id, {"city": "Torino"})
    stage.pass_time(10)

    assert scheduled(stage, is_scheduled=False) == 1


def test_a_touch_and_a_write_of_ours_are_no_typing(stage: Stage) -> None:
    """Both stamped the other side a moment ago; its content is as we left it."""
    (id,) = begun(stage, 1)
    stage.edit(LEFT, id, {"city": "Torino"})
    stage.pass_time(60)
    scheduled(stage)
    stage.touch(RIGHT, counterpart(stage, id))
    show(stage, LEFT, id, stage.now - timedelta(seconds=50), email="a@example.it")

    assert scheduled(stage) == 1


def test_nobody_is_waited_for_longer_than_ten_minutes(stage: Stage) -> None:
    (id,) = begun(stage, 1)
    runs = []
    for minute in range(12):
        stage.edit(LEFT, id, {"city": f"Torino {minute}"})
        stage.pass_time(10)
        runs.append(scheduled(stage))
        stage.pass_time(50)

    assert runs.index(1) == 10


def test_a_record_that_was_just_made_waits_once(stage: Stage) -> None:
    begun(stage, 1)
    id = stage.create(LEFT, "Nuova")
    stage.pass_time(10)

    assert scheduled(stage) == 0

    stage.edit(LEFT, id, {"city": "Torino"})
    stage.pass_time(10)
    assert scheduled(stage) == 1
