"""Numbers that a system gave to another record.

A number can be given again after a delete.  A record whose name changed in one
step together with everything that identifies it is taken for another one::

    keys that are sure    name      verdict
    --------------------  --------  ------------------------------------------
    some are as before    any       the same
    none is as before     as before the same (a key was corrected)
    none is as before     another   another: its link is frozen, a person says
    it had none           any       the same (nobody can tell)
"""

from engine.mapping.compiled import Mapping
from engine.model.link import LinkState
from engine.model.observation import Observation
from engine.model.problem import Problem
from engine.model.side import Side
from engine.state.problems import Whose
from engine.sync.missing import of_pair
from engine.sync.world import World


def is_another(mapping: Mapping, earlier: Observation, seen: Observation) -> bool:
    """Whether a record under a known number is another one than before."""
    sure = {match.name for match in mapping.matches if match.is_sure}
    before = {one for one in mapping.keys(earlier.view) if one[0] in sure}
    after = {one for one in mapping.keys(seen.view) if one[0] in sure}
    has_another_name = earlier.name.casefold().split() != seen.name.casefold().split()
    return bool(before and after) and not before & after and has_another_name


def part(world: World, side: Side, earlier: Observation, seen: Observation) -> None:
    """Freeze the link of a number that was given again, and ask."""
    shelves = world.shelves
    link = shelves.links.of(side, seen.id)
    if link is None or link.state is not LinkState.LINKED:
        return
    counterpart = link.ids[side.other]
    other = shelves.observations.get(side.other, counterpart)
    problem = Problem(
        "reused_number",
        side,
        parts={
            "side": world.systems[side].name,
            "id": seen.id,
            "before": earlier.name,
            "after": seen.name,
            **of_pair(world, link),
        },
    )
    shelves.links.set_state(link.number, LinkState.FROZEN)
    whose = Whose(side.other, counterpart, other.name if other else "")
    shelves.problems.report(whose, [problem], world.now())
