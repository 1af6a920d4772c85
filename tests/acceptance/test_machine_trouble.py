"""Trouble with the machine: a sentence with what to do, and the next run goes on."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Self

import pytest

from engine.application import collections, recording
from engine.state import sqlite
from engine.sync import world
from tests.acceptance.scene import Both, Run, is_at_rest
from tests.unit.state.states import alter, scribble


@pytest.fixture
def state(profile: Path) -> Path:
    return profile.parent / "acme.db"


def spoil_folder(state: Path) -> None:
    state.unlink()
    state.mkdir()


def spoil_text(state: Path) -> None:
    state.write_text("name: acme\n" * 500)


def spoil_other(state: Path) -> None:
    state.unlink()
    alter(state, "CREATE TABLE photo (id INTEGER)")


def spoil_newer(state: Path) -> None:
    alter(
        state,
        (
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('raccordo', 'of tomorrow', '2030-01-01')"
        ),
    )


SPOILED = [
    pytest.param(spoil_folder, ("is a file", "sia un file"), id="a folder"),
    pytest.param(spoil_text, ("not a state", "non è uno stato"), id="a text"),
    pytest.param(spoil_other, ("not a state", "non è uno stato"), id="of others"),
    pytest.param(spoil_newer, ("newer version", "più nuova"), id="newer"),
    pytest.param(scribble, ("state restore", "è danneggiato"), id="damaged"),
]


@pytest.mark.parametrize(("spoil", "sentences"), SPOILED)
@pytest.mark.parametrize("words", [("sync",), ("links",)], ids=" ".join)
def test_a_state_that_cannot_be_used_is_said_with_what_to_do(
    spoil: Callable[[Path], None],
    sentences: tuple[str, str],
    words: tuple[str, ...],
    synced: Both,
    run: Run,
) -> None:
    state = Path(os.environ["RACCORDO_PROFILE"]).with_name("acme.db")
    for suffix in ("-wal", "-shm"):
        state.with_name(state.name + suffix).unlink(missing_ok=True)
    spoil(state)

    said, detto = run(*words, "--lang", "en"), run(*words, "--lang", "it")

    assert (said.code, detto.code) == (2, 2)
    assert sentences[0] in said.err
    assert sentences[1] in detto.err
    assert "acme.db" in said.err
    assert "Traceback" not in said.err + detto.err
    assert synced.writes == 0


def test_a_folder_that_is_missing_is_said_and_not_made(
    both: Both, profile: Path, run: Run
) -> None:
    text = profile.read_text(encoding="utf-8")
    profile.write_text(f"{text}state: sqlite:///none/acme.db\n", encoding="utf-8")

    said, detto = run("sync"), run("sync", "--lang", "it")

    assert said.code == 2
    assert "the folder of the state" in said.err
    assert "la cartella dello stato" in detto.err
    assert not (profile.parent / "none").exists()
    assert both.writes == 0


def test_a_state_that_is_open_elsewhere_is_waited_for_and_then_said(
    synced: Both, state: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "_PATIENCE", 0.05)
    synced.cic.customers.edit(1, city="Monza")
    with closing(sqlite3.connect(state, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        said, detto = run("sync"), run("sync", "--lang", "it")

    assert (said.code, detto.code) == (2, 2)
    assert "another program has the state" in said.err
    assert "un altro programma" in detto.err
    assert run("sync").code == 0
    assert is_at_rest(synced, run)


class Disk:
    """What stands between the engine and its file."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._connect = sqlite3.connect
        self.room: int | None = None
        self.is_read_only = False
        monkeypatch.setattr(sqlite3, "connect", self.open)

    def open(self, path: object, timeout: float = 5.0) -> sqlite3.Connection:
        if self.is_read_only and path != ":memory:":
            return self._connect(f"file:{path}?mode=ro", uri=True)
        connection = self._connect(str(path), timeout=timeout)
        if self.room is not None and path != ":memory:":
            connection.execute(f"PRAGMA max_page_count = {self.room}")
        return connection


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    return Disk(monkeypatch)


@pytest.mark.parametrize("lang", ["it", "en"])
def test_a_state_that_may_only_be_read_says_so(
    lang: str, synced: Both, run: Run, disk: Disk
) -> None:
    synced.cic.customers.edit(1, city="Monza")
    disk.is_read_only = True

    said = run("sync", "--lang", lang)

    assert said.code == 2
    expected = {"it": "non si può scrivere", "en": "cannot be written"}
    assert expected[lang] in said.err
    assert synced.writes == 0
    disk.is_read_only = False
    assert run("sync").code == 0
    assert is_at_rest(synced, run)


@pytest.mark.parametrize("room", [1, 40, 46, 52, 60, 70])
def test_a_disk_that_is_full_stops_the_run_and_the_next_one_goes_on(
    room: int, both: Both, profile: Path, run: Run, disk: Disk
) -> None:
    """At the beginning, while reading, between two writes: nothing twice or lost."""
    assert profile.exists()
    assert run("setup").code == 0
    disk.room = room

    said = run("sync")

    assert said.code == 2
    assert "the disk is full" in said.err
    assert "make room" in said.err
    assert "il disco è pieno" in run("sync", "--lang", "it").err
    disk.room = None
    assert run("sync").code == 0
    assert is_at_rest(both, run)


@pytest.mark.parametrize("down", ["cic", "crm"])
def test_a_network_that_is_lost_midway_ends_with_3_and_the_next_run_goes_on(
    down: str, both: Both, profile: Path, run: Run
) -> None:
    assert profile.exists()
    assert run("setup").code == 0
    side = both.cic if down == "cic" else both.crm
    path = "/customers*" if down == "cic" else "*/Company/CreateOrUpdate"
    side.set_faults(mishaps=[{"path": path, "times": 10_000}])

    said, detto = run("sync"), run("sync", "--lang", "it")

    assert (said.code, detto.code) == (3, 3)
    assert "nothing is lost" in said.err
    assert "nulla è perso" in detto.err
    assert "Traceback" not in said.err
    side.set_faults(mishaps=[])
    assert run("sync").code == 0
    assert is_at_rest(both, run)


class Jumping(datetime):
    """A clock of this machine that somebody sets."""

    by = timedelta(0)

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        moved = datetime.now(tz or UTC) + cls.by
        return cls.fromtimestamp(moved.timestamp(), tz)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Jumping]]:
    for module in (world, recording, collections):
        monkeypatch.setattr(module, "datetime", Jumping)
    yield Jumping
    Jumping.by = timedelta(0)


@pytest.mark.parametrize(
    "days",
    [
        pytest.param(-3650, id="ten years back"),
        pytest.param(-1, id="a day back"),
        pytest.param(1, id="a day ahead"),
        pytest.param(3650, id="ten years ahead"),
    ],
)
def test_a_clock_of_ours_that_jumps_decides_nothing(
    days: int, synced: Both, run: Run, clock: type[Jumping]
) -> None:
    """One edit travels, and of two edits the later one by the servers' clocks wins."""
    links = run("links", "--json").document["links"]
    company = {int(one["cic"]): int(one["crm"]) for one in links}
    clock.by = timedelta(days=days)
    synced.cic.customers.edit(1, city="Monza")
    synced.crm.companies.edit(company[2], city="Lodi")
    synced.clock.advance(600)
    synced.cic.customers.edit(2, city="Como")
    synced.clock.advance(300)

    assert run("sync").code == 0

    assert synced.crm.companies[company[1]]["city"] == "Monza"
    assert synced.crm.companies[company[2]]["city"] == "Como"
    assert is_at_rest(synced, run)
    clock.by = timedelta(0)
    assert is_at_rest(synced, run)


@pytest.mark.parametrize(
    ("number", "ending"),
    [
        pytest.param(signal.SIGINT, ("en", 130, "the next run goes on"), id="Ctrl-C"),
        pytest.param(signal.SIGTERM, ("it", 143, "prosegue"), id="SIGTERM"),
    ],
)
def test_a_run_that_is_stopped_says_that_the_next_one_goes_on(
    number: int, ending: tuple[str, int, str], both: Both, profile: Path, run: Run
) -> None:
    lang, code, sentence = ending
    assert profile.exists()
    assert run("setup").code == 0
    both.crm.set_faults(latency=0.1)
    with subprocess.Popen(  # noqa: S603 - our own interpreter and our own words
        [sys.executable, "-m", "engine", "--lang", lang, "sync"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=dict(os.environ),
        text=True,
    ) as process:
        while not both.crm.traffic.count("POST", "*/Company/CreateOrUpdate"):
            assert process.poll() is None
        process.send_signal(number)
        _, said = process.communicate(timeout=30)

    assert process.returncode == code
    assert sentence in said
    assert "Traceback" not in said
    both.crm.set_faults(latency=0.0)
    assert run("sync").code == 0
    assert is_at_rest(both, run)
