"""Everything about one record: both sides, the baseline, its story, what comes next."""

from dataclasses import dataclass

from engine.application.answer import Answer, Document
from engine.application.documents import (
    conflict_document,
    entry_document,
    moment,
    plain,
    problem_document,
)
from engine.application.outlook import next_of_field, next_of_pair, next_of_single
from engine.application.sides import NAMES, name_of, side_of
from engine.application.speaking import line_of, speakers, verdicts_on
from engine.application.story import Refs, held_of, tell_story
from engine.application.telling import Teller
from engine.application.wiring import Wiring
from engine.application.worlds import look_world
from engine.errors import N_, UsageError
from engine.mapping.declaration import FieldPair
from engine.messages import Screens
from engine.model.link import Link
from engine.model.observation import Observation, Twins
from engine.model.plan import PairPlan
from engine.model.problem import Problem
from engine.model.side import Pair, Side
from engine.reconcile.pairs import plan_pair
from engine.sync.world import World


class NeverSeen(UsageError):
    """A record that no run has read."""

    template = N_("no run has read a record {id} of {entity}")
    advice = N_("compare the ID with the one on the screen, or run `raccordo sync`")


class NoSuchField(UsageError):
    """A field that the mapping does not keep equal."""

    template = N_("{entity} has no field {field!r} that is kept equal")
    advice = N_("what there is: {known}")


@dataclass(frozen=True, slots=True)
class About:
    """What is to be explained: a record, and at most one field of it."""

    entity: str
    id: str
    side: str | None = None
    field: str = ""


def explain(wiring: Wiring, about: About) -> Answer:
    """Say everything about one record, as of the last time it was read."""
    wiring.shelves(about.entity)
    scratch = wiring.store.rehearsal()
    try:
        world = look_world(wiring, scratch, about.entity)
        if about.field and about.field not in world.mapping.fields:
            known = ", ".join(world.mapping.fields)
            raise NoSuchField(entity=about.entity, field=about.field, known=known)
        return Answer(_Explained(world, about, wiring.screens).document())
    finally:
        scratch.close()


class _Explained:
    """One record, with what is asked of it."""

    def __init__(self, world: World, about: About, screens: Screens) -> None:
        self._world = world
        self._about = about
        self._teller = Teller(about.entity, screens)

    def document(self) -> Document:
        side = self._side()
        link = self._world.shelves.links.of(side, self._about.id)
        twins = self._world.shelves.links.twins(link.number) if link else None
        if twins is None:
            return self._single(side, link)
        return self._pair(link or twins.link, twins)

    def _side(self) -> Side:
        if self._about.side:
            return side_of(self._about.side)
        for side in Side:
            if self._world.shelves.observations.get(side, self._about.id):
                return side
        raise NeverSeen(entity=self._about.entity, id=self._about.id)

    def _fields(self) -> list[FieldPair]:
        return [
            pair
            for name, pair in self._world.mapping.fields.items()
            if self._about.field in ("", name)
        ]

    def _pair(self, link: Link, twins: Twins) -> Document:
        plan = plan_pair(self._world.mapping, twins, self._world.terms)
        refs = {side: twins.sides[side].id for side in Side}
        verdicts = verdicts_on(self._world, plan.problems, refs)
        return {
            "entity": self._about.entity,
            NAMES.left: refs[Side.LEFT],
            NAMES.right: refs[Side.RIGHT],
            "name": twins.sides.left.name or twins.sides.right.name,
            "state": link.state.value,
            "modified": {
                name_of(side): moment(twins.sides[side].modified) for side in Side
            },
            "fields": [self._field(plan, pair, verdicts) for pair in self._fields()],
            **self._traces(refs, twins),
            "next": next_of_pair(self._world, plan, self._teller),
        }

    def _single(self, side: Side, link: Link | None) -> Document:
        id = self._about.id
        seen = self._world.shelves.observations.get(side, id)
        if seen is None:
            raise NeverSeen(entity=self._about.entity, id=id)
        refs = {side: id}
        verdicts = verdicts_on(self._world, (), refs)
        is_out = self._world.shelves.newcomers.reason(side, id) is not None
        free = "excluded" if is_out else "unmatched"
        return {
            "entity": self._about.entity,
            NAMES[side]: id,
            NAMES[side.other]: link.ids[side.other] if link else None,
            "name": seen.name,
            "state": link.state.value if link else free,
            "modified": {name_of(side): moment(seen.modified)},
            "fields": [
                self._one_sided(side, seen, pair, verdicts) for pair in self._fields()
            ],
            **self._traces(refs, None),
            "next": next_of_single(self._world, side, id, self._teller),
        }

    def _traces(self, refs: Refs, twins: Twins | None) -> Document:
        world, lang, entity = self._world, self._teller.lang, self._about.entity
        entries = {
            entry.number: entry
            for ref in refs.items()
            for entry in world.shelves.journal.read(None, ref)
        }
        problems = [
            problem_document(one, entity, self._teller.screens)
            for one in held_of(world, refs)
            if not one.is_dismissed
        ]
        conflicts = [
            conflict_document(one, entity)
            for one in world.shelves.conflicts.all()
            if any(one.ids[side] == id for side, id in refs.items())
        ]
        journal = [
            entry_document(entries[number], entity, lang) for number in sorted(entries)
        ]
        field = self._about.field
        return {
            "problems": _about(problems, field),
            "conflicts": _about(conflicts, field),
            "journal": _about(journal, field),
            "story": tell_story(world, refs, twins, self._teller, field),
        }

    def _field(
        self, plan: PairPlan, pair: FieldPair, verdicts: tuple[Problem, ...]
    ) -> Document:
        twins, name = plan.twins, pair.name
        values = twins.sides.map(lambda seen: seen.view.get(name))
        base = twins.baseline.sides.map(lambda view: view.get(name))
        moved = Pair(values.left != base.left, values.right != base.right)
        units = self._world.mapping.units
        unit = next(one.name for one in units if name in one.fields)
        decision = next((one for one in plan.decisions if one.unit == unit), None)
        return {
            **self._line(pair, verdicts),
            NAMES.left: plain(values.left),
            NAMES.right: plain(values.right),
            "baseline": {
                NAMES.left: plain(base.left),
                NAMES.right: plain(base.right),
            },
            "moved": _moved(moved) if twins.baseline.knows(name) else "new",
            "edited": {
                name_of(side): moment(twins.sides[side].edit_of(unit).not_after)
                for side in Side
            },
            "next": next_of_field(self._world, plan, decision, name, self._teller),
        }

    def _one_sided(
        self,
        side: Side,
        seen: Observation,
        pair: FieldPair,
        verdicts: tuple[Problem, ...],
    ) -> Document:
        return {
            **self._line(pair, verdicts),
            NAMES[side]: plain(seen.view.get(pair.name)),
            NAMES[side.other]: None,
            "baseline": {NAMES.left: None, NAMES.right: None},
            "moved": "new",
            "next": "",
        }

    def _line(self, pair: FieldPair, verdicts: tuple[Problem, ...]) -> Document:
        return {
            "field": pair.name,
            "label": self._teller.label(pair.name),
            "lens": " + ".join(use.name for use in pair.lens) or "text",
            "owner": name_of(pair.owner or Side.LEFT),
            "mapping": line_of(pair),
            "said": speakers(self._world, pair, verdicts, self._teller),
        }


def _moved(moved: Pair[bool]) -> str:
    if moved.left and moved.right:
        return "both"
    if moved.left:
        return NAMES.left
    return NAMES.right if moved.right else "none"


def _about(rows: list[Document], field: str) -> list[Document]:
    """The rows about a field, and those about the record as a whole."""
    return [row for row in rows if not field or row["field"] in (field, "", None)]
