"""Judging a customer by twenty rules and by two hundred, beside a function by hand."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.row import Row, microseconds
from bench.rules_by_hand import TEXT, VOCABULARY, by_hand, customers
from bench.rules_rivals import Rival, rivals
from engine.model.side import Side
from engine.rules.cache import Cache
from engine.rules.part import Part, Stated
from engine.rules.program import Found, Judge
from engine.rules.reading import compile_sheets
from engine.rules.rulebook import load_rules
from engine.source import Source
from engine.values import Json

_COUNT = 2000
_FEWER = 100
_TURNS = 400
# Short enough that some turn of each is not disturbed by what else runs.
_CHUNK = 200


def rows() -> list[Row]:
    """Twenty rules beside the hand-fused function, and what other engines take."""
    records = customers(_COUNT)
    twenty, many = _parts(TEXT), _parts(_many())
    found = [[s.code for s in _stated(twenty, record)] for record in records]
    assert found == [by_hand(record) for record in records]  # noqa: S101 - a bench compares answers
    book = load_rules([Source("twenty.rules", TEXT)], VOCABULARY)
    base, ours, told, more = _in_turns(
        records[:_CHUNK],
        by_hand,
        _compiled(twenty),
        lambda record: book.judge(record, side=Side.LEFT),
        _compiled(many),
    )
    return [
        Row("rules: 20 rules in one function by hand", base, "µs"),
        Row("rules: the same compiled from their file", ours / base, "x", 1.25),
        Row("rules: … asked by a run, with every problem said", told / base, "x"),
        Row("rules: 200 rules, beside 20", more / ours, "x", 6),
        *_loading(),
        *(_rival(name, judge, base) for name, judge in rivals()),
    ]


def _parts(text: str) -> Part:
    _, (part,) = compile_sheets([Source("some.rules", text)], VOCABULARY)
    return part


def _stated(part: Part, record: Json) -> list[Stated]:
    indices = part.complain(record)
    return [part.stated[index] for index in indices if isinstance(index, int)]


def _compiled(part: Part) -> Callable[[Json], list[Found]]:
    """The function itself: as the one by hand, it lists what it found."""
    judge: Judge = part.program.judge_whole.put_to_work(VOCABULARY)

    def found_in(record: Json) -> list[Found]:
        found: list[Found] = []
        judge(record, None, found.append)
        return found

    return found_in


def _in_turns(records: list[Json], *judges: Callable[[Json], object]) -> list[float]:
    """The best time of each for a record, in turns: a busy machine slows all alike."""
    best = [float("inf")] * len(judges)
    for _ in range(_TURNS):
        for index, judge in enumerate(judges):
            best[index] = min(best[index], _once(records, judge))
    return best


def _once(records: list[Json], judge: Callable[[Json], object]) -> float:
    def run() -> None:
        for record in records:
            judge(record)

    return microseconds(run, len(records), tries=1)


def _many() -> str:
    """Two hundred rules: the twenty, and nine times as many for some customers only."""
    head, *rules = TEXT.strip().split("\n")
    lines = [head, *rules]
    for number, condition in enumerate(_SOME):
        for rule in rules:
            code, _, said = rule.partition(": ")
            joined = f"and {condition}" if " when " in said else f"when {condition}"
            plain, unless, exception = said.partition(" unless ")
            lines.append(f"{code}-{number}: {plain} {joined}{unless}{exception}")
    return "\n".join(lines)


# Five of these hold of an ordinary customer, four do not.
_SOME = (
    "language = 'it'",
    "language = 'de'",
    "rating >= 3",
    "rating > 3",
    "city = 'Milano'",
    "city in ['Roma', 'Napoli']",
    "external_id is set",
    "website is set",
    "price_group is not set",
)


def _loading() -> list[Row]:
    source = Source("many.rules", _many())
    with tempfile.TemporaryDirectory() as folder:
        cache = Cache(Path(folder) / "rules")
        started = time.process_time()
        load_rules([source], VOCABULARY, cache=cache)
        cold = (time.process_time() - started) * 1e3
        kept = microseconds(lambda: load_rules([source], VOCABULARY, cache=cache), 1)
    return [
        Row("rules: a file of 200 rules, read for the first time", cold, "ms", 150),
        Row("rules: the same, kept from an earlier run", kept / 1e3, "ms", 1),
    ]


def _rival(name: str, judge: Rival, base: float) -> Row:
    records = customers(_FEWER)
    found = [sorted(judge(record)) for record in records]
    assert found == [sorted(by_hand(record)) for record in records], name  # noqa: S101 - as above
    took = min(_once(records, judge) for _ in range(3))
    return Row(f"rules: the same by {name}, beside it", took / base, "x")
