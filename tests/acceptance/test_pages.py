"""What a person sees: every page, in both languages, piped and narrow."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.cli import commands
from engine.marked import plain, read
from engine.model.problem import Severity
from engine.model.side import Side
from engine.rules.rulebook import load_rules
from engine.rules.vocabulary import FieldSpec, Vocabulary
from engine.source import Source
from tests.acceptance.scene import Both, Said

Run = Callable[..., Said]
PAGES = [
    ("check",),
    ("setup",),
    ("plan",),
    ("sync",),
    ("status",),
    ("problems",),
    ("conflicts",),
    ("links",),
    ("journal",),
    ("explain", "customers", "1", "--side", "cic"),
]


@pytest.fixture
def busy(synced: Both, run: Run) -> Both:
    """Something to see on each page."""
    company = synced.crm.add("Company", companyName="Aurora [red]S.r.l.\x1b[2J")
    run("send", "company", str(company))
    synced.cic.customers.edit(1, city="Monza")
    return synced


@pytest.mark.parametrize("words", PAGES, ids=" ".join)
@pytest.mark.parametrize("lang", ["it", "en"])
def test_a_page_is_plain_text_when_it_is_piped(
    busy: Both, run: Run, words: tuple[str, ...], lang: str
) -> None:
    said = run(*words, "--lang", lang)

    assert said.code in (0, 1)
    assert said.out.strip()
    assert "\x1b" not in said.out
    assert "{" not in said.out
    assert busy.cic.customers


@pytest.mark.parametrize("words", PAGES, ids=" ".join)
def test_a_narrow_page_loses_no_line(
    busy: Both, run: Run, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "50")

    said = run(*words)

    assert busy.cic.customers
    assert max(map(len, said.out.splitlines())) <= 50
    if words == ("sync",):
        for heading in ("Unchanged", "Updated CiC / CRM", "Conflicts", "Problems"):
            assert heading in said.out


def test_the_name_of_a_stranger_cannot_colour_or_clear_the_page(
    busy: Both, run: Run
) -> None:
    said = run("problems")

    assert "Aurora [red]S.r.l." in said.out
    assert "\x1b" not in said.out
    assert busy.crm.companies


def test_a_problem_is_followed_by_its_fix(busy: Both, run: Run) -> None:
    said = run("problems")

    lines = [line.strip() for line in said.out.splitlines()]
    signs = [line[0] for line in lines if line[:1] in ("✗", "→")]
    assert signs[:2] == ["✗", "→"]
    assert busy.crm.companies


def test_a_quiet_sync_says_only_what_waits(busy: Both, run: Run) -> None:
    said = run("sync", "-q")

    assert said.code == 1
    assert "Aurora" in said.out
    assert "Run " not in said.out
    assert busy.crm.companies


def test_a_plan_shows_each_field_before_and_after(busy: Both, run: Run) -> None:
    said = run("plan")

    assert re.search(r"City\s+\S.*→\s+Monza", said.out)
    assert busy.crm.companies


@pytest.mark.parametrize("lang", ["it", "en"])
def test_a_start_is_commented_in_the_language_and_never_overwritten(
    tmp_path: Path, run: Run, lang: str
) -> None:
    folder = tmp_path / "acme"

    assert run("init", str(folder), "--lang", lang).code == 0
    names = {str(file.relative_to(folder)) for file in folder.rglob("*.*")}
    assert names == {
        *("profile.yml", "customers.yml", "mandatory.rules"),
        *("tests/customers.yml", "tests/mandatory.yml"),
    }
    assert run("init", str(folder), "--lang", lang).code == 2


@pytest.mark.parametrize("lang", ["it", "en"])
def test_the_tests_of_a_start_hold(lang: str) -> None:
    starter = Path(commands.__file__).parent.parent / "starter" / lang
    text = (starter / "mandatory.rules").read_text(encoding="utf-8")
    vocabulary = Vocabulary("customers", {"email": FieldSpec("email")})
    rules = load_rules([Source("mandatory.rules", text)], vocabulary)
    cases = plain(read(Source("t", (starter / "tests/mandatory.yml").read_text()))[0])
    assert isinstance(cases, dict)

    for case in cases.values():
        record = {"email": None, **case["record"]}
        found = rules.judge(record, side=Side.LEFT)
        assert [problem.code for problem in found] == case["says"]
        assert {problem.severity for problem in found} <= {Severity.WARNING}


@pytest.mark.parametrize("lang", ["it", "en"])
def test_a_start_works_as_it_is_written(
    both: Both, tmp_path: Path, run: Run, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "acme"
    assert run("init", str(folder), "--lang", lang).code == 0
    path = folder / "profile.yml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("# url: https://rest.reviso.com", f"url: {both.served.cic_url}")
    text = text.replace(
        "# url: https://api.crmincloud.it/api/v1", f"url: {both.served.crm_url}"
    )
    path.write_text(text, encoding="utf-8")
    monkeypatch.setenv("CIC_APP_SECRET", "sandbox-app-secret")
    monkeypatch.setenv("CIC_GRANT", "sandbox-grant-token")
    monkeypatch.setenv("CRM_API_KEY", "sandboxkey.Zm9vYmFyYmF6cXV4Zm9vYmFy")

    assert run("setup", "--profile", str(path)).code == 0
    assert run("sync", "--profile", str(path)).code == 0
    assert run("plan", "--profile", str(path), "--json").document["operations"] == []


def test_the_log_is_one_json_object_a_line(
    synced: Both, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RACCORDO_LOG", "json")
    synced.crm.set_faults(mishaps=[{"status": 503, "times": 1}])

    said = run("sync")

    assert said.code == 0
    lines = [json.loads(line) for line in said.err.splitlines()]
    assert lines
    assert {"at", "level", "where", "event"} <= set(lines[0])
    assert "sandbox-grant-token" not in said.err
