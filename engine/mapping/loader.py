"""From YAML to a declaration; every problem with its line, all at once."""

import dataclasses
from collections.abc import Sequence

from engine.errors import Located, Several
from engine.mapping import mistakes
from engine.mapping.checks import check, settle_scopes
from engine.mapping.conditions import check_conditions
from engine.mapping.declaration import Declaration, Direction, Dropped, FieldPair
from engine.mapping.demanded import check_demanded
from engine.mapping.entity import EntityReader
from engine.mapping.facts import Facts
from engine.mapping.fields import FieldReader
from engine.mapping.files import NO_FILES, Files, read_lenses
from engine.mapping.format import known, needed
from engine.mapping.groups import read_units
from engine.mapping.joins import JoinReader
from engine.mapping.laws import refuse_losses
from engine.mapping.layers import Layers, lay
from engine.mapping.overlays import Overlay, joined
from engine.mapping.parenthood import with_parent
from engine.mapping.reading import Reader
from engine.mapping.selects import read_added
from engine.mapping.tables import read_tables
from engine.mapping.words import Words
from engine.marked import Keys, Marked, NotYaml, read
from engine.model.resource import SystemDescription
from engine.model.side import Pair, Side
from engine.source import Source


def load_mapping(
    source: Source,
    names: Pair[str],
    systems: Pair[SystemDescription],
    *,
    overlays: Sequence[Overlay] = (),
    files: Files = NO_FILES,
) -> Declaration:
    """Read a mapping file, with overlays laid over it.

    Args:
        source: The file.
        names: The names of the two sides, which are keys of the file.
        systems: Their descriptions, against which every path is checked.
        overlays: What is laid over it, in this order.
        files: Where the tables and lenses that it names are read.

    Raises:
        Several: All that is wrong, by place.
    """
    root, problems = read_root(source)
    reader = Reader(problems)
    layers = lay(reader, names, root, overlays)
    loader = _Loader(reader, Words(names), systems, files)
    declaration = loader.load(layers, source.name, overlays)
    if not reader.problems:
        refuse_losses(reader, declaration, names)
    if reader.problems:
        raise Several(reader.problems)
    return declaration


def read_root(source: Source) -> tuple[Keys, tuple[Located, ...]]:
    """The keys of a file, beside what is wrong with them as YAML.

    Raises:
        Several: It is no YAML, or holds no keys.
    """
    root, problems = read(source)
    if any(isinstance(problem, NotYaml) for problem in problems):
        raise Several(problems)
    if not isinstance(root, Keys):
        raise Several([mistakes.NotAMapping(root.span)])
    return root, problems


class _Loader:
    def __init__(
        self,
        reader: Reader,
        words: Words,
        systems: Pair[SystemDescription],
        files: Files,
    ) -> None:
        self.reader = reader
        self.words = words
        self.systems = systems
        self.files = files

    def load(
        self, layers: Layers, source: str, overlays: Sequence[Overlay]
    ) -> Declaration:
        names, reader = self.words.names, self.reader
        keys = reader.keys(layers.root, "mapping", known("file", names))
        reader.demand(keys, needed("file", names))
        entity = EntityReader(reader, self.words, self.systems)
        entity.check_schema(keys.get("schema"))
        tables = read_tables(reader, self.words, self.files, keys.get("tables"))
        resources = Pair(
            entity.resource(keys, Side.LEFT), entity.resource(keys, Side.RIGHT)
        )
        added = read_added(
            reader, self.systems, tables, keys.get(f"{names.right}_fields")
        )
        facts = Facts(
            self.systems,
            resources,
            frozenset(one.property for one in added),
            tables,
            read_lenses(reader, names, self.files, keys.get("lenses")),
        )
        joins = JoinReader(reader, self.words, facts).read(keys.get("joins"))
        facts = facts.with_joins(joins)
        declaration = dataclasses.replace(
            self._declaration(keys, facts, entity, source),
            added_fields=added,
            joins=joins,
            dropped=self._dropped(layers, facts),
            changes=joined(overlays),
        )
        labels = entity.labels(keys.get("labels"), keys.get("fields"))
        declaration = with_parent(_labelled(declaration, labels), facts)
        check(reader, self.words, declaration, facts)
        check_demanded(reader, self.words, declaration, facts)
        if not reader.problems:
            check_conditions(reader, self.words, declaration)
        return declaration

    def _declaration(
        self, keys: Keys, facts: Facts, entity: EntityReader, source: str
    ) -> Declaration:
        reader, words, get = self.reader, self.words, keys.get
        sync = entity.sync(get("sync"), facts)
        fields = self._fields(
            get("fields"), FieldReader(reader, words, facts, sync.direction)
        )
        return Declaration(
            entity=entity.name(get("entity"), "entity"),
            version=reader.number(get("version"), "version") or 0,
            titles=reader.labels(get("title"), "title"),
            resources=words.names.map(lambda name: reader.text(get(name), name)),
            matches=entity.matches(get("match")),
            direction=sync.direction,
            creation=sync.creation,
            deletion=sync.deletion,
            marks=sync.marks,
            conflict=sync.conflict,
            first=sync.first,
            after=tuple(one.text for one in sync.after),
            units=read_units(reader, get("groups"), fields),
            fields=settle_scopes(fields, facts),
            rules=reader.text(get("rules"), "rules"),
            source=source,
            tables=dict(facts.tables),
            conditions=sync.conditions,
            only=entity.only(get("only")),
            parent=entity.parent(get("under"), facts, keys),
            after_spans=tuple(one.span for one in sync.after),
            waits_for_request=sync.waits_for_request,
        )

    def _fields(self, marked: Marked | None, line: FieldReader) -> dict[str, FieldPair]:
        keys = self.reader.keys(marked, "fields")
        return {
            name: line.read(name, value, keys.spans[name])
            for name, value in keys.entries.items()
        }

    def _dropped(self, layers: Layers, facts: Facts) -> dict[str, Dropped]:
        """What was taken away, as it was: rules may still speak of it."""
        taken = layers.dropped_fields()
        found: dict[str, Dropped] = {}
        for name, one in taken.items():
            known = facts.of_items(Pair("", "")) if "." in name else facts
            silent = FieldReader(Reader(), self.words, known, Direction.BOTH)
            own = name.rpartition(".")[2]
            pair = silent.read(own, one.line, one.line.span)
            found[name] = Dropped(one.reason, one.span, pair)
        return found


def _labelled(
    declaration: Declaration, labels: dict[str, dict[str, str]]
) -> Declaration:
    """Every field with what a person sees: the label of its property, or its own."""
    added = {one.property: one.labels for one in declaration.added_fields}
    fields = {
        name: dataclasses.replace(
            pair,
            # What was added to a screen is called there as whoever added it says.
            labels=added.get(pair.paths.right or "") or labels.get(name, {}),
            items={
                own: dataclasses.replace(item, labels=labels.get(f"{name}.{own}", {}))
                for own, item in pair.items.items()
            },
        )
        for name, pair in declaration.fields.items()
    }
    return dataclasses.replace(declaration, fields=fields)
