"""The service as CiC and a person meet it: a real process, over HTTP."""

import json
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from engine.sandbox.crm.auth import API_KEY, PASSWORD, USERNAME
from tests.integration.serving import (
    CUSTOMERS,
    Firm,
    Server,
    eventually,
    firm,
    serving,
)
from tests.integration.test_hints import NEW

OFTEN = "schedule: {customers: 1s}\npolicy: {quiet: 0s}\n"
NUMBERS = range(1, CUSTOMERS + 1)
ONCE = "schedule: {customers: 1h}\npolicy: {quiet: 0s}\n"


@pytest.fixture
def acme(tmp_path: Path) -> Iterator[Firm]:
    with firm(tmp_path) as made:
        yield made


def test_an_edit_that_a_hook_tells_arrives_whatever_the_schedule(acme: Firm) -> None:
    with serving(acme) as server:
        acme.cic.hook("Cliente aggiornato", server.address + acme.hooks()["customers"])

        acme.cic.customers.edit(3, city="Bergamo")
        eventually(lambda: acme.city(3) == "Bergamo")

        acme.cic.customers.remove(4)
        eventually(lambda: server.figure("raccordo_problems") == 1)
    assert acme.cic.hooked[0].status == 202


def test_the_schedule_finds_what_no_hook_told(tmp_path: Path) -> None:
    with firm(tmp_path, OFTEN) as acme:
        with serving(acme):
            acme.cic.customers.edit(3, city="Bergamo")
            eventually(lambda: acme.city(3) == "Bergamo")

            acme.crm.companies.edit(acme.links()[4], city="Monza")
            eventually(lambda: acme.cic.customers[4].get("city") == "Monza")
        assert acme.is_equal()


def test_the_schedule_finds_a_new_customer_that_no_hook_told(tmp_path: Path) -> None:
    with firm(tmp_path, OFTEN) as acme:
        with serving(acme):
            acme.cic.add("customers", **NEW)
            eventually(lambda: "Nuova S.r.l." in names(acme))
        assert acme.is_equal()
        assert names(acme).count("Nuova S.r.l.") == 1


def names(acme: Firm) -> list[object]:
    companies = acme.crm.companies
    return [companies[key]["companyName"] for key in companies]


def burst(acme: Firm, server: Server) -> set[int]:
    """Edit every customer, and have a thousand calls tell of it at once."""
    address = server.address + acme.hooks()["customers"]
    for number in NUMBERS:
        acme.cic.customers.edit(number, city=f"Città {number}")
    with httpx.Client(timeout=60) as client, ThreadPoolExecutor(20) as pool:

        def call(at: int) -> int:
            body = {"oldNumber": str(NUMBERS[at % CUSTOMERS])}
            return client.post(address, json=body).status_code

        return set(pool.map(call, range(1000)))


def has_arrived(acme: Firm) -> bool:
    return all(acme.city(number) == f"Città {number}" for number in NUMBERS)


def test_a_burst_of_a_thousand_hooks_costs_one_run_and_loses_nothing(
    acme: Firm,
) -> None:
    with serving(acme) as server:
        assert burst(acme, server) == {202}

        eventually(lambda: has_arrived(acme))
        eventually(lambda: server.is_idle)
        assert server.figure("raccordo_hints_waiting") == 0
        assert server.figure("raccordo_hooks_total") == 1000
    assert server.runs("hints") == 1
    assert acme.is_equal()


def test_a_burst_while_a_run_goes_on_costs_one_run_more(acme: Firm) -> None:
    with serving(acme) as server:
        path = acme.hooks()["customers"]
        acme.cic.set_faults(latency=0.3)
        acme.cic.customers.edit(1, city="Bergamo")
        began = server.errors.count("run.began")
        assert server.call(path, json={"newNumber": "1"}).status_code == 202
        eventually(lambda: server.errors.count("run.began") > began)

        assert burst(acme, server) == {202}

        eventually(lambda: has_arrived(acme))
        eventually(lambda: server.is_idle)
    assert server.runs("hints") == 2
    assert acme.is_equal()


@pytest.mark.parametrize(
    "number",
    [
        pytest.param(signal.SIGTERM, id="SIGTERM"),
        pytest.param(signal.SIGINT, id="Ctrl-C"),
    ],
)
def test_a_signal_ends_it_well(acme: Firm, number: int) -> None:
    with serving(acme) as server:
        assert server.get("/healthz").text == "ok\n"
        assert server.get("/readyz").text == "ready\n"

        assert server.end(number) == 0
    assert "Traceback" not in server.errors


@pytest.mark.parametrize("calls", [0, 2, 8, 20], ids="after {} calls".format)
def test_a_signal_at_any_moment_loses_nothing(tmp_path: Path, calls: int) -> None:
    """The end is asked for once so many calls of a first run were made."""
    with firm(tmp_path, ONCE) as acme:
        path = acme.hooks()["customers"]
        for number in range(1, CUSTOMERS + 1):
            acme.cic.customers.edit(number, city="Bergamo")
        server = acme.begin()
        address = server.address
        acme.cic.traffic.clear()
        acme.crm.traffic.clear()
        acme.crm.set_faults(latency=0.02)

        told = httpx.post(address + path, json={"newNumber": "3"}).status_code
        eventually(
            lambda: len(acme.cic.traffic.calls) + len(acme.crm.traffic.calls) >= calls
        )

        assert told == 202
        assert server.end() == 0
        assert "Traceback" not in server.errors
        assert acme.is_equal()
        assert acme.city(3) == "Bergamo"


def test_a_hint_survives_the_end_of_the_service(acme: Firm) -> None:
    """CiC is down when the hook calls, and up again for the next service."""
    with serving(acme) as server:
        path = acme.hooks()["customers"]
        acme.cic.customers.edit(3, city="Bergamo")
        acme.cic.set_faults(down=True)
        assert server.call(path, json={"newNumber": "3"}).status_code == 202
        eventually(lambda: server.figure("raccordo_runs_total") > 1)
    acme.cic.set_faults(down=False)

    with serving(acme):
        eventually(lambda: acme.city(3) == "Bergamo")


def test_a_system_that_fails_is_tried_again_at_the_next_step(tmp_path: Path) -> None:
    with firm(tmp_path, OFTEN) as acme:
        acme.crm.set_faults(down=True)
        with serving(acme) as server:
            acme.cic.customers.edit(3, city="Bergamo")
            eventually(lambda: 'exit="3"' in server.get("/metrics").text)
            assert "run.failed" in server.errors
            # Nothing that a person has to mend: it is tried again by itself.
            assert server.get("/readyz").status_code == 200
            assert server.get("/healztz").status_code == 404
            assert server.get("/healthz").status_code == 200

            acme.crm.set_faults(down=False)

            eventually(lambda: acme.city(3) == "Bergamo")


def test_an_expired_grant_stops_the_runs_and_marks_no_record(tmp_path: Path) -> None:
    with firm(tmp_path, OFTEN) as acme, serving(acme) as server:
        acme.cic.set_faults(grant_expired=True)
        acme.cic.customers.edit(3, city="Bergamo")

        eventually(lambda: server.get("/readyz").status_code == 503)

        assert "raccordo grant" in server.get("/readyz").text
        assert server.get("/healthz").status_code == 200
        assert server.figure("raccordo_problems") == 0

        acme.cic.set_faults(grant_expired=False)
        eventually(lambda: server.get("/readyz").status_code == 200)
        eventually(lambda: acme.city(3) == "Bergamo")


def test_a_persons_commands_run_beside_it(tmp_path: Path) -> None:
    with firm(tmp_path, "schedule: {customers: 1s}\n") as acme, serving(acme):
        company = acme.crm.add("Company", companyName="Aurora S.r.l.")

        codes = [acme.command("sync").returncode for _ in range(3)]
        sent = acme.command("send", "company", str(company)).returncode

        assert codes == [0, 0, 0]
        assert sent in {0, 1}
        assert acme.command("retry").returncode in {0, 1}


def test_a_new_secret_is_in_force_at_once(acme: Firm) -> None:
    with serving(acme) as server:
        old = acme.hooks()["customers"]
        new = acme.hooks(rotate=True)["customers"]

        eventually(lambda: server.call(old).status_code == 404)
        assert server.figure("raccordo_hooks_refused_total") == 1
        assert 'reason="secret"' in server.get("/metrics").text
        assert server.call(new).status_code == 202


def test_a_port_that_is_taken_is_told(acme: Firm) -> None:
    with serving(acme) as server:
        port = server.address.rpartition(":")[2]

        said = acme.command("serve", "--port", port)

    assert said.returncode == 2
    assert port in said.stderr
    assert "raccordo serve" in said.stderr
    assert "while attempting" not in said.stderr
    assert "Traceback" not in said.stderr


def test_the_service_makes_the_secret_that_hooks_prints(acme: Firm) -> None:
    assert not (acme.folder / "sandbox.hooks").exists()

    with serving(acme) as server:
        assert server.call(acme.hooks()["products"]).status_code == 202
    assert (acme.folder / "sandbox.hooks").stat().st_mode & 0o777 == 0o600


def test_products_that_nobody_keeps_equal_pile_up_nowhere(acme: Firm) -> None:
    with serving(acme) as server:
        path = acme.hooks()["products"]
        body = {"oldNumber": "A-1", "newNumber": "A-1"}

        assert server.call(path, json=body).status_code == 202
        assert server.figure("raccordo_hints_waiting") == 0


def test_the_connections_outlive_a_run(tmp_path: Path) -> None:
    """Nobody logs in for each run, and a limit of calls holds across runs."""
    with firm(tmp_path, OFTEN) as acme:
        text = acme.path.read_text(encoding="utf-8")
        key = f"  api_key: {API_KEY}\n"
        assert key in text
        login = f"  username: {USERNAME}\n  password: {PASSWORD}\n"
        acme.path.write_text(text.replace(key, login), encoding="utf-8")
        acme.crm.traffic.clear()

        with serving(acme) as server:
            eventually(lambda: server.figure("raccordo_runs_total") >= 3)

        logins = [one for one in acme.crm.traffic.calls if "/Auth/" in one.path]
        assert len(logins) == 1


def test_a_profile_that_was_changed_is_in_force_at_the_next_run(
    tmp_path: Path,
) -> None:
    with firm(tmp_path, OFTEN) as acme:
        text = acme.path.read_text(encoding="utf-8")
        with serving(acme) as server:
            acme.path.write_text(f"{text}policy_: {{}}\n", encoding="utf-8")
            eventually(lambda: "policy_" in server.get("/readyz").text)
            assert server.get("/readyz").status_code == 503

            acme.path.write_text(f"{text}\n", encoding="utf-8")
            eventually(lambda: server.get("/readyz").status_code == 200)


def test_a_state_that_was_put_back_is_the_one_that_is_gone_on_with(
    tmp_path: Path,
) -> None:
    with firm(tmp_path, ONCE) as acme:
        copy = tmp_path / "copy.db"
        with serving(acme) as server:
            acme.ask(lambda raccordo: raccordo.state_backup(copy))
            acme.ask(lambda raccordo: raccordo.state_restore(copy))
            path = acme.hooks()["customers"]
            acme.cic.customers.edit(3, city="Bergamo")

            assert server.call(path, json={"newNumber": "3"}).status_code == 202

            eventually(lambda: acme.city(3) == "Bergamo")
        assert acme.is_equal()


def test_what_a_person_has_to_mend_is_told_and_tried_again(tmp_path: Path) -> None:
    """A rules file is broken while the service runs, and mended."""
    rules = tmp_path / "own.rules"
    rules.write_text("", encoding="utf-8")
    with firm(tmp_path, f"{OFTEN}rules: [own.rules]\n") as acme:
        with serving(acme) as server:
            rules.write_text("rule city required wehn", encoding="utf-8")
            eventually(lambda: server.get("/readyz").status_code == 503)
            assert "own.rules:1" in server.get("/readyz").text
            assert server.figure("raccordo_problems") == 0

            rules.write_text("", encoding="utf-8")
            eventually(lambda: server.get("/readyz").status_code == 200)
        assert acme.is_equal()


def test_the_log_says_which_run_an_event_is_of(tmp_path: Path) -> None:
    with firm(tmp_path, OFTEN) as acme:
        acme.environment["RACCORDO_LOG"] = "json"
        with serving(acme) as server:
            eventually(lambda: server.figure("raccordo_runs_total") >= 2)
        lines = [json.loads(line) for line in server.errors.splitlines()[1:]]
    began = [line["run"] for line in lines if line["event"] == "run.began"]
    ended = [line["run"] for line in lines if line["event"] == "run.ended"]

    assert began[:2] == [2, 3]
    assert ended[:2] == [2, 3]
    assert all({"at", "level", "event"} <= line.keys() for line in lines)
    assert [line["event"] for line in lines][-1] == "service.ended"


def test_the_figures_are_those_of_the_runs(tmp_path: Path) -> None:
    with firm(tmp_path, ONCE) as acme:
        company = acme.crm.add("Company", companyName="Aurora S.r.l.")
        acme.ask(lambda raccordo: raccordo.send_company(str(company)))
        acme.crm.set_faults(mishaps=[{"status": 503, "method": "GET"}])
        acme.cic.customers.edit(3, city="Bergamo")
        acme.crm.traffic.clear()
        acme.cic.traffic.clear()

        with serving(acme) as server:
            page = server.get("/metrics").text
            calls = len(acme.cic.traffic.calls) + len(acme.crm.traffic.calls)

    labels = 'entity="customers",system="crm",verb="updated"'
    assert f"raccordo_writes_total{{{labels}}} 1.0" in page
    held = 'cause="vat_zone_missing",entity="customers"'
    assert f"raccordo_problems{{{held}}} 1.0" in page
    assert 'raccordo_runs_total{exit="1",mode="incremental"} 1.0' in page
    assert 'raccordo_conflicts{entity="customers"} 0.0' in page
    assert 'raccordo_retries_total{system="crm"} 1.0' in page
    assert sum_of(page, "raccordo_calls_total") == calls
    assert "raccordo_lag_seconds{" in page
    assert "raccordo_grant_days_left{" not in page


def sum_of(page: str, name: str) -> float:
    lines = (line for line in page.splitlines() if line.startswith(name))
    return sum(float(line.split()[-1]) for line in lines)
