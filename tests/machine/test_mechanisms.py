"""Each mechanism that protects the sync is removed once: its story then ends badly.

A mechanism whose removal no story notices is either not needed or not proved.
"""

import dataclasses
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from engine.model.plan import PairPlan
from engine.model.record import Record
from engine.model.side import Pair, Side
from engine.reconcile.correlate import Candidates, Match, Situation
from engine.reconcile.latest import Dial
from engine.reconcile.merge import Merge
from engine.state.cursors import Cursor
from engine.sync import carry, observe
from engine.sync.settle import settle_written
from engine.sync.world import World
from tests.machine import stories
from tests.machine.stage import Stage


@dataclasses.dataclass(frozen=True)
class Removal:
    """A mechanism, what stands in its place, and the story that needs it.

    Attributes:
        place: The one name that is replaced.
        wrong: What is said of the end of the story.
    """

    place: str
    instead: object
    story: Callable[[Stage], None]
    wrong: str


_begin = observe._begin  # noqa: SLF001 - a mechanism is what a room keeps to itself
_read = carry._read  # noqa: SLF001 - likewise


def begin_behind(
    world: World, side: Side, cursor: Cursor | None
) -> tuple[datetime | None, bool]:
    """Begin a listing behind the cursor, as ``>`` would."""
    since, is_whole = _begin(world, side, cursor)
    return since and since + timedelta(seconds=1), is_whole


def begin_at_the_cursor(
    _world: World, _side: Side, cursor: Cursor | None
) -> tuple[datetime | None, bool]:
    """Begin a listing at the newest stamp that was read, without an overlap."""
    return (cursor.stamp, True) if cursor else (None, True)


def read_without_a_look(world: World, plan: PairPlan, side: Side) -> object:
    """Read a record, and write over whatever it holds by now."""
    found = _read(world, plan, side)
    return found if isinstance(found, Record) else found.before


def settle_all(world: World, plan: PairPlan, side: Side, after: Record) -> object:
    """Take the whole answer to a write as agreed on."""
    _, problems = settle_written(world, plan, side, after)
    world.shelves.observations.settle(side, [after.id])
    views = {
        side: world.mapping.view(side, after.content),
        side.other: plan.twins.sides[side.other].view,
    }
    left, right = (
        {name: views[each].get(name) for name in world.mapping.fields} for each in Side
    )
    return Pair(left, right), problems


def settle_as_sent(world: World, plan: PairPlan, side: Side, after: Record) -> object:
    """Take what was sent for what the server now holds."""
    _, problems = settle_written(world, plan, side, after)
    return Pair(dict(plan.patches[side]), dict(plan.patches[side])), problems


def settle_nothing(world: World, plan: PairPlan, side: Side, after: Record) -> object:
    """Forget that a write was our own."""
    _, problems = settle_written(world, plan, side, after)
    return Pair({}, {}), problems


def moved_from_the_left(merge: Merge, side: Side) -> bool:
    """Compare both sides with one baseline."""
    now, then = merge.twins.sides[side].view, merge.twins.baseline
    return any(
        now.get(name) != then.sides.left.get(name)
        for name in merge.unit.fields
        if then.knows(name)
    )


def moved_anywhere(merge: Merge, side: Side) -> bool:
    """Take a record for edited in all its fields where it is edited in one."""
    now, then = merge.twins.sides[side].view, merge.twins.baseline
    return any(
        now.get(name) != then.sides[side].get(name)
        for name in merge.mapping.fields
        if then.knows(name)
    )


def take_the_first(proposed: list[Candidates]) -> Match:
    """Link with whoever comes first."""
    found = [one for one in proposed if one.there]
    if not found:
        return Match(Situation.UNMATCHED)
    return Match(Situation.UNLINKED, found[0].key, found[0].there[:1])


def nothing(*_: object) -> None:
    """Do nothing."""


REMOVALS = {
    "the cursor is inclusive": Removal(
        "engine.sync.observe._begin",
        begin_behind,
        stories.an_edit_in_the_second_of_the_cursor,
        "lost: city",
    ),
    "listings overlap": Removal(
        "engine.sync.observe._begin",
        begin_at_the_cursor,
        stories.an_edit_that_became_visible_late,
        "lost: city",
    ),
    "a search goes before a create": Removal(
        "engine.sync.create.look_for",
        lambda _, plans: plans,
        stories.a_company_that_the_listing_does_not_show_yet,
        "doubled",
    ),
    "the outbox is kept before the write": Removal(
        "engine.state.outbox.Outbox.keep",
        lambda *_: 0,
        stories.a_create_whose_reply_was_lost,
        "doubled",
    ),
    "an unclear create is looked up": Removal(
        "engine.sync.recover._look_up",
        lambda *_: [],
        stories.a_create_whose_reply_was_lost,
        "doubled",
    ),
    "a record is read again before it is written": Removal(
        "engine.sync.carry._read",
        read_without_a_look,
        stories.an_edit_between_the_listing_and_the_write,
        "lost: email",
    ),
    "only what was written is agreed on": Removal(
        "engine.sync.deliver.settle_written",
        settle_all,
        stories.an_edit_of_another_field_just_before_the_write,
        "lost: phone",
    ),
    "what was read back is agreed on": Removal(
        "engine.sync.deliver.settle_written",
        settle_as_sent,
        stories.a_value_that_the_server_shortens,
        "taken for an edit",
    ),
    "who wrote last is asked": Removal(
        "engine.sync.settle.overtaken",
        lambda *_: set(),
        stories.an_edit_right_after_our_write,
        "lost: city",
    ),
    "an edit while we write is told": Removal(
        "engine.sync.settle.possible_overwrite",
        lambda *_: [],
        stories.an_edit_while_we_write,
        "without a word",
    ),
    "each side has a baseline of its own": Removal(
        "engine.reconcile.merge.Merge.has_moved",
        moved_from_the_left,
        stories.a_value_that_the_server_shortens,
        "taken for an edit",
    ),
    "our own write is known by its content": Removal(
        "engine.sync.deliver.settle_written",
        settle_nothing,
        stories.two_edits_of_one_side_in_a_row,
        "a conflict with ourselves",
    ),
    "contents decide and not stamps": Removal(
        "engine.reconcile.merge.Merge.has_moved",
        lambda *_: True,
        stories.a_touch_after_an_edit,
        "lost: city",
    ),
    "units are merged one by one": Removal(
        "engine.reconcile.merge.Merge.has_moved",
        moved_anywhere,
        stories.edits_of_two_fields,
        "lost: city",
    ),
    "two candidates are never guessed": Removal(
        "engine.sync.link.correlate",
        take_the_first,
        stories.two_companies_with_one_number,
        "guessed",
    ),
    "a cap is checked before the first write": Removal(
        "engine.sync.run.guard_changes",
        nothing,
        stories.a_plan_that_changes_nearly_everything,
        "written past the cap",
    ),
    "an emptied side stops the run": Removal(
        "engine.sync.guarding.guard_total",
        nothing,
        stories.a_side_that_is_emptied,
        "believed to be deleted",
    ),
    "a delete is believed after a direct read": Removal(
        "engine.sync.world.World.read",
        nothing,
        stories.a_record_that_a_walk_overlooks,
        "believed to be deleted",
    ),
    "a record that is listed late is read by itself": Removal(
        "engine.sync.observe._is_late",
        lambda *_: False,
        stories.a_write_that_a_listing_does_not_show_yet,
        "lost: city",
    ),
    "the rounds of a run are bounded": Removal(
        "engine.sync.run._MOST_ROUNDS",
        1000,
        stories.a_server_that_never_answers_a_write,
        "on and on",
    ),
    "stamps are read with the offset of their clock": Removal(
        "engine.sync.world.World._dial",
        lambda *_: Dial(),
        stories.a_clock_that_is_five_minutes_fast,
        "lost: city",
    ),
    "a pair that swings is stopped": Removal(
        "engine.sync.deliver.is_stopped",
        lambda *_: False,
        stories.two_automations_that_answer_each_other,
        "on and on",
    ),
    "a number that was given again is noticed": Removal(
        "engine.sync.observe.is_another",
        lambda *_: False,
        stories.a_number_that_was_given_again,
        "written over",
    ),
    "what a rule holds is not sent": Removal(
        "engine.model.plan.NewPlan.is_held",
        property(lambda _: False),
        stories.a_company_that_a_rule_holds,
        "sent against a rule",
    ),
}
ROWS = [pytest.param(removal, id=name) for name, removal in REMOVALS.items()]


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Stage:
    # The story is printed where it fails.
    monkeypatch.setattr("tests.machine.stage.note", print)
    return Stage()


@pytest.mark.parametrize("removal", ROWS)
def test_with_the_mechanism_the_story_ends_well(stage: Stage, removal: Removal) -> None:
    removal.story(stage)


@pytest.mark.parametrize("removal", ROWS)
def test_without_the_mechanism_the_story_goes_wrong(
    stage: Stage, removal: Removal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(removal.place, removal.instead)

    with pytest.raises(AssertionError, match=removal.wrong):
        removal.story(stage)
