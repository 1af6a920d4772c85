"""Records that wait for the one that they live under: who waits for whom, and why.

=====================================  ========================================
the parent                             what lives under it
=====================================  ========================================
has a problem that holds it            is held until that is mended
was never read                         is held: the parent may be gone
was left out or parted by a person     is left alone too, without a word
is wanted by nobody (a prospect)       likewise
is about to be created                 goes after it, in this run or the next
=====================================  ========================================

What is held so is looked at by every run, and goes by itself once its parent is
there.
"""

from engine.messages import problem_text
from engine.model.link import LinkState
from engine.model.observation import Observation
from engine.model.problem import Problem, Severity
from engine.model.side import Side
from engine.state.problems import Whose
from engine.state.store import Shelves
from engine.sync.world import World

_LANGUAGES = ("it", "en")


def held_by_parent(world: World, side: Side, seen: Observation) -> Problem | None:
    """What a person has to know of the parent before a record gets a counterpart."""
    mapping, target = world.mapping, side.other
    parent, id = mapping.declaration.parent, mapping.missing_parent(target, seen.view)
    if parent is None or not id or not mapping.creates_by_itself(target, seen.view):
        return None
    shelves = world.store.of(parent.entity)
    said = _what_keeps(world, shelves, side, id)
    if said is None:
        return None
    code, words = said
    parts = {"who": parent_named(world, side, id), **words}
    source = f"mapping {mapping.declaration.source}"
    return Problem(code, target, "", parts, source)


def parent_named(world: World, side: Side, id: str) -> str:
    """A parent as a person knows it: its number, and its name where one was read."""
    parent = world.mapping.declaration.parent
    shelves = world.store.of(parent.entity) if parent else world.shelves
    known = shelves.observations.get(side, id)
    return f"{world.mapping.names[side]}:{id}" + (f" ({known.name})" if known else "")


def _what_keeps(
    world: World, shelves: Shelves, side: Side, id: str
) -> tuple[str, dict[str, str]] | None:
    """What keeps a parent from the other side, where it is for a person to mend."""
    if shelves.newcomers.reason(side, id) is not None:
        return None
    link = shelves.links.of(side, id)
    if link and link.state is LinkState.UNLINKED:
        return None
    refs = {each: link.ids[each] for each in Side} if link else {side: id}
    for each, own in refs.items():
        for held in shelves.problems.of(Whose(each, own, "")):
            if held.problem.severity is Severity.ERROR:
                return "waiting", _why(world, held.problem)
    return None if shelves.observations.get(side, id) else ("parent_missing", {})


def _why(world: World, problem: Problem) -> dict[str, str]:
    """What is wrong with the parent, in every language."""
    side = world.mapping.names[problem.side]
    parts = {"field": problem.field, "side": side, **problem.parts}
    return {
        f"why_{lang}": problem_text(problem.code, parts, lang)[0] for lang in _LANGUAGES
    }
