"""A fleet whose workers are killed, whose server goes away, whose systems fail."""

import signal
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.integration.firms import Firm, Fleet, fleet, overlapping, wait_until
from tests.servers import away, database

RATE, MINUTE = 40, 60.0
PLANTED = "pl4nt3d-p4ssw0rd"


@pytest.fixture
def url() -> Iterator[str]:
    with database() as made:
        yield made


class Turnstile:
    """Stands before the CRM of a firm, and notes when each call arrived."""

    def __init__(self, firm: Firm) -> None:
        self.moments: list[float] = []
        self._lock = threading.Lock()
        app: Any = firm.crm.app
        inner = app.wsgi_app

        def pass_by(environ: Any, start: Any) -> Iterable[bytes]:  # noqa: ANN401 - WSGI
            with self._lock:
                self.moments.append(time.monotonic())
            answer: Iterable[bytes] = inner(environ, start)
            return answer

        app.wsgi_app = pass_by

    def too_many(self) -> list[float]:
        """The calls that came as one too many in a minute."""
        later = self.moments[RATE:]
        pairs = zip(self.moments[: len(later)], later, strict=True)
        return [after for before, after in pairs if after - before < MINUTE]


def slow_down(firm: Firm) -> None:
    """One call after another, and at the rate of the CRM's own host."""
    text = firm.path.read_text(encoding="utf-8")
    text = text.replace("crm:\n", f"crm:\n  rate: {RATE}/m\n")
    text = text.replace("policy: {", "policy: {concurrency: 1, ")
    firm.path.write_text(text, encoding="utf-8")


def given_back(made: Fleet) -> int:
    """How many runs were taken from a worker that was silent."""
    ((count,),) = made.asked(
        "SELECT count(*) FROM procrastinate_jobs WHERE attempts > 0"
    )
    return int(count)


def test_what_a_killed_worker_had_begun_is_finished_by_another(
    tmp_path: Path, url: str
) -> None:
    """Within a minute, at the rate of the CRM too; nothing is lost, nothing twice."""
    sizes = {"large": 60, "slow": 8}
    with fleet(tmp_path, url, sizes, "customers: 0s, full: 1d") as made:
        large, slow = made.firms.values()
        # So both are in the middle at one moment: eight calls at a time, and one.
        large.crm.set_faults(latency=0.5)
        slow_down(slow)
        slow.crm.set_faults(latency=0.4)
        calls = Turnstile(slow)
        made.add()
        first = made.begin()
        wait_until(lambda: len(large.companies()) > 5 and len(slow.companies()) > 1)

        first.kill()
        assert not large.is_equal()
        assert not slow.is_equal()
        made.begin()
        made.begin()
        wait_until(lambda: large.is_equal() and slow.is_equal())
        wait_until(lambda: all(one["exit"] == 0 for one in made.status().values()))

        assert made.end() == [0, 0]
        assert large.is_equal()
        assert slow.is_equal()
        assert calls.too_many() == []
        status = made.status().values()
        assert {(one["waiting"], one["running"]) for one in status} == {(0, False)}


def test_a_worker_that_is_frozen_still_holds_what_it_is_at(
    tmp_path: Path, url: str
) -> None:
    """The queue gives its run to another, and the state does not: it might wake up."""
    with fleet(tmp_path, url, {"large": 30}, "customers: 0s, full: 1d") as made:
        large = made.any
        large.crm.set_faults(latency=0.2)
        made.add()
        frozen = made.begin()
        wait_until(lambda: len(large.companies()) > 2)
        frozen.send_signal(signal.SIGSTOP)
        made.begin()
        wait_until(lambda: given_back(made) > 0)
        wait_until(lambda: made.status()["large"]["running"])
        large.crm.set_faults(latency=0.0)
        frozen.send_signal(signal.SIGCONT)
        wait_until(large.is_equal)
        wait_until(lambda: made.status()["large"]["exit"] == 0)
        made.desk.run(["large"], is_full=True)
        wait_until(lambda: len(large.runs()) > 2)

        assert large.is_equal()
        assert overlapping(large.runs()) == []
        assert made.end() == [0, 0]


def test_a_server_that_is_killed_under_its_workers_is_waited_for(
    tmp_path: Path, url: str
) -> None:
    """They go on with what they had begun, and say nothing that is secret."""
    sizes = {"large": 60, "other": 60, "small": 3}
    url = url.replace("postgres:@", f"postgres:{PLANTED}@")
    heard = tmp_path / "heard"
    with (
        heard.open("wb") as said,
        fleet(tmp_path, url, sizes, "customers: 4s, full: 1d") as made,
    ):
        for firm in made.firms.values():
            firm.crm.set_faults(latency=1.0)
        made.add()
        workers = [made.begin(heard=said), made.begin(heard=said)]
        large = made.firms["large"]
        wait_until(lambda: len(large.companies()) > 5)

        with away():
            assert not large.is_equal()
            time.sleep(3)
        for firm in made.firms.values():
            firm.crm.set_faults(latency=0.3)
        wait_until(lambda: all(firm.is_equal() for firm in made.firms.values()))
        for firm in made.firms.values():
            firm.cic.customers.edit(1, name=f"Nuovo nome di {firm.name}")
        wait_until(lambda: all(firm.is_equal() for firm in made.firms.values()))
        wait_until(lambda: all(one["exit"] == 0 for one in made.status().values()))

        assert [worker.poll() for worker in workers] == [None, None]
        assert made.end() == [0, 0]
        for firm in made.firms.values():
            assert overlapping(firm.runs()) == [], firm.name
    told = heard.read_text(encoding="utf-8")
    assert "call.answered" in told
    assert "Traceback" not in told
    assert PLANTED not in told


def test_a_worker_whose_server_is_away_ends_when_it_is_asked_to(
    tmp_path: Path, url: str
) -> None:
    """It cannot give back what it had begun: that is found as of a silent one."""
    heard = tmp_path / "heard"
    with (
        heard.open("wb") as said,
        fleet(tmp_path, url, {"large": 60}, "customers: 0s, full: 1d") as made,
    ):
        large = made.any
        large.crm.set_faults(latency=1.0)
        made.add()
        made.begin(heard=said)
        wait_until(lambda: len(large.companies()) > 5)

        with away():
            assert made.end() == [0]

        assert not large.is_equal()
        assert made.status()["large"]["running"]
    assert "Traceback" not in heard.read_text(encoding="utf-8")
