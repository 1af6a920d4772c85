"""The cases beside a mapping: a record of one side, and what becomes of it.

::

    options: {COLLECTION: [{key: EUR, label: Euro}]}
    linked: {ENTITY: [{key: LEFT ID, content: {id: RIGHT ID, FIELD: VALUE}}]}
    cases:
      NAME:
        given:   {SIDE: RECORD}
        after:   {OTHER SIDE: RECORD}        what stood there already, if anything
        expect:  {OTHER SIDE: RECORD}        the whole of it; ~ stands for: gone
        refused: {OTHER SIDE: {FIELD: CODE}} instead of a record
        options: …, linked: …                for this case alone
"""

from dataclasses import dataclass, field
from decimal import Decimal

from engine.errors import Several
from engine.lenses.supplies import Others
from engine.mapping import case_mistakes
from engine.mapping.reading import Reader
from engine.marked import Items, Keys, Marked, Scalar, plain, read
from engine.model.option import Option, Options
from engine.model.side import Pair, Side
from engine.source import Source, Span
from engine.values import Json, Value

_FILE = ("options", "linked", "cases")
_CASE = ("given", "after", "expect", "refused", "options", "linked")
_OPTION = ("key", "label", "content", "within")
_MERGE = "<<"


@dataclass(frozen=True, slots=True)
class Case:
    """One case.

    Attributes:
        source: The side of the record that is given.
        after: What stood on the other side already; None for nothing.
        expect: What is to stand there then; None where it is refused.
        refused: By field, the code of the problem.
        options: The collections that the case knows.
        others: The counterparts of other records that the case knows.
    """

    name: str
    span: Span
    source: Side
    given: Json
    after: Json | None
    expect: Json | None
    refused: dict[str, str]
    options: dict[str, Options]
    others: Others = field(default_factory=Others)


def read_cases(source: Source, names: Pair[str]) -> tuple[Case, ...]:
    """Read a file of cases.

    Raises:
        Several: All that is wrong in it, by place.
    """
    root, problems = read(source)
    reader = Reader(problems)
    keys = reader.keys(root, "cases", _FILE)
    cases = _Cases(reader, names)
    known = Pair(
        cases.options(keys.get("options"), "options"),
        cases.options(keys.get("linked"), "linked"),
    )
    named = reader.keys(keys.get("cases"), "cases")
    if not named.entries and not reader.problems:
        reader.note(case_mistakes.NoCases(Span(source, 1, 1)))
    found = [
        cases.read(name, marked, named.spans[name], known)
        for name, marked in named.entries.items()
    ]
    if reader.problems:
        raise Several(reader.problems)
    return tuple(found)


class _Cases:
    def __init__(self, reader: Reader, names: Pair[str]) -> None:
        self.reader = reader
        self.names = names

    def read(
        self, name: str, marked: Marked, span: Span, known: Pair[dict[str, Options]]
    ) -> Case:
        keys = self.reader.keys(marked, name, _CASE)
        self.reader.demand(keys, ("given",))
        if keys.entries and ("expect" in keys.entries) == ("refused" in keys.entries):
            self.reader.note(case_mistakes.ExpectsTwice(span))
        source, given = self._record(keys, "given", None)
        refused = self._record(keys, "refused", source)[1]
        return Case(
            name,
            span,
            source or Side.LEFT,
            given or {},
            self._record(keys, "after", source)[1],
            self._record(keys, "expect", source)[1],
            {field: str(code) for field, code in (refused or {}).items()},
            known.left | self.options(keys.get("options"), "options"),
            Others(
                counterparts=known.right | self.options(keys.get("linked"), "linked")
            ),
        )

    def _record(
        self, keys: Keys, key: str, given: Side | None
    ) -> tuple[Side | None, Json | None]:
        """The record under a key, and its side: the other one than was given."""
        marked = keys.get(key)
        if marked is None:
            return None, None
        inner = self.reader.keys(marked, key, tuple(self.names))
        sides = [side for side in Side if self.names[side] in inner.entries]
        if len(sides) != 1:
            left, right = self.names
            self.reader.note(
                case_mistakes.NotOneSide(marked.span, key=key, left=left, right=right)
            )
            return None, None
        (side,) = sides
        if side is given:
            self.reader.note(
                case_mistakes.SameSide(
                    marked.span,
                    key=key,
                    side=self.names[side],
                    other=self.names[side.other],
                )
            )
        record = _value(inner.entries[self.names[side]])
        return side, record if isinstance(record, dict) else {}

    def options(self, marked: Marked | None, key: str) -> dict[str, Options]:
        """The collections, or the counterparts, that a file or a case knows."""
        keys = self.reader.keys(marked, key)
        found = {}
        for name, items in keys.entries.items():
            listed = items.items if isinstance(items, Items) else ()
            read_ = [self._option(item, key) for item in listed]
            found[name] = Options(name, tuple(one for one in read_ if one))
        return found

    def _option(self, marked: Marked, within: str) -> Option | None:
        keys = self.reader.keys(marked, within, _OPTION)
        key = _value(keys.entries["key"]) if "key" in keys.entries else None
        if not isinstance(key, int | str):
            self.reader.note(case_mistakes.OptionWithoutKey(marked.span))
            return None
        content = _value(keys.entries["content"]) if "content" in keys.entries else {}
        label, group = (
            str(_value(keys.entries[name]) or "") if name in keys.entries else ""
            for name in ("label", "within")
        )
        return Option(key, label, content if isinstance(content, dict) else {}, group)


def _value(marked: Marked) -> Value:
    """A value as a system would send it: numbers exact, ``00100`` a text."""
    match marked:
        case Keys():
            return _record_of(marked)
        case Items(items=items):
            return [_value(item) for item in items]
        case Scalar(text=text):
            value = plain(marked)
            if isinstance(value, float):
                return Decimal(text)
            return value if isinstance(value, int | str) else None


def _record_of(keys: Keys) -> Json:
    """The keys of a record; ``<<`` brings those of another one, which they replace."""
    record: Json = {}
    merged = keys.get(_MERGE)
    for each in merged.items if isinstance(merged, Items) else (merged,):
        if isinstance(each, Keys):
            record |= _record_of(each)
    own = {name: _value(one) for name, one in keys.entries.items() if name != _MERGE}
    return record | own
