"""One line of a mapping file, read into a field pair."""

import dataclasses
import re
from dataclasses import dataclass

from engine.lenses.base import Kind
from engine.mapping import entity_mistakes, mistakes, paths
from engine.mapping.declaration import Direction, FieldPair
from engine.mapping.divided import check_divided, read_places
from engine.mapping.facts import Facts
from engine.mapping.format import known
from engine.mapping.lists import check_list, check_no_list
from engine.mapping.parts import Constant, Holds, LensUse
from engine.mapping.reading import Reader
from engine.mapping.tables import typed
from engine.mapping.uses import read_lens
from engine.mapping.where import read_where
from engine.mapping.words import FOREIGN_EDITS, HOLDS, MISSING, TOO_LONG, Words
from engine.marked import Keys, Marked, Scalar
from engine.model.side import Pair, Side
from engine.source import Span

NAME = re.compile(r"[a-z][a-z0-9_]*")
_TRAVELS = (
    *("as", "direction", "owner", "conflict", "clear", "foreign_edit"),
    *("accept_loss", "too_long", "missing", "items", "key"),
)


@dataclass(frozen=True, slots=True)
class FieldReader:
    """Reads the lines of one file.

    Attributes:
        direction: Which way edits travel where a line does not say.
    """

    reader: Reader
    words: Words
    facts: Facts
    direction: Direction

    def read(self, name: str, line: Marked, span: Span) -> FieldPair:
        """One line, by its neutral name."""
        if not NAME.fullmatch(name):
            self.reader.note(mistakes.NotAName(span, name=name))
        names = self.words.names
        section = "item" if self.facts.lists else "field"
        keys = self.reader.keys(line, name, known(section, names))
        homes = Pair(self._home(keys, Side.LEFT), self._home(keys, Side.RIGHT))
        pair = self._pair(name, homes, keys, span)
        self._check_homes(pair, keys)
        check_divided(self.reader, self.words, pair, keys)
        self._check_ways(pair)
        self._check_item(pair, keys)
        if "items" in keys.entries and pair.has_two_homes:
            return self._list(pair, keys)
        if "items" not in keys.entries:
            check_no_list(self.reader, pair, keys)
        return pair

    def _list(self, pair: FieldPair, keys: Keys) -> FieldPair:
        """A list, with the lines of its items."""
        facts = self.facts.of_items(
            pair.paths.map(lambda path: next(iter(paths.each(path)), ""))
        )
        lines = FieldReader(self.reader, self.words, facts, pair.direction)
        marked = self.reader.keys(keys.get("items"), "items")
        items = {
            name: lines.read(name, value, marked.spans[name])
            for name, value in marked.entries.items()
        }
        key = self.reader.text(keys.get("key"), "key")
        holds = pair.holds if "type" in keys.spans else Holds.LIST
        found = dataclasses.replace(pair, lens=(), holds=holds, key=key, items=items)
        check_list(self.reader, self.words, found, keys)
        return found

    def _home(self, keys: Keys, side: Side) -> str | None:
        name = self.words.names[side]
        places = read_places(self.reader, keys.get(name), name)
        for place in places:
            self._check_path(place, side)
        return paths.beside(place.text for place in places) or None

    def _check_path(self, marked: Scalar, side: Side) -> None:
        name, path = self.words.names[side], marked.text
        resource = self.facts.resources[side]
        is_lost = path == paths.WHOLE and not self.facts.lists
        if paths.parse(path) is None or is_lost:
            self.reader.note(mistakes.NotAPath(marked.span, path=path))
        elif resource and not self.facts.knows(side, path):
            properties = self.facts.properties(side)
            self.reader.note(
                mistakes.UnknownProperty(
                    marked.span,
                    self.facts.full(side, path) if self.facts.lists else path,
                    properties,
                    system=name,
                    resource=resource.name,
                )
            )

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
            accept_loss=reader.text(get("accept_loss"), "accept_loss"),
            is_cut=reader.word(get("too_long"), "too_long", TOO_LONG, otherwise=False),
            const=self._constant(get("const"), get("always"), get("type")),
            missing=reader.word(get("missing"), "missing", MISSING, "keep"),
            holds=reader.word(get("type"), "type", HOLDS, _held(lens)),
            where=read_where(reader, get("where")),
            span=span,
        )

    def _constant(
        self, marked: Marked | None, always: Marked | None, type_: Marked | None
    ) -> Constant | None:
        is_always = self.reader.truth(always, "always", otherwise=False)
        if marked is None:
            if always:
                problem = entity_mistakes.OnlyWithConst(always.span, key="always")
                self.reader.note(problem)
            return None
        text = self.reader.text(marked, "const")
        holds = type_.text if isinstance(type_, Scalar) else "text"
        value = typed(self.reader, marked, text, holds, key="const")
        return Constant(value, is_always)

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
        ignored, const = keys.spans.get("ignore"), keys.spans.get("const")
        if pair.has_two_homes:
            self._check_two_homes(pair, ignored, const)
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
        elif const:
            self._check_constant(pair, keys)
        elif not ignored:
            missing = names.left if pair.paths.left is None else names.right
            self.reader.note(mistakes.OneHome(place, name=pair.name, system=missing))
        elif not pair.ignore:
            self.reader.note(mistakes.NoReason(ignored))

    def _check_two_homes(
        self, pair: FieldPair, ignored: Span | None, const: Span | None
    ) -> None:
        """What travels is neither ignored nor constant."""
        if ignored:
            self.reader.note(mistakes.IgnoredTwice(ignored, name=pair.name))
        if const:
            self.reader.note(entity_mistakes.ConstTwice(const, name=pair.name))

    def _check_constant(self, pair: FieldPair, keys: Keys) -> None:
        """A constant is written, so its home has to take it, and nothing ignores it."""
        if ignored := keys.spans.get("ignore"):
            self.reader.note(entity_mistakes.ConstIgnored(ignored))
        for side in Side:
            path = pair.paths[side]
            if path and self.facts.is_read_only(side, path):
                self.reader.note(
                    entity_mistakes.ConstReadOnly(
                        keys.spans["const"], path=path, system=self.words.names[side]
                    )
                )

    def _check_item(self, pair: FieldPair, keys: Keys) -> None:
        """What stays of an item is said of a path that names one."""
        places = [path for home in pair.paths for path in paths.each(home)]
        homes = [paths.parse(path) or () for path in places]
        picks = any(isinstance(step, paths.Item) for home in homes for step in home)
        is_list = "items" in keys.spans or pair.missing == "remove"
        is_said = "missing" in keys.spans and not is_list
        if is_said and pair.has_two_homes and not picks:
            self.reader.note(entity_mistakes.NoItem(keys.spans["missing"]))
        if "too_long" in keys.spans and not any(pair.max_length) and pair.is_cut:
            limits = [
                self.facts.limit(side, path)
                for side in Side
                for path in paths.each(pair.paths[side])
            ]
            if not any(limits):
                self.reader.note(entity_mistakes.NothingToCut(keys.spans["too_long"]))

    def _check_ways(self, pair: FieldPair) -> None:
        """Every way that a line goes, its lens and its properties can go."""
        if not pair.has_two_homes or pair.span is None:
            return
        names = self.words.names
        for use in pair.lens:
            is_one_way = use.entry.kind is Kind.ONE_WAY
            if is_one_way and pair.direction is not Direction.TO_RIGHT:
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
            for path in paths.each(pair.paths[side]):
                writes = pair.direction.allows(side)
                if writes and self.facts.is_read_only(side, path):
                    self.reader.note(
                        mistakes.ReadOnly(
                            pair.span,
                            path=path,
                            system=names[side],
                            direction=self.words.one_way(side.other),
                        )
                    )


def _held(lens: tuple[LensUse, ...]) -> Holds:
    """What a field holds where the line does not say: what its last lens makes."""
    return HOLDS[lens[-1].entry.holds] if lens else Holds.TEXT
