"""What is remembered is the same in a file and on a server."""

from datetime import UTC, datetime, timedelta

from engine.model.link import Baseline, LinkState
from engine.model.observation import Edited, Observation
from engine.model.problem import Problem
from engine.model.side import Pair, Side
from engine.state.conflicts import Conflict
from engine.state.cursors import Cursor
from engine.state.journal import Entry
from engine.state.links import NewLink
from engine.state.moves import Mover
from engine.state.observations import Sighting
from engine.state.parents import Due
from engine.state.problems import Whose
from engine.state.store import Shelves, Store

AT = datetime(2026, 3, 2, 12, 0, 0, 123456, tzinfo=UTC)
HOUR = timedelta(hours=1)


def seen(id: str, **view: str | None) -> Observation:
    return Observation(id, f"Ditta {id}", dict(view), AT, {"name": Edited(AT, None)})


def pair_up(shelves: Shelves, left: str, right: str) -> int:
    for side, id in ((Side.LEFT, left), (Side.RIGHT, right)):
        sighting = Sighting(seen(id, name=id), (("email", f"{id}@x.it"),))
        shelves.observations.keep(side, [sighting])
    return shelves.links.add(NewLink(Pair(left, right), "person"), AT)


def test_a_reading_is_kept_as_it_was_read(shelves: Shelves) -> None:
    read = seen("7", name="Caffè «Ñandú» 🎉", email=None)

    shelves.observations.keep(Side.LEFT, [Sighting(read, ())])

    assert shelves.observations.get(Side.LEFT, "7") == read


def test_a_reading_that_waits_goes_on_waiting_when_it_is_read_again(
    shelves: Shelves,
) -> None:
    for is_fresh in (True, False):
        again = Sighting(seen("7"), (), is_fresh=is_fresh)
        shelves.observations.keep(Side.LEFT, [again])

    assert shelves.newcomers.waiting(Side.LEFT) == ["7"]


def test_ids_are_put_in_order_byte_by_byte(shelves: Shelves) -> None:
    """Whatever language the server speaks."""
    readings = [Sighting(seen(id), ()) for id in ("b", "A", "a", "10", "9", "à")]

    shelves.observations.keep(Side.RIGHT, readings)

    assert shelves.newcomers.waiting(Side.RIGHT) == ["10", "9", "A", "a", "b", "à"]


def test_keys_find_who_is_free(shelves: Shelves) -> None:
    pair_up(shelves, "1", "101")
    both = [Sighting(seen(id), (("vat", "IT1"),)) for id in ("3", "2")]
    shelves.observations.keep(Side.LEFT, both)
    shelves.newcomers.exclude(Side.LEFT, "4", "no")
    shelves.newcomers.exclude(Side.LEFT, "4", "nobody buys there")

    assert shelves.observations.sharing(Side.LEFT, "vat", "IT1") == ["2", "3"]
    assert shelves.observations.sharing(Side.LEFT, "email", "1@x.it") == []
    assert shelves.newcomers.reason(Side.LEFT, "4") == "nobody buys there"


def test_a_walk_tells_what_it_did_not_show(shelves: Shelves) -> None:
    for number in (1, 2, 3):
        pair_up(shelves, str(number), str(100 + number))
    shelves.observations.begin_walk()
    shelves.observations.walk(["2", "2"])

    assert shelves.observations.not_walked(Side.LEFT) == ["1", "3"]


def test_a_pair_keeps_what_it_agreed_on_and_what_a_person_wants(
    shelves: Shelves,
) -> None:
    link = pair_up(shelves, "1", "101")
    for name in ("before", "now"):
        agreed = Baseline(Pair({"name": name}, {"name": name.upper()}), frozenset("x"))
        shelves.links.agree([(link, agreed)], AT)
    shelves.links.want(link, {"city": "Como", "zip": None})
    shelves.links.want(link, {"city": "Lodi"})

    twins = shelves.links.twins(link)

    assert twins
    assert twins.baseline.sides == Pair({"name": "now"}, {"name": "NOW"})
    assert twins.baseline.accepted == {"x"}
    assert twins.wanted == {"city": "Lodi", "zip": None}
    assert twins.sides.left == seen("1", name="1")
    assert shelves.links.waiting() == [link]
    life = shelves.lives.of(link)
    assert life
    assert life.wanted == {"city": "Lodi", "zip": None}


def test_a_pair_of_which_nothing_is_wanted_wants_nothing(shelves: Shelves) -> None:
    link = pair_up(shelves, "1", "101")

    twins, life = shelves.links.twins(link), shelves.lives.of(link)

    assert twins
    assert life
    assert (twins.wanted, life.wanted) == ({}, {})


def test_tombstones_are_found_and_may_be_revived(shelves: Shelves) -> None:
    links = [pair_up(shelves, id, f"r{id}") for id in ("1", "2", "3")]
    for link in links[:2]:
        shelves.links.set_state(link, LinkState.UNLINKED)

    found = shelves.links.buried(Side.LEFT, ["1", "3", "4"])
    shelves.links.revive(links[0])

    assert [one.number for one in found] == [links[0]]
    assert shelves.links.count() == 2


def test_hints_wait_once_and_are_dropped_as_they_were_read(shelves: Shelves) -> None:
    shelves.hints.keep(Side.LEFT, ["5", "4", "5"], AT)
    read = shelves.hints.of(Side.LEFT)
    shelves.hints.keep(Side.LEFT, ["4"], AT + HOUR)
    shelves.hints.drop(read)

    assert [one.id for one in read] == ["5", "4"]
    assert [one.at for one in shelves.hints.of(Side.LEFT)] == [AT + HOUR]
    assert shelves.hints.count() == 1


def test_a_tombstone_is_forgotten_once_it_is_old(shelves: Shelves) -> None:
    link = pair_up(shelves, "1", "101")
    shelves.links.set_state(link, LinkState.UNLINKED)
    shelves.observations.forget(Side.LEFT, "1")

    shelves.links.age(AT, AT - HOUR)
    before = list(shelves.links.all())
    shelves.links.age(AT + HOUR, AT + HOUR)

    assert [one.number for one in before] == [link]
    assert list(shelves.links.all()) == []


def test_who_moved_a_pair_is_told_in_the_order_in_which_it_came(
    shelves: Shelves,
) -> None:
    link, moves = pair_up(shelves, "1", "101"), shelves.moves
    moves.note(link, Side.LEFT, Mover.PERSON, AT)
    moves.note(link, Side.RIGHT, Mover.WE, AT + HOUR)
    moves.note(link, Side.LEFT, Mover.PERSON, AT + 2 * HOUR)
    moves.note(link, Side.LEFT, Mover.PERSON, AT + 3 * HOUR)

    assert moves.waiting_since(link, Side.LEFT) == AT + 2 * HOUR
    assert moves.latest(link, Side.LEFT, Mover.PERSON) == AT + 3 * HOUR
    moves.forget(link, AT + 2 * HOUR)
    assert moves.count(link, Mover.PERSON) == 2
    moves.forget(link)
    assert moves.count(link, Mover.PERSON) == 0


def test_records_below_a_parent_are_found(shelves: Shelves) -> None:
    for id in ("1/a", "1/b", "10/a", "1"):
        pair_up(shelves, id, f"r{id}")
    child = Sighting(seen("9/a", owner="9"), (), is_fresh=False)
    shelves.observations.keep(Side.LEFT, [child])

    shelves.parents.wake(Side.LEFT, "owner", ["9"])

    assert shelves.parents.children(Side.LEFT, "1") == ["1/a", "1/b"]
    assert shelves.newcomers.waiting(Side.LEFT) == ["9/a"]


def test_a_parent_is_due_until_it_was_read(store: Store, shelves: Shelves) -> None:
    pair_up(shelves, "1", "101")
    parents = store.of("contacts").parents
    (due,) = parents.due(Side.LEFT, "customers", is_full=False)

    parents.keep(Side.LEFT, due)

    mark = f"{AT.isoformat()} 101"
    assert due == Due("1", mark, "101")
    assert parents.due(Side.LEFT, "customers", is_full=False) == []
    assert [one.id for one in parents.due(Side.LEFT, "customers", is_full=True)] == [
        "1"
    ]


def test_cursors_and_settings_keep_their_last_value(
    store: Store, shelves: Shelves
) -> None:
    last = Cursor(AT, AT + HOUR, is_settled=True, window=3, first_seen=AT)
    for cursor in (Cursor(AT - HOUR), last):
        shelves.cursors.set(Side.RIGHT, cursor)
    for value in ("red", "blue"):
        store.settings.set("colour", value)

    assert shelves.cursors.get(Side.RIGHT) == last
    assert shelves.cursors.get(Side.LEFT) is None
    assert store.settings.get("colour") == "blue"


def test_problems_and_conflicts_keep_their_numbers(shelves: Shelves) -> None:
    link = pair_up(shelves, "1", "101")
    whose = Whose(Side.LEFT, "1", "Ditta 1")
    for field in ("zip", "city"):
        problem = Problem("missing", Side.RIGHT, field, {"n": "1"})
        shelves.problems.report(whose, [problem], AT)
    for value in ("a", "b"):
        met = Conflict(
            link, Pair("1", "101"), "Ditta", "name", Pair(value, "x"), None, "policy"
        )
        shelves.conflicts.add(met, 1, AT)

    (held,) = shelves.problems.all()
    (conflict,) = shelves.conflicts.waiting()
    assert (held.number, held.problem.field) == (2, "city")
    assert (conflict.number, conflict.values) == (1, Pair("b", "x"))


def test_runs_and_the_journal_are_told_in_order(store: Store, shelves: Shelves) -> None:
    first, second = (store.runs.begin("sync", "full", AT) for _ in range(2))
    store.runs.end(second, 1.25, 3, "{}")
    lines = [Entry(Side.LEFT, "1", "101", "update", "name", "a", n, "") for n in "bc"]
    shelves.journal.write(lines, second, AT)

    store.runs.shorten(1)

    assert [run.number for run in store.runs.last(2)] == [second, first]
    assert [run.report for run in store.runs.last(2)] == ["{}", ""]
    assert (store.runs.last(1)[0].seconds, store.runs.last(1)[0].exit) == (1.25, 3)
    assert [one.after for one in shelves.journal.read(second)] == ["b", "c"]
    latest = shelves.journal.latest(Side.LEFT, "1", "name")
    assert latest
    assert latest.after == "c"
