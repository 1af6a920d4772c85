"""What can be asked of the mappings of a profile: checked, shown, tried and drawn."""

import itertools
from collections.abc import Iterable, Iterator, Sequence

from engine.application.answer import Answer, Document, Exit
from engine.application.live_pair import read_pair, scratch
from engine.application.mapping_cases import recorded
from engine.application.mapping_files import files_of, prove_file
from engine.application.mapping_pages import previewed
from engine.application.mapping_versions import moved_documents
from engine.application.mapping_words import (
    line_document,
    mapping_document,
    outcome_document,
    uncovered_document,
    verdict_document,
)
from engine.application.sides import NAMES, UnknownEntity
from engine.application.wiring import Wiring
from engine.errors import Located, Several
from engine.mapping.coverage import uncovered
from engine.mapping.declaration import Declaration
from engine.mapping.overlay_mistakes import StockMoved
from engine.messages import advice_text, sentence_text, system_name
from engine.model.resource import Resource
from engine.model.side import Pair, Side
from engine.systems.protocol import Page, System
from engine.values import Json

_WRONG = 2


class MappingDesk:
    """The mappings of one profile; without one, those that come with us."""

    def __init__(self, wiring: Wiring) -> None:
        self._wiring = wiring

    def check(self, *, sample: int = 0) -> Answer:
        """Read every mapping, say what it leaves out; try its laws on live records.

        Args:
            sample: On how many records of each side; none are read for zero.

        Raises:
            Several: All that is wrong in any file.
        """
        document: Document = {"check": [], "uncovered": [], "moved": [], "laws": []}
        problems: list[Located] = []
        for entity in self._wiring.known:
            document["moved"] += moved_documents(self._wiring, entity)
            try:
                declaration = self._declaration(entity)
                # What overlays do to rules is a part of the mapping.
                self._wiring.languages.rules(declaration, None)
            except Several as several:
                problems += several.errors
                continue
            document["check"].append(self._counted(declaration))
            document["uncovered"] += self._uncovered(declaration)
        # Where a stock mapping moved on, what moved says more than the place alone.
        if problems and not (document["moved"] and _have_only_moved(problems)):
            raise _once(problems)
        if sample and not problems:
            known = self._wiring.known
            document["laws"] = [row for one in known for row in self._laws(one, sample)]
        document["problems"] = [self._told(problem) for problem in problems]
        is_wrong = bool(problems) or any(row["refused"] for row in document["laws"])
        return Answer(document, _WRONG if is_wrong else Exit.DONE)

    def show(self, name: str | None = None, *, effective: bool = False) -> Answer:
        """Show the lines of the mappings; the effective ones with their places."""
        return Answer(
            {
                "mappings": [
                    self._effective(entity) if effective else self._shown(entity)
                    for entity in self._asked(name)
                ]
            }
        )

    def test(self, name: str | None = None) -> Answer:
        """Try the cases beside the mappings.

        Raises:
            Several: All that is wrong in a mapping or in a file of cases.
        """
        cases: list[Document] = []
        without: list[str] = []
        for entity in self._asked(name):
            for file in files_of(self._wiring, entity):
                proved = prove_file(self._wiring, entity, file)
                cases += [outcome_document(*one) for one in proved]
                if not proved and not file.is_stock:
                    without.append(file.wanted)
        failed = sum(one["state"] == "failed" for one in cases)
        document = {
            "cases": cases,
            "passed": len(cases) - failed,
            "failed": failed,
            "without_cases": without,
        }
        return Answer(document, Exit.HELD if failed else Exit.DONE)

    def preview(self, name: str, ref: str) -> Answer:
        """Map one live record, and show both shapes; nothing is written."""
        self._asked(name)
        pair = read_pair(self._wiring, name, ref)
        document = previewed(pair, self._wiring.screens)
        is_held = any(one["severity"] == "error" for one in document["problems"])
        return Answer(document, Exit.HELD if is_held else Exit.DONE)

    def record(self, name: str, ref: str) -> Answer:
        """Turn a live record into a case that names nobody."""
        self._asked(name)
        pair = read_pair(self._wiring, name, ref)
        file = files_of(self._wiring, name)[-1]
        return Answer(recorded(pair, file, self._wiring))

    def diagram(self, name: str | None = None, *, format: str = "mermaid") -> Answer:
        """Draw the mappings, as a Mermaid flowchart or as an SVG."""
        from engine.mapping.diagram import mermaid, picture
        from engine.mapping.drawing import drawing

        systems = NAMES.map(system_name)
        pictures = [
            picture(self._declaration(entity), systems, self._wiring.lang)
            for entity in self._asked(name)
        ]
        text = mermaid(pictures) if format == "mermaid" else drawing(pictures)
        names = [one.entity for one in pictures]
        return Answer({"diagram": text, "format": format, "mappings": names})

    def _asked(self, name: str | None) -> tuple[str, ...]:
        known = self._wiring.known
        if name is None:
            return known
        if name not in known:
            raise UnknownEntity(entity=name, known=", ".join(known))
        return (name,)

    def _declaration(self, entity: str) -> Declaration:
        declaration: Declaration = self._wiring.languages.declaration(entity)
        return declaration

    def _counted(self, declaration: Declaration) -> Document:
        overlays = self._wiring.languages.overlays_of(declaration.entity)
        return {
            "entity": declaration.entity,
            "file": declaration.source,
            "version": declaration.version,
            "fields": len(declaration.fields),
            "overlays": [one.span.source.name for one in overlays],
        }

    def _uncovered(self, declaration: Declaration) -> list[Document]:
        left, right = (self._resource(declaration, side) for side in Side)
        found = uncovered(declaration, Pair(left, right))
        return [uncovered_document(one, declaration.entity) for one in found]

    def _resource(self, declaration: Declaration, side: Side) -> Resource:
        system = self._wiring.languages.descriptions[side]
        found: Resource = system.resource(declaration.resources[side])
        return found

    def _told(self, problem: Located) -> Document:
        file, line, column = problem.place.order
        return {
            "file": file,
            "line": line,
            "column": column,
            "message": sentence_text(problem, self._wiring.lang),
            "fix": advice_text(problem, self._wiring.lang),
        }

    def _laws(self, entity: str, sample: int) -> Iterator[Document]:
        from engine.application.collections import Collections
        from engine.application.worlds import others_in
        from engine.mapping.proving import prove

        wiring, declaration = self._wiring, self._declaration(entity)
        with scratch(wiring) as store:
            options = Collections(wiring, store).get(declaration.registries)
            others = others_in(store, declaration)
        mapping = wiring.languages.mapping(entity, options, (), others)
        records = Pair(
            self._sample(declaration, Side.LEFT, sample),
            self._sample(declaration, Side.RIGHT, sample),
        )
        for verdict in prove(mapping, records):
            yield verdict_document(verdict, entity, wiring.lang)

    def _sample(
        self, declaration: Declaration, side: Side, size: int
    ) -> Iterable[Json]:
        """The first live records of a side; pages are asked for as they are wanted."""
        system: System = self._wiring.systems[side]
        parent = self._resource(declaration, side).parent
        pages = (
            self._below(system, declaration.resources[side], parent)
            if parent
            else system.changes(declaration.resources[side], None)
        )
        records = (record.content for page in pages for record in page.records)
        return list(itertools.islice(records, size))

    def _below(self, system: System, resource: str, parent: str) -> Iterator[Page]:
        """What lives under the parents, one parent after the other."""
        for page in system.changes(parent, None):
            for record in page.records:
                yield from system.below(resource, [record.id])

    def _shown(self, entity: str) -> Document:
        return mapping_document(self._declaration(entity), self._wiring.lang)

    def _effective(self, entity: str) -> Document:
        from engine.mapping.effective import effective

        self._declaration(entity)
        lines = effective(self._wiring.languages.layers(entity))
        return {"entity": entity, "lines": [line_document(line) for line in lines]}


def _have_only_moved(problems: Sequence[Located]) -> bool:
    """Whether nothing is wrong but that stock mappings moved on under overlays."""
    return all(isinstance(one, StockMoved) for one in problems)


def _once(problems: Sequence[Located]) -> Several:
    """The problems of several readings of the same files, each once."""
    found = {(one.place.order, str(one)): one for one in problems}
    return Several(list(found.values()))
