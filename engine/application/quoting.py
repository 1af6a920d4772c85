"""Quotes of the CRM, sent to accounting: their customers first, then the documents."""

import re
from collections.abc import Mapping, Sequence

from engine import messages
from engine.application.answer import Answer, Document, Exit
from engine.application.entities import FIRST_ENTITY
from engine.application.printing import give_back
from engine.application.recording import Recorded
from engine.application.runs import Manner, pass_over
from engine.application.sending import (
    NoSuchRecord,
    is_there,
    push,
    record_to_send,
    sent,
)
from engine.application.sides import QUOTATIONS
from engine.application.wiring import Wiring
from engine.application.worlds import make_world
from engine.errors import N_, Several, UsageError
from engine.mapping.conditions import Predicate, compile_condition
from engine.mapping.parts import Condition
from engine.mapping.vocabulary import vocabulary
from engine.model.record import Record
from engine.model.side import Side
from engine.sync.observe import observe
from engine.sync.world import World

CUSTOMER = "customer"
"""The field of a quotation that names its customer."""


class OrdersOff(UsageError):
    """Sales documents are switched off in the profile."""

    template = N_("sales documents are switched off in this profile")
    advice = N_("write sync: {{orders: true}}, and quotations under mappings")


class NothingReady(UsageError):
    """Nobody said which quotes are ready."""

    template = N_("the profile does not say which quotes are ready")
    advice = N_("write quotes_ready: and a condition, such as date is set")


class BadCondition(UsageError):
    """The condition of the quotes that are ready cannot be asked of them."""

    template = N_("quotes_ready in the profile, {text!r}: {problem}")


class OnlyInBooks(UsageError):
    """The condition names what no quote of the CRM says."""

    template = N_("quotes_ready in the profile: only CiC knows {fields}")
    advice = N_("name fields of the CRM: `raccordo mapping show quotations`")


def send_quote(wiring: Wiring, id: str) -> Answer:
    """Push one quote to accounting now; it stays asked for until it is there.

    Raises:
        OrdersOff: The profile keeps no sales documents equal.
    """
    demand_orders(wiring)
    with Recorded(wiring, "send", "incremental") as run:
        # One that is not there is asked for before anything is done: that is no run.
        quote = record_to_send(wiring, QUOTATIONS, id)
        _take_lookups(wiring, run)
        answer = _send(wiring, run, quote)
        run.answer(answer.exit)
        return answer


def send_ready(wiring: Wiring) -> Answer:
    """Push every quote that is ready, as the profile says, and not in accounting yet.

    Raises:
        NothingReady: The profile does not say which are.
        BadCondition: What it says cannot be asked of a quote.
    """
    demand_orders(wiring)
    is_ready = condition(wiring)
    with Recorded(wiring, "send", "incremental") as run:
        _take_lookups(wiring, run)
        world = make_world(wiring, wiring.store, QUOTATIONS, run.number)
        run.worlds.append(world)
        ids = ready(world, is_ready)
        answers = []
        for number, id in enumerate(ids):
            wiring.progress("send quotes", number, len(ids))
            wiring.go_on()
            quote = record_to_send(wiring, QUOTATIONS, id)
            answers.append(_send(wiring, run, quote))
        is_held = any(one.exit is Exit.HELD for one in answers)
        ends = Exit.HELD if is_held else Exit.DONE
        run.answer(ends)
    document: Document = {
        "sent": [one.document for one in answers if "result" in one.document],
        "problems": [
            problem for one in answers for problem in one.document["problems"]
        ],
    }
    return Answer(document, ends)


def demand_orders(wiring: Wiring) -> None:
    """See that the profile keeps sales documents equal.

    Raises:
        OrdersOff: It does not.
    """
    if not wiring.profile.toggles.orders or QUOTATIONS not in wiring.known:
        raise OrdersOff


def _send(wiring: Wiring, run: Recorded, quote: Record) -> Answer:
    """Send one, and its customer where that is not there yet."""
    company = company_of(wiring, quote)
    customer = _send_customer(wiring, run, company)
    world = push(wiring, run, QUOTATIONS, quote)
    answer = sent(wiring, world, quote.id)
    problems = [*customer.get("problems", []), *answer.document["problems"]]
    told = company_first(problems, {quote.id: company}, wiring.lang)
    document = {**answer.document, "problems": told}
    if "result" in customer:
        document["customer"] = customer
    return Answer(document, answer.exit)


def _send_customer(wiring: Wiring, run: Recorded, company: str) -> Document:
    """Send the company of a quote where it is no customer; what became of it.

    Where it is one, it is read as it is by now: the document will say the same.
    """
    if not company:
        return {}
    links = wiring.shelves(FIRST_ENTITY).links
    link = links.of(Side.RIGHT, company)
    if link is not None:
        world = make_world(wiring, wiring.store, FIRST_ENTITY, run.number)
        if is_there(world, link.ids.left):
            return {}
        if links.of(Side.RIGHT, company) is not None:
            return sent(wiring, world, company).document
    record = company_record(wiring, company)
    if record is None:
        return {}
    world = push(wiring, run, FIRST_ENTITY, record)
    return sent(wiring, world, company).document


def company_first(
    problems: Sequence[Document], companies: Mapping[str, str], lang: str
) -> list[Document]:
    """The same problems; a quote whose company is held sends a person there.

    Args:
        problems: Those of companies, and behind them those of quotes.
        companies: The company of each quote, by the ids of both.
        lang: The language of the person.
    """
    held = {
        one["record"]
        for one in problems
        if one["entity"] == FIRST_ENTITY and one["severity"] == "error"
    }
    fix = messages.tell(
        N_("mend the company first: its problems are listed above"), lang
    )
    return [
        {**one, "fix": fix}
        if (one["entity"], one["field"]) == (QUOTATIONS, CUSTOMER)
        and companies.get(one["record"]) in held
        else one
        for one in problems
    ]


def company_record(wiring: Wiring, id: str) -> Record | None:
    """The company of a quote as it is now; none where it is gone: a rule says so."""
    try:
        return record_to_send(wiring, FIRST_ENTITY, id)
    except NoSuchRecord:
        return None


def company_of(wiring: Wiring, quote: Record) -> str:
    """The company that a quote belongs to; an empty text where it is of no company."""
    declaration = wiring.languages.declaration(QUOTATIONS)
    join = next(one for one in declaration.joins if one.entity == FIRST_ENTITY)
    is_one = join.where is None or join.where.fits(quote.content)
    return str(quote.content.get(join.property) or "") if is_one else ""


def _take_lookups(wiring: Wiring, run: Recorded) -> None:
    """Bring what a quote refers to up to date: terms, types, rates, units."""
    give_back(wiring, wiring.store)
    for entity in wiring.entities((QUOTATIONS,)):
        if entity != QUOTATIONS:
            pass_over(wiring, run, entity, Manner())


def condition(wiring: Wiring) -> Predicate:
    """Whether a quote is ready, as the profile says.

    Raises:
        NothingReady: It does not say.
        BadCondition: It cannot be read, or names what does not exist.
        OnlyInBooks: It names what no quote says.
    """
    text = wiring.profile.quotes_ready
    if not text:
        raise NothingReady
    declaration = wiring.languages.declaration(QUOTATIONS)
    known = vocabulary(declaration, None)
    try:
        holds = compile_condition(Condition(text), known)
    except Several as several:
        first = several.errors[0]
        said = messages.sentence_text(first, wiring.lang)
        advice = messages.advice_text(first, wiring.lang)
        problem = f"{said}: {advice}" if advice else said
        raise BadCondition(text=text, problem=problem) from several
    alone = [
        name
        for name, pair in declaration.fields.items()
        if pair.paths.right is None and re.search(rf"\b{name}\b", text)
    ]
    if alone:
        raise OnlyInBooks(fields=", ".join(alone))
    return holds


def ready(world: World, is_ready: Predicate) -> list[str]:
    """The quotes that are ready and have no counterpart, in the order of their ids."""
    observe(world, is_full=False)
    shelves = world.shelves
    free = shelves.observations.load(Side.RIGHT, shelves.newcomers.free(Side.RIGHT))
    return [id for id, seen in free.items() if is_ready(seen.view)]
