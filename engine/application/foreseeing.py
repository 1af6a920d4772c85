"""What sending one quote would do, found on a copy of the state."""

import dataclasses
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from engine.application.answer import Answer, Document, Exit
from engine.application.entities import FIRST_ENTITY
from engine.application.parents import is_to_come, stand_in
from engine.application.passing import take_through
from engine.application.quote_rows import with_rows
from engine.application.quoting import (
    CUSTOMER,
    company_first,
    company_of,
    company_record,
    condition,
    demand_orders,
    ready,
)
from engine.application.runs import add_plan
from engine.application.sending import is_there, read_newly, record_to_send
from engine.application.sides import QUOTATIONS
from engine.application.wiring import Wiring
from engine.application.worlds import make_world, make_world_anew
from engine.model.link import Link, View
from engine.model.record import Record
from engine.model.side import Pair, Side
from engine.state.links import NewLink
from engine.state.observations import Sighting
from engine.state.store import Store
from engine.sync.rehearse import rehearse, rehearse_one
from engine.sync.world import World


def foresee_quote(wiring: Wiring, id: str) -> Answer:
    """The plan of ``send quote``: the customer first, then the document.

    Raises:
        OrdersOff: The profile keeps no sales documents equal.
    """
    demand_orders(wiring)
    return _foreseen(wiring, lambda _scratch: [id])


def foresee_ready(wiring: Wiring) -> Answer:
    """The same for every quote that is ready, as the profile says."""
    demand_orders(wiring)
    is_ready = condition(wiring)
    return _foreseen(
        wiring, lambda scratch: ready(make_world(wiring, scratch, QUOTATIONS), is_ready)
    )


def _foreseen(wiring: Wiring, named: Callable[[Store], list[str]]) -> Answer:
    """What sending these quotes would do."""
    document: Document = {
        name: [] for name in ("operations", "conflicts", "problems", "warnings")
    }
    scratch = wiring.rehearsal()
    companies: dict[str, str] = {}
    try:
        _link_lookups(wiring, scratch)
        for id in named(scratch):
            wiring.go_on()
            companies[id] = _add(wiring, scratch, id, document)
    finally:
        scratch.close()
    own = {QUOTATIONS: set(companies), FIRST_ENTITY: set(companies.values())}
    problems = [
        one
        for one in document["problems"]
        if one["record"] in own.get(one["entity"], ())
    ]
    document["problems"] = company_first(problems, companies, wiring.lang)
    waits = any(one["severity"] == "error" for one in document["problems"])
    waits |= any(one["decided"] is None for one in document["conflicts"])
    return Answer(document, Exit.HELD if waits else Exit.DONE)


def _add(wiring: Wiring, scratch: Store, id: str, document: Document) -> str:
    """Add what one quote needs to the plan; the company that it is of."""
    quote = record_to_send(wiring, QUOTATIONS, id)
    company = company_of(wiring, quote)
    links = scratch.of(FIRST_ENTITY).links
    _forget_waiting(document, QUOTATIONS)
    if company and not _is_customer(wiring, scratch, company):
        _add_customer(wiring, scratch, company, document)
    world = _rehearse(wiring, scratch, QUOTATIONS, quote)
    before = len(document["operations"])
    add_plan(wiring, world, document)
    if company and _is_to_come(links.of(Side.RIGHT, company)):
        for one in document["operations"][before:]:
            # Its number is not known before it is created.
            del one["fields"][CUSTOMER]
    seen = world.shelves.observations.get(Side.RIGHT, id)
    if len(document["operations"]) == before and seen is not None:
        # It is held: its rows are shown all the same.
        shown = with_rows({"entity": QUOTATIONS}, seen.view)
        document |= {name: shown[name] for name in ("rows", "totals") if name in shown}
    return company


def _forget_waiting(document: Document, entity: str) -> None:
    """Forget what waits: it is listed anew with each entity, and once is enough."""
    for name in ("problems", "conflicts"):
        document[name] = [one for one in document[name] if one["entity"] != entity]


def _is_customer(wiring: Wiring, scratch: Store, company: str) -> bool:
    """Whether a company is a customer that is there, or is to come."""
    link = scratch.of(FIRST_ENTITY).links.of(Side.RIGHT, company)
    if link is None or _is_to_come(link):
        return link is not None
    return is_there(make_world(wiring, scratch, FIRST_ENTITY), link.ids.left)


def _add_customer(
    wiring: Wiring, scratch: Store, company: str, document: Document
) -> None:
    record = company_record(wiring, company)
    if record is not None:
        world = _rehearse(wiring, scratch, FIRST_ENTITY, record)
        _forget_waiting(document, FIRST_ENTITY)
        add_plan(wiring, world, document)
        _as_if_created(world, company)


def _is_to_come(link: Link | None) -> bool:
    return link is not None and is_to_come(link.ids.left)


def _link_lookups(wiring: Wiring, scratch: Store) -> None:
    """Know what a quote refers to: the terms, types, rates and units that are there."""
    for entity in wiring.entities((QUOTATIONS,)):
        if entity != QUOTATIONS:
            world = take_through(
                make_world(wiring, scratch, entity),
                partial(make_world_anew, wiring, scratch, entity),
                rehearse,
                wiring.lang,
            )
            world.dismiss()


def _rehearse(wiring: Wiring, scratch: Store, entity: str, record: Record) -> World:
    world = make_world(wiring, scratch, entity)
    read_newly(world, record)
    world.shelves.newcomers.ask(Side.RIGHT, record.id, datetime.now(UTC))
    world.only = (Side.RIGHT, record.id)
    rehearse_one(world)
    world.dismiss()
    return world


def _as_if_created(world: World, company: str) -> None:
    """Let the quote see the customer that would be there by then."""
    plan = next((one for one in world.tally.new_plans if not one.is_held), None)
    if plan is None:
        return
    view: View = {**plan.source.view, **plan.values}
    ids = Pair(stand_in(company), company)
    seen = dataclasses.replace(
        plan.source, id=ids.left, view=view, edited={}, modified=None
    )
    world.shelves.observations.keep(Side.LEFT, [Sighting(seen, ())])
    world.shelves.links.add(NewLink(ids, "created"), world.now())
