"""The files of cases beside mappings and overlays, and what is tried on which."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.application.languages import Languages
from engine.application.rule_files import read_text
from engine.application.sides import NAMES
from engine.application.wiring import Wiring
from engine.config.shipped import shipped, stock_mapping
from engine.mapping.cases import Case, read_cases
from engine.mapping.compiled import Mapping
from engine.mapping.trying import Outcome, prove_cases


@dataclass(frozen=True, slots=True)
class CasesBeside:
    """A mapping or an overlay, and where its cases stand or would stand.

    Attributes:
        name: The file, as a person knows it.
        is_stock: Whether it comes with us; its cases know no overlay.
    """

    name: str
    path: Path
    is_stock: bool = False

    @property
    def places(self) -> tuple[Path, ...]:
        """The files of cases that there are."""
        stem, folder = self.path.stem, self.path.parent
        places = [folder / f"{stem}.test.yml", folder / "tests" / f"{stem}.yml"]
        if self.is_stock:
            # In a checkout the cases of the stock mappings are tests of ours.
            home = shipped("mappings").parent
            places = [home / "tests" / "mappings" / f"{stem}.yml"]
        return tuple(place for place in places if place.is_file())

    @property
    def wanted(self) -> str:
        """What its first file of cases is called, or would be."""
        near = Path(self.name)
        if not self.places:
            return str(near.with_name(f"{near.stem}.test.yml"))
        return self._near(self.places[0])

    def _near(self, place: Path) -> str:
        """A file of cases, named from where its mapping is named."""
        folder = shipped("mappings").parent if self.is_stock else self.path.parent
        base = Path() if self.is_stock else Path(self.name).parent
        return str(base / place.relative_to(folder))

    def read(self) -> Iterator[tuple[Path, str]]:
        """Each file of cases, and its name for people."""
        for place in self.places:
            yield place, self._near(place)


def files_of(wiring: Wiring, entity: str) -> tuple[CasesBeside, ...]:
    """The files that make up the mapping of an entity, the stock one first.

    Raises:
        Several: An overlay cannot be read.
    """
    home = wiring.profile.path.parent
    name = wiring.languages.mapping_source(entity).name
    stock = shipped("mappings") / stock_mapping(entity)
    is_stock = name == f"mappings/{stock_mapping(entity)}" and stock.is_file()
    first = CasesBeside(name, stock if is_stock else home / name, is_stock)
    overlays = [
        CasesBeside(overlay.span.source.name, home / overlay.span.source.name)
        for overlay in wiring.languages.overlays_of(entity)
    ]
    return (first, *overlays)


def prove_file(
    wiring: Wiring, entity: str, file: CasesBeside
) -> tuple[tuple[str, Outcome], ...]:
    """Try the cases beside a file; those of overlays on all that is in force.

    Raises:
        Several: All that is wrong in the mapping or in a file of cases.
    """
    languages = wiring.languages
    if file.is_stock:
        bare = dataclasses.replace(wiring.profile, overlays=(), rules=())
        languages = Languages(bare)

    def compiled(case: Case) -> Mapping:
        mapping: Mapping = languages.mapping(entity, case.options, (), case.others)
        return mapping

    found = []
    for path, name in file.read():
        cases = read_cases(read_text(path, name), NAMES)
        found += [(name, outcome) for outcome in prove_cases(cases, compiled)]
    return tuple(found)
