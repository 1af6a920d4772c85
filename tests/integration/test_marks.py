"""Records whose counterpart was deleted, where the mapping says how they are marked."""

from pathlib import Path
from typing import Any

import pytest

from engine.errors import SafetyStop
from engine.sandbox.faults import Mishap
from tests.integration.office import NOTHING, Office

OVERLAY = """\
schema: 1
extends: customers@1
sync:
  delete: mark
  mark: {crm: {path: lockReason, value: gone from accounting}, cic: BARRED}
"""
BARRED = "{path: barred, value: true}"


def office_with(folder: Path, text: str, policy: str = "") -> Office:
    (folder / "gone.yml").write_text(text, encoding="utf-8")
    made = Office(folder, policy=policy, overlays="gone.yml")
    made.set_up()
    return made


@pytest.fixture
def office(folder: Path) -> Office:
    return office_with(folder, OVERLAY.replace("BARRED", BARRED))


def written(office: Office) -> list[dict[str, Any]]:
    """The lines of the journal of what was marked."""
    found: list[dict[str, Any]] = office.ask(
        lambda raccordo: raccordo.journal()
    ).document["journal"]
    return [one for one in found if one["field"] in ("lockReason", "barred")]


def states(office: Office) -> dict[str, str]:
    """The state of every pair, by its customer."""
    found = office.ask(lambda raccordo: raccordo.links()).document["links"]
    return {one["cic"]: one["state"] for one in found}


def undone(office: Office, what: str) -> dict[str, Any]:
    return office.ask(lambda raccordo: raccordo.undo(what)).document


def test_the_company_of_a_deleted_customer_is_marked_once(office: Office) -> None:
    """Its link is a tombstone then, and a second run plans nothing."""
    company = office.links()[5]
    office.cic.customers.remove(5)
    office.crm.traffic.clear()

    document = office.sync(full=True)

    assert document["exit"] == 0
    assert document["entities"]["customers"]["updated"] == {"cic": 0, "crm": 1}
    assert office.crm.companies[company]["lockReason"] == "gone from accounting"
    assert states(office)["5"] == "unlinked"
    (line,) = written(office)
    assert (line["side"], line["record"]) == ("crm", str(company))
    assert line["after"] == "gone from accounting"
    assert office.sync(full=True)["entities"]["customers"]["updated"]["crm"] == 0
    assert len(office.crm.traffic.writes) == 1
    assert office.plan() == NOTHING


def test_the_customer_of_a_deleted_company_is_marked_and_keeps_the_rest(
    office: Office,
) -> None:
    company = office.links()[5]
    before = dict(office.cic.customers[5])
    office.crm.companies.remove(company)

    office.sync(full=True)

    after = dict(office.cic.customers[5])
    assert after["barred"] is True
    assert after["name"] == before["name"]
    assert after["vatZone"] == before["vatZone"]


def test_an_entity_that_goes_one_way_marks_too(tmp_path: Path) -> None:
    """What people typed into the CRM was never to arrive: it is no reason to ask."""
    one_way = OVERLAY.replace("  delete", "  direction: to_crm\n  delete")
    office = office_with(tmp_path, one_way.replace("BARRED", BARRED))
    company = office.links()[5]
    office.crm.companies.edit(company, city="Bergamo")
    office.cic.customers.remove(5)

    office.sync(full=True)

    assert office.crm.companies[company]["lockReason"] == "gone from accounting"
    assert states(office)["5"] == "unlinked"


def test_a_side_without_a_mark_asks(tmp_path: Path) -> None:
    office = office_with(tmp_path, OVERLAY.replace(", cic: BARRED", ""))
    office.crm.companies.remove(office.links()[5])

    document = office.sync(full=True)

    assert document["exit"] == 1
    assert [one["code"] for one in office.problems()] == ["deleted_there"]


def test_an_edit_that_never_arrived_asks_all_the_same(office: Office) -> None:
    """The company is not written over: somebody is at work on it."""
    company = office.links()[5]
    office.cic.customers.remove(5)
    office.crm.companies.edit(company, city="Bergamo")
    before = office.writes()

    document = office.sync(full=True)

    assert document["exit"] == 1
    assert [one["code"] for one in office.problems()] == ["deleted_there"]
    assert office.writes() == before


def test_a_pair_of_which_nothing_is_left_asks_nobody(office: Office) -> None:
    office.crm.companies.remove(office.links()[5])
    office.cic.customers.remove(5)

    assert office.sync(full=True)["exit"] == 0
    assert states(office)["5"] == "unlinked"


def test_marks_count_against_the_cap_and_are_planned_below_it(tmp_path: Path) -> None:
    """Three are too many; one of them is left out, and two are not."""
    cap = "max_changes: 0.05, max_changes_floor: 2"
    office = office_with(tmp_path, OVERLAY.replace("BARRED", BARRED), cap)
    companies = [str(office.links()[number]) for number in (5, 6, 7)]
    for number in (5, 6, 7):
        office.cic.customers.remove(number)
    before = office.writes()

    with pytest.raises(SafetyStop):
        office.sync(full=True)

    assert office.writes() == before
    out = f"crm:{companies[0]}"
    office.ask(lambda raccordo: raccordo.exclude("customers", out, "a relic"))
    planned = office.plan()["operations"]
    assert [one["record"] for one in planned] == companies[1:]
    assert [one["verb"] for one in planned] == ["update", "update"]
    assert planned[0]["fields"]["lockReason"] == {
        "before": None,
        "after": "gone from accounting",
        "why": "its counterpart was deleted",
    }
    office.sync()
    assert [states(office)[one] for one in ("5", "6", "7")] == [
        "parting",
        "unlinked",
        "unlinked",
    ]


def test_a_mark_is_taken_back_and_that_too(office: Office) -> None:
    company = office.links()[5]
    office.cic.customers.remove(5)
    run = office.sync(full=True)["run"]

    again = undone(office, str(run))["run"]

    assert not office.crm.companies[company].get("lockReason")
    assert office.plan() == NOTHING
    undone(office, str(again))
    assert office.crm.companies[company]["lockReason"] == "gone from accounting"


def test_a_mark_that_somebody_changed_since_is_not_taken_back(office: Office) -> None:
    company = office.links()[5]
    office.cic.customers.remove(5)
    run = office.sync(full=True)["run"]
    office.crm.companies.edit(company, lockReason="their own reason")

    document = undone(office, str(run))

    assert document["undo"][0]["left"][0]["code"] == "edited_since"
    assert office.crm.companies[company]["lockReason"] == "their own reason"


def test_a_mark_whose_reply_was_lost_is_found_and_journalled(office: Office) -> None:
    company = office.links()[5]
    office.cic.customers.remove(5)
    lost = Mishap(method="POST", path="*CreateOrUpdate*", applied=True)
    office.crm.set_faults(mishaps=(lost,))

    document = office.sync(full=True)

    assert document["exit"] == 0
    assert office.crm.companies[company]["lockReason"] == "gone from accounting"
    assert states(office)["5"] == "unlinked"
    (line,) = written(office)
    assert line["why"].endswith("unclear")


def test_a_mark_that_is_refused_is_a_problem_until_somebody_retries(
    office: Office,
) -> None:
    office.cic.customers.remove(5)
    refused = Mishap(method="POST", path="*CreateOrUpdate*", status=400)
    office.crm.set_faults(mishaps=(refused,))
    office.sync(full=True)
    (problem,) = office.problems()
    before = office.writes()

    office.sync()

    assert problem["code"] == "refused"
    assert office.writes() == before
    office.ask(lambda raccordo: raccordo.retry([problem["id"]]))
    assert office.problems() == []
    assert states(office)["5"] == "unlinked"


def test_a_record_is_explained_by_its_mark(office: Office) -> None:
    company = office.links()[5]
    office.cic.customers.remove(5)
    office.sync(full=True)

    document = office.ask(
        lambda raccordo: raccordo.explain("customers", str(company), "crm")
    ).document

    told = " ".join(one["text"] for one in document["story"])
    assert "its counterpart in CiC was deleted" in told
