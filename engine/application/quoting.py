"""Quotes of the CRM, sent to accounting: their customers first, then the documents."""

from collections.abc import Iterator

from engine.application.answer import Answer, Document, Exit
from engine.application.printing import give_back
from engine.application.recording import Recorded
from engine.application.runs import Manner, pass_over
from engine.application.sending import NoSuchQuote, push, read_many, sent
from engine.application.sides import QUOTATIONS
from engine.application.wiring import FIRST_ENTITY, Wiring
from engine.application.worlds import make_world
from engine.errors import N_, Absent, UsageError
from engine.mapping.conditions import compile_condition
from engine.mapping.parts import Condition
from engine.mapping.vocabulary import vocabulary
from engine.model.side import Side
from engine.sync.observe import observe


class OrdersOff(UsageError):
    """Sales documents are switched off in the profile."""

    template = N_("sales documents are switched off in this profile")
    advice = N_("write sync: {{orders: true}}, and quotations under mappings")


class NothingReady(UsageError):
    """Nobody said which quotes are ready."""

    template = N_("the profile does not say which quotes are ready")
    advice = N_("write quotes_ready: and a condition, such as date is set")


def send_quote(wiring: Wiring, id: str) -> Answer:
    """Push one quote to accounting now; it stays asked for until it is there.

    Raises:
        OrdersOff: The profile keeps no sales documents equal.
    """
    demand_orders(wiring)
    with Recorded(wiring, "send", "incremental") as run:
        _take_lookups(wiring, run)
        answer = _send(wiring, run, id)
        run.answer()
        return answer


def send_ready(wiring: Wiring) -> Answer:
    """Push every quote that is ready, as the profile says, and not in accounting yet.

    Raises:
        NothingReady: The profile does not say which are.
    """
    demand_orders(wiring)
    text = wiring.profile.quotes_ready
    if not text:
        raise NothingReady
    with Recorded(wiring, "send", "incremental") as run:
        _take_lookups(wiring, run)
        ids = _ready(wiring, run, text)
        answers = []
        for number, id in enumerate(ids):
            wiring.progress("send quotes", number, len(ids))
            wiring.go_on()
            answers.append(_send(wiring, run, id))
        run.answer()
    document: Document = {
        "sent": [one.document for one in answers if "result" in one.document],
        "problems": [
            problem for one in answers for problem in one.document["problems"]
        ],
    }
    is_held = any(one.exit is Exit.HELD for one in answers)
    return Answer(document, Exit.HELD if is_held else Exit.DONE)


def demand_orders(wiring: Wiring) -> None:
    """See that the profile keeps sales documents equal.

    Raises:
        OrdersOff: It does not.
    """
    if not wiring.profile.toggles.orders or QUOTATIONS not in wiring.known:
        raise OrdersOff


def _send(wiring: Wiring, run: Recorded, id: str) -> Answer:
    """Send one, and its customer where that is not there yet."""
    found = list(_send_customer(wiring, run, id))
    world = push(wiring, run, QUOTATIONS, id)
    answer = sent(wiring, world, id)
    problems = [*answer.document["problems"], *found]
    return Answer({**answer.document, "problems": problems}, answer.exit)


def _send_customer(wiring: Wiring, run: Recorded, id: str) -> Iterator[Document]:
    """Send the company of a quote where it is no customer; what holds it back.

    Where it is one, it is read as it is by now: the document will say the same.
    """
    company = company_of(wiring, id)
    if not company:
        return
    link = wiring.shelves(FIRST_ENTITY).links.of(Side.RIGHT, company)
    if link is None:
        world = push(wiring, run, FIRST_ENTITY, company)
        yield from sent(wiring, world, company).document["problems"]
        return
    world = make_world(wiring, wiring.store, FIRST_ENTITY, run.number)
    read_many(world, Side.LEFT, [link.ids.left])


def company_of(wiring: Wiring, id: str) -> str:
    """The company that a quote belongs to; an empty text where it is of no company.

    Raises:
        NoSuchQuote: There is no such quote.
    """
    declaration = wiring.languages.declaration(QUOTATIONS)
    join = next(one for one in declaration.joins if one.entity == FIRST_ENTITY)
    try:
        quote = wiring.systems.right.get(declaration.resources.right, id)
    except Absent as error:
        raise NoSuchQuote(id=id) from error
    company = str(quote.content.get(join.property) or "")
    is_one = join.where is None or join.where.fits(quote.content)
    return company if is_one else ""


def _take_lookups(wiring: Wiring, run: Recorded) -> None:
    """Bring what a quote refers to up to date: terms, types, rates, units."""
    give_back(wiring, wiring.store)
    for entity in wiring.entities((QUOTATIONS,)):
        if entity != QUOTATIONS:
            pass_over(wiring, run, entity, Manner())


def _ready(wiring: Wiring, run: Recorded, text: str) -> list[str]:
    """The quotes that are ready and have no counterpart, in the order of their ids."""
    declaration = wiring.languages.declaration(QUOTATIONS)
    holds = compile_condition(Condition(text), vocabulary(declaration, None))
    world = make_world(wiring, wiring.store, QUOTATIONS, run.number)
    run.worlds.append(world)
    observe(world, is_full=False)
    shelves = world.shelves
    free = shelves.observations.load(Side.RIGHT, shelves.newcomers.free(Side.RIGHT))
    return [id for id, seen in free.items() if holds(seen.view)]
