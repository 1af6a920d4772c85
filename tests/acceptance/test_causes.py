"""What is held is told by its cause, and is held no longer than its cause lasts."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.scene import Both, Said

Run = Callable[..., Said]

RULE = "# language: en\nfor customers\nneeds_phone: require phone\n"


def company_of(run: Run, customer: int) -> int:
    links = run("links", "--json").document["links"]
    return next(int(one["crm"]) for one in links if one["cic"] == str(customer))


def held(run: Run, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = run("problems", "--json", *words).document["problems"]
    return found


def selects(both: Both, company: int) -> dict[str, Any]:
    fields = both.crm.companies[company]
    return {name: fields[name] for name in fields if name.startswith("FF_CIC_")}


@pytest.fixture
def aurora(synced: Both, run: Run) -> list[int]:
    """Three companies that were sent without what CiC demands."""
    made = [
        synced.crm.add("Company", companyName=f"Aurora {number}", province="TO")
        for number in range(3)
    ]
    for company in made:
        assert run("send", "company", str(company)).code == 1
    return [int(company) for company in made]


@pytest.mark.parametrize(
    ("lang", "fix"),
    [
        pytest.param("en", "fill in 'Reviso VAT zone'", id="English"),
        pytest.param("it", "compila «Zona iva Reviso»", id="Italian"),
    ],
)
def test_a_cause_and_its_fix_are_said_once(
    lang: str, fix: str, aurora: list[int], run: Run
) -> None:
    text = " ".join(run("problems", "--lang", lang).out.split())

    heading = "(3) vat_zone_missing"
    part = text[text.index(heading) : text.index("province_needs_country")]
    assert text.count(heading) == 1
    assert text.count(fix) == 1
    assert [str(company) in part for company in aurora] == [True] * 3


def test_one_cause_is_listed_alone(aurora: list[int], run: Run) -> None:
    found = held(run, "--cause", "vat_zone_missing")

    assert [one["record"] for one in found] == [str(company) for company in aurora]
    assert {one["code"] for one in found} == {"vat_zone_missing"}
    assert len(held(run)) > len(found)


@pytest.mark.parametrize(
    "cause",
    [
        pytest.param("oscillation", id="of ours"),
        pytest.param("doubled_key", id="of a mapping"),
    ],
)
def test_a_cause_that_holds_nothing_just_now_has_no_records(
    cause: str, aurora: list[int], run: Run
) -> None:
    assert held(run, "--cause", cause) == []
    assert aurora


def test_a_cause_that_does_not_exist_is_a_mistake_and_those_that_do_are_named(
    aurora: list[int], run: Run
) -> None:
    said = run("problems", "--cause", "vat_zone")

    assert (said.code, said.out) == (2, "")
    assert "vat_zone_missing" in said.err
    assert aurora


def test_a_record_that_fails_again_has_the_same_problem(
    aurora: list[int], run: Run
) -> None:
    """Its number and since when stay; how often it was tried grows by one a run."""
    before = held(run)

    run("sync")
    after = held(run)

    assert [(one["id"], one["since"]) for one in after] == [
        (one["id"], one["since"]) for one in before
    ]
    assert [one["tries"] for one in after] == [one["tries"] + 1 for one in before]
    assert aurora


def test_all_of_one_cause_are_tried_again(
    aurora: list[int], synced: Both, run: Run
) -> None:
    """Two are mended, one has no VAT zone still."""
    mended = selects(synced, company_of(run, 1))
    for company in aurora[:2]:
        synced.crm.companies.edit(company, state="IT", **mended)

    said = run("retry", "--cause", "vat_zone_missing", "--json")

    assert said.code == 1
    assert said.document["entities"]["customers"]["created"] == {"cic": 2, "crm": 0}
    assert {one["record"] for one in held(run)} == {str(aurora[2])}


def test_a_cause_that_nothing_is_held_for_is_said(aurora: list[int], run: Run) -> None:
    said = run("retry", "--cause", "vat_zone")

    assert said.code == 2
    assert "vat_zone_missing" in said.err
    assert aurora


def test_a_problem_ends_with_an_edit_of_its_record(
    aurora: list[int], synced: Both, run: Run
) -> None:
    synced.crm.companies.edit(
        aurora[0], state="IT", **selects(synced, company_of(run, 1))
    )
    synced.clock.advance(300)

    run("sync")

    assert str(aurora[0]) not in {one["record"] for one in held(run)}
    assert str(aurora[0]) in {
        one["crm"] for one in run("links", "--json").document["links"]
    }


def test_a_problem_ends_with_its_record(
    aurora: list[int], synced: Both, run: Run
) -> None:
    """The company was deleted, and nothing on the other side depends on it."""
    synced.crm.companies.remove(aurora[0])

    run("retry")

    assert {one["record"] for one in held(run)} == {str(aurora[1]), str(aurora[2])}


def test_a_problem_ends_with_its_rule(synced: Both, profile: Path, run: Run) -> None:
    text = profile.read_text(encoding="utf-8")
    profile.write_text(f"{text}rules: [own.rules]\n", encoding="utf-8")
    (profile.parent / "own.rules").write_text(RULE, encoding="utf-8")
    company = company_of(run, 1)
    synced.cic.customers.edit(1, telephoneAndFaxNumber=None, city="Monza")
    assert run("sync").code == 1
    assert {one["code"] for one in held(run)} == {"needs_phone"}

    profile.write_text(text, encoding="utf-8")

    assert run("sync").code == 0
    assert held(run) == []
    assert synced.crm.companies[company]["city"] == "Monza"
    assert run("plan", "--json").document["operations"] == []


def test_a_problem_ends_with_its_missing_option(synced: Both, run: Run) -> None:
    company = company_of(run, 1)
    synced.crm.companies.edit(company, FF_CIC_CUSTOMER_GROUP="77")
    assert run("sync").code == 1
    [problem] = held(run)
    assert (problem["field"], problem["record"]) == ("customer_group", str(company))

    synced.cic.add(
        "customer-groups",
        customerGroupNumber=77,
        name="Nuovi",
        account={"accountNumber": 2310},
    )

    assert run("sync").code == 0
    assert held(run) == []
    assert synced.cic.customers[1]["customerGroup"]["customerGroupNumber"] == 77


def test_a_conflict_ends_with_its_pair(synced: Both, profile: Path, run: Run) -> None:
    text = profile.read_text(encoding="utf-8")
    profile.write_text(f"{text}policy: {{conflict: manual}}\n", encoding="utf-8")
    company = company_of(run, 1)
    synced.cic.customers.edit(1, city="Monza")
    synced.crm.companies.edit(company, city="Lodi")
    assert run("sync").code == 1

    assert run("unlink", "customers", "1").code == 0

    assert run("conflicts", "--json").document == {"conflicts": []}
    assert run("sync").code == 0
