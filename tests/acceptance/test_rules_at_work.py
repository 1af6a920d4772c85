"""A consultant's rule against both sandboxes: it holds, is cured, and is tried."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.acceptance.scene import Both, Said

Run = Callable[..., Said]
RULES = """\
# language: it
per customers

M-001: obbligatorio email quando country = 'IT'
    messaggio it 'Senza {field} il magazzino non avvisa' en 'No {field}: no notice'
"""
WHOLE = {
    "companyName": "Aurora S.r.l.",
    "state": "IT",
    "province": "MI",
    "city": "Milano",
    "zipCode": "20121",
    "address": "Via Roma 1",
    "FF_CIC_CURRENCY": "EUR",
    "FF_CIC_CUSTOMER_GROUP": "1",
    "FF_CIC_VAT_ZONE": "1",
}


@pytest.fixture
def aurora(synced: Both, profile: Path) -> int:
    """A rule of the customer's own, and a company that breaks it and nothing else."""
    (profile.parent / "own.rules").write_text(RULES, encoding="utf-8")
    with profile.open("a", encoding="utf-8") as file:
        file.write("rules: [own.rules]\n")
    other = synced.crm.companies[next(iter(synced.crm.companies))]
    chosen = {"FF_CIC_PAYMENT_TERMS": other["FF_CIC_PAYMENT_TERMS"]}
    return synced.crm.add("Company", **WHOLE, **chosen)


def test_a_rule_holds_a_company_in_its_own_words_until_it_is_cured(
    synced: Both, aurora: int, run: Run
) -> None:
    """Held under its own code, cured on the screen of the CRM, sent by a retry."""
    held = run("send", "company", str(aurora), "--json")

    assert held.code == 1
    assert not synced.cic.traffic.writes
    (problem,) = run("problems", "--json", "--lang", "it").document["problems"]
    assert problem["code"] == "M-001"
    assert problem["message"] == "Senza E-mail (email) il magazzino non avvisa"
    assert problem["source"] == "rule own.rules:4"
    (english,) = run("problems", "--json", "--lang", "en").document["problems"]
    assert english["message"] == "No E-mail (email): no notice"

    synced.crm.companies.edit(aurora, emails=[{"value": "info@aurora.it"}])
    assert run("retry").code == 0
    assert run("problems", "--json").document == {"problems": []}
    customers = [synced.cic.customers[number] for number in synced.cic.customers]
    sent = [one["email"] for one in customers if one["name"] == "Aurora S.r.l."]
    assert sent == ["info@aurora.it"]
    assert run("plan", "--json").document["operations"] == []


def test_a_rule_is_tried_on_a_live_company_without_writing(
    synced: Both, aurora: int, run: Run
) -> None:
    rule = "require email when country = 'IT'"

    broken = run("rules", "try", rule, "--on", f"crm:{aurora}", "--json")

    assert broken.code == 1
    assert broken.document["verdict"] == "fails"
    values = {key: one["value"] for key, one in broken.document["values"].items()}
    assert values == {"email": None, "country": "IT"}
    synced.crm.companies.edit(aurora, emails=[{"value": "info@aurora.it"}])
    mended = run("rules", "try", rule, "--on", f"crm:{aurora}", "--json")
    assert (mended.code, mended.document["verdict"]) == (0, "holds")
    assert synced.writes == 0


@pytest.mark.parametrize(
    ("rule", "verdict", "unknown"),
    [
        pytest.param("require phone when country = 'DE'", "silent", [], id="silent"),
        pytest.param("require pec", "skipped", ["pec"], id="a field it does not know"),
        pytest.param("default phone = '02 000000'", "fills", [], id="it fills"),
        pytest.param("default city = 'Roma'", "leaves", [], id="it leaves"),
        pytest.param("vietato city = 'Milano'", "fails", [], id="in Italian"),
    ],
)
def test_a_trial_says_what_became_of_the_rule(
    aurora: int, run: Run, rule: str, verdict: str, unknown: list[str]
) -> None:
    said = run("rules", "try", rule, "--on", f"crm:{aurora}", "--json")

    assert said.document["verdict"] == verdict
    assert said.document["unknown"] == unknown


def test_a_linked_record_is_tried_with_what_its_counterpart_knows(
    synced: Both, run: Run
) -> None:
    links = run("links", "--json").document["links"]
    company = links[0]["crm"]
    synced.cic.customers.edit(int(links[0]["cic"]), italianCertifiedEmail="a@pec.it")

    said = run("rules", "try", "check pec is a pec", "--on", f"crm:{company}", "--json")

    assert said.document["values"]["pec"]["value"] == "a@pec.it"
    assert said.document["verdict"] == "holds"


@pytest.mark.parametrize(
    ("words", "where"),
    [
        pytest.param(("require phon", "--on", "cic:1"), "RULE:1:9", id="misspelt"),
        pytest.param(
            ("require phone\nrequire email", "--on", "cic:1"), "2 rules", id="two"
        ),
        pytest.param(("require phone", "--on", "cic:9999"), "9999", id="no record"),
        pytest.param(("require phone", "--on", "9999"), "cic:ID", id="of no side"),
        pytest.param(
            ("require phone", "--on", "cic:1", "--entity", "suppliers"),
            "customers",
            id="no such entity",
        ),
    ],
)
def test_a_wrong_trial_ends_with_2_and_says_where(
    synced: Both, run: Run, words: tuple[str, ...], where: str
) -> None:
    said = run("rules", "try", *words)

    assert said.code == 2
    assert where in said.err
    assert synced.writes == 0


def test_a_live_record_becomes_a_case_that_names_nobody_and_holds(
    synced: Both, aurora: int, profile: Path, run: Run
) -> None:
    name = synced.crm.companies[aurora]["companyName"]

    said = run("rules", "record", f"crm:{aurora}")

    assert said.code == 0
    for text in (name, "Via Roma", "Milano", str(aurora)):
        assert text not in said.out
    (case,) = yaml.safe_load(said.out).values()
    assert case["says"] == ["M-001"]
    (profile.parent / "own.test.yml").write_text(said.out, encoding="utf-8")
    tested = run("rules", "test", "--json").document
    assert [one["state"] for one in tested["cases"] if "own" in one["file"]] == [
        "passed"
    ]


def test_a_second_case_does_not_take_the_name_of_the_first(
    aurora: int, profile: Path, run: Run
) -> None:
    cases = profile.parent / "own.test.yml"
    for _ in range(3):
        said = run("rules", "record", f"crm:{aurora}")
        with cases.open("a", encoding="utf-8") as file:
            file.write(said.out)

    assert list(yaml.safe_load(cases.read_text(encoding="utf-8"))) == [
        "a record that M-001 speaks against",
        "a record that M-001 speaks against (2)",
        "a record that M-001 speaks against (3)",
    ]
    assert run("rules", "test").code == 0


OVERLAY = """\
schema: 1
extends: customers@1
rules:
  disable: {M-001: the warehouse reads no e-mail}
  raise: {city: error}
"""


def test_a_rule_that_is_switched_off_holds_nothing_and_stands_in_every_report(
    synced: Both, aurora: int, profile: Path, run: Run
) -> None:
    """Off with a reason, shown by sync, check and show; a warning is made an error."""
    with (profile.parent / "own.rules").open("a", encoding="utf-8") as file:
        file.write("city: avviso vietato city = 'Milano'\n")
    (profile.parent / "acme.yml").write_text(OVERLAY, encoding="utf-8")
    with profile.open("a", encoding="utf-8") as file:
        file.write("overlays: [acme.yml]\n")
    off = {
        "code": "M-001",
        "reason": "the warehouse reads no e-mail",
        "source": "own.rules:4",
    }

    held = run("send", "company", str(aurora), "--json").document
    synced.crm.companies.edit(aurora, city="Monza")
    report = run("sync", "--json").document

    assert [one["code"] for one in held["problems"]] == ["city"]
    assert (report["exit"], report["disabled_rules"]) == (0, [off])
    assert run("rules", "check", "--json").document["disabled_rules"] == [off]
    (shown,) = run("rules", "show", "M-001", "--json").document["rules"]
    assert (shown["off"], shown["severity"]) == (off["reason"], "error")
    assert "M-001 (the warehouse reads no e-mail)" in run("sync").out
    assert run("plan", "--json").document["operations"] == []


def test_the_rules_of_a_profile_are_said_and_checked_without_a_system(
    synced: Both, aurora: int, run: Run
) -> None:
    assert aurora
    synced.forget_calls()

    shown = run("rules", "show", "M-001", "--json").document["rules"]
    checked = run("rules", "check", "--json")

    assert [rule["source"] for rule in shown] == ["own.rules:4"]
    assert [row["file"] for row in checked.document["check"]] == [
        "rules/customers.rules",
        "own.rules",
    ]
    assert synced.calls == 0


def test_check_knows_the_options_that_a_rule_names(profile: Path, run: Run) -> None:
    (profile.parent / "own.rules").write_text(
        "for customers\ndefault currency = 'EURO'\n", encoding="utf-8"
    )
    with profile.open("a", encoding="utf-8") as file:
        file.write("rules: [own.rules]\n")

    checked = run("check")

    assert checked.code == 2
    assert "own.rules:2:20: currency can never be 'EURO'" in checked.err


def test_a_file_of_cases_is_not_read_as_rules(profile: Path, run: Run) -> None:
    cases = profile.parent / "own.test.yml"
    cases.write_text("a case:\n  record: {}\n  says: []\n", encoding="utf-8")

    said = run("rules", "test", str(cases))

    assert said.code == 2
    assert "own.test.yml is no rules file: name the rules" in said.err


def test_a_file_is_found_from_where_a_person_stands(
    both: Both, profile: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The profile lies elsewhere; the file and its cases are named from here."""
    here = profile.parent / "elsewhere"
    here.mkdir()
    monkeypatch.chdir(here)
    (here / "own.rules").write_text(RULES, encoding="utf-8")
    (here / "own.test.yml").write_text(
        "an Italian:\n  record: {country: IT}\n  says: [M-001]\n", encoding="utf-8"
    )

    tested = run("rules", "test", "own.rules", "--json").document

    assert [(one["file"], one["state"]) for one in tested["cases"]] == [
        ("own.test.yml", "passed")
    ]
    assert both.calls == 0


def test_an_option_that_accounting_does_not_have_is_found_once_it_was_read(
    synced: Both, profile: Path, run: Run
) -> None:
    rules = profile.parent / "zones.rules"
    rules.write_text("for customers\nforbid vat_zone = 99\n", encoding="utf-8")

    said = run("rules", "check", str(rules))

    assert said.code == 2
    assert "vat_zone can never be '99'" in said.err
    assert synced.writes == 0
