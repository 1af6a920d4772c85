"""Whoever reads problems, conflicts and explain knows what happened and what to do.

Five situations; in each the sentences say who, what, when, why and what comes next,
in both languages.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.scene import Both, Said

Run = Callable[..., Said]
Say = Callable[..., tuple[str, str]]

MOMENT = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ"


@pytest.fixture
def say(run: Run) -> Say:
    """What a page says in English and in Italian, without its breaks."""

    def both(*words: str) -> tuple[str, str]:
        english, italian = (run(*words, "--lang", lang).out for lang in ("en", "it"))
        return " ".join(english.split()), " ".join(italian.split())

    return both


def company_of(run: Run, customer: int) -> int:
    links = run("links", "--json").document["links"]
    return next(int(one["crm"]) for one in links if one["cic"] == str(customer))


def story(run: Run, *words: str) -> list[dict[str, Any]]:
    document = run("explain", "customers", *words, "--json").document
    found: list[dict[str, Any]] = document["story"]
    return found


def test_a_city_that_somebody_changed(synced: Both, run: Run, say: Say) -> None:
    """Who: somebody in CiC; when: between two readings; what was done: run 2."""
    company = company_of(run, 1)
    before = synced.cic.customers[1]["city"]
    synced.cic.customers.edit(1, city="Monza")
    assert run("sync").code == 0

    english, italian = say("explain", "customers", "1", "--field", "city")

    assert re.search(
        rf"somebody changed in CiC, between {MOMENT} and {MOMENT}: City «Monza»",
        english,
    )
    assert (
        f"run 2 wrote City in CRM: «{before}» became «Monza»"
        " (somebody changed it in CiC)" in english
    )
    assert f"run 1 created {company} in CRM from CiC 1" in english
    assert "mappings/customers.yml" in english
    assert "edits travel both ways; CiC wins a tie" in english
    assert "lens text: A text that is equal on both sides" in english
    assert english.endswith("nothing to do: both sides are equal")
    assert re.search(
        rf"qualcuno ha cambiato in CiC, fra {MOMENT} e {MOMENT}: Città «Monza»", italian
    )
    assert (
        f"l'esecuzione 2 ha scritto Città in CRM: «{before}» è diventato «Monza»"
        " (qualcuno lo ha cambiato in CiC)" in italian
    )
    assert italian.endswith("nulla da fare: i due lati sono allineati")
    assert "E-mail" not in english


def test_a_city_that_both_changed(synced: Both, run: Run, say: Say) -> None:
    """Both values stay readable, who won and why, and what was typed where."""
    company = company_of(run, 1)
    synced.crm.companies.edit(company, city="Lodi")
    synced.clock.advance(600)
    synced.cic.customers.edit(1, city="Como")
    synced.clock.advance(300)
    assert run("sync").code == 0

    english, italian = say("explain", "customers", "1", "--field", "city")

    assert "run 2 found City changed on both sides: CiC «Como», CRM «Lodi»" in english
    assert "CiC stayed: the later edit wins" in english
    assert "run 2 wrote City in CRM: «Lodi» became «Como»" in english
    assert re.search(rf"changed in CRM, not after {MOMENT}: City «Lodi»", english)
    assert re.search(rf"cambiato in CRM, non dopo {MOMENT}: Città «Lodi»", italian)
    assert "è rimasto CiC: vince la modifica più recente" in italian
    conflicts, conflitti = say("conflicts")
    assert "CiC Como ✓ stays: the later edit wins" in conflicts
    assert "CRM Lodi lost, and kept in the journal" in conflicts
    assert "CRM Lodi perde, e resta nel giornale" in conflitti


def test_a_conflict_that_waits_for_a_person(
    synced: Both, run: Run, say: Say, profile: Path
) -> None:
    text = profile.read_text(encoding="utf-8")
    profile.write_text(f"{text}policy: {{conflict: manual}}\n", encoding="utf-8")
    company = company_of(run, 1)
    synced.cic.customers.edit(1, email="a@example.it")
    synced.crm.companies.edit(company, emails=[{"value": "b@example.it"}])
    synced.clock.advance(300)
    assert run("sync").code == 1
    [conflict] = run("conflicts", "--json").document["conflicts"]

    english, italian = say("explain", "customers", "1", "--field", "email")

    command = f"`raccordo resolve {conflict['id']} --take cic|crm`"
    assert "CiC «a@example.it», CRM «b@example.it»" in english
    assert f"{command} decides" in english
    assert f"decide {command}" in italian
    assert "waits for a person to decide E-mail: `raccordo conflicts`" in english
    assert "aspetta che una persona decida E-mail: `raccordo conflicts`" in italian
    assert command in say("conflicts")[0]
    assert run("resolve", str(conflict["id"]), "--take", "crm").code == 0
    after, dopo = say("explain", "customers", "1", "--field", "email")
    assert "«a@example.it» became «b@example.it» (a person decided" in after
    assert "una persona ha deciso il conflitto" in dopo


def test_a_company_that_lacks_what_accounting_demands(
    synced: Both, run: Run, say: Say
) -> None:
    like = synced.crm.companies[company_of(run, 1)]
    chosen = {name: like[name] for name in like if name.startswith("FF_CIC_")}
    chosen["FF_CIC_VAT_ZONE"] = ""
    company = synced.crm.add("Company", companyName="Aurora", state="IT", **chosen)
    assert run("send", "company", str(company)).code == 1
    run("sync")

    english, italian = say("explain", "customers", str(company), "--side", "crm")

    assert f"a person asked for CRM {company} to be sent to CiC" in english
    assert "without a VAT zone CiC does not create the customer" in english
    assert "tries: 2" in english
    assert re.search(r"held: Reviso VAT zone .* does not create.*; fill in", english)
    assert "no counterpart yet" in english
    assert f"una persona ha chiesto di inviare CRM {company} a CiC" in italian
    assert re.search(r"in sospeso: Manca Zona iva Reviso .*; compila", italian)
    problems, problemi = say("problems")
    for page in (problems, problemi):
        assert "vat_zone_missing" in page
        assert f"Aurora (CRM {company})" in page
    assert "→ fill in 'Reviso VAT zone'" in problems
    assert "→ compila «Zona iva Reviso»" in problemi


def test_a_write_that_a_system_refused(synced: Both, run: Run, say: Say) -> None:
    """It says the system's own words, and that the same is not sent again by itself."""
    company = company_of(run, 1)
    synced.crm.set_faults(mandatory={"Company": ("description",)})
    synced.cic.customers.edit(1, city="Monza")
    assert run("sync").code == 1
    [problem] = run("problems", "--json").document["problems"]
    assert run("sync").code == 1

    english, italian = say("explain", "customers", "1")

    assert problem["message"] in english
    assert problem["fix"] in english
    assert "the same is not sent again until it changes or is retried" in english
    assert "non si invia di nuovo finché non cambia o non si riprova" in italian
    assert f"problem {problem['id']}:" in english
    assert f"problema {problem['id']}:" in italian
    synced.crm.set_faults(mandatory={})
    assert run("retry", "--cause", problem["code"]).code == 0
    assert synced.crm.companies[company]["city"] == "Monza"
    assert say("explain", "customers", "1")[0].endswith("both sides are equal")


def test_a_pair_that_a_person_parted(synced: Both, say: Say, run: Run) -> None:
    assert run("unlink", "customers", "1").code == 0

    english, italian = say("explain", "customers", "1")

    assert "the pair was dissolved since" in english
    assert "nothing is written until `raccordo link` or `send`" in english
    assert "da allora la coppia è stata sciolta" in italian
    assert synced.writes == 0


def test_a_record_that_a_person_left_out(synced: Both, say: Say, run: Run) -> None:
    assert run("exclude", "customers", "cic:1", "--reason", "prova").code == 0

    english, italian = say("explain", "customers", "1")

    assert "a person left CiC 1 out: prova" in english
    assert english.endswith("left out until `raccordo include`")
    assert "una persona ha lasciato fuori CiC 1: prova" in italian
    assert synced.writes == 0


def test_what_was_dismissed_is_not_forgotten(synced: Both, run: Run, say: Say) -> None:
    company = synced.crm.add("Company", companyName="Aurora", province="TO")
    run("send", "company", str(company))
    for one in run("problems", "--json").document["problems"]:
        assert run("dismiss", str(one["id"])).code == 0
    assert run("problems", "--json").document == {"problems": []}

    english, italian = say("explain", "customers", str(company), "--side", "crm")

    assert "put away by a person" in english
    assert "messo via da una persona" in italian
    assert "held:" in english


def test_the_story_as_a_script_reads_it(synced: Both, run: Run) -> None:
    synced.cic.customers.edit(1, city="Monza", email="new@example.it")
    assert run("sync").code == 0

    whole, city = story(run, "1"), story(run, "1", "--field", "city")

    assert all(
        set(one) == {"at", "kind", "text", "field", "side", "run"} for one in whole
    )
    writes = [one["field"] for one in whole if one["kind"] == "write"]
    assert writes == [None, "city", "email"]
    assert [one["field"] for one in city if one["kind"] == "write"] == [None, "city"]
    assert all(one["at"].endswith("Z") for one in whole)


def test_a_field_that_is_not_there_is_said(synced: Both, run: Run) -> None:
    said = run("explain", "customers", "1", "--field", "citty")

    assert said.code == 2
    assert "city" in said.err
    assert synced.writes == 0


def test_a_record_that_nobody_knows_is_said_without_advising_what_was_done(
    synced: Both, run: Run
) -> None:
    said = run("explain", "customers", "9999", "--side", "crm")

    assert said.code == 2
    assert "customers" in said.err
    assert "--side" not in said.err
    assert synced.writes == 0
