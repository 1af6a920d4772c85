"""Find the counterparts of records that have no link yet."""

from collections.abc import Iterator, Sequence

from engine.mapping.parts import Confidence
from engine.model.link import View
from engine.model.observation import Observation
from engine.model.problem import Problem
from engine.model.side import Pair, Side
from engine.reconcile.correlate import Candidates, Match, Situation, correlate
from engine.state.links import NewLink
from engine.state.problems import Whose
from engine.sync.prepare import in_order, wants_counterpart
from engine.sync.waiting import held_by_parent
from engine.sync.world import World

_CODES = {Situation.PROPOSED: "review", Situation.DISPUTED: "disputed"}


def link_up(world: World) -> set[str]:
    """Link what is certainly the same; list what is not certain.

    Returns:
        The left records that wait for a person to say who they are.
    """
    _link_what_is_certain(world)
    doubtful = _link_right(world)
    held: set[str] = set()
    known = {
        one.record for one in world.shelves.problems.all() if one.side is Side.LEFT
    }
    waiting = world.shelves.newcomers.waiting(Side.LEFT)
    left = [id for id in {*waiting, *doubtful} if world.wants(Side.LEFT, id)]
    for seen in _free(world, Side.LEFT, in_order(left)):
        match = match_of(world, Side.LEFT, seen)
        if match.situation is Situation.UNLINKED:
            _link(world, Side.LEFT, seen, match)
        elif match.situation in _CODES:
            report_doubt(world, Side.LEFT, seen, match)
            held.add(seen.id)
        elif seen.id in known:
            _let_rest(world, Side.LEFT, seen)
    return held


def match_of(world: World, side: Side, seen: Observation) -> Match:
    """Who the counterpart of a record without a link is, as far as keys tell."""
    return correlate(list(_candidates(world, side, seen.id, seen.view)))


def _link_what_is_certain(world: World) -> None:
    """Link by sure keys first, where others ask who is the only one left."""
    matches = world.mapping.matches
    if all(one.confidence is not Confidence.UNIQUE for one in matches):
        return
    waiting = world.shelves.newcomers.waiting(Side.LEFT)
    left = [id for id in waiting if world.wants(Side.LEFT, id)]
    for seen in _free(world, Side.LEFT, left):
        found = _candidates(world, Side.LEFT, seen.id, seen.view)
        certain = [one for one in found if one.confidence is Confidence.SURE]
        match = correlate(certain)
        if match.situation is Situation.UNLINKED:
            _link(world, Side.LEFT, seen, match)


def report_doubt(world: World, side: Side, seen: Observation, match: Match) -> None:
    """Keep, as a problem of a record, that a person has to say who it is."""
    others = world.shelves.observations.load(side.other, match.there)
    named = ", ".join(
        f"{id} ({others[id].name})" if id in others else id for id in match.there
    )
    problem = Problem(
        _CODES[match.situation],
        side.other,
        match.key.split("+")[0],
        {
            "candidates": named,
            "ids": " ".join(match.there),
            "key": match.key,
            "entity": world.mapping.entity,
            "pair": _pair(world, side, seen.id, match.there),
        },
        source=f"mapping {world.mapping.declaration.source}",
    )
    with world.store.transaction():
        whose = Whose(side, seen.id, seen.name)
        world.shelves.problems.report(whose, [problem], world.now())
        world.shelves.observations.settle(side, [seen.id])


def _pair(world: World, side: Side, id: str, there: Sequence[str]) -> str:
    """The two ids of a command that links them; a word where a person has to choose."""
    other = there[0] if len(there) == 1 else world.mapping.names[side.other].upper()
    return f"{id} {other}" if side is Side.LEFT else f"{other} {id}"


def _link_right(world: World) -> set[str]:
    """Link the right side's newcomers; returns the left records that are in doubt."""
    doubtful: set[str] = set()
    waiting = world.shelves.newcomers.waiting(Side.RIGHT)
    right = [id for id in in_order(waiting) if world.wants(Side.RIGHT, id)]
    for seen in _free(world, Side.RIGHT, right):
        match = match_of(world, Side.RIGHT, seen)
        if match.situation is Situation.UNLINKED:
            _link(world, Side.RIGHT, seen, match)
            continue
        doubtful |= set(match.there)
        _let_rest(world, Side.RIGHT, seen)
    return doubtful


def _let_rest(world: World, side: Side, seen: Observation) -> None:
    """Whom nobody asked for waits until somebody does: no problem is left of it."""
    if wants_counterpart(world, side, seen) or held_by_parent(world, side, seen):
        return
    with world.store.transaction():
        world.shelves.problems.cure(side, seen.id)
        if side is Side.RIGHT:
            # Whoever gets a left parent is woken; nobody would wake the left ones.
            world.shelves.observations.settle(side, [seen.id])


def _free(world: World, side: Side, ids: list[str]) -> Iterator[Observation]:
    size = 500
    for start in range(0, len(ids), size):
        chunk = ids[start : start + size]
        known = world.shelves.observations.load(side, chunk)
        for id in chunk:
            seen = known.get(id)
            if seen and world.shelves.links.of(side, id) is None:
                yield seen


def _candidates(world: World, side: Side, id: str, view: View) -> Iterator[Candidates]:
    worth = {match.name: match.confidence for match in world.mapping.matches}
    observations = world.shelves.observations
    for name, key in world.mapping.keys(view):
        there = observations.sharing(side.other, name, key)
        if not there:
            continue
        strangers = world.shelves.links.strangers(side, id)
        here = observations.sharing(side, name, key)
        yield Candidates(
            name,
            worth[name],
            tuple(here),
            tuple(one for one in there if one not in strangers),
        )


def _link(world: World, side: Side, seen: Observation, match: Match) -> None:
    (other,) = match.there
    ids = Pair(seen.id, other) if side is Side.LEFT else Pair(other, seen.id)
    with world.store.transaction():
        world.shelves.links.add(NewLink(ids, match.key), world.now())
        for each in Side:
            world.shelves.problems.cure(each, ids[each])
            world.shelves.observations.freshen(each, [ids[each]])
    world.tally.linked += 1
    world.tally.new_links.append((ids.left, ids.right, seen.name))
