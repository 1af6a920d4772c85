"""Several workers as real processes, and more profiles than workers."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from hypothesis import settings

from engine.application import Application
from engine.errors import Several
from engine.fleet.desk import FleetDesk, NoServer, OtherServer, address_of
from engine.fleet.queue import Priority, Queue
from engine.sandbox.faults import Mishap
from engine.state.members import Members, NewerFleet, NoMember
from tests.integration.firms import Fleet, fleet, overlapping, wait_until
from tests.servers import database

TROUBLE: dict[str, float] = {
    "too_many": 0.02,
    "unavailable": 0.03,
    "failing": 0.02,
    "lost_before": 0.02,
    "lost_after": 0.03,
    "latency": 0.01,
}
MANY = 50 if settings().max_examples > 1000 else 6


@pytest.fixture
def url() -> Iterator[str]:
    with database() as made:
        yield made


def test_every_profile_is_run_and_never_by_two_at_once(
    tmp_path: Path, url: str
) -> None:
    """Three workers, systems that fail and lose replies; what people edit arrives."""
    sizes = {f"firm{number}": 5 for number in range(MANY)}
    with fleet(tmp_path, url, sizes, "customers: 3s, full: 8s") as made:
        for number, firm in enumerate(made.firms.values()):
            firm.cic.set_faults(seed=number, **TROUBLE)
            firm.crm.set_faults(seed=number, **TROUBLE)
        made.add()
        for _ in range(3):
            made.begin()
        wait_until(lambda: all(firm.is_equal() for firm in made.firms.values()), 300)
        for firm in made.firms.values():
            firm.cic.customers.edit(1, name=f"Nuovo nome di {firm.name}")
        wait_until(lambda: all(firm.is_equal() for firm in made.firms.values()), 300)
        wait_until(lambda: all(len(one.runs()) > 3 for one in made.firms.values()), 300)

        assert made.end() == [0, 0, 0]

        for firm in made.firms.values():
            runs = firm.runs()
            assert overlapping(runs) == [], firm.name
            # One that was asked to end is given back; of one that met too much
            # trouble the next one finishes the rest.
            assert {code for _, _, code in runs} <= {0, 1, 3, 130}, firm.name
            assert firm.is_equal()


def test_a_large_profile_does_not_hold_up_the_small_ones(
    tmp_path: Path, url: str
) -> None:
    """One worker with two places: the large one takes one of them, and no more."""
    sizes = {"large": 400, **{f"small{number}": 2 for number in range(4)}}
    with fleet(tmp_path, url, sizes, "customers: 2s, full: 3s") as made:
        large = made.firms.pop("large")
        made.firms["large"] = large
        large.crm.set_faults(latency=1.0)
        made.desk.add([large.path])
        made.begin("--at-a-time", "2")
        wait_until(lambda: made.status()["large"]["running"])
        small = [firm for name, firm in made.firms.items() if name != "large"]
        made.add(*(firm.name for firm in small))

        wait_until(lambda: all(firm.is_equal() for firm in small))
        wait_until(lambda: all(len(firm.runs()) > 1 for firm in small))

        assert not large.is_equal()
        assert made.status()["large"]["running"]
        assert made.end() == [0]


def test_a_worker_that_is_asked_to_end_gives_back_what_it_had_begun(
    tmp_path: Path, url: str
) -> None:
    """And the next one goes on with it at once."""
    with fleet(tmp_path, url, {"large": 40}, "customers: 0s, full: 1d") as made:
        large = made.any
        large.crm.set_faults(latency=0.2)
        made.add()
        made.begin()
        wait_until(lambda: len(large.companies()) > 2)

        assert made.end() == [0]

        assert not large.is_equal()
        assert made.status()["large"]["waiting"] == 1
        large.crm.set_faults(latency=0.0)
        made.begin()
        wait_until(large.is_equal)
        assert made.end() == [0]


def test_a_profile_that_fails_says_so_and_stops_no_other(
    tmp_path: Path, url: str
) -> None:
    """One has a file that is wrong by now, one a system that does not let us in."""
    sizes = {"good": 2, "broken": 2, "barred": 2}
    with fleet(tmp_path, url, sizes, "customers: 0s, full: 1d") as made:
        made.add()
        broken, barred = made.firms["broken"], made.firms["barred"]
        broken.path.write_text("name: broken\n", encoding="utf-8")
        barred.crm.set_faults(mishaps=(Mishap(path="*", times=999, status=401),))
        made.begin()
        wait_until(lambda: all(one["ended_at"] for one in made.status().values()))

        status = made.status()
        assert {name: one["exit"] for name, one in status.items()} == {
            "good": 0,
            "broken": 2,
            "barred": 3,
        }
        assert "broken.yml:1:1" in status["broken"]["said"]
        assert made.firms["good"].is_equal()
        assert made.end() == [0]


def test_a_profile_that_moved_away_says_where_it_is(tmp_path: Path, url: str) -> None:
    """Somebody moved it to a file, and forgot the fleet."""
    with fleet(tmp_path, url, {"a": 2}, "customers: 0s, full: 1d") as made:
        made.add()
        with Application(made.any.profile, lang="en") as raccordo:
            raccordo.state_move("sqlite:///here.db")
        made.begin()
        wait_until(lambda: made.status()["a"]["exit"] is not None)

        status = made.status()["a"]
        assert (status["exit"], status["waiting"]) == (2, 0)
        assert "here.db" in status["said"]
        assert made.any.companies() == []
        assert made.end() == [0]


def test_a_profile_that_is_paused_is_left_alone(tmp_path: Path, url: str) -> None:
    with fleet(tmp_path, url, {"one": 2, "two": 2}, "customers: 0s, full: 1s") as made:
        made.add()
        made.desk.pause(["one"], is_over=False)
        made.begin()
        wait_until(made.firms["two"].is_equal)
        wait_until(lambda: len(made.firms["two"].runs()) > 1)

        assert made.firms["one"].companies() == []
        made.desk.pause(["one"], is_over=True)
        wait_until(made.firms["one"].is_equal)
        assert made.end() == [0]


def test_a_server_that_goes_away_ends_a_worker_in_words(
    tmp_path: Path, url: str
) -> None:
    with fleet(tmp_path, url, {"one": 2}, "customers: 0s, full: 1d") as made:
        made.add()
        text = made.any.path.read_text(encoding="utf-8")
        made.any.path.write_text(text.replace("/test_", "/nothing_"), encoding="utf-8")

        assert made.begin().wait(60) == 2


def queued(made: Fleet) -> list[tuple[str, int]]:
    """What waits, in the order in which workers take it."""
    rows = made.asked(
        "SELECT queueing_lock, priority FROM procrastinate_jobs"
        " WHERE status = 'todo' ORDER BY priority DESC, id",
    )
    return [(lock, priority) for lock, priority in rows]


def test_what_waits_already_waits_once_and_people_go_first(
    tmp_path: Path, url: str
) -> None:
    with fleet(tmp_path, url, {"a": 1, "b": 1}, "customers: 5m, full: 1d") as made:
        made.add()
        with Queue(address_of(made.any.profile)) as queue:
            filled = [queue.fill(), queue.fill()]
            again = [queue.ask("a", "full", Priority.SCHEDULE) for _ in range(3)]
        made.desk.run(["b"], is_full=False)

        assert filled == [4, 0]
        assert again == [False] * 3
        waiting = queued(made)
        assert waiting[0] == ("b/now", 10)
        assert sorted(waiting[1:]) == [
            ("a/customers", 0),
            ("a/full", 0),
            ("b/customers", 0),
            ("b/full", 0),
        ]


def test_who_is_added_once_more_has_the_schedule_of_now(
    tmp_path: Path, url: str
) -> None:
    with fleet(tmp_path, url, {"a": 1}, "customers: 5m, full: 1d") as made:
        made.add()
        text = made.any.path.read_text(encoding="utf-8")
        made.any.path.write_text(
            text.replace("customers: 5m", "customers: 0s"), encoding="utf-8"
        )
        made.add()

        with Members(address_of(made.any.profile)) as members:
            assert members.due() == [("a", "full")]
        made.desk.remove(["a"])
        assert made.status() == {}
        with pytest.raises(NoMember, match="'a'"):
            made.desk.remove(["a"])
        with pytest.raises(NoMember, match="'a'"):
            made.desk.pause(["a"], is_over=False)
        with pytest.raises(NoMember, match="'a'"):
            made.desk.run(["a"], is_full=False)


def test_a_queue_of_a_newer_version_is_left_alone(tmp_path: Path, url: str) -> None:
    with fleet(tmp_path, url, {"a": 1}, "customers: 0s, full: 1d") as made:
        made.add()
        with psycopg.connect(url) as connection:
            connection.execute("INSERT INTO raccordo_fleet.step VALUES ('of tomorrow')")

        with pytest.raises(NewerFleet, match="newer version"):
            made.status()


def test_only_profiles_of_one_server_are_a_fleet(tmp_path: Path, url: str) -> None:
    with fleet(tmp_path, url, {"a": 1, "b": 1}, "customers: 0s, full: 1d") as made:
        file, other = made.firms["a"].path, made.firms["b"].path
        desk = FleetDesk(address_of(made.any.profile), {})
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace(f"state: {url}", ""), encoding="utf-8")
        text = other.read_text(encoding="utf-8")
        other.write_text(text.replace("/test_", "/nothing_"), encoding="utf-8")

        with pytest.raises(NoServer):
            desk.add([file])
        with pytest.raises(OtherServer, match="nothing_"):
            desk.add([other])
        file.write_text("name: 3\n", encoding="utf-8")
        with pytest.raises(Several):
            desk.add([file])
