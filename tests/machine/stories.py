"""Small stories: each of them ends well only if one certain mechanism is at work."""

from contextlib import suppress
from datetime import datetime, timedelta

from engine.errors import SafetyStop
from engine.model.link import LinkState
from engine.model.side import Side
from engine.reconcile.safety import Caps
from engine.sync.run import run_pass
from engine.sync.world import Limits
from engine.systems.stamps import write_stamp
from engine.values import Value
from tests.machine.agreement import MAPPING, RESOURCES, SYSTEMS, vat_number
from tests.machine.servers import Trouble
from tests.machine.stage import Stage

LEFT, RIGHT = Side.LEFT, Side.RIGHT
LATE = timedelta(seconds=60)


def an_edit_in_the_second_of_the_cursor(stage: Stage) -> None:
    """A run ends in the middle of a second; an old record is edited in its rest."""
    ids = begun(stage, 6)
    for id in ids[2:]:
        stage.pass_time(2)
        stage.edit(LEFT, id, {"city": "Milano"})
    stage.pass_time(0.3)
    run_anew(stage)
    stage.edit(LEFT, ids[0], {"city": "Torino"})
    stage.pass_time(5)

    run_anew(stage)

    arrived(stage, LEFT, ids[0], "city", "Torino")


def an_edit_that_became_visible_late(stage: Stage) -> None:
    """It is stamped before the cursor, and no listing showed it in time."""
    old, new = begun(stage, 2)
    edited_at = stage.now
    stage.pass_time(30)
    stage.edit(LEFT, new, {"city": "Milano"})
    run_anew(stage)
    show(stage, LEFT, old, edited_at, city="Torino")
    stage.pass_time(5)

    run_anew(stage)

    arrived(stage, LEFT, old, "city", "Torino")


def a_company_that_the_listing_does_not_show_yet(stage: Stage) -> None:
    """Somebody just entered by hand what is about to be created."""
    stage.systems.right.lag = LATE
    for side in Side:
        stage.create(side, "Gemella", vat_number=vat_number(1))

    stage.run()

    assert len(stage.ids(RIGHT)) == 1, "doubled"


def a_create_whose_reply_was_lost(stage: Stage) -> None:
    """The firm has nothing that identifies it, so that no search finds it."""
    stage.create(LEFT, "Senza codici")
    stage.trouble(RIGHT, [Trouble("lost after", 0)])

    stage.run()
    stage.run()

    assert len(stage.ids(RIGHT)) == 1, "doubled"


def an_edit_between_the_listing_and_the_write(stage: Stage) -> None:
    """It is the later of two, of one field."""
    (id,) = begun(stage, 1)
    stage.systems.right.lag = LATE
    stage.edit(LEFT, id, {"email": "earlier@example.it"})
    stage.pass_time(10)
    stage.edit(RIGHT, counterpart(stage, id), {"email": "later@example.it"})

    stage.run()

    arrived(stage, LEFT, id, "email", "later@example.it")


def an_edit_of_another_field_just_before_the_write(stage: Stage) -> None:
    """The reading after the write shows it beside what was written."""
    (id,) = begun(stage, 1)
    stage.edit(LEFT, id, {"email": "a@example.it"})
    stage.next_edit = {"phone": "+39 02 7654321"}
    stage.trouble(RIGHT, [Trouble("edit", 0)])

    stage.run()

    arrived(stage, RIGHT, counterpart(stage, id), "phone", "+39 02 7654321")


def an_edit_right_after_our_write(stage: Stage) -> None:
    """Somebody types another value before what was written is read again."""
    (id,) = known_by_name(stage)
    right, edits = stage.systems.right, ["Milano"]

    def edit(one: str) -> None:
        if edits:
            right.edit(RESOURCES.right, one, city=edits.pop())

    right.on_write = edit
    stage.edit(LEFT, id, {"city": "Torino"})

    stage.run()

    arrived(stage, LEFT, id, "city", "Milano")
    assert stage.shelves.problems.all() == [], "told as the server's doing"


def an_edit_while_we_write(stage: Stage) -> None:
    """What is seen of it arrives; that there may have been more has to be said."""
    (id,) = known_by_name(stage)
    stage.edit(LEFT, id, {"email": "a@example.it"})
    stage.next_edit = {"phone": "+39 02 7654321"}
    stage.trouble(RIGHT, [Trouble("edit", 0)])

    stage.run()
    stage.run()

    arrived(stage, LEFT, id, "phone", "+39 02 7654321")
    codes = [one.problem.code for one in stage.shelves.problems.all()]
    assert codes == ["possible_overwrite"], "without a word"


def a_value_that_the_server_shortens(stage: Stage) -> None:
    """Nobody typed the short one; the pair is planned again for another field."""
    (id,) = begun(stage, 1)
    right = stage.systems.right
    right.on_write = lambda one: right.edit(RESOURCES.right, one, companyName="Ros")
    stage.edit(LEFT, id, {"name": "Rossi e Figli"})
    stage.run()
    right.on_write = lambda _: None
    stage.pass_time(300)
    stage.edit(LEFT, id, {"city": "Torino"})

    stage.run()

    arrived(stage, LEFT, id, "city", "Torino")
    name = stage.view(LEFT, id)["name"]
    assert name == "Rossi e Figli", "taken for an edit"


def two_edits_of_one_side_in_a_row(stage: Stage) -> None:
    """Between them our own write comes back in the listing."""
    (id,) = begun(stage, 1)
    for city in ("Milano", "Torino"):
        stage.edit(LEFT, id, {"city": city})
        stage.run()
        stage.pass_time(60)

    arrived(stage, LEFT, id, "city", "Torino")
    assert stage.shelves.conflicts.all() == [], "a conflict with ourselves"


def a_touch_after_an_edit(stage: Stage) -> None:
    """The other record is stamped later than the edit, and says what it said."""
    (id,) = begun(stage, 1)
    stage.edit(LEFT, id, {"city": "Torino"})
    stage.pass_time(60)
    stage.touch(RIGHT, counterpart(stage, id))

    stage.run()

    arrived(stage, LEFT, id, "city", "Torino")


def edits_of_two_fields(stage: Stage) -> None:
    """One on each side."""
    (id,) = begun(stage, 1)
    stage.edit(LEFT, id, {"city": "Torino"})
    stage.pass_time(60)
    stage.edit(RIGHT, counterpart(stage, id), {"email": "a@example.it"})

    stage.run()

    arrived(stage, LEFT, id, "city", "Torino")
    arrived(stage, LEFT, id, "email", "a@example.it")


def two_companies_with_one_number(stage: Stage) -> None:
    """Either of them may be the customer's counterpart."""
    for side in (RIGHT, RIGHT, LEFT):
        stage.create(side, "Chi", vat_number=vat_number(1))

    stage.run()

    assert stage.links() == [], "guessed"
    assert len(stage.ids(RIGHT)) == 2, "doubled"


def a_plan_that_changes_nearly_everything(stage: Stage) -> None:
    """Nobody insisted."""
    for id in begun(stage, 4):
        stage.edit(LEFT, id, {"city": "Torino"})
    before = stage.writes
    world = stage.world()
    world.limits = Limits(Caps(0.3, 2), concurrency=1)

    with suppress(SafetyStop):
        run_pass(world)

    assert stage.writes == before, "written past the cap"


def a_side_that_is_emptied(stage: Stage) -> None:
    """Whatever happened there, it was not a person who deleted them one by one."""
    begun(stage, 4)
    stage.systems.right.on_write = lambda _: None
    for id in stage.ids(RIGHT):
        stage.systems.right.delete(RESOURCES.right, id)

    stage.run(is_full=True)

    assert len(stage.links()) == 4, "believed to be deleted"


def a_record_that_a_walk_overlooks(stage: Stage) -> None:
    """It is there: only the listing does not show it."""
    stage.systems.right.lag = LATE
    stage.create(LEFT, "Nuova", vat_number=vat_number(1))
    stage.run()

    stage.run(is_full=True)

    states = [link.state for link in stage.shelves.links.all()]
    assert states == [LinkState.LINKED], "believed to be deleted"


def a_write_that_a_listing_does_not_show_yet(stage: Stage) -> None:
    """The record is listed as it was before."""
    (id,) = begun(stage, 1)
    stage.systems.right.lag = LATE
    stage.edit(LEFT, id, {"city": "Torino"})
    stage.run()
    stage.pass_time(10)

    stage.run()

    arrived(stage, LEFT, id, "city", "Torino")


def a_server_that_never_answers_a_write(stage: Stage) -> None:
    """A run has an end all the same."""
    (id,) = begun(stage, 1)
    stage.edit(LEFT, id, {"city": "Torino"})
    stage.trouble(RIGHT, [Trouble("lost before", after) for after in range(40)])

    stage.run()

    tried = sum(one.after < 0 for one in stage.systems.right.troubles)
    assert tried <= 8, "on and on"


def a_clock_that_is_five_minutes_fast(stage: Stage) -> None:
    """The later of two edits has the earlier stamp."""
    stage.systems.right.skewed(timedelta(seconds=300))
    (id,) = begun(stage, 1)
    stage.edit(RIGHT, counterpart(stage, id), {"city": "Milano"})
    stage.pass_time(60)
    stage.edit(LEFT, id, {"city": "Torino"})

    stage.run()

    arrived(stage, LEFT, id, "city", "Torino")


def a_number_that_was_given_again(stage: Stage) -> None:
    """Another firm stands where the customer stood."""
    (id,) = begun(stage, 1)
    stage.edit(LEFT, id, {"name": "Un'altra", "vat_number": vat_number(77)})
    other = counterpart(stage, id)

    stage.run()

    assert stage.view(RIGHT, other)["name"] == "Ditta 0", "written over"


def two_automations_that_answer_each_other(stage: Stage) -> None:
    """Each of them puts its own form of a city where ours was written.

    Beside the edit of a person, the first answer of each might be one: three in all.
    """
    (id,) = begun(stage, 1)
    ids, forms = {LEFT: id, RIGHT: counterpart(stage, id)}, {LEFT: "Roma", RIGHT: "RM"}
    before = stage.writes
    stage.edit(LEFT, id, {"city": "Milano"})

    for _ in range(20):
        written = len(stage.systems.right.writes), len(stage.systems.left.writes)
        stage.run()
        after = len(stage.systems.right.writes), len(stage.systems.left.writes)
        stage.pass_time(300)
        for side, was, now in zip((RIGHT, LEFT), written, after, strict=True):
            if now > was:
                stage.edit(side, ids[side], {"city": forms[side]})
        stage.pass_time(300)

    codes = [one.problem.code for one in stage.shelves.problems.all()]
    assert stage.writes - before <= 2 * 3 + 3, "on and on"
    assert codes == ["oscillation"], "stopped without a word"


def a_company_that_a_rule_holds(stage: Stage) -> None:
    """It is sent without the VAT zone that accounting demands."""
    id = stage.create(RIGHT, "Senza zona", vat_number=vat_number(1), currency="EUR")

    stage.send(id)

    assert stage.ids(LEFT) == [], "sent against a rule"


def known_by_name(stage: Stage) -> list[str]:
    """A customer at rest, after a write that told how the CRM names us."""
    (id,) = begun(stage, 1)
    stage.edit(RIGHT, counterpart(stage, id), {"phone": "+39 02 1234567"})
    stage.settle()
    stage.edit(LEFT, id, {"city": "Monza"})
    stage.settle()
    return [id]


def begun(stage: Stage, count: int) -> list[str]:
    """So many customers in Rome, with their counterparts, at rest; their ids."""
    ids = [
        stage.create(LEFT, f"Ditta {one}", vat_number=vat_number(one), city="Roma")
        for one in range(count)
    ]
    stage.settle()
    return ids


def run_anew(stage: Stage) -> None:
    """A run that asks both systems what time it is, as a new process has to."""
    for system in stage.systems:
        system.whoami()
    stage.run()


def counterpart(stage: Stage, id: str) -> str:
    """The right record of a left one."""
    link = stage.shelves.links.of(LEFT, id)
    assert link is not None
    return link.ids.right


def arrived(stage: Stage, side: Side, id: str, name: str, value: Value) -> None:
    """Both sides of a pair hold a value."""
    link = stage.shelves.links.of(side, id)
    assert link is not None
    held = [stage.view(each, link.ids[each]).get(name) for each in Side]
    assert held == [value, value], f"lost: {name} is {held} and not {value!r}"


def show(stage: Stage, side: Side, id: str, at: datetime, **values: Value) -> None:
    """Let an edit appear that was made some time ago."""
    system, resource = stage.systems[side], RESOURCES[side]
    view = {**stage.view(side, id), **values}
    content = MAPPING.put(side, system.content(resource, id), values, view)
    described = SYSTEMS[side].resource(resource)
    assert described is not None
    system.seed(resource, {**content, described.modified: write_stamp(at)})
