"""From YAML to a declaration; every problem with its line, all at once."""

from engine.errors import Several
from engine.mapping import mistakes
from engine.mapping.checks import check, settle_scopes
from engine.mapping.declaration import (
    Creation,
    Declaration,
    Direction,
    FieldPair,
    Match,
    SelectField,
)
from engine.mapping.facts import Facts
from engine.mapping.fields import NAME, FieldReader
from engine.mapping.groups import read_units
from engine.mapping.reading import LANGUAGES, Reader
from engine.mapping.selects import read_selects
from engine.mapping.words import CONFIDENCES, CREATIONS, DELETIONS, Words
from engine.marked import Items, Keys, Marked, NotYaml, read
from engine.model.resource import Resource, SystemDescription
from engine.model.side import Pair, Side
from engine.source import Source

SCHEMA = 1
_DEMANDED = ("schema", "entity", "version", "title", "fields")
_FREE = ("match", "sync", "groups", "labels", "rules")


def load_mapping(
    source: Source, names: Pair[str], systems: Pair[SystemDescription]
) -> Declaration:
    """Read a mapping file.

    Args:
        source: The file.
        names: The names of the two sides, which are keys of the file.
        systems: Their descriptions, against which every path is checked.

    Raises:
        Several: All that is wrong, by place.
    """
    root, problems = read(source)
    if any(isinstance(problem, NotYaml) for problem in problems):
        raise Several(problems)
    if not isinstance(root, Keys):
        raise Several([mistakes.NotAMapping(root.span)])
    loader = _Loader(Reader(problems), Words(names), systems)
    declaration = loader.load(root, source.name)
    if loader.reader.problems:
        raise Several(loader.reader.problems)
    return declaration


class _Loader:
    def __init__(
        self, reader: Reader, words: Words, systems: Pair[SystemDescription]
    ) -> None:
        self.reader = reader
        self.words = words
        self.systems = systems

    def load(self, root: Keys, source: str) -> Declaration:
        left, right = self.words.names
        selects = f"{right}_fields"
        known = (*_DEMANDED, *_FREE, left, right, selects)
        keys = self.reader.keys(root, "mapping", known)
        self.reader.demand(keys, (*_DEMANDED, left, right))
        self._schema(keys)
        resources = Pair(
            self._resource(keys, Side.LEFT), self._resource(keys, Side.RIGHT)
        )
        select_fields = read_selects(
            self.reader, self.systems, keys.get(selects), selects
        )
        offered = frozenset(one.property for one in select_fields)
        facts = Facts(self.systems, resources, offered)
        declaration = self._declaration(keys, facts, select_fields, source)
        check(self.reader, self.words, declaration, facts)
        return declaration

    def _declaration(
        self, keys: Keys, facts: Facts, selects: tuple[SelectField, ...], source: str
    ) -> Declaration:
        reader, words, get = self.reader, self.words, keys.get
        sync = reader.keys(
            keys.get("sync"),
            "sync",
            ("direction", "create", "delete", "conflict", "first", "after"),
        )
        direction = reader.word(
            sync.get("direction"), "direction", words.directions, Direction.BOTH
        )
        labels = self._labels(get("labels"), get("fields"))
        labels.update({one.property: one.labels for one in selects})
        line = FieldReader(reader, words, facts, direction, labels)
        fields = self._fields(get("fields"), line)
        return Declaration(
            entity=self._name(get("entity"), "entity"),
            version=reader.number(get("version"), "version") or 0,
            titles=reader.labels(get("title"), "title"),
            resources=words.names.map(lambda name: reader.text(get(name), name)),
            matches=self._matches(get("match")),
            direction=direction,
            creation=self._creation(sync.get("create")),
            deletion=reader.word(sync.get("delete"), "delete", DELETIONS, "ask"),
            conflict=reader.word(
                sync.get("conflict"), "conflict", words.policies, None
            ),
            first=reader.word(
                sync.get("first"), "first", words.firsts, "last_modified"
            ),
            after=tuple(one.text for one in reader.texts(sync.get("after"), "after")),
            units=read_units(reader, get("groups"), fields),
            fields=settle_scopes(fields, facts),
            select_fields=selects,
            rules=reader.text(get("rules"), "rules"),
            source=source,
        )

    def _schema(self, keys: Keys) -> None:
        marked = keys.get("schema")
        version = self.reader.number(marked, "schema")
        if marked and version is not None and version != SCHEMA:
            self.reader.note(
                mistakes.WrongSchema(marked.span, found=version, known=SCHEMA)
            )

    def _name(self, marked: Marked | None, key: str) -> str:
        name = self.reader.text(marked, key)
        if marked and name and not NAME.fullmatch(name):
            self.reader.note(mistakes.NotAName(marked.span, name=name))
        return name

    def _resource(self, keys: Keys, side: Side) -> Resource | None:
        system, marked = self.words.names[side], keys.get(self.words.names[side])
        name = self.reader.text(marked, system)
        found = self.systems[side].resource(name)
        if marked and name and found is None:
            known = [known for known, _ in self.systems[side].resources]
            self.reader.note(
                mistakes.UnknownResource(marked.span, name, known, system=system)
            )
        return found

    def _creation(self, marked: Marked | None) -> Pair[Creation]:
        left, right = self.words.names
        word, keys = self.reader.word, self.reader.keys(marked, "create", (left, right))
        return Pair(
            word(keys.get(left), left, CREATIONS, Creation.ON_REQUEST),
            word(keys.get(right), right, CREATIONS, Creation.ALWAYS),
        )

    def _matches(self, marked: Marked | None) -> tuple[Match, ...]:
        if marked is not None and not isinstance(marked, Items):
            self.reader.note(mistakes.NotItems(marked.span, key="match"))
            return ()
        return tuple(self._match(item) for item in marked or ())

    def _match(self, marked: Marked) -> Match:
        keys = self.reader.keys(marked, "match", ("by", "confidence"))
        self.reader.demand(keys, ("by",))
        by = self.reader.texts(keys.get("by"), "by")
        is_sure = self.reader.word(
            keys.get("confidence"), "confidence", CONFIDENCES, otherwise=True
        )
        spans = tuple(one.span for one in by)
        return Match(tuple(one.text for one in by), is_sure, spans)

    def _fields(self, marked: Marked | None, line: FieldReader) -> dict[str, FieldPair]:
        keys = self.reader.keys(marked, "fields")
        return {
            name: line.read(name, value, keys.spans[name])
            for name, value in keys.entries.items()
        }

    def _labels(
        self, marked: Marked | None, fields: Marked | None
    ) -> dict[str, dict[str, str]]:
        """What a person sees, by field; in the file it stands by language."""
        found: dict[str, dict[str, str]] = {}
        known = fields.entries if isinstance(fields, Keys) else {}
        languages = self.reader.keys(marked, "labels", LANGUAGES)
        for language, texts in languages.entries.items():
            keys = self.reader.keys(texts, language)
            for name, text in keys.entries.items():
                label = self.reader.text(text, name)
                found.setdefault(name, {})[language] = label
                if name not in known:
                    problem = mistakes.UnknownField(keys.spans[name], name, known)
                    self.reader.note(problem)
        return found
