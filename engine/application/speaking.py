"""What the files say of one field: its line of the mapping, its lenses, its rules."""

from engine import messages
from engine.application.answer import Document
from engine.application.documents import parts_shown
from engine.application.story import Refs, held_of
from engine.application.telling import Teller
from engine.errors import N_
from engine.lenses.catalogue import CATALOGUE
from engine.mapping.declaration import Direction, FieldPair
from engine.model.problem import Problem
from engine.model.side import Side
from engine.sync.world import World

_TRAVELS = {
    Direction.BOTH: N_("edits travel both ways"),
    Direction.TO_LEFT: N_("edits travel to {left} only"),
    Direction.TO_RIGHT: N_("edits travel to {right} only"),
    Direction.CREATE_ONLY: N_("sent when the record is created, and not after"),
}


def speakers(
    world: World, pair: FieldPair, verdicts: tuple[Problem, ...], teller: Teller
) -> list[Document]:
    """Each line that speaks of a field, with its place and what it says."""
    return [
        {"source": line_of(pair), "text": _line(pair, teller)},
        *_lenses(pair, teller),
        *_rules(world, pair, verdicts, teller),
    ]


def verdicts_on(
    world: World, planned: tuple[Problem, ...], refs: Refs
) -> tuple[Problem, ...]:
    """What was said against a record, now or when it was last tried."""
    return (*planned, *(held.problem for held in held_of(world, refs)))


def line_of(pair: FieldPair) -> str:
    """The place of a line of the mapping."""
    return f"{pair.span.source.name}:{pair.span.line}" if pair.span else ""


def _line(pair: FieldPair, teller: Teller) -> str:
    sides = {"left": teller.system(Side.LEFT), "right": teller.system(Side.RIGHT)}
    said = [teller.say(_TRAVELS[pair.direction], **sides)]
    owner = teller.system(pair.owner or Side.LEFT)
    said.append(teller.say(N_("{owner} wins a tie"), owner=owner))
    said += [
        teller.say(N_("{system} needs it"), system=teller.system(side))
        for side in Side
        if pair.required[side]
    ]
    return "; ".join(said)


def _lenses(pair: FieldPair, teller: Teller) -> list[Document]:
    return [
        {
            "source": teller.say(N_("lens {name}"), name=use.name),
            "text": entry.meaning.get(teller.lang, ""),
        }
        for use in pair.lens
        if (entry := CATALOGUE.get(use.name))
    ]


def _rules(
    world: World, pair: FieldPair, verdicts: tuple[Problem, ...], teller: Teller
) -> list[Document]:
    said = {problem.source: problem for problem in verdicts}
    return [
        {
            "source": teller.say(N_("rule {place}"), place=rule.source),
            "text": _verdict(rule.code, said.get(f"rule {rule.source}"), teller),
        }
        for rule in world.mapping.rules.rules
        if pair.name in rule.fields
    ]


def _verdict(code: str, problem: Problem | None, teller: Teller) -> str:
    if problem is None:
        return teller.say(N_("{code}: nothing against this record"), code=code)
    parts = parts_shown(problem, teller.entity, teller.screens)
    message, _ = messages.problem_text(problem.code, parts, teller.lang)
    return f"{code}: {message}"
