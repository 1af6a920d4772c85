"""What sending one quote would do, found on a copy of the state."""

import dataclasses
from datetime import UTC, datetime
from functools import partial

from engine.application.answer import Answer, Document, Exit
from engine.application.passing import take_through
from engine.application.quoting import company_of, demand_orders
from engine.application.runs import add_plan
from engine.application.sending import read_newly, record_to_send
from engine.application.sides import QUOTATIONS
from engine.application.wiring import FIRST_ENTITY, Wiring
from engine.application.worlds import make_world, make_world_anew
from engine.model.link import View
from engine.model.observation import Observation
from engine.model.side import Pair, Side
from engine.state.links import NewLink
from engine.state.observations import Sighting
from engine.state.store import Store
from engine.sync.rehearse import rehearse, rehearse_one
from engine.sync.world import World

_NEW = "0"
"""Stands for the number of a customer that is still to be created: no one has it."""


def foresee_quote(wiring: Wiring, id: str) -> Answer:
    """The plan of ``send quote``: the customer first, then the document.

    Raises:
        OrdersOff: The profile keeps no sales documents equal.
    """
    demand_orders(wiring)
    document: Document = {
        name: [] for name in ("operations", "conflicts", "problems", "warnings")
    }
    scratch = wiring.rehearsal()
    try:
        _link_lookups(wiring, scratch)
        company = company_of(wiring, id)
        links = scratch.of(FIRST_ENTITY).links
        if company and links.of(Side.RIGHT, company) is None:
            world = _rehearse(wiring, scratch, FIRST_ENTITY, company)
            add_plan(wiring, world, document)
            _as_if_created(world, company)
        add_plan(wiring, _rehearse(wiring, scratch, QUOTATIONS, id), document)
    finally:
        scratch.close()
    own = {(FIRST_ENTITY, company), (QUOTATIONS, id)}
    document["problems"] = [
        one for one in document["problems"] if (one["entity"], one["record"]) in own
    ]
    waits = any(one["severity"] == "error" for one in document["problems"])
    waits |= any(one["decided"] is None for one in document["conflicts"])
    return Answer(document, Exit.HELD if waits else Exit.DONE)


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


def _rehearse(wiring: Wiring, scratch: Store, entity: str, id: str) -> World:
    world = make_world(wiring, scratch, entity)
    read_newly(world, record_to_send(world, entity, id))
    world.shelves.newcomers.ask(Side.RIGHT, id, datetime.now(UTC))
    world.only = (Side.RIGHT, id)
    rehearse_one(world)
    world.dismiss()
    return world


def _as_if_created(world: World, company: str) -> None:
    """Let the quote see the customer that would be there by then."""
    plan = next((one for one in world.tally.new_plans if not one.is_held), None)
    if plan is None:
        return
    view: View = {**plan.source.view, **plan.values}
    seen = dataclasses.replace(plan.source, id=_NEW, view=view)
    shelves = world.shelves
    shelves.observations.keep(Side.LEFT, [Sighting(_free_of_edits(seen), ())])
    ids = Pair(_NEW, company)
    shelves.links.add(NewLink(ids, "created"), world.now())


def _free_of_edits(seen: Observation) -> Observation:
    return dataclasses.replace(seen, edited={}, modified=None)
