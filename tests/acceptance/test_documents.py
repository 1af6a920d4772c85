"""The JSON documents of the contract, as a script reads them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.acceptance.scene import CUSTOMERS, Both, Said

Run = Callable[..., Said]

PROBLEM = {
    *("id", "entity", "side", "record", "name", "code", "severity", "field"),
    *("message", "fix", "source", "since", "tries"),
}
CONFLICT = {"id", "entity", "record", "field", "cic", "crm", "decided", "by"}
LINK = {"entity", "cic", "crm", "state"}
LINE = {
    *("id", "run", "at", "side", "record", "verb", "field", "before", "after", "why"),
}


def both_edit(both: Both, run: Run) -> None:
    """Both sides change one field of customer 1, the CRM later."""
    links = run("links", "--json").document["links"]
    company = next(int(link["crm"]) for link in links if link["cic"] == "1")
    both.cic.customers.edit(1, city="Monza")
    both.clock.advance(600)
    both.crm.companies.edit(company, city="Bergamo")
    both.clock.advance(300)


def hold_one(both: Both, run: Run) -> int:
    """Send a company without a VAT zone."""
    company = both.crm.add("Company", companyName="Aurora S.r.l.", province="TO")
    assert run("send", "company", str(company)).code == 1
    return company


def test_the_report_of_a_sync(both: Both, run: Run, profile: object) -> None:
    assert profile
    assert run("setup").code == 0

    document = run("sync", "--json").document

    assert {"run", "profile", "mode", "seconds", "exit", "entities", "calls"} <= set(
        document
    )
    assert document["profile"] == "acme"
    assert document["exit"] == 0
    part = document["entities"]["customers"]
    assert part["read"] == {"cic": CUSTOMERS, "crm": 0}
    assert part["created"] == {"cic": 0, "crm": CUSTOMERS}
    assert part["updated"] == part["deleted"] == {"cic": 0, "crm": 0}
    assert part["conflicts"] == part["problems"] == []
    assert set(document["calls"]) == {"cic", "crm"}
    assert len(both.crm.companies) == CUSTOMERS
    assert run("plan", "--json").document["operations"] == []


def test_the_plan_says_what_the_sync_does(synced: Both, run: Run) -> None:
    synced.cic.customers.edit(1, city="Monza")

    document = run("plan", "--json").document

    assert set(document) == {"operations", "conflicts", "problems", "warnings"}
    [operation] = document["operations"]
    assert operation["verb"] == "update"
    assert operation["side"] == "crm"
    assert operation["fields"]["city"]["after"] == "Monza"
    assert set(operation["fields"]["city"]) == {"before", "after", "why"}
    assert synced.writes == 0
    assert run("sync").code == 0
    assert run("plan", "--json").document["operations"] == []


def test_a_conflict_that_the_policy_decided(synced: Both, run: Run) -> None:
    both_edit(synced, run)

    said = run("sync", "--json")

    assert said.code == 0
    [conflict] = said.document["entities"]["customers"]["conflicts"]
    assert set(conflict) >= CONFLICT
    assert (conflict["cic"], conflict["crm"]) == ("Monza", "Bergamo")
    assert (conflict["decided"], conflict["by"]) == ("crm", "last_modified")
    assert synced.cic.customers[1]["city"] == "Bergamo"
    assert run("plan", "--json").document["operations"] == []


def test_a_conflict_that_waits_for_a_person(
    synced: Both, run: Run, profile: Path
) -> None:
    text = profile.read_text(encoding="utf-8")
    profile.write_text(f"{text}policy: {{conflict: manual}}\n", encoding="utf-8")
    both_edit(synced, run)

    assert run("sync").code == 1
    [conflict] = run("conflicts", "--json").document["conflicts"]
    assert conflict["decided"] is None
    assert run("resolve", str(conflict["id"]), "--take", "cic").code == 0

    assert run("sync").code == 0
    [number] = [
        n for n in synced.crm.companies if synced.crm.companies[n]["city"] == "Monza"
    ]
    assert synced.crm.companies[number]["city"] == "Monza"
    assert run("plan", "--json").document["operations"] == []


def test_a_problem_says_what_to_do_in_the_language_of_the_person(
    synced: Both, run: Run
) -> None:
    company = hold_one(synced, run)

    document = run("problems", "--json").document
    italian = run("problems", "--json", "--lang", "it").document

    assert set(document) == {"problems"}
    assert all(set(one) >= PROBLEM for one in document["problems"])
    assert {one["code"] for one in document["problems"]} >= {
        "province_needs_country",
        "vat_zone_missing",
    }
    assert {one["record"] for one in document["problems"]} == {str(company)}
    for one, other in zip(document["problems"], italian["problems"], strict=True):
        assert one["message"] != other["message"]
        assert one["fix"]
        assert other["fix"]
    assert not synced.cic.traffic.writes


def test_a_company_that_is_sent_becomes_a_customer(synced: Both, run: Run) -> None:
    like = synced.crm.companies[next(iter(synced.crm.companies))]
    selects = {
        name: value
        for name, value in like.items()
        if name.startswith("FF_CIC_") and value
    }
    company = synced.crm.add(
        "Company", companyName="Aurora S.r.l.", state="IT", **selects
    )
    assert run("plan", "--json").document["operations"] == []

    said = run("send", "company", str(company), "--json")

    assert said.code == 0
    assert set(said.document["result"]) >= {"id", "number"}
    number = int(said.document["result"]["number"])
    assert synced.cic.customers[number]["name"] == "Aurora S.r.l."
    assert run("plan", "--json").document["operations"] == []


def test_the_links_are_the_pairs(synced: Both, run: Run) -> None:
    document = run("links", "--json").document

    assert len(document["links"]) == CUSTOMERS
    assert all(set(link) >= LINK for link in document["links"])
    assert {link["state"] for link in document["links"]} == {"linked"}
    assert synced.writes == 0


def test_the_journal_has_each_write_with_what_was_there_before(
    synced: Both, run: Run
) -> None:
    before = synced.cic.customers[1]["city"]
    synced.cic.customers.edit(1, city="Monza")
    assert run("sync").code == 0

    document = run("journal", "--record", "cic:1", "--json").document

    changed = [line for line in document["journal"] if line["before"] == before]
    assert all(set(line) >= LINE for line in document["journal"])
    assert [line["after"] for line in changed] == ["Monza"]
    assert all(line["at"].endswith("Z") for line in document["journal"])
    assert run("plan", "--json").document["operations"] == []


def test_explain_tells_who_moved_a_field(synced: Both, run: Run) -> None:
    synced.cic.customers.edit(1, city="Monza")
    assert run("sync").code == 0

    document = run("explain", "customers", "1", "--side", "cic", "--json").document

    assert document["cic"] == "1"
    fields = {field["field"]: field for field in document["fields"]}
    assert fields["city"]["cic"] == fields["city"]["crm"] == "Monza"
    assert fields["city"]["mapping"].startswith("mappings/customers.yml:")
    assert document["next"]
    assert synced.cic.customers[1]["city"] == "Monza"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        pytest.param(("check",), "check", id="check"),
        pytest.param(("setup",), "setup", id="setup"),
        pytest.param(("problems",), "problems", id="problems"),
        pytest.param(("conflicts",), "conflicts", id="conflicts"),
        pytest.param(("links",), "links", id="links"),
        pytest.param(("journal",), "journal", id="journal"),
        pytest.param(("status",), "profile", id="status"),
        pytest.param(("schema", "profile"), "$schema", id="schema"),
    ],
)
@pytest.mark.parametrize("place", ["before", "after"])
def test_json_is_one_document_and_nothing_else(
    synced: Both, run: Run, words: tuple[str, ...], name: str, place: str
) -> None:
    said = run("--json", *words) if place == "before" else run(*words, "--json")

    assert said.code == 0
    assert name in said.document
    assert synced.writes == 0
