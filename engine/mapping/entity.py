"""What a mapping file says of its entity as a whole."""

from dataclasses import dataclass

from engine.mapping import entity_mistakes, mistakes, paths
from engine.mapping.declaration import Creation, Direction, Policy
from engine.mapping.facts import Facts
from engine.mapping.fields import NAME
from engine.mapping.format import known, needed
from engine.mapping.marks import read_marks
from engine.mapping.parts import Condition, Confidence, Mark, Match, Parent
from engine.mapping.reading import LANGUAGES, Reader
from engine.mapping.words import CONFIDENCES, CREATIONS, DELETIONS, UPDATES, Words
from engine.marked import Items, Keys, Marked, Scalar
from engine.model.resource import Resource, SystemDescription
from engine.model.side import Pair, Side

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Sync:
    """How and when is written."""

    direction: Direction
    creation: Pair[Creation]
    conditions: Pair[Condition | None]
    deletion: str
    marks: Pair[Mark | None]
    conflict: Policy | None
    first: str
    after: tuple[Scalar, ...]
    waits_for_request: bool


@dataclass(frozen=True, slots=True)
class EntityReader:
    """Reads what stands above the fields."""

    reader: Reader
    words: Words
    systems: Pair[SystemDescription]

    def check_schema(self, marked: Marked | None) -> None:
        """The version of the format is one that is known."""
        version = self.reader.number(marked, "schema")
        if marked and version is not None and version != SCHEMA:
            self.reader.note(
                mistakes.WrongSchema(marked.span, found=version, known=SCHEMA)
            )

    def name(self, marked: Marked | None, key: str) -> str:
        """A name in small letters."""
        name = self.reader.text(marked, key)
        if marked and name and not NAME.fullmatch(name):
            self.reader.note(mistakes.NotAName(marked.span, name=name))
        return name

    def resource(self, keys: Keys, side: Side) -> Resource | None:
        """The resource of a side."""
        system, marked = self.words.names[side], keys.get(self.words.names[side])
        name = self.reader.text(marked, system)
        found = self.systems[side].resource(name)
        if marked and name and found is None:
            names = [known for known, _ in self.systems[side].resources]
            self.reader.note(
                mistakes.UnknownResource(marked.span, name, names, system=system)
            )
        return found

    def sync(self, marked: Marked | None, facts: Facts) -> Sync:
        """How and when is written."""
        reader, words = self.reader, self.words
        keys = reader.keys(marked, "sync", known("sync", words.names))
        get, names = keys.get, words.names
        creates = reader.keys(get("create"), "create", known("create", names))
        left = self._creation(creates.get(names.left), Creation.ON_REQUEST)
        right = self._creation(creates.get(names.right), Creation.ALWAYS)
        return Sync(
            direction=reader.word(
                get("direction"), "direction", words.directions, Direction.BOTH
            ),
            creation=Pair(left[0], right[0]),
            conditions=Pair(left[1], right[1]),
            deletion=reader.word(get("delete"), "delete", DELETIONS, "ask"),
            marks=read_marks(reader, names, facts, keys),
            conflict=reader.word(get("conflict"), "conflict", words.policies, None),
            first=reader.word(get("first"), "first", words.firsts, "last_modified"),
            after=tuple(reader.texts(get("after"), "after")),
            waits_for_request=reader.word(
                get("update"), "update", UPDATES, otherwise=False
            ),
        )

    def _creation(
        self, marked: Marked | None, otherwise: Creation
    ) -> tuple[Creation, Condition | None]:
        """A word, or a condition: a lone word that is none is a misspelt one."""
        text = marked.text if isinstance(marked, Scalar) else ""
        if marked is None or " " not in text.strip():
            return self.reader.word(marked, "create", CREATIONS, otherwise), None
        return Creation.CONDITION, Condition(text.strip(), marked.span)

    def only(self, marked: Marked | None) -> Pair[Condition | None]:
        """Which records of either side take part."""
        names = self.words.names
        keys = self.reader.keys(marked, "only", known("only", names))
        return names.map(lambda name: self._condition(keys.get(name), name))

    def matches(self, marked: Marked | None) -> tuple[Match, ...]:
        """How counterparts are recognised, in order."""
        if marked is not None and not isinstance(marked, Items):
            self.reader.note(mistakes.NotItems(marked.span, key="match"))
            return ()
        return tuple(self._match(item) for item in marked or ())

    def _match(self, marked: Marked) -> Match:
        names = self.words.names
        keys = self.reader.keys(marked, "match", known("match", names))
        self.reader.demand(keys, needed("match", names))
        by = self.reader.texts(keys.get("by"), "by")
        confidence = self.reader.word(
            keys.get("confidence"), "confidence", CONFIDENCES, Confidence.SURE
        )
        return Match(
            tuple(one.text for one in by),
            confidence,
            self._condition(keys.get("when"), "when"),
            tuple(one.span for one in by),
        )

    def _condition(self, marked: Marked | None, key: str) -> Condition | None:
        text = self.reader.text(marked, key).strip()
        return Condition(text, marked.span) if marked and text else None

    def labels(
        self, marked: Marked | None, fields: Marked | None
    ) -> dict[str, dict[str, str]]:
        """What a person sees, by field; in the file it stands by language.

        A field of an item of a list stands there behind its list: ``lines.price``.
        """
        found: dict[str, dict[str, str]] = {}
        names = _fields_in(fields)
        languages = self.reader.keys(marked, "labels", LANGUAGES)
        for language, texts in languages.entries.items():
            keys = self.reader.keys(texts, language)
            for name, text in keys.entries.items():
                label = self.reader.text(text, name)
                found.setdefault(name, {})[language] = label
                if name not in names:
                    problem = mistakes.UnknownField(keys.spans[name], name, names)
                    self.reader.note(problem)
        return found

    def parent(self, marked: Marked | None, facts: Facts, root: Keys) -> Parent | None:
        """The entity that the records live under; a nested resource demands one."""
        names = self.words.names
        nested = facts.resources.map(lambda one: one.parent if one else "")
        if marked is None:
            for side in Side:
                resource = facts.resources[side]
                if resource and nested[side]:
                    self.reader.note(
                        entity_mistakes.NoParent(
                            root.entries[names[side]].span,
                            resource=resource.name,
                            system=names[side],
                            parent=nested[side],
                            other=names[side.other],
                        )
                    )
            return None
        keys = self.reader.keys(marked, "under", known("under", names))
        self.reader.demand(keys, needed("under", names))
        self._check_entity(keys, nested, facts)
        return Parent(
            self.reader.text(keys.get("entity"), "entity"),
            Pair(
                self._named_by(keys, facts, Side.LEFT),
                self._named_by(keys, facts, Side.RIGHT),
            ),
        )

    def _check_entity(self, keys: Keys, nested: Pair[str], facts: Facts) -> None:
        entity = keys.get("entity")
        named = [name for name in self.words.names if keys.get(name)]
        if not any(nested) and not named and any(facts.resources):
            self.reader.note(entity_mistakes.NotUnder(keys.span))
        for side in Side:
            resource, parent = facts.resources[side], nested[side]
            is_other = isinstance(entity, Scalar) and entity.text != parent
            if resource and parent and entity and is_other:
                self.reader.note(
                    entity_mistakes.OtherParent(
                        entity.span,
                        resource=resource.name,
                        parent=parent,
                        found=entity.text if isinstance(entity, Scalar) else "",
                    )
                )

    def _named_by(self, keys: Keys, facts: Facts, side: Side) -> str | None:
        name = self.words.names[side]
        marked = keys.get(name)
        path = self.reader.text(marked, name)
        if marked is None or not path:
            return None
        resource = facts.resources[side]
        if paths.parse(path) is None:
            self.reader.note(mistakes.NotAPath(marked.span, path=path))
        elif resource and not facts.knows(side, path):
            self.reader.note(
                mistakes.UnknownProperty(
                    marked.span,
                    path,
                    facts.properties(side),
                    system=name,
                    resource=resource.name,
                )
            )
        return path


def _fields_in(fields: Marked | None) -> list[str]:
    """The names of all lines, those of items behind the name of their list."""
    found: list[str] = []
    for name, line in fields.entries.items() if isinstance(fields, Keys) else ():
        items = line.get("items") if isinstance(line, Keys) else None
        found += [name, *(f"{name}.{one}" for one in _fields_in(items))]
    return found
