"""What an agreement may call in a minute holds over runs, workers and machines."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from engine.application.pacing import Pacing
from engine.config import Rate, Secret
from engine.errors import StateError, Stopped
from engine.state.address import Address
from engine.state.postgres import Postgres
from engine.state.sqlite import Sqlite
from engine.state.store import Store
from engine.sync.carry import fate_of
from engine.sync.outcome import Fate
from engine.systems.limits import Limits
from engine.systems.pace import Pace
from engine.systems.places import NoTurn
from tests.servers import cut_off

RATE = Rate(5, 60)
CALLER = """
import sys
from pathlib import Path
from tests.integration.test_rates import pace_of, pacing_of, place_named
pace = pace_of(pacing_of(place_named(sys.argv[1])))
for _ in range(2):
    with pace.turn():
        pass
with pace.turn():
    print("called", flush=True)
    sys.stdin.readline()
"""


class Waited(Exception):
    """No place was free: for so many seconds, it would have been waited."""


@pytest.fixture(autouse=True)
def nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who would wait for a place tells for how long, unless he is asked to end."""

    def tell(seconds: float, halt: threading.Event) -> bool:
        if halt.is_set():
            return False
        raise Waited(round(seconds))

    monkeypatch.setattr("engine.systems.places.nap", tell)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Let some seconds pass on the clock of whoever keeps the state."""
    passed = 0.0
    for kind in (Sqlite, Postgres):
        whole = kind.now

        def now(self: Any, whole: Any = whole) -> Any:  # noqa: ANN401 - of either
            return whole(self) + timedelta(seconds=passed)

        monkeypatch.setattr(kind, "now", now)

    def wait(seconds: float) -> None:
        nonlocal passed
        passed += seconds

    return wait


def place_named(name: str) -> Path | Address:
    if name.startswith("postgresql"):
        return Address(Secret(name), "acme")
    return Path(name)


def name_of(place: Path | Address) -> str:
    return place.url.reveal() if isinstance(place, Address) else str(place)


def pacing_of(place: Path | Address) -> Pacing:
    return Pacing(lambda: Store.open(place), lambda: True)


def pace_of(pacing: Pacing, limits: Limits | None = None) -> Pace:
    """What a process calls with."""
    limits = pacing.paced("crm", RATE, limits or Limits(8))
    return Pace(limits, limits.rate or "")


@pytest.fixture
def new_pace(place: Path | Address) -> Iterator[Callable[[], Pace]]:
    """Gives what another process calls with, as often as it is asked."""
    Store.open(place).close()
    made: list[Pacing] = []

    def give() -> Pace:
        made.append(pacing_of(place))
        return pace_of(made[-1])

    yield give
    for pacing in made:
        with suppress(StateError):
            pacing.close()


def call(pace: Pace, times: int = 1) -> None:
    for _ in range(times):
        with pace.turn():
            pass


def calls_until_it_waits(pace: Pace) -> tuple[int, int]:
    """How many calls are made at once, and how long the next one would wait."""
    for made in range(10):
        try:
            call(pace)
        except Waited as waited:
            return made, waited.args[0]
    pytest.fail("nothing holds it back")


def test_the_next_run_counts_on(
    new_pace: Callable[[], Pace], later: Callable[[float], None]
) -> None:
    """Each call by its own moment, and not all by the latest."""
    call(new_pace(), 3)
    later(20)
    call(new_pace(), 1)
    later(20)

    assert calls_until_it_waits(new_pace()) == (1, 20)
    later(21)
    assert calls_until_it_waits(new_pace()) == (3, 19)


def test_two_at_a_time_share_what_there_is(new_pace: Callable[[], Pace]) -> None:
    """A plan beside a run, or two workers: whoever comes, it is one agreement."""
    one, other = new_pace(), new_pace()
    call(one, 2)
    call(other, 2)

    assert calls_until_it_waits(one) == (1, 60)
    assert calls_until_it_waits(other) == (0, 60)


def test_many_threads_of_two_never_call_more_than_they_may(
    new_pace: Callable[[], Pace],
) -> None:
    made: list[int] = []

    def press(pace: Pace) -> None:
        with suppress(Waited):
            for _ in range(4):
                call(pace)
                made.append(1)

    paces = [new_pace(), new_pace()]
    threads = [
        threading.Thread(target=press, args=(paces[one % 2],)) for one in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(made) == RATE.calls


def test_a_call_counts_from_its_answer_on(
    new_pace: Callable[[], Pace], later: Callable[[float], None]
) -> None:
    """It may have arrived at the server at any moment before."""
    pace = new_pace()
    with pace.turn():
        later(50)
    later(30)

    assert calls_until_it_waits(new_pace()) == (4, 30)


def test_one_that_was_killed_has_called_no_more_than_it_did(
    place: Path | Address, new_pace: Callable[[], Pace]
) -> None:
    """Two answers came, and a third call was under way."""
    process = subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, "-c", CALLER, name_of(place)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"called\n"
        process.kill()

    made, _ = calls_until_it_waits(new_pace())

    assert made == 2


def test_a_server_that_is_lost_loses_no_answer(
    place: Path | Address, new_pace: Callable[[], Pace]
) -> None:
    """It came already; the next call is not made."""
    if not isinstance(place, Address):
        pytest.skip("a file is not lost")
    pace = new_pace()
    with pace.turn():
        cut_off(place.url.reveal())

    with pytest.raises(StateError):
        call(pace)
    assert calls_until_it_waits(new_pace())[0] == 4


def test_a_server_that_says_wait_is_asked_nothing_by_who_waited_for_a_place(
    new_pace: Callable[[], Pace], monkeypatch: pytest.MonkeyPatch
) -> None:
    pace = new_pace()
    pace.pause(30)
    slept: list[float] = []

    def note(seconds: float, _halt: threading.Event) -> bool:
        slept.append(seconds)
        return True

    monkeypatch.setattr("engine.systems.pace.nap", note)

    call(pace)

    assert [round(one) for one in slept] == [30]
    assert calls_until_it_waits(new_pace())[0] == 4


def test_what_an_older_version_kept_is_no_trouble(
    place: Path | Address, new_pace: Callable[[], Pace]
) -> None:
    store = Store.open(place)
    store.settings.set("calls of crm", '{"at":"2026-01-05T10:00:00+00:00","count":3}')
    store.close()

    assert calls_until_it_waits(new_pace())[0] == 5


def test_a_clock_that_was_set_back_makes_nobody_wait_longer(
    new_pace: Callable[[], Pace], later: Callable[[float], None]
) -> None:
    call(new_pace(), 5)
    later(-1000)

    assert calls_until_it_waits(new_pace()) == (0, 60)


def test_who_is_asked_to_end_waits_for_no_place(place: Path | Address) -> None:
    """The call is as good as not made: it was not."""
    halt = threading.Event()
    pacing = pacing_of(place)
    pace = pace_of(pacing, Limits(8, halt=halt))
    call(pace, 5)
    halt.set()

    with pytest.raises(NoTurn) as raised:
        call(pace)

    assert isinstance(raised.value, Stopped)
    assert fate_of(raised.value) is Fate.UNSENT
    pacing.close()


def test_where_no_rate_holds_nothing_is_kept(place: Path | Address) -> None:
    pacing = pacing_of(place)

    assert pacing.paced("crm", None, Limits(8)) == Limits(8)
    pacing.close()
    store = Store.open(place)
    assert store.settings.get("calls of crm") == ""
    store.close()


def test_where_there_is_no_state_none_is_made(tmp_path: Path) -> None:
    path = tmp_path / "acme.db"
    pacing = Pacing(lambda: Store.open(path), lambda: False)

    assert calls_until_it_waits(pace_of(pacing)) == (5, 60)
    pacing.close()
    assert not path.exists()
