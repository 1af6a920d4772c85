"""The promises of the sync, as questions to a stage (semantics, section 9)."""

from datetime import timedelta

from engine.mapping.declaration import Unit
from engine.model.link import Link
from engine.model.side import Side
from engine.values import Value
from tests.machine.agreement import MAPPING
from tests.machine.stage import Stage, Typed


def hold_always(stage: Stage) -> None:
    """What is true at any moment."""
    _number_of_records(stage)
    _links_are_one_to_one(stage)
    _baselines_were_read(stage)
    _cursors_go_forward(stage)


def hold_at_rest(stage: Stage) -> None:
    """What is true when nobody types and nothing breaks."""
    _everybody_has_a_counterpart(stage)
    _nothing_is_doubled(stage)
    for link in stage.links():
        _one_sided_edits_arrive(stage, link)
        _later_edits_win(stage, link)
        _nothing_from_thin_air(stage, link)
        if not stage.excused(link):
            _both_are_equal(stage, link)
    for typed in stage.typed:
        _is_not_lost(stage, typed)
    _a_further_run_writes_nothing(stage)
    _a_touch_is_nothing(stage)


def same(field: str, one: Value, other: Value) -> bool:
    return MAPPING.same(field, one, other, {})


def _both_are_equal(stage: Stage, link: Link) -> None:
    """I1: without a problem, both sides say the same of every field."""
    left, right = (stage.view(side, link.ids[side]) for side in Side)
    differing = {
        name: (left.get(name), right.get(name))
        for name in MAPPING.fields
        if not MAPPING.same(name, left.get(name), right.get(name), right)
    }
    assert not differing, f"I1: {link.ids} differ: {differing}"


def _a_further_run_writes_nothing(stage: Stage) -> None:
    """I2: at rest a run writes nothing."""
    before = stage.writes
    stage.run()
    assert stage.writes == before, "I2: a run at rest wrote"


def _a_touch_is_nothing(stage: Stage) -> None:
    """I3: a stamp that moved alone causes no write."""
    for side in Side:
        for id in stage.ids(side):
            stage.touch(side, id)
    before = stage.writes
    stage.run()
    assert stage.writes == before, "I3: a touch was answered by a write"


def _one_sided_edits_arrive(stage: Stage, link: Link) -> None:
    """I4 and I5: what only one side edited is on both sides, whatever the stamps."""
    if stage.excused(link) or link.number in stage.new_links():
        return
    for unit in MAPPING.units:
        typed = list(stage.mine(link, unit.fields))
        sides = {one.side for one in typed}
        if len(sides) != 1 or any(one.behind for one in typed):
            continue
        (side,) = sides
        last = {one.field: one.value for one in typed}
        for each in Side:
            view = stage.view(each, link.ids[each])
            for name, value in last.items():
                assert same(name, view.get(name), value), (
                    f"I4: {side.value} {link.ids[side]} alone edited {name} to"
                    f" {value!r}; {each.value} has {view.get(name)!r}"
                )


def _later_edits_win(stage: Stage, link: Link) -> None:
    """I8: of one edit on each side, far enough apart, the later one stands."""
    if stage.excused(link) or link.number in stage.new_links():
        return
    for unit in MAPPING.units:
        pair = _single_edits(stage, link, unit)
        if pair is None:
            continue
        first, last = sorted(pair, key=lambda one: one.at)
        if last.at - first.at <= timedelta(seconds=3):
            continue
        if stage.disturbed(first) or stage.ran_between(first, last):
            continue
        view = stage.view(first.side, link.ids[first.side])
        assert same(last.field, view.get(last.field), last.value), (
            f"I8: {last} was later than {first}, and {view.get(last.field)!r} stands"
        )


def _single_edits(stage: Stage, link: Link, unit: Unit) -> tuple[Typed, Typed] | None:
    typed = list(stage.mine(link, unit.fields))
    if len(typed) != 2 or typed[0].side is typed[1].side:
        return None
    if typed[0].behind or typed[1].behind or typed[0].field != typed[1].field:
        return None
    return typed[0], typed[1]


def _is_not_lost(stage: Stage, typed: Typed) -> None:
    """I6: what somebody typed is there, or it can be said what became of it."""
    if typed.id not in stage.ids(typed.side):
        return
    now = stage.view(typed.side, typed.id).get(typed.field)
    if same(typed.field, now, typed.value) or typed.behind:
        return
    at = stage.typed.index(typed)
    superseded = any(
        (one.side, one.id, one.field) == (typed.side, typed.id, typed.field)
        for one in stage.typed[at + 1 :]
    )
    assert superseded or _is_told(stage, typed), f"I6: lost without a word: {typed}"


def _is_told(stage: Stage, typed: Typed) -> bool:
    link = stage.shelves.links.of(typed.side, typed.id)
    if link is None:
        return False
    other = link.ids[typed.side.other]
    reached = stage.held.get((typed.side.other, other, typed.field), [])
    lost = [
        one.values[typed.side]
        for one in stage.shelves.conflicts.all()
        if one.link == link.number and one.field == typed.field
    ]
    overwritten = [
        entry.before
        for entry in stage.shelves.journal.read(record=(typed.side, typed.id))
        if entry.side is typed.side and entry.field == typed.field
    ]
    values = [*reached, *lost, *overwritten]
    return any(same(typed.field, value, typed.value) for value in values)


def _nothing_from_thin_air(stage: Stage, link: Link) -> None:
    """I7: whatever stands there, somebody typed it, on one side or the other."""
    for side in Side:
        for name, value in stage.view(side, link.ids[side]).items():
            if value is None or name not in MAPPING.fields:
                continue
            typed = [
                one.value
                for one in stage.typed
                if one.id == link.ids[one.side] and one.field == name
            ]
            assert any(same(name, value, one) for one in typed), (
                f"I7: nobody typed {name}={value!r} of {side.value} {link.ids[side]}"
            )


def _number_of_records(stage: Stage) -> None:
    """I11: no more counterparts are created than there are records to have one."""
    for side in Side:
        made = len(stage.ids(side)) - len(stage.creates[side])
        assert made <= len(stage.creates[side.other]), "I11: a record was doubled"
        keys = [stage.view(side, id).get("vat_number") for id in stage.ids(side)]
        known = [key for key in keys if key]
        assert len(set(known)) == len(known), f"I11: two with one key: {known}"


def _nothing_is_doubled(stage: Stage) -> None:
    """I11: what the engine created is somebody's counterpart."""
    linked = [link.ids for link in stage.links()]
    for side in Side:
        made = set(stage.ids(side)) - set(stage.creates[side])
        alone = made - {ids[side] for ids in linked}
        assert not alone, f"I11: doubled in {side.value}: {alone}"


def _everybody_has_a_counterpart(stage: Stage) -> None:
    """I11: every customer, and every company that was sent, has one, or a problem."""
    for side, ids in ((Side.LEFT, stage.ids(Side.LEFT)), (Side.RIGHT, stage.sent)):
        held = {one.record for one in stage.shelves.problems.all() if one.side is side}
        for id in ids:
            linked = stage.shelves.links.of(side, id) is not None
            assert linked or id in held, f"I11: {side.value} {id} has no counterpart"


def _links_are_one_to_one(stage: Stage) -> None:
    """I12: no record has two counterparts."""
    links = stage.links()
    for side in Side:
        ids = [link.ids[side] for link in links]
        assert len(set(ids)) == len(ids), "I12: a record is linked twice"


def _baselines_were_read(stage: Stage) -> None:
    """I13: what a side is said to have agreed on once stood there."""
    for link in stage.links():
        twins = stage.shelves.links.twins(link.number)
        if twins is None:
            continue
        for side in Side:
            for name, value in twins.baseline.sides[side].items():
                held = stage.held[side, link.ids[side], name]
                assert value is None or value in held, (
                    f"I13: {side.value} {link.ids[side]} never held {name}={value!r}"
                )


def _cursors_go_forward(stage: Stage) -> None:
    """I14: a cursor never goes back, and never past its server's clock."""
    for side in Side:
        cursor = stage.shelves.cursors.get(side)
        if cursor is None:
            continue
        earlier = stage.cursors.get(side)
        assert earlier is None or cursor.stamp >= earlier, "I14: a cursor went back"
        now = stage.now + stage.systems[side].skew
        assert cursor.stamp <= now, "I14: a cursor is ahead of its server"
        stage.cursors[side] = cursor.stamp
