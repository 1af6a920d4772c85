"""What a person sees of a state on a server, and of a fleet."""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.acceptance.scene import CUSTOMERS, Both, Run
from tests.servers import database

PLANTED = "pl4nt3d-p4ssw0rd"
GONE = f"postgresql://me:{PLANTED}@127.0.0.1:1/firm"


@pytest.fixture
def url() -> Iterator[str]:
    with database() as made:
        yield made.replace("postgres:@", f"postgres:{PLANTED}@")


def use(profile: Path, state: str) -> None:
    text = profile.read_text(encoding="utf-8").partition("state:")[0]
    profile.write_text(f"{text}state: {state}\n", encoding="utf-8")


def everything(url: str) -> str:
    """Each row of each table of a database, as text."""
    with psycopg.connect(url) as connection:
        tables = connection.execute(
            "SELECT format('%I.%I', table_schema, table_name)"
            " FROM information_schema.tables WHERE table_type = 'BASE TABLE'"
            " AND table_schema LIKE 'raccordo%'"
        ).fetchall()
        rows = []
        for (table,) in tables:
            sql = f"SELECT t::text FROM {table} t"  # noqa: S608 - the database's own names
            rows += connection.execute(sql.encode()).fetchall()
        return "\n".join(map(str, rows))


def heard_until(event: str, worker: subprocess.Popen[str]) -> list[str]:
    """What a worker says, up to an event."""
    assert worker.stderr
    lines = [""]
    while event not in lines[-1]:
        lines.append(worker.stderr.readline())
        assert lines[-1], "it ended"
    return lines[1:]


def check_log(lines: list[str]) -> None:
    """It has the form of that of a service: the time, then the run."""
    began, ended = lines[0], lines[-1]
    at = r"at='20\d\d-\d\d-\d\dT[0-9:.]+Z' level='info' "
    assert re.match(rf"{at}event='worker.began'", began)
    assert re.match(rf"{at}run=\d+ event='run.ended'", ended)
    for part in ("profile='acme'", "due='asked, full'", "exit=0"):
        assert part in ended


def test_a_profile_moves_to_a_server_and_into_a_fleet(
    synced: Both,
    profile: Path,
    run: Run,
    url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """From the first command to a worker that ends when it is asked to."""
    monkeypatch.setenv("STATE", url)
    told = [run("state", "move", "--to", "${STATE}")]
    use(profile, "${STATE}")
    told += [
        run("status"),
        run("state", "check"),
        run("fleet", "status"),
        run("fleet", "add", str(profile)),
        run("fleet", "run", "acme", "--full"),
        run("fleet", "pause", "acme"),
        run("fleet", "resume", "acme"),
    ]
    synced.cic.customers.edit(1, name="Nuova S.p.A.")
    worker = subprocess.Popen(
        [sys.executable, "-m", "engine", "worker"], stderr=subprocess.PIPE, text=True
    )
    lines = heard_until("run.ended", worker)
    worker.send_signal(signal.SIGTERM)
    _, rest = worker.communicate(timeout=60)
    listed = run("fleet", "status", "--json")
    told += [run("fleet", "status"), run("fleet", "remove", "acme")]

    assert [one.code for one in told] == [0] * len(told)
    assert f"{CUSTOMERS} pairs" in told[0].out
    assert "`raccordo worker` is one" in told[3].out
    assert "In the fleet: acme" in told[4].out
    assert "Queued, before all others: acme" in told[5].out
    check_log(lines)
    assert (worker.returncode, listed.document["fleet"][0]["exit"]) == (0, 0)
    names = [synced.crm.companies[key]["companyName"] for key in synced.crm.companies]
    assert "Nuova S.p.A." in names
    said = "".join(one.out + one.err for one in [*told, listed])
    assert PLANTED not in "".join([said, *lines, rest])
    assert PLANTED not in everything(url)


@pytest.mark.parametrize(
    ("lang", "sentences"),
    [
        pytest.param(
            "en",
            ("cannot be reached", "nothing is lost", "remembers in a file"),
            id="en",
        ),
        pytest.param(
            "it",
            ("non è raggiungibile", "nulla va perso", "ricorda in un file"),
            id="it",
        ),
    ],
)
def test_what_is_missing_is_said(
    lang: str, sentences: tuple[str, str, str], profile: Path, run: Run
) -> None:
    """First there is no server in the profile, then none that answers."""
    for words in (("worker",), ("fleet", "status"), ("fleet", "add", str(profile))):
        said = run(*words, "--lang", lang)
        assert said.code == 2
        assert sentences[2] in said.err

    use(profile, GONE)

    for words in (("worker",), ("fleet", "status"), ("sync",), ("status",)):
        said = run(*words, "--lang", lang)
        assert said.code == 3, words
        assert all(one in said.err for one in sentences[:2])
        assert PLANTED not in said.out + said.err
    said = run("state", "check", "--json", "--lang", lang)
    assert said.code == 3
    assert PLANTED not in said.out + said.err


@pytest.mark.parametrize(
    "state",
    [
        pytest.param(f"me:{PLANTED}@db.example.it:many/firm", id="no port"),
        pytest.param(f"me:a@{PLANTED}@127.0.0.1:1/firm", id="a sign to be escaped"),
        pytest.param(f"me:{PLANTED}[@127.0.0.1:1/firm", id="a bracket"),
        pytest.param(f"me:{PLANTED}/x@127.0.0.1:1/firm", id="a stroke"),
    ],
)
def test_a_wrong_address_is_told_at_its_place(
    state: str, profile: Path, run: Run
) -> None:
    use(profile, f'"postgresql://{state}"')

    said = run("status")

    assert said.code == 2
    assert f"profile.yml:{len(profile.read_text().splitlines())}:8" in said.err
    assert PLANTED not in said.err


@pytest.mark.parametrize(
    "state",
    [
        pytest.param(f"me:{PLANTED}%zz@127.0.0.1:1/firm", id="a wrong escape"),
        pytest.param(f"127.0.0.1:1/firm?user=me&password={PLANTED}", id="in the query"),
        pytest.param(
            f"127.0.0.1:1/firm?sslmode={PLANTED}&password={PLANTED}", id="two"
        ),
    ],
)
def test_a_password_is_in_no_word_about_a_server(
    state: str, profile: Path, run: Run
) -> None:
    url = f"postgresql://{state}"
    said = [run("state", "move", "--to", url)]
    use(profile, f'"{url}"')
    said += [run("status"), run("fleet", "status"), run("worker", "-v")]

    assert {one.code for one in said} <= {2, 3}
    assert PLANTED not in "".join(one.out + one.err for one in said)


def test_a_run_beside_another_on_the_same_server_is_told(
    synced: Both, profile: Path, run: Run, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from engine.application import wiring
    from engine.config import Secret
    from engine.state.address import Address
    from engine.state.store import Store

    monkeypatch.setattr(wiring, "_WAIT", 0.05)
    use(profile, url)
    store = Store.open(Address(Secret(url), "acme"))

    with store.held("acme", 1):
        assert run("sync").code == 5
        assert run("status").code == 0
    assert run("sync").code == 0
    assert synced.writes == 0
    store.close()
