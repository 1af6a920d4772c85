"""The mapping and the rules of a profile: read, checked, and put to work."""

import dataclasses
from collections.abc import Collection, Iterable
from collections.abc import Mapping as Dict
from pathlib import Path

from engine.application.sides import NAMES, QUOTATIONS
from engine.application.texts import Texts, UnreadableFile
from engine.config.profile import STOCK_MAPPINGS, Profile
from engine.config.shipped import shipped, stock_mapping
from engine.errors import Located, Place, Several
from engine.lenses.supplies import Others
from engine.mapping.compiled import Mapping
from engine.mapping.compiler import compile_mapping, vocabulary
from engine.mapping.declaration import Declaration
from engine.mapping.drift import Drift
from engine.mapping.files import Files, NoSuchFile
from engine.mapping.layers import Layers, lay
from engine.mapping.loader import load_mapping, read_root
from engine.mapping.mistakes import UnknownField
from engine.mapping.order import check_after
from engine.mapping.overlay_mistakes import UnknownMapping
from engine.mapping.overlays import Overlay, read_overlay
from engine.mapping.parts import Reasoned
from engine.mapping.reading import Reader
from engine.mapping.table_mistakes import NoFile
from engine.mapping.versions import Moved, three_way
from engine.marked import Keys, Scalar
from engine.model.option import Options
from engine.model.resource import SystemDescription
from engine.model.side import Pair
from engine.rules.adjusting import adjust
from engine.rules.cache import user_cache
from engine.rules.rulebook import Rulebook, load_rules
from engine.rules.vocabulary import CATALOGUE, Vocabulary
from engine.source import Source
from engine.systems.description import load_description

__all__ = ["Languages", "UnreadableFile"]


_ORDERS = "orders"
"""Where quotes go that become orders; its records are those of quotations."""


def entities_of(mappings: Iterable[str]) -> tuple[str, ...]:
    """The entities that a rules file may speak of: stock ones, and the profile's."""
    named = (Path(one).stem for one in mappings)
    return tuple(dict.fromkeys((*STOCK_MAPPINGS, *named)))


class Languages:
    """Everything that the files of a profile declare."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._texts = Texts(profile.path.parent)
        self.descriptions = Pair(
            self._description(NAMES.left), self._description(NAMES.right)
        )
        self._declarations: dict[str, Declaration] = {}
        self._overlays: tuple[Overlay, ...] | None = None

    def declaration(self, entity: str) -> Declaration:
        """The mapping of an entity, with the overlays of the profile laid over it.

        Raises:
            Several: Something in its files is wrong; all of it is told.
        """
        if entity not in self._declarations:
            declared = load_mapping(
                self.mapping_source(entity),
                NAMES,
                self.descriptions,
                overlays=self.overlays_of(entity),
                files=Files(self._texts.open),
            )
            if entity == QUOTATIONS and self._profile.quotes_become == "order":
                resources = Pair(_ORDERS, declared.resources.right)
                declared = dataclasses.replace(declared, resources=resources)
            collections = {name for name, _ in self.descriptions.left.resources}
            check_after(declared, self._entities() | collections)
            self._declarations[entity] = declared
            self._check_shown(declared)
        return self._declarations[entity]

    def _check_shown(self, declared: Declaration) -> None:
        """What is shown of counterparts are fields that they have.

        Raises:
            Several: They have no such fields.
        """
        problems: list[Located] = []
        for entity, uses in declared.counterparts.items():
            fields = self.declaration(entity).fields
            for use in uses:
                name = use.arguments.get("show")
                if name and name not in fields and use.span:
                    place = use.spans.get("show") or use.span
                    problems.append(UnknownField(place, name, fields))
        if problems:
            raise Several(problems)

    def layers(self, entity: str) -> Layers:
        """The files of an entity laid over each other, every value with its place.

        Raises:
            Several: They cannot be read at all.
        """
        root, _ = read_root(self.mapping_source(entity))
        return lay(Reader(), NAMES, root, self.overlays_of(entity))

    def moved(self, entity: str) -> tuple[tuple[Overlay, tuple[Moved, ...]], ...]:
        """The overlays that were written for an earlier mapping, and what moved since.

        Without that earlier mapping only what the overlay itself says is compared.

        Raises:
            Several: The files cannot be read at all.
        """
        now, _ = read_root(self.mapping_source(entity))
        version = now.get("version")
        found = []
        for overlay in self.overlays_of(entity):
            if isinstance(version, Scalar) and version.text != str(overlay.version):
                before = self._earlier(entity, overlay.version)
                found.append((overlay, three_way(before or overlay.root, now, overlay)))
        return tuple(found)

    def _earlier(self, entity: str, version: int) -> Keys | None:
        """A stock mapping as it was; earlier versions stay beside the present ones."""
        name = f"versions/{entity}@{version}.yml"
        path = shipped("mappings") / name
        if not path.exists():
            return None
        return read_root(self._texts.read(path, f"mappings/{name}"))[0]

    def overlays_of(self, entity: str) -> tuple[Overlay, ...]:
        """The overlays over the mapping of an entity, in the order of the profile.

        Raises:
            Several: Something in any overlay is wrong; all of it is told.
        """
        if self._overlays is None:
            self._overlays = self._read_overlays()
        return tuple(one for one in self._overlays if one.entity == entity)

    def mapping(
        self,
        entity: str,
        options: Dict[str, Options],
        drifts: Collection[Drift] = (),
        others: Others | None = None,
        codes: Collection[str] | None = None,
    ) -> Mapping:
        """The mapping of an entity at work, with its rules.

        Raises:
            Several: Something in a file is wrong; all of it is told.
        """
        declaration = self.declaration(entity)
        rules = self.rules(declaration, options, codes)
        if others is not None:
            declaration = dataclasses.replace(declaration, others=others)
        return compile_mapping(declaration, self.descriptions, options, rules, drifts)

    def rules(
        self,
        declaration: Declaration,
        options: Dict[str, Options] | None,
        codes: Collection[str] | None = None,
    ) -> Rulebook:
        """The stock rules of an entity, those of its overlays, the profile's own.

        Raises:
            Several: Something in a file is wrong; all of it is told.
        """
        sources = self.rule_sources(declaration)
        words = self.words(declaration, options)
        if codes is not None:
            tables = {**words.tables, CATALOGUE: codes}
            words = dataclasses.replace(words, tables=tables)
        book = load_rules(sources, words, cache=user_cache())
        return _adjusted(book, declaration)

    def rule_sources(self, declaration: Declaration) -> list[Source]:
        """The files of the rules of an entity, in order, each once.

        Raises:
            Several: An overlay names some that cannot be read.
            UnreadableFile: The profile does.
        """
        stock = [self._stock_rules(declaration.rules)] if declaration.rules else []
        own: list[Source] = []
        problems: list[Located] = []
        for one in declaration.changes.add:
            if one.span is None:
                continue
            try:
                own.append(self._texts.open(one.span.source.name, one.name))
            except NoSuchFile as error:
                problems.append(NoFile(one.span, name=one.name, text=str(error)))
        if problems:
            raise Several(problems)
        own += map(self._texts.read, self._profile.rules)
        return [*stock, *{one.name: one for one in own}.values()]

    def mapping_source(self, entity: str) -> Source:
        """The file of the mapping of an entity: the profile's own, or the stock one.

        Raises:
            UnreadableFile: It cannot be read.
        """
        for named in self._profile.mappings:
            path = Path(named)
            if path.suffix and path.stem == entity:
                return self._texts.read(path)
        name = stock_mapping(entity)
        return self._texts.read(shipped("mappings") / name, f"mappings/{name}")

    def words(
        self, declaration: Declaration, options: Dict[str, Options] | None
    ) -> Vocabulary:
        """What the rules of an entity may name, other entities among it."""
        known = vocabulary(declaration, options)
        return dataclasses.replace(known, entities=entities_of(self._profile.mappings))

    def _description(self, name: str) -> SystemDescription:
        path = shipped("mappings") / "systems" / f"{name}.yml"
        return load_description(self._texts.read(path, f"mappings/systems/{name}.yml"))

    def _stock_rules(self, name: str) -> Source:
        return self._texts.read(shipped("rules") / name, f"rules/{name}")

    def _entities(self) -> set[str]:
        """Every entity that there is a mapping of."""
        known = {Path(named).stem for named in self._profile.mappings}
        stock = shipped("mappings")
        return known | {
            path.stem for path in (*stock.glob("*.yml"), *stock.glob("lookups/*.yml"))
        }

    def _read_overlays(self) -> tuple[Overlay, ...]:
        known = self._entities()
        found: list[Overlay] = []
        problems: list[Located] = []
        for path in self._profile.overlays:
            try:
                overlay = read_overlay(self._texts.read(path), NAMES)
            except Several as several:
                problems += several.errors
                continue
            if overlay.entity and overlay.entity not in known:
                problems.append(UnknownMapping(overlay.span, overlay.entity, known))
            found.append(overlay)
        if problems:
            raise Several(problems)
        return tuple(found)


def _adjusted(book: Rulebook, declaration: Declaration) -> Rulebook:
    """The rules as overlays have them; those that name a dropped field are off."""
    changes, dropped = declaration.changes, declaration.dropped
    disable = {
        rule.code: f"{name}: {dropped[name].reason}"
        for rule in book.rules
        for name in (*rule.fields, *rule.items)
        if name in dropped
    }
    disable |= {one.name: one.reason for one in changes.disable}
    raised = {one.name: one.reason for one in changes.stricter}
    if not disable and not raised:
        return book
    places = _places((*changes.disable, *changes.stricter))
    return adjust(book, disable, raised, places)


def _places(changes: Iterable[Reasoned]) -> dict[str, Place]:
    return {one.name: one.span for one in changes if one.span}
