"""One line of a mapping file, read into a field pair."""

import re
from dataclasses import dataclass

from engine.lenses.base import Kind
from engine.lenses.catalogue import CATALOGUE
from engine.mapping import mistakes, paths
from engine.mapping.declaration import Direction, FieldPair, LensUse
from engine.mapping.facts import Facts
from engine.mapping.reading import Reader
from engine.mapping.uses import read_lens
from engine.mapping.words import FOREIGN_EDITS, HOLDS, Words
from engine.marked import Keys, Marked, Scalar
from engine.model.side import Pair, Side
from engine.source import Span

NAME = re.compile(r"[a-z][a-z0-9_]*")
_TRAVELS = ("as", "direction", "owner", "conflict", "clear", "foreign_edit")
_KEYS = (*_TRAVELS, "required", "max", "ignore", "type")


@dataclass(frozen=True, slots=True)
class FieldReader:
    """Reads the lines of one file.

    Attributes:
        direction: Which way edits travel where a line does not say.
        labels: What a person sees, by field or by property.
    """

    reader: Reader
    words: Words
    facts: Facts
    direction: Direction
    labels: dict[str, dict[str, str]]

    def read(self, name: str, line: Marked, span: Span) -> FieldPair:
        """One line, by its neutral name."""
        if not NAME.fullmatch(name):
            self.reader.note(mistakes.NotAName(span, name=name))
        names = self.words.names
        keys = self.reader.keys(line, name, (*names, *_KEYS))
        homes = Pair(self._path(keys, Side.LEFT), self._path(keys, Side.RIGHT))
        pair = self._pair(name, homes, keys, span)
        self._check_homes(pair, keys)
        self._check_ways(pair)
        return pair

    def _path(self, keys: Keys, side: Side) -> str | None:
        name = self.words.names[side]
        marked = keys.get(name)
        path = self.reader.text(marked, name)
        if marked is None or not path:
            return None
        resource = self.facts.resources[side]
        if paths.parse(path) is None:
            self.reader.note(mistakes.NotAPath(marked.span, path=path))
        elif resource and not self.facts.knows(side, path):
            known = self.facts.properties(side)
            self.reader.note(
                mistakes.UnknownProperty(
                    marked.span, path, known, system=name, resource=resource.name
                )
            )
        return path

    def _pair(
        self, name: str, homes: Pair[str | None], keys: Keys, span: Span
    ) -> FieldPair:
        reader, words = self.reader, self.words
        get = keys.get
        travels = homes.left is not None and homes.right is not None
        lens = read_lens(reader, self.facts, get("as"), words.names.left)
        return FieldPair(
            name,
            homes,
            lens=lens or ((LensUse("text", span=span),) if travels else ()),
            direction=reader.word(
                get("direction"), "direction", words.directions, self.direction
            ),
            owner=reader.word(get("owner"), "owner", words.sides, None),
            conflict=reader.word(get("conflict"), "conflict", words.policies, None),
            required=self._required(get("required")),
            max_length=self._max_length(get("max")),
            clear=reader.truth(get("clear"), "clear", otherwise=True),
            foreign_edit=reader.word(
                get("foreign_edit"), "foreign_edit", FOREIGN_EDITS, "report"
            ),
            ignore=reader.text(get("ignore"), "ignore"),
            holds=reader.word(get("type"), "type", HOLDS, HOLDS["text"]),
            labels=self.labels.get(name) or self.labels.get(homes.right or "", {}),
            span=span,
        )

    def _required(self, marked: Marked | None) -> Pair[bool]:
        if not isinstance(marked, Keys):
            both = self.reader.truth(marked, "required", otherwise=False)
            return Pair(both, both)
        keys = self.reader.keys(marked, "required", tuple(self.words.names))
        return self.words.names.map(
            lambda name: self.reader.truth(keys.get(name), name, otherwise=False)
        )

    def _max_length(self, marked: Marked | None) -> Pair[int | None]:
        if isinstance(marked, Scalar):
            both = self.reader.number(marked, "max")
            return Pair(both, both)
        keys = self.reader.keys(marked, "max", tuple(self.words.names))
        return self.words.names.map(
            lambda name: self.reader.number(keys.get(name), name)
        )

    def _check_homes(self, pair: FieldPair, keys: Keys) -> None:
        place, names = pair.span or keys.span, self.words.names
        ignored = keys.spans.get("ignore")
        if pair.has_two_homes:
            if ignored:
                self.reader.note(mistakes.IgnoredTwice(ignored, name=pair.name))
            return
        for key in _TRAVELS:
            if key in keys.spans:
                problem = mistakes.OnlyWithTwoHomes(keys.spans[key], key=key)
                self.reader.note(problem)
        if not set(names) & set(keys.entries):
            self.reader.note(
                mistakes.NoHome(
                    place, name=pair.name, left=names.left, right=names.right
                )
            )
        elif not ignored:
            missing = names.left if pair.paths.left is None else names.right
            self.reader.note(mistakes.OneHome(place, name=pair.name, system=missing))
        elif not pair.ignore:
            self.reader.note(mistakes.NoReason(ignored))

    def _check_ways(self, pair: FieldPair) -> None:
        """Every way that a line goes, its lens and its properties can go."""
        if not pair.has_two_homes or pair.span is None:
            return
        names = self.words.names
        for use in pair.lens:
            entry = CATALOGUE.get(use.name)
            one_way = entry is not None and entry.kind is Kind.ONE_WAY
            if one_way and pair.direction is not Direction.TO_RIGHT:
                self.reader.note(
                    mistakes.NoWayBack(
                        use.span or pair.span,
                        lens=use.name,
                        left=names.left,
                        right=names.right,
                        direction=self.words.one_way(Side.RIGHT),
                    )
                )
        for side in Side:
            path = pair.paths[side]
            writes = pair.direction.allows(side)
            if path and writes and self.facts.is_read_only(side, path):
                self.reader.note(
                    mistakes.ReadOnly(
                        pair.span,
                        path=path,
                        system=names[side],
                        direction=self.words.one_way(side.other),
                    )
                )
