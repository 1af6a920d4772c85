"""The quotes of the CRM, and what became of them in accounting."""

import dataclasses

from engine.application.answer import Answer, Document
from engine.application.sides import QUOTATIONS
from engine.application.wiring import Wiring
from engine.application.worlds import make_world
from engine.model.link import Link, LinkState, View
from engine.model.observation import Observation
from engine.model.side import Side
from engine.sync.link import link_up
from engine.sync.observe import observe
from engine.sync.world import World

_SIZE = 200


def quotes(wiring: Wiring) -> Answer:
    """Every quote, as both systems show it just now; nothing is kept."""
    scratch = wiring.rehearsal()
    try:
        world = make_world(wiring, scratch, QUOTATIONS)
        # Nothing is written: what is gone is listed as gone, be it everything.
        world.limits = dataclasses.replace(world.limits, is_guarded=False)
        observe(world, is_full=False)
        link_up(world)
        rows = [_row(world, seen) for seen in _all(world)]
        world.dismiss()
    finally:
        scratch.close()
    return Answer({"quotes": rows})


def _all(world: World) -> list[Observation]:
    """Every quote that is known, the newest last."""
    observations = world.shelves.observations
    ids = sorted(observations.ids(Side.RIGHT), key=_in_order)
    found: list[Observation] = []
    for start in range(0, len(ids), _SIZE):
        some = observations.load(Side.RIGHT, ids[start : start + _SIZE])
        found += [some[id] for id in ids[start : start + _SIZE] if id in some]
    return found


def _in_order(id: str) -> tuple[int, str]:
    return (int(id) if id.isascii() and id.isdigit() else 0, id)


def _row(world: World, seen: Observation) -> Document:
    link = world.shelves.links.of(Side.RIGHT, seen.id)
    there = link if link and link.state is not LinkState.UNLINKED else None
    return {
        "id": seen.id,
        "number": seen.name,
        "company": str(seen.view.get("company") or ""),
        "date": _day(world, seen.view),
        "cic": _in_books(world, seen, there) if there else None,
    }


def _day(world: World, view: View) -> str:
    line = world.mapping.lines["date"]
    return line.lens.normal(view.get("date"), view)


def _in_books(world: World, seen: Observation, link: Link) -> Document:
    """Its number and state there, and whether it is otherwise by now."""
    found = world.shelves.observations.get(Side.LEFT, link.ids.left)
    if found is None:
        return {"id": link.ids.left, "number": "", "state": "deleted", "changed": False}
    state = "sent" if found.view.get("sent") else "open"
    baseline = world.shelves.links.twins(link.number)
    return {
        "id": link.ids.left,
        "number": str(found.view.get("number") or ""),
        "state": "archived" if found.view.get("archived") else state,
        "changed": baseline is not None
        and _has_moved(world, baseline.baseline.sides.right, seen),
    }


def _has_moved(world: World, then: View, seen: Observation) -> bool:
    """Whether the quote was edited since it was sent."""
    return any(
        not world.mapping.same(name, value, seen.view.get(name), seen.view)
        for name, value in then.items()
        if name in world.mapping.lines
    )
