"""Quotes are listed with what became of them, and printed in any template."""

from pathlib import Path
from typing import Any

import pytest

from engine.application import Answer, Application, printing
from engine.application.answer import Exit
from engine.application.printing import NoSuchLayout
from engine.errors import RemoteError
from engine.sandbox.faults import Mishap
from tests.integration.dealer import Dealer


@pytest.fixture
def dealer(tmp_path: Path) -> Dealer:
    return Dealer(tmp_path)


def printed(
    dealer: Dealer, quote: int, layout: str = ""
) -> tuple[dict[str, Any], bytes | None]:
    papers: list[bytes | None] = []

    def ask(raccordo: Application) -> Answer:
        answer, paper = raccordo.print_quote(str(quote), layout)
        papers.append(paper)
        return answer

    return dealer.ask(ask).document, papers[0]


def listed(dealer: Dealer) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = dealer.ask(
        lambda raccordo: raccordo.quotes()
    ).document["quotes"]
    return found


def test_a_quote_is_marked_once_it_is_in_cic(dealer: Dealer) -> None:
    quote, other = dealer.quote(), dealer.quote()
    dealer.send(quote)
    (made,) = dealer.documents()

    first, second = listed(dealer)

    company = dealer.crm.companies[dealer.company()]["companyName"]
    assert first == {
        "id": str(quote),
        "number": "2026/1",
        "company": company,
        "date": "2026-05-02",
        "cic": {
            "id": str(made["id"]),
            "number": str(made["number"]),
            "state": "open",
            "changed": False,
        },
    }
    assert (second["id"], second["cic"]) == (str(other), None)


@pytest.mark.parametrize(
    ("change", "state"),
    [
        pytest.param({"isArchived": True}, "archived", id="archived"),
        pytest.param({"isSent": True}, "sent", id="sent to the customer"),
        pytest.param(None, "deleted", id="deleted"),
    ],
)
def test_what_became_of_a_quotation_is_said(
    dealer: Dealer, change: dict[str, object] | None, state: str
) -> None:
    dealer.send(dealer.quote())
    dealer.send(dealer.quote())
    made, _ = dealer.documents()
    if change is None:
        dealer.cic.quotations.remove(made["id"])
    else:
        dealer.cic.quotations.edit(made["id"], **change)

    one, other = listed(dealer)

    assert one["cic"]["state"] == state
    assert other["cic"]["state"] == "open"


def test_a_quote_that_changed_since_it_was_sent_is_said_so(dealer: Dealer) -> None:
    quote = dealer.quote()
    dealer.send(quote)
    dealer.edit(quote, rows=dealer.rows()[:1])

    (one,) = listed(dealer)

    assert one["cic"]["changed"] is True


def test_two_templates_give_two_papers_and_leave_the_document_as_it_was(
    dealer: Dealer,
) -> None:
    quote = dealer.quote()
    dealer.send(quote)
    before = dealer.shown()

    own, first = printed(dealer, quote)
    other, second = printed(dealer, quote, "IT v2.0")

    after = dealer.shown()
    assert first is not None
    assert second is not None
    assert first.startswith(b"%PDF")
    assert first != second
    assert (own["layout"], other["layout"]) == ("IT v2.0 con sconti", "IT v2.0")
    assert after == before


def test_a_quote_that_was_not_sent_is_not_printed(dealer: Dealer) -> None:
    document, paper = printed(dealer, dealer.quote())

    assert [one["code"] for one in document["problems"]] == ["quote_not_sent"]
    assert paper is None


def test_a_template_that_is_not_there_is_named_with_those_that_are(
    dealer: Dealer,
) -> None:
    quote = dealer.quote()
    dealer.send(quote)

    with pytest.raises(NoSuchLayout) as caught:
        printed(dealer, quote, "IT v1.0")

    assert "IT v2.0, IT v2.0 con sconti, EN v2.0" in str(caught.value)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        pytest.param("GET", "/quotations/*/pdf", id="no paper comes"),
        pytest.param("PUT", "/quotations/*", id="the first change is not answered"),
    ],
)
def test_a_template_that_was_lent_is_given_back(
    dealer: Dealer, method: str, path: str
) -> None:
    quote = dealer.quote()
    dealer.send(quote)
    before = dealer.shown()
    mishap = Mishap(method=method, path=path, applied=True)
    dealer.cic.set_faults(mishaps=(mishap,) * 5)

    with pytest.raises(RemoteError):
        printed(dealer, quote, "IT v2.0")
    dealer.cic.set_faults(mishaps=())
    dealer.sync()

    after = dealer.shown()
    assert after == before
    assert dealer.problems() == []


def test_new_quotations_take_the_template_of_the_profile(tmp_path: Path) -> None:
    dealer = Dealer(tmp_path, "layout: EN v2.0")

    dealer.send(dealer.quote())

    (made,) = dealer.documents()
    assert made["layout"] == {"layoutNumber": 15}


def test_a_template_that_the_profile_misnames_holds_every_quote(tmp_path: Path) -> None:
    dealer = Dealer(tmp_path, "layout: IT v9")

    answer = dealer.send(dealer.quote())

    assert answer.exit is Exit.HELD
    assert {one["code"] for one in answer.document["problems"]} == {"layout_missing"}
    assert dealer.documents() == []


def test_quotes_become_orders_where_the_profile_says_so(tmp_path: Path) -> None:
    dealer = Dealer(tmp_path, "quotes_become: order")
    quote = dealer.quote()

    answer = dealer.send(quote)

    (made,) = dealer.documents("orders")
    assert answer.exit is Exit.DONE
    assert made["references"] == {"other": f"CRM-{quote}"}
    assert dealer.documents() == []


def test_all_that_is_ready_is_sent_at_once(tmp_path: Path) -> None:
    dealer = Dealer(tmp_path, "quotes_ready: heading = 'pronto'")
    ready = [dealer.quote(number="pronto"), dealer.quote(number="pronto")]
    dealer.quote(number="bozza")

    answer = dealer.ask(lambda raccordo: raccordo.send_ready())

    sent = {one["references"]["other"] for one in dealer.documents()}
    assert sent == {f"CRM-{one}" for one in ready}
    assert len(answer.document["sent"]) == len(ready)


def test_a_paper_in_its_own_template_waits_for_no_run(dealer: Dealer) -> None:
    quote = dealer.quote()
    dealer.send(quote)

    def beside(raccordo: Application) -> Answer:
        with dealer.held():
            answer, paper = raccordo.print_quote(str(quote))
        assert paper is not None
        return answer

    assert dealer.ask(beside).exit is Exit.DONE


def test_a_template_that_is_still_lent_is_given_back_before_printing(
    dealer: Dealer, monkeypatch: pytest.MonkeyPatch
) -> None:
    quote = dealer.quote()
    dealer.send(quote)
    before = dealer.shown()
    _, own = printed(dealer, quote)
    with monkeypatch.context() as death:
        # The process that lent it died before it gave it back.
        death.setattr(printing, "give_back", lambda *_: None)
        printed(dealer, quote, "IT v2.0")
    assert dealer.shown() != before

    _, again = printed(dealer, quote)

    assert again == own
    assert dealer.shown() == before


def test_a_template_that_the_profile_names_and_cic_lacks_is_told_by_check(
    dealer: Dealer, tmp_path: Path
) -> None:
    dealer.rewrite(tmp_path, "layout: Elegantissimo")

    answer = dealer.ask(lambda raccordo: raccordo.check())

    row = next(one for one in answer.document["check"] if one["what"] == "layouts")
    assert (answer.exit, row["state"]) == (Exit.HELD, "error")
    assert row["message"] == "CiC has no print template 'Elegantissimo'"
