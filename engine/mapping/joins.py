"""What a mapping file reads of other entities: the records that its own point to."""

from dataclasses import dataclass

from engine.mapping import join_mistakes, mistakes, paths
from engine.mapping.facts import Facts
from engine.mapping.fields import NAME
from engine.mapping.format import known, needed
from engine.mapping.parts import Join
from engine.mapping.reading import Reader
from engine.mapping.where import read_where
from engine.mapping.words import Words
from engine.marked import Keys, Marked
from engine.model.side import Side

_OF_AN_ITEM = 2


@dataclass(frozen=True, slots=True)
class JoinReader:
    """Reads the joins of one file."""

    reader: Reader
    words: Words
    facts: Facts

    def read(self, marked: Marked | None) -> tuple[Join, ...]:
        """Every join, by its name."""
        keys = self.reader.keys(marked, "joins")
        return tuple(
            self._join(name, value, keys) for name, value in keys.entries.items()
        )

    def _join(self, name: str, marked: Marked, around: Keys) -> Join:
        reader, names, span = self.reader, self.words.names, around.spans[name]
        keys = reader.keys(marked, name, known("join", names))
        reader.demand(keys, needed("join", names))
        sides = [side for side in Side if keys.get(names[side])]
        if not NAME.fullmatch(name):
            reader.note(mistakes.NotAName(span, name=name))
        if len(sides) > 1:
            place = keys.spans[names.right]
            reader.note(
                join_mistakes.JoinedTwice(place, left=names.left, right=names.right)
            )
        side = sides[-1] if sides else Side.RIGHT
        resource = self.facts.resources[side]
        if resource and name in resource.properties:
            problem = join_mistakes.JoinTaken(
                span, name=name, system=names[side], resource=resource.name
            )
            reader.note(problem)
        return Join(
            name,
            reader.text(keys.get("entity"), "entity"),
            side,
            self._path(keys, side),
            read_where(reader, keys.get("where")),
            self._otherwise(keys.get("otherwise"), around),
            span,
        )

    def _otherwise(self, marked: Marked | None, around: Keys) -> str:
        path = self.reader.text(marked, "otherwise")
        if marked and path:
            name = path.partition(".")[0]
            if paths.parse(path) is None:
                self.reader.note(mistakes.NotAPath(marked.span, path=path))
            elif name not in around.entries:
                self.reader.note(
                    join_mistakes.UnknownJoin(marked.span, name, around.entries)
                )
        return path

    def _path(self, keys: Keys, side: Side) -> str:
        """Where the id stands: in the record, or in the items of a list of it."""
        name = self.words.names[side]
        marked = keys.get(name)
        path = self.reader.text(marked, name)
        if marked is None or not path:
            return ""
        resource = self.facts.resources[side]
        steps = paths.parse(path)
        is_plain = steps is not None and all(isinstance(s, paths.Key) for s in steps)
        if steps is None or not is_plain or len(steps) > _OF_AN_ITEM:
            self.reader.note(mistakes.NotAPath(marked.span, path=path))
            return ""
        if resource and not self.facts.knows(side, path):
            self.reader.note(
                mistakes.UnknownProperty(
                    marked.span,
                    path,
                    self.facts.properties(side),
                    system=name,
                    resource=resource.name,
                )
            )
        return path
