"""Answers to what is asked wrongly, in passing or in vain."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from engine.application import patience
from tests.acceptance.scene import Both, Run, another_run


def company_of(run: Run, customer: str) -> str:
    links = run("links", "--json").document["links"]
    return next(str(one["crm"]) for one in links if one["cic"] == customer)


def test_a_company_that_is_sent_for_nothing_is_told_to_be_equal(
    synced: Both, run: Run
) -> None:
    company = company_of(run, "7")

    said = run("send", "company", company)
    operation = run("send", "company", company, "--json").document

    assert said.out.strip() == "✓ Nothing to write: both sides are equal."
    assert (operation["verb"], operation["record"]) == ("none", "7")
    assert operation["result"] == {"id": "7", "number": "7"}
    assert synced.writes == 0


def test_a_company_that_is_sent_names_the_customer_that_it_changed(
    synced: Both, run: Run
) -> None:
    company = company_of(run, "7")
    synced.crm.companies.edit(int(company), city="Bergamo")

    said = run("send", "company", company)

    assert "update CiC" in said.out
    assert "CiC 7" in said.out
    assert f"CiC {company}" not in said.out


def test_a_company_that_is_sent_and_only_brought_up_to_date_is_said_to_be(
    synced: Both, run: Run
) -> None:
    company = company_of(run, "7")
    synced.cic.customers.edit(7, city="Bergamo")

    operation = run("send", "company", company, "--json").document

    assert synced.crm.companies[int(company)]["city"] == "Bergamo"
    assert (operation["side"], operation["verb"]) == ("crm", "update")
    assert operation["record"] == company
    assert operation["result"] == {"id": "7", "number": "7"}


def test_new_records_and_links_are_in_the_order_of_their_numbers(
    both: Both, profile: Path, run: Run
) -> None:
    assert profile.exists()
    run("setup")
    numbers = [str(number) for number in both.cic.customers]

    planned = run("plan", "--json").document["operations"]
    run("sync")
    links = run("links", "--json").document["links"]

    assert [one["record"] for one in planned] == numbers
    assert [one["cic"] for one in links] == numbers


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("dismiss", "one"), id="a number"),
        pytest.param(("sandbox", "--customers", "one"), id="a number of a range"),
    ],
)
def test_a_word_for_a_number_is_told_in_italian(
    run: Run, words: tuple[str, ...]
) -> None:
    said = run("--lang", "it", *words)

    assert said.code == 2
    assert "'one' non è un numero intero valido." in said.err


def test_a_setup_that_is_to_be_quiet_says_nothing(
    both: Both, profile: Path, run: Run
) -> None:
    assert profile.exists()

    made, kept = run("setup", "-q"), run("-q", "setup")

    assert (made.code, made.out, made.err) == (0, "", "")
    assert (kept.code, kept.out, kept.err) == (0, "", "")
    assert both.writes


def test_what_could_not_be_asked_is_no_run(synced: Both, run: Run) -> None:
    before = run("status", "--json").document["runs"]

    assert run("send", "company", "999999").code == 2
    assert run("retry", "77").code == 2

    assert run("status", "--json").document["runs"] == before
    assert synced.writes == 0


def test_a_record_that_is_not_there_cannot_be_left_out(synced: Both, run: Run) -> None:
    said = run("exclude", "customers", "crm:999999")

    assert said.code == 2
    assert "999999" in said.err
    assert run("links", "--json").document["excluded"] == []
    assert synced.writes == 0


def test_who_is_left_out_is_listed_with_the_reason(synced: Both, run: Run) -> None:
    company = company_of(run, "8")
    run("exclude", "customers", "cic:7", "--reason", "a test firm")
    run("exclude", "customers", f"crm:{company}")

    said = run("links")
    rows = [
        (one["entity"], one["side"], one["record"], one["reason"])
        for one in run("links", "--json").document["excluded"]
    ]

    assert rows == [
        ("customers", "cic", "7", "a test firm"),
        ("customers", "crm", company, ""),
    ]
    assert "(CiC 7)  Customers: a test firm" in said.out
    assert f"(CRM {company})  Customers: no reason was given" in said.out
    sent = run("send", "company", company)
    assert "it is left out: no reason was given" in sent.out
    assert synced.writes == 0


def test_a_run_that_never_was_has_no_journal(synced: Both, run: Run) -> None:
    said = run("journal", "--run", "99")

    assert said.code == 2
    assert "there is no run 99" in said.err
    assert synced.writes == 0


def test_a_run_that_wrote_nothing_is_told_to_have_written_nothing(
    synced: Both, run: Run
) -> None:
    number = run("sync", "--json").document["run"]

    assert f"Run {number} wrote nothing." in run("journal", "--run", str(number)).out
    assert "ever written to cic:77" in run("journal", "--record", "cic:77").out
    assert synced.writes == 0


@pytest.mark.parametrize(
    ("said", "code"),
    [("fr", 2), ("italiano?", 2), ("it_IT.UTF-8", 0), ("EN", 0), ("", 0)],
)
def test_a_language_that_is_asked_for_by_name_has_to_be_one_of_ours(
    synced: Both, run: Run, monkeypatch: pytest.MonkeyPatch, said: str, code: int
) -> None:
    monkeypatch.setenv("RACCORDO_LANG", said)

    answer = run("status")

    assert answer.code == code
    assert ("RACCORDO_LANG" in answer.err) == bool(code)
    assert synced.writes == 0


def test_a_reader_that_goes_away_is_no_trouble(synced: Both, profile: Path) -> None:
    """As in ``raccordo journal | head -1``."""
    assert synced.writes == 0
    pipe, end = os.pipe()
    os.close(pipe)
    done = subprocess.run(  # noqa: S603 - our own interpreter and our own words
        [sys.executable, "-m", "engine", "--profile", str(profile), "journal"],
        stdout=end,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(end)

    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("width", ["60", "40"])
@pytest.mark.parametrize("words", [("status",), ("setup",)], ids=" ".join)
def test_a_table_that_is_too_wide_breaks_no_word(
    synced: Both,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    width: str,
) -> None:
    monkeypatch.setenv("COLUMNS", width)

    said = run(*words)

    wanted = {
        "status": ("incremental", "Problems", "Created"),
        "setup": ("CIC_CUSTOMER_GROUP", "Name in the CRM", "Values"),
    }
    for word in wanted[words[0]]:
        assert word in said.out
    assert max(map(len, said.out.splitlines())) <= int(width)
    assert synced.writes == 0


def test_a_command_says_that_it_waits_for_another_run(
    synced: Both, profile: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "_STEP", 0.05)
    with another_run(profile) as other:
        threading.Timer(0.5, other.kill).start()
        said = run("sync")

    assert said.code == 0
    assert said.err.count("waiting for its end") == 1
    assert synced.writes == 0


def test_waiting_for_another_run_can_be_ended(synced: Both, profile: Path) -> None:
    assert synced.writes == 0
    line = [sys.executable, "-m", "engine", "--profile", str(profile), "sync"]
    with (
        another_run(profile),
        subprocess.Popen(line, stderr=subprocess.PIPE, text=True) as waiting,  # noqa: S603 - as above
    ):
        assert waiting.stderr
        assert "waiting" in waiting.stderr.readline()
        waiting.send_signal(signal.SIGTERM)
        begun = time.monotonic()
        code = waiting.wait(timeout=20)

    assert code == 128 + signal.SIGTERM
    assert time.monotonic() - begun < 20
