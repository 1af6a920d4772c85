"""A quote of the CRM goes to accounting when somebody sends it, once, to the cent."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from engine.application.answer import Exit
from engine.application.quoting import BadCondition
from engine.application.sending import NoSuchQuote
from engine.application.taking import BadTake
from engine.application.worlds import OtherResource
from engine.sandbox.faults import Mishap
from engine.state.store import Store
from tests.integration.dealer import GROSS, NET, VAT, Dealer
from tests.integration.office import Office

Change: TypeAlias = Callable[[Dealer], dict[str, object]]


@pytest.fixture
def dealer(tmp_path: Path) -> Dealer:
    return Dealer(tmp_path)


def codes(document: dict[str, Any]) -> set[str]:
    return {one["code"] for one in document["problems"]}


def totals(document: dict[str, Any]) -> tuple[Decimal, Decimal, Decimal]:
    return document["netAmount"], document["vatAmount"], document["grossAmount"]


def test_a_quote_becomes_a_quotation_to_the_cent(dealer: Dealer) -> None:
    quote = dealer.quote()

    answer = dealer.send(quote)

    (made,) = dealer.documents()
    assert answer.exit is Exit.DONE
    assert answer.document["result"] == {
        "id": str(made["id"]),
        "number": str(made["number"]),
    }
    assert answer.document["problems"] == []
    assert totals(made) == (NET, VAT, GROSS)
    assert made["date"] == "2026-05-02"
    assert made["references"] == {"other": f"CRM-{quote}"}
    assert [row["description"] for row in made["lines"]] == [
        *("Mouse", "Consegna in sede", "Cavo", "Farina")
    ]
    assert made["lines"][0]["discountPercentage"] == Decimal("14.50")
    assert "product" not in made["lines"][1]


def test_sent_again_it_stays_the_one_document(dealer: Dealer) -> None:
    quote = dealer.quote()
    dealer.send(quote)
    before = dealer.cic.traffic.writes[:]

    answer = dealer.send(quote)

    assert answer.exit is Exit.DONE
    assert dealer.cic.traffic.writes == before
    assert len(dealer.documents()) == 1


@pytest.mark.parametrize("applied", [True, False], ids=["applied", "not applied"])
def test_a_lost_reply_makes_no_second_document(
    dealer: Dealer, *, applied: bool
) -> None:
    quote = dealer.quote()
    dealer.cic.set_faults(
        mishaps=(Mishap(method="POST", path="/quotations", applied=applied),)
    )

    answer = dealer.send(quote)

    (made,) = dealer.documents()
    assert answer.exit is Exit.DONE
    assert answer.document["result"]["id"] == str(made["id"])
    assert totals(made) == (NET, VAT, GROSS)


def test_a_changed_quote_is_sent_again_into_the_same_document(dealer: Dealer) -> None:
    quote = dealer.quote()
    dealer.send(quote)
    (first,) = dealer.documents()
    rows = dealer.rows()[:2]
    dealer.edit(quote, rows=rows)

    dealer.sync()
    (between,) = dealer.documents()
    answer = dealer.send(quote)

    (made,) = dealer.documents()
    assert between == first
    assert answer.exit is Exit.DONE
    assert answer.document["verb"] == "update"
    assert made["id"] == first["id"]
    assert len(made["lines"]) == 2
    assert made["netAmount"] == Decimal("42.58")


def test_a_company_that_is_no_customer_becomes_one_first(dealer: Dealer) -> None:
    known = dealer.crm.companies[dealer.company()]
    added = {name: value for name, value in known.items() if name.startswith("FF_")}
    company = dealer.crm.add("Company", companyName="Nuova S.r.l.", **added)
    quote = dealer.quote(crossId=company)

    answer = dealer.send(quote)

    (made,) = dealer.documents()
    assert answer.exit is Exit.DONE
    assert dealer.cic.customers[made["customer"]["customerNumber"]]["name"] == (
        "Nuova S.r.l."
    )
    assert made["recipient"]["name"] == "Nuova S.r.l."


def _without_rate(dealer: Dealer) -> dict[str, object]:
    return {"rows": [{**dealer.rows()[0], "taxId": 0}]}


def _with_code(code: str) -> Change:
    return lambda dealer: {"rows": [{**dealer.rows()[0], "productCode": code}]}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param(_with_code("B-99"), "product_unknown", id="wrong code"),
        pytest.param(_with_code(""), "product_missing", id="no code"),
        pytest.param(_without_rate, "rate_missing", id="no rate"),
        pytest.param(lambda _: {"rows": []}, "lines_missing", id="no rows"),
        pytest.param(
            lambda _: {"footerDiscount": 10},
            "discount_on_the_whole",
            id="a discount on the whole",
        ),
        pytest.param(
            lambda dealer: {"rows": [{**dealer.rows()[0], "kind": 2}]},
            "row_kind_unknown",
            id="a row that may be a text",
        ),
        pytest.param(
            lambda dealer: {
                "crossType": 1,
                "crossId": dealer.crm.add("Contact", surname="Rossi"),
            },
            "quote_without_company",
            id="no company",
        ),
        pytest.param(
            lambda dealer: {
                "rows": [{**dealer.rows()[0], "discountFormula": "10+5+3"}]
            },
            "discount_not_exact",
            id="a discount of three decimals",
        ),
    ],
)
def test_what_is_wrong_is_said_before_anything_is_sent(
    dealer: Dealer, change: Change, code: str
) -> None:
    quote = dealer.quote(**change(dealer))
    before = dealer.cic.traffic.writes[:]

    answer = dealer.send(quote)

    assert answer.exit is Exit.HELD
    assert code in codes(answer.document)
    assert dealer.cic.traffic.writes == before


def test_a_held_quote_goes_out_with_the_next_sync(dealer: Dealer) -> None:
    quote = dealer.quote(rows=[{**dealer.rows()[0], "productCode": "B-99"}])
    dealer.send(quote)

    dealer.edit(quote, rows=dealer.rows())
    dealer.sync()

    (made,) = dealer.documents()
    assert totals(made) == (NET, VAT, GROSS)
    assert dealer.problems() == []


def test_an_archived_quotation_is_left_alone(dealer: Dealer) -> None:
    quote = dealer.quote()
    dealer.send(quote)
    (made,) = dealer.documents()
    dealer.cic.quotations.edit(made["id"], isArchived=True)
    dealer.edit(quote, rows=dealer.rows()[:1])
    before = dealer.cic.traffic.writes[:]

    answer = dealer.send(quote)

    assert answer.exit is Exit.HELD
    assert codes(answer.document) == {"quotation_archived"}
    assert dealer.cic.traffic.writes == before


def test_a_document_that_was_deleted_is_missed_when_its_quote_is_sent_again(
    dealer: Dealer,
) -> None:
    kept, quote = dealer.quote(), dealer.quote()
    dealer.send(kept)
    made = int(dealer.send(quote).document["result"]["id"])
    dealer.cic.quotations.remove(made)

    plan = dealer.ask(lambda raccordo: raccordo.foresee_quote(str(quote)))
    answer = dealer.send(quote)

    assert (plan.exit, codes(plan.document)) == (Exit.HELD, {"deleted_there"})
    assert (answer.exit, codes(answer.document)) == (Exit.HELD, {"deleted_there"})
    assert len(dealer.documents()) == 1


def test_a_quote_whose_company_is_gone_is_held_and_stops_no_other(
    dealer: Dealer, tmp_path: Path
) -> None:
    company = dealer.crm.add("Company", companyName="Fu S.r.l.")
    orphan, quote = dealer.quote(crossId=company), dealer.quote()
    dealer.crm.companies.remove(company)
    dealer.rewrite(tmp_path, "quotes_ready: date is set")

    alone = dealer.send(orphan)
    plan = dealer.ask(lambda raccordo: raccordo.foresee_quote(str(orphan)))
    every = dealer.ask(lambda raccordo: raccordo.send_ready())

    assert [one.exit for one in (alone, plan, every)] == [Exit.HELD] * 3
    assert codes(alone.document) == codes(plan.document) == {"customer_missing"}
    (made,) = dealer.documents()
    assert made["references"] == {"other": f"CRM-{quote}"}


def test_the_quotes_are_listed_when_the_books_have_no_document_left(
    dealer: Dealer,
) -> None:
    made = dealer.send(dealer.quote()).document["result"]["id"]
    dealer.cic.quotations.remove(int(made))

    listed = dealer.ask(lambda raccordo: raccordo.quotes())

    assert listed.exit is Exit.DONE
    assert [one["cic"]["state"] for one in listed.document["quotes"]] == ["deleted"]


def test_a_quote_whose_customer_was_deleted_is_held_before_anything_is_sent(
    dealer: Dealer,
) -> None:
    company = dealer.company()
    quote = dealer.quote(crossId=company)
    links = dealer.ask(lambda raccordo: raccordo.links()).document["links"]
    dealer.cic.customers.remove(
        next(
            int(one["cic"])
            for one in links
            if (one["entity"], one["crm"]) == ("customers", str(company))
        )
    )
    before = dealer.cic.traffic.writes[:]

    plan = dealer.ask(lambda raccordo: raccordo.foresee_quote(str(quote)))
    answer = dealer.send(quote)

    expected = (Exit.HELD, {"deleted_there", "customer_missing"})
    assert (plan.exit, codes(plan.document)) == expected
    assert (answer.exit, codes(answer.document)) == expected
    assert dealer.cic.traffic.writes == before


def test_what_both_sides_changed_is_for_a_person(dealer: Dealer) -> None:
    quote = dealer.quote()
    dealer.send(quote)
    (made,) = dealer.documents()
    lines = [{**made["lines"][0], "quantity": Decimal(7)}]
    dealer.cic.quotations.edit(made["id"], lines=lines)
    dealer.edit(quote, rows=dealer.rows()[:1])
    before = dealer.cic.traffic.writes[:]

    answer = dealer.send(quote)

    assert answer.exit is Exit.HELD
    waiting = [one for one in dealer.conflicts() if one["decided"] is None]
    assert [one["field"] for one in waiting] == ["lines"]
    assert dealer.cic.traffic.writes == before


def test_a_run_at_rest_costs_few_calls_and_writes_nothing(dealer: Dealer) -> None:
    dealer.send(dealer.quote())
    dealer.sync()
    before = len(dealer.cic.traffic.writes) + len(dealer.crm.traffic.writes)

    found = dealer.sync()

    assert sum(found["calls"].values()) <= 20
    assert len(dealer.cic.traffic.writes) + len(dealer.crm.traffic.writes) == before


def test_what_would_be_sent_is_shown_as_rows_and_totals(dealer: Dealer) -> None:
    quote = dealer.quote()
    before = dealer.cic.traffic.writes[:]

    found = dealer.ask(lambda raccordo: raccordo.foresee_quote(str(quote))).document

    (operation,) = found["operations"]
    assert operation["verb"] == "create"
    assert operation["totals"] == {
        "net": str(NET),
        "vat": str(VAT),
        "gross": str(GROSS),
    }
    assert [(one["product_code"], one["net"]) for one in operation["rows"]] == [
        *(("A-01", "42.58"), (None, None), ("ART.4", "15.43"), ("A-05", "12.70"))
    ]
    assert operation["rows"][0]["taken_off"] == "14.5"
    assert dealer.cic.traffic.writes == before
    assert dealer.documents() == []


def test_what_would_be_sent_begins_with_a_customer_that_is_missing(
    dealer: Dealer,
) -> None:
    known = dealer.crm.companies[dealer.company()]
    added = {name: value for name, value in known.items() if name.startswith("FF_")}
    company = dealer.crm.add("Company", companyName="Nuova S.r.l.", **added)
    quote = dealer.quote(crossId=company)

    found = dealer.ask(lambda raccordo: raccordo.foresee_quote(str(quote))).document

    assert found["problems"] == []
    assert [(one["entity"], one["verb"]) for one in found["operations"]] == [
        ("customers", "create"),
        ("quotations", "create"),
    ]
    fields = found["operations"][1]["fields"]
    assert fields["name"]["after"] == "Nuova S.r.l."


def test_taking_a_sent_quote_back_only_parts_it(dealer: Dealer) -> None:
    quote = dealer.quote()
    dealer.send(quote)
    (made,) = dealer.documents()

    dealer.ask(lambda raccordo: raccordo.undo(f"cic:{made['id']}"))

    links = dealer.ask(lambda raccordo: raccordo.links()).document["links"]
    own = [one["state"] for one in links if one["entity"] == "quotations"]
    assert own == ["unlinked"]
    assert len(dealer.documents()) == 1


def test_pairs_of_quotations_do_not_become_those_of_orders(
    dealer: Dealer, tmp_path: Path
) -> None:
    quote = dealer.quote()
    dealer.send(quote)
    dealer.rewrite(tmp_path, "quotes_become: order")

    with pytest.raises(OtherResource):
        dealer.send(quote)

    assert dealer.documents("orders") == []


def test_the_document_says_of_the_customer_what_is_true_by_now(dealer: Dealer) -> None:
    company = dealer.company()
    links = dealer.ask(lambda raccordo: raccordo.links()).document["links"]
    number = next(
        int(one["cic"])
        for one in links
        if (one["entity"], one["crm"]) == ("customers", str(company))
    )
    dealer.cic.customers.edit(number, address="Via Nuova 9")

    dealer.send(dealer.quote(crossId=company))

    (made,) = dealer.documents()
    assert made["recipient"]["address"] == "Via Nuova 9"


def test_before_any_run_a_quote_is_foreseen_as_well(tmp_path: Path) -> None:
    dealer = Dealer(tmp_path)
    quote = dealer.quote()
    (tmp_path / "sandbox.db").unlink()

    found = dealer.ask(lambda raccordo: raccordo.foresee_quote(str(quote))).document

    assert [one["verb"] for one in found["operations"]][-1] == "create"
    assert found["operations"][-1]["totals"]["gross"] == str(GROSS)


def disputed(dealer: Dealer) -> tuple[int, int]:
    """A quote whose rows both sides changed, and the conflict that waits."""
    quote = dealer.quote()
    dealer.send(quote)
    (made,) = dealer.documents()
    lines = [{**made["lines"][0], "quantity": Decimal(7)}]
    dealer.cic.quotations.edit(made["id"], lines=lines)
    dealer.edit(quote, rows=dealer.rows()[:1])
    dealer.send(quote)
    waiting = [one for one in dealer.conflicts() if one["decided"] is None]
    return quote, waiting[0]["id"]


def test_a_conflict_decided_for_cic_leaves_both_as_they_are(dealer: Dealer) -> None:
    quote, conflict = disputed(dealer)
    rows = dealer.crm.quotes[quote]["rows"]
    before = dealer.shown()

    dealer.ask(lambda raccordo: raccordo.resolve(conflict, "cic"))
    answer = dealer.send(quote)

    assert answer.exit is Exit.DONE
    assert dealer.shown() == before
    assert dealer.crm.quotes[quote]["rows"] == rows


def test_a_conflict_decided_for_the_crm_is_written_to_cic_alone(
    dealer: Dealer,
) -> None:
    _, conflict = disputed(dealer)
    writes = dealer.crm.traffic.writes[:]

    dealer.ask(lambda raccordo: raccordo.resolve(conflict, "crm"))

    (made,) = dealer.documents()
    assert made["netAmount"] == Decimal("42.58")
    assert dealer.crm.traffic.writes == writes


def test_rows_cannot_be_typed_as_a_decision(dealer: Dealer) -> None:
    quote, conflict = disputed(dealer)
    before, runs = dealer.shown(), remembered(dealer)

    with pytest.raises(BadTake):
        dealer.ask(lambda raccordo: raccordo.resolve(conflict, "lines=x"))

    assert dealer.shown() == before
    assert remembered(dealer) == runs
    assert dealer.crm.quotes[quote]["rows"]


def remembered(dealer: Dealer) -> list[dict[str, Any]]:
    runs: list[dict[str, Any]] = dealer.ask(lambda one: one.status()).document["runs"]
    return runs


def test_a_quote_that_is_not_there_is_no_run(dealer: Dealer) -> None:
    dealer.ask(lambda raccordo: raccordo.sync())
    runs = remembered(dealer)

    with pytest.raises(NoSuchQuote):
        dealer.ask(lambda raccordo: raccordo.send_quote("XYZ"))

    assert remembered(dealer) == runs


def test_a_conflict_that_waits_is_not_also_a_matter_of_totals(dealer: Dealer) -> None:
    disputed(dealer)

    assert {one["code"] for one in dealer.problems()} == set()


def test_taking_a_run_back_takes_all_of_it_back(dealer: Dealer) -> None:
    known = dealer.crm.companies[dealer.company()]
    added = {name: value for name, value in known.items() if name.startswith("FF_")}
    company = dealer.crm.add("Company", companyName="Nuova S.r.l.", **added)
    dealer.send(dealer.quote(crossId=company))
    lines = dealer.ask(lambda raccordo: raccordo.journal()).document["journal"]
    run = max(one["run"] for one in lines)

    found = dealer.ask(lambda raccordo: raccordo.undo(str(run))).document["undo"]

    assert [(one["entity"], one["verb"]) for one in found] == [
        ("quotations", "unlink"),
        ("customers", "unlink"),
    ]
    (quote,) = [one for one in found if one["entity"] == "quotations"]
    assert [one["code"] for one in quote["left"]] == ["kept_there"]


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("heading = 'pronto' and date is set", id="in English"),
        pytest.param("heading = 'pronto' e date è presente", id="in Italian"),
    ],
)
def test_all_that_is_ready_can_be_foreseen(tmp_path: Path, words: str) -> None:
    dealer = Dealer(tmp_path, f"quotes_ready: {words}")
    dealer.quote(number="pronto")
    dealer.quote(number="bozza")

    found = dealer.ask(lambda raccordo: raccordo.foresee_ready()).document

    assert [one["name"] for one in found["operations"]] == ["pronto"]
    assert dealer.documents() == []


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("hedaing = 'pronto' or date is set", id="in English"),
        pytest.param("date è presente e hedaing = 'pronto'", id="in Italian"),
    ],
)
def test_a_condition_of_the_profile_is_told_where_it_stands(
    tmp_path: Path, words: str
) -> None:
    dealer = Dealer(tmp_path, f"quotes_ready: {words}")

    with pytest.raises(BadCondition) as caught:
        dealer.ask(lambda raccordo: raccordo.send_ready())

    assert "quotes_ready" in str(caught.value)
    assert "hedaing" in str(caught.value)
    assert "heading" in str(caught.value)


def test_a_quote_that_is_held_is_foreseen_with_its_rows(dealer: Dealer) -> None:
    quote = dealer.quote(rows=[{**dealer.rows()[0], "productCode": "B-99"}])

    found = dealer.ask(lambda raccordo: raccordo.foresee_quote(str(quote))).document

    assert found["operations"] == []
    assert found["totals"]["net"] == "42.58"


def test_every_row_that_is_wrong_is_told(dealer: Dealer) -> None:
    first, _, third, _ = dealer.rows()
    rows = [{**first, "productCode": "B-98"}, {**third, "productCode": "B-99"}]
    quote = dealer.quote(rows=rows)

    answer = dealer.send(quote)
    dealer.sync()

    (problem,) = answer.document["problems"]
    assert problem["code"] == "product_unknown"
    assert "Row 1" in problem["message"]
    assert "Row 2" in problem["message"]


def test_a_first_run_of_everything_is_taken_back_whole(tmp_path: Path) -> None:
    office = Office(tmp_path, customers=3, orders=True)
    office.ask(lambda raccordo: raccordo.setup())
    tables = ("Company", "Payment", "PaymentMode", "TaxValue", "UnitMeasure", "Catalog")

    def standing() -> dict[str, int]:
        return {name: len(office.crm[name].listed()) for name in tables}

    before = standing()
    run = office.sync()["run"]
    assert standing() != before

    answer = office.ask(lambda raccordo: raccordo.undo(str(run), force=True))

    assert answer.document["refused"] == []
    assert standing() == before


def test_a_run_about_one_quote_ends_as_that_quote_did(dealer: Dealer) -> None:
    first = dealer.rows()[0]
    dealer.send(dealer.quote(rows=[{**first, "productCode": "B-99"}]))
    dealer.send(dealer.quote())

    runs = dealer.ask(lambda raccordo: raccordo.status()).document["runs"]

    assert [one["exit"] for one in runs][:2] == [0, 1]


def test_quotes_of_two_new_companies_are_foreseen_together(tmp_path: Path) -> None:
    dealer = Dealer(tmp_path, "quotes_ready: heading = 'pronto'")
    known = dealer.crm.companies[dealer.company()]
    added = {name: value for name, value in known.items() if name.startswith("FF_")}
    for name in ("Prima S.r.l.", "Seconda S.r.l."):
        company = dealer.crm.add("Company", companyName=name, **added)
        dealer.quote(crossId=company, number="pronto")

    found = dealer.ask(lambda raccordo: raccordo.foresee_ready()).document

    assert found["problems"] == []
    assert [(one["entity"], one["verb"]) for one in found["operations"]] == [
        *(("customers", "create"), ("quotations", "create")),
        *(("customers", "create"), ("quotations", "create")),
    ]
    # Nobody knows the number of a customer that is still to be created.
    assert "customer" not in found["operations"][1]["fields"]


def test_the_report_of_a_run_counts_every_quote_that_it_sent(tmp_path: Path) -> None:
    dealer = Dealer(tmp_path, "quotes_ready: heading = 'pronto'")
    for _ in range(2):
        dealer.quote(number="pronto")

    dealer.ask(lambda raccordo: raccordo.send_ready())

    store = Store.open(tmp_path / "sandbox.db")
    (run,) = store.runs.last(1)
    store.close()
    report = json.loads(run.report)
    assert report["entities"]["quotations"]["created"] == {"cic": 2, "crm": 0}


def test_the_journal_is_in_the_order_of_what_was_done(dealer: Dealer) -> None:
    dealer.ask(lambda raccordo: raccordo.sync())

    lines = dealer.ask(lambda raccordo: raccordo.journal()).document["journal"]

    assert [one["id"] for one in lines] == list(range(1, len(lines) + 1))
    assert lines[0]["entity"] != "customers"


def test_what_a_quote_lacks_is_mended_in_the_quote_and_of_every_row_told(
    dealer: Dealer,
) -> None:
    row = dealer.rows()[0]
    wrong = {**row, "discountFormula": "a lot"}
    quote = dealer.quote(rows=[wrong, row, wrong])

    dealer.ask(lambda raccordo: raccordo.send_quote(str(quote)))

    (held,) = dealer.problems()
    assert held["message"].split("; ") == [
        "'a lot', in 'Rows (1), Discount', is no discount that can be read",
        "'a lot', in 'Rows (3), Discount', is no discount that can be read",
    ]
    assert held["fix"].split("; ") == [
        "write 'Rows (1), Discount' as 10 or 10+5 in the quote (CRM), and save",
        "write 'Rows (3), Discount' as 10 or 10+5 in the quote (CRM), and save",
    ]
