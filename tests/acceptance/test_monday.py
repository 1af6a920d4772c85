"""What an admin reads on Monday of what went wrong over the week-end."""

import pytest

from tests.acceptance.scene import Both, Run


def company_of(run: Run, customer: str) -> int:
    links = run("links", "--json").document["links"]
    return next(int(one["crm"]) for one in links if one["cic"] == customer)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "run 2 ended early: CRM cannot be reached"),
        ("it", "l'esecuzione 2 è finita prima del tempo: CRM non si raggiunge"),
    ],
)
def test_why_a_run_ended_early_is_told_in_the_language_of_the_reader(
    synced: Both, run: Run, lang: str, words: str
) -> None:
    synced.crm.set_faults(down=True)
    assert run("sync", "--lang", "en").code == 3

    said = run("status", "--lang", lang)

    assert words in said.out
    assert run("status", "--json").document["runs"][1]["error"] is None


@pytest.mark.parametrize(
    ("lang", "mode"), [("en", "incremental"), ("it", "incrementale")]
)
def test_how_much_a_run_read_is_told_in_the_language_of_the_reader(
    synced: Both, run: Run, lang: str, mode: str
) -> None:
    assert f" {mode} " in run("status", "--lang", lang).out
    assert synced.writes == 0


def test_the_fix_of_a_delete_is_a_command_that_does_it(synced: Both, run: Run) -> None:
    synced.crm.companies.remove(company_of(run, "4"))
    run("sync", "--full")
    (problem,) = run("problems", "--json").document["problems"]
    command = problem["fix"].split("`")[1]

    assert command == "raccordo unlink customers 4"
    said = run("explain", "customers", "4", "--side", "cic").out
    assert command in " ".join(said.split())
    assert run(*command.split()[1:]).code == 0
    assert run("problems", "--json").document["problems"] == []


def test_the_fix_of_a_doubt_names_both_records(synced: Both, run: Run) -> None:
    customers = synced.cic.customers
    number = customers.highest + 1
    codes = {"vatNumber": None, "corporateIdentificationNumber": None, "email": None}
    customers.put(number, {**customers[1], "name": "Dubbia S.r.l."})
    customers.edit(number, customerNumber=number, zip="20121", **codes)
    twin = synced.crm.add("Company", companyName="Dubbia S.r.l.", zipCode="20121")

    run("sync")

    (problem,) = run("problems", "--json").document["problems"]
    assert problem["code"] == "review"
    command = problem["fix"].split("`")[1]
    assert command == f"raccordo link customers {number} {twin}"
    assert run(*command.split()[1:]).code == 0
    assert run("sync").code == 0


def test_the_fix_of_a_number_that_was_given_again_is_a_command(
    synced: Both, run: Run
) -> None:
    codes = dict.fromkeys(("vatNumber", "corporateIdentificationNumber"), "00743110157")
    synced.cic.customers.edit(6, name="Altra Ditta S.p.A.", **codes)

    run("sync")

    (problem,) = run("problems", "--json").document["problems"]
    assert "`raccordo unlink customers 6`" in problem["fix"]


def test_a_name_without_end_is_shown_as_far_as_it_says_anything(
    synced: Both, run: Run
) -> None:
    company = company_of(run, "5")
    synced.crm.companies.edit(company, companyName="Ditta " * 50)

    run("sync")

    said = run("problems").out
    assert f"… (CRM {company})" in said
    assert said.count("Ditta") < 15


def test_a_decided_conflict_says_how_to_put_the_loser_back(
    synced: Both, run: Run
) -> None:
    synced.cic.customers.edit(1, city="Torino")
    synced.clock.advance(100)
    synced.crm.companies.edit(company_of(run, "1"), city="Milano")
    run("sync")
    (conflict,) = run("conflicts", "--json").document["conflicts"]

    assert "`raccordo resolve ID --take cic|crm`" in run("conflicts").out
    assert run("resolve", str(conflict["id"]), "--take", "cic").code == 0
    assert synced.crm.companies[company_of(run, "1")]["city"] == "Torino"
