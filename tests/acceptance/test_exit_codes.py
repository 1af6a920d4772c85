"""Each exit code of the contract, as a script meets it."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.application import Application
from tests.acceptance.scene import CUSTOMERS, Both, Said, another_run

Run = Callable[..., Said]


def test_a_sync_that_leaves_nothing_waiting_ends_with_0(synced: Both, run: Run) -> None:
    assert len(synced.crm.companies) == CUSTOMERS

    said = run("sync", "customers")

    assert said.code == 0
    assert synced.writes == 0


def test_a_sync_before_the_setup_writes_nothing_and_ends_with_2(
    both: Both, profile: Path, run: Run
) -> None:
    assert profile.exists()

    said = run("sync", "customers")

    assert said.code == 2
    assert "raccordo setup" in said.err
    assert both.writes == 0


def test_a_held_record_ends_with_1_and_its_plan_too(synced: Both, run: Run) -> None:
    company = synced.crm.add("Company", companyName="Aurora S.r.l.", state="IT")

    said = run("send", "company", str(company))

    assert said.code == 1
    assert not synced.cic.traffic.writes
    assert run("plan").code == 1


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("snc",), id="no such verb"),
        pytest.param(("sync", "--nope"), id="no such option"),
        pytest.param(("sync", "suppliers"), id="no such entity"),
        pytest.param(("resolve",), id="an argument missing"),
        pytest.param(("dismiss", "one"), id="a word for a number"),
        pytest.param(("dismiss", "77"), id="no such problem"),
        pytest.param(("exclude", "customers", "7"), id="a record of no side"),
        pytest.param(("send", "company", "999999"), id="no such company"),
        pytest.param(("sync", "--profile", "none.yml"), id="no profile"),
        pytest.param(("sandbox", "--customers", "-1"), id="less than no customers"),
        pytest.param(("sandbox", "--port", "65535"), id="no port for the CRM"),
    ],
)
def test_a_wrong_line_ends_with_2(
    words: tuple[str, ...], synced: Both, run: Run
) -> None:
    said = run(*words)

    assert said.code == 2
    assert said.err
    assert synced.writes == 0


def test_everything_wrong_in_a_profile_is_told_with_its_place(
    profile: Path, run: Run
) -> None:
    text = profile.read_text(encoding="utf-8")
    profile.write_text(f"{text}polcy: {{}}\nrules: [none.rules]\n", encoding="utf-8")

    said = run("sync", "--json")

    assert said.code == 2
    assert [(one["line"], one["column"]) for one in said.document["errors"]] == [
        (10, 1)
    ]
    assert "did you mean 'policy'?" in said.err
    assert "^^^^^" in said.err


def test_wrong_rules_end_with_2_and_point_at_the_word(
    synced: Both, profile: Path, run: Run
) -> None:
    assert synced.writes == 0
    text = profile.read_text(encoding="utf-8")
    profile.write_text(f"{text}rules: [own.rules]\n", encoding="utf-8")
    (profile.parent / "own.rules").write_text(
        "# language: en\nfor customers\nrequire vat_zon\n", encoding="utf-8"
    )

    said = run("plan")

    assert said.code == 2
    assert "own.rules:3:9" in said.err
    assert "vat_zone" in said.err


@pytest.mark.parametrize("down", ["cic", "crm"])
def test_a_system_that_is_down_ends_with_3_and_marks_nothing_failed(
    down: str, synced: Both, run: Run
) -> None:
    sandbox = synced.cic if down == "cic" else synced.crm
    sandbox.set_faults(down=True)

    said = run("sync", "customers")

    assert said.code == 3
    sandbox.set_faults(down=False)
    assert run("problems", "--json").document == {"problems": []}
    assert run("sync", "customers").code == 0


def test_credentials_that_are_not_accepted_end_with_3(
    both: Both, profile: Path, run: Run
) -> None:
    text = profile.read_text(encoding="utf-8")
    profile.write_text(
        text.replace("sandbox-grant-token", "not-a-grant-at-all"), encoding="utf-8"
    )

    said = run("setup")

    assert said.code == 3
    assert "not-a-grant-at-all" not in said.out + said.err
    assert both.writes == 0


def test_a_plan_over_the_cap_is_shown_and_ends_with_4(
    synced: Both, profile: Path, run: Run
) -> None:
    text = profile.read_text(encoding="utf-8")
    profile.write_text(f"{text}policy: {{max_changes_floor: 1}}\n", encoding="utf-8")
    for number in list(synced.cic.customers):
        synced.cic.customers.edit(number, city="Bergamo")

    said, document = run("plan"), run("plan", "--json").document

    assert said.code == 4
    assert said.out.count("Bergamo") == CUSTOMERS
    assert "safety stop: this would change" in said.out
    assert "--force" in said.out
    assert len(document["operations"]) == CUSTOMERS
    assert document["exit"] == 4
    assert "safety stop" in document["errors"][0]["message"]
    assert synced.writes == 0


def test_a_side_that_lost_its_records_ends_with_4(synced: Both, run: Run) -> None:
    for company in list(synced.crm.companies):
        synced.crm.companies.remove(company)

    said = run("sync", "customers", "--full")

    assert said.code == 4
    assert synced.writes == 0
    assert "safety stop" in said.err


def test_a_plan_over_the_caps_ends_with_4_until_it_is_forced(
    synced: Both, run: Run
) -> None:
    for number in list(synced.cic.customers)[:25]:
        synced.cic.customers.edit(number, address=f"Via Nuova {number}")

    assert run("sync", "customers").code == 4
    assert synced.writes == 0

    assert run("sync", "customers", "--force").code == 0
    assert run("plan", "--json").document["operations"] == []


def test_a_bug_is_told_as_one_without_secrets(
    synced: Both, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert synced.writes == 0

    def broken(application: object) -> None:
        del application
        message = "sandbox-app-secret is what we sent"
        raise KeyError(message)

    monkeypatch.setattr(Application, "status", broken)

    said = run("status", "--json")

    assert said.code == 70
    assert "Traceback" in said.err
    assert "sandbox-app-secret" not in said.out + said.err
    assert said.document["exit"] == 70


def test_a_profile_that_another_process_holds_ends_with_5(
    synced: Both, profile: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from engine.application import wiring

    assert synced.writes == 0
    monkeypatch.setattr(wiring, "_WAIT", 0.05)
    with another_run(profile):
        assert run("sync", "customers").code == 5
        assert run("plan").code == 0
    assert run("sync", "customers").code == 0


@pytest.mark.parametrize(
    ("number", "code"),
    [
        pytest.param(signal.SIGINT, 130, id="Ctrl-C"),
        pytest.param(signal.SIGTERM, 143, id="SIGTERM"),
    ],
)
def test_a_stopped_command_ends_with_its_signal(number: int, code: int) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "engine", "sandbox", "--customers", "1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "name: sandbox\n"
        process.send_signal(number)

        assert process.wait(timeout=30) == code


def test_a_stopped_sync_keeps_what_it_did_and_the_next_one_goes_on(
    both: Both, profile: Path, run: Run
) -> None:
    assert profile.exists()
    assert run("setup").code == 0
    both.crm.set_faults(latency=0.2)
    with subprocess.Popen(
        [sys.executable, "-m", "engine", "sync", "customers"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=dict(os.environ),
        text=True,
    ) as process:
        while not both.crm.traffic.count("POST", "*/Company/CreateOrUpdate"):
            assert process.poll() is None
        process.send_signal(signal.SIGTERM)

        assert process.wait(timeout=30) == 143

    assert run("status", "--json").document["runs"][0]["exit"] == 143
    both.crm.set_faults(latency=0.0)
    assert run("sync", "customers").code == 0
    assert len(both.crm.companies) == CUSTOMERS
    assert run("plan", "--json").document["operations"] == []
