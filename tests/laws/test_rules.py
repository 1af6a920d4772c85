"""The compiled rules against a slow reading of the same trees, on random rules.

The slow reading is `slow_rules.py`, beside this file.
"""

import contextlib
import random
from decimal import Decimal
from itertools import pairwise
from typing import TypeAlias

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from engine.errors import Located, Several
from engine.model.side import Side
from engine.rules import ast, mislisted, misuse
from engine.rules.formatting import format_rules
from engine.rules.parser import parse
from engine.rules.rulebook import load_rules
from engine.rules.vocabulary import Kind
from engine.source import Source
from engine.values import Value
from tests.laws.slow_rules import Slow
from tests.unit.rules.customers import CUSTOMERS

# The fields that random rules name, by kind; those with a dot below `every`.
_OF_KIND = {
    Kind.TEXT: ["country", "zip", "default"],
    Kind.OPTION: ["vat_zone", "customer_group"],
    Kind.NUMBER: ["discount", "balance"],
    Kind.TRUTH: ["barred", "split_payment"],
    Kind.DATE: ["since", "until"],
    Kind.LIST: ["tags", "lines"],
}
_OF_ITEM = {
    Kind.TEXT: ["product_code", "description"],
    Kind.OPTION: ["vat_code"],
    Kind.NUMBER: ["quantity", "amount"],
    Kind.TRUTH: ["is_gift"],
    Kind.DATE: ["due"],
}
_IN_EACH = {kind: [*_OF_ITEM.get(kind, []), *names] for kind, names in _OF_KIND.items()}
_EVERY = {kind: [f"lines.{n}" for n in names] for kind, names in _OF_ITEM.items()}
_TAGS = {Kind.TEXT: ["tags"]}
_NAMES = [name for names in _OF_KIND.values() for name in names]
_SIGNS = ["=", "!=", "<", "<=", ">", ">="]

# The values meet those of the records often, and every edge is among them.
_LITERALS = {
    Kind.TEXT: ["'IT'", "'00100'", "'x'", "'1'"],
    Kind.OPTION: ["1", "'1'", "2", "'3'"],
    Kind.NUMBER: ["0", "1", "-1", "1.0", "7", "0.01"],
    Kind.TRUTH: ["true", "false"],
    Kind.DATE: ["'2024-01-01'", "'2024-12-31'"],
}
_VALUES: list[Value] = [
    None, "", [], 0, 1, 2, 7, -1, Decimal("1.0"), Decimal("0.01"), False, True,
    "IT", "00100", "x", "1", "3", "2024-01-01", "2024-12-31", ["a"], ["a", "b"], {},
    "A1", "7", Decimal("7.0"), ["x", "00100", "IT"], ["", "IT", None],
]  # fmt: skip
_RECORDS = 40

_Names: TypeAlias = dict[Kind, list[str]]


def _fields(names: _Names, *kinds: Kind) -> st.SearchStrategy[str]:
    return st.sampled_from([name for kind in kinds for name in names.get(kind, [])])


def _any(names: _Names) -> st.SearchStrategy[str]:
    return _fields(names, *names)


@st.composite
def _comparisons(draw: st.DrawFn, names: _Names, others: _Names) -> str:
    kind = draw(st.sampled_from([each for each in _LITERALS if each in names]))
    signs = _SIGNS if kind in (Kind.NUMBER, Kind.DATE) else _SIGNS[:2]
    sign = draw(st.sampled_from(signs))
    right = draw(st.sampled_from(_LITERALS[kind]) | _fields(others, kind))
    if kind is Kind.NUMBER and draw(st.booleans()):
        right = draw(st.sampled_from(["sum of lines.amount", "sum of lines.quantity"]))
    within = ""
    if kind is Kind.NUMBER and sign in _SIGNS[:2]:
        within = draw(st.sampled_from(["", " within 0.01", " within 2"]))
    return f"{draw(_fields(names, kind))} {sign} {right}{within}"


@st.composite
def _memberships(draw: st.DrawFn, names: _Names) -> str:
    kind = draw(st.sampled_from([each for each in _LITERALS if each in names]))
    choices = draw(st.lists(st.sampled_from(_LITERALS[kind]), min_size=1, max_size=3))
    word = draw(st.sampled_from(["in", "not in"]))
    asked = draw(
        st.sampled_from([f"[{', '.join(choices)}]", "catalogue", "table areas"])
    )
    if kind is Kind.TRUTH:
        asked = f"[{', '.join(choices)}]"
    return f"{draw(_fields(names, kind))} {word} {asked}"


@st.composite
def _sizes(draw: st.DrawFn, names: _Names) -> str:
    field = draw(_fields(names, Kind.TEXT, Kind.OPTION, Kind.LIST))
    right = draw(st.sampled_from(["0", "1", "2", "5"]) | _fields(_OF_KIND, Kind.NUMBER))
    return f"length of {field} {draw(st.sampled_from(_SIGNS))} {right}"


@st.composite
def _states(draw: st.DrawFn, names: _Names) -> str:
    states = ["is set", "is not set", ""]
    shaped = ["is a cap", "is not a date", "matches '[0-9]+'", "not matches 'I.'"]
    if draw(st.booleans()):
        return f"{draw(_any(names))} {draw(st.sampled_from(states))}".strip()
    field = draw(_fields(names, Kind.TEXT, Kind.OPTION, Kind.DATE))
    return f"{field} {draw(st.sampled_from(shaped))}"


def _changes() -> st.SearchStrategy[str]:
    words = st.sampled_from(["is changed", "is not changed"])
    return st.tuples(_any(_OF_KIND), words).map(" ".join)


def _plain(names: _Names, others: _Names) -> st.SearchStrategy[str]:
    return st.one_of(
        _comparisons(names, others), _memberships(names), _sizes(names), _states(names)
    )


_everys = st.one_of(
    _plain(
        _EVERY, {kind: [*_EVERY.get(kind, []), *_OF_KIND[kind]] for kind in _OF_KIND}
    ),
    _plain(_TAGS, _OF_KIND),
).map("every {}".format)


def _joined(tests: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.recursive(
        tests,
        lambda inner: st.one_of(
            inner.map(lambda text: f"not ({text})"),
            st.tuples(inner, inner).map(lambda two: f"({two[0]}) or {two[1]}"),
            st.tuples(inner, inner).map(lambda two: f"{two[0]} and ({two[1]})"),
            st.tuples(inner, inner).map(" or ".join),
        ),
        max_leaves=5,
    )


_expressions = _joined(_plain(_OF_KIND, _OF_KIND) | _changes() | _everys)
_of_items = _joined(_plain(_IN_EACH, _IN_EACH) | _changes())


def _judging(
    names: _Names, expressions: st.SearchStrategy[str]
) -> st.SearchStrategy[str]:
    several = st.lists(_any(names), min_size=1, max_size=3, unique=True)
    pairs = st.lists(_any(names), min_size=2, max_size=3, unique=True)
    statements = st.one_of(
        several.map(lambda names: f"require {', '.join(names)}"),
        several.map(lambda names: f"require one of {', '.join(names)}"),
        pairs.map(lambda names: f"{names[0]} requires {', '.join(names[1:])}"),
        expressions.map("check {}".format),
        expressions.map("forbid {}".format),
    )
    conditions = st.one_of(
        st.just(""),
        expressions.map(" when {}".format),
        expressions.map(" unless {}".format),
    )
    return st.tuples(statements, conditions).map("".join)


_judges = st.tuples(
    st.sampled_from(["", "warn "]),
    _judging(_OF_KIND, _expressions)
    | _judging(_IN_EACH, _of_items).map("each lines: {}".format)
    | _everys.map("check {}".format),
).map("".join)


@st.composite
def _defaults(draw: st.DrawFn) -> str:
    kind = draw(st.sampled_from([Kind.TEXT, Kind.OPTION, Kind.TRUTH, Kind.DATE]))
    value = draw(st.sampled_from(_LITERALS[kind]) | _fields(_OF_KIND, kind))
    always = draw(st.sampled_from(["", "always "]))
    when = draw(st.sampled_from(["", " when ", " unless "]))
    said = when and f"{when}{draw(_expressions)}"
    return f"default {always}{draw(_fields(_OF_KIND, kind))} = {value}{said}"


def _files(rules: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(rules, min_size=1, max_size=4).map("\n".join)


def _random_records(seed: int) -> list[dict[str, Value]]:
    """Records of every kind of value; here and there a field is not known."""
    chance = random.Random(seed)  # noqa: S311 - no secret depends on it
    return [_random_record(chance) for _ in range(_RECORDS)]


def _random_record(chance: random.Random) -> dict[str, Value]:
    record = {name: chance.choice(_VALUES) for name in _NAMES}
    if chance.random() < 0.8:
        record["lines"] = [_random_item(chance) for _ in range(chance.randrange(4))]
    if chance.random() < 0.1:
        del record[chance.choice(_NAMES)]
    return record


def _random_item(chance: random.Random) -> Value:
    names = [name for names in _OF_ITEM.values() for name in names]
    if chance.random() < 0.05:
        return chance.choice(_VALUES)
    return {name: chance.choice(_VALUES) for name in names if chance.random() < 0.8}


_seeds = st.integers(0, 2**32)


def _loadable(text: str, records: list[dict[str, Value]]) -> list[str]:
    """The rules of a text, without those that can never do anything.

    Of these it is held against the slow reading that it is so.
    """
    lines = text.split("\n")
    try:
        load_rules([_source(lines)], CUSTOMERS)
    except Several as several:
        for error in several.errors:
            _, number, _ = error.place.order
            if not isinstance(error, _CERTAIN):
                continue
            (rule,) = _rules([lines[number - 2]])
            for record in records:
                assert _is_silent(error, rule, record), (lines[number - 2], record)
        wrong = {error.place.order[1] - 2 for error in several.errors}
        other = [e for e in several.errors if not isinstance(e, (*_CERTAIN, *_VAIN))]
        assert other == []
        return [line for index, line in enumerate(lines) if index not in wrong]
    return lines


_CERTAIN = (misuse.NeverSpeaks, misuse.NeverHolds, misuse.NeverFires, misuse.NeverFills)
# What is told of rules that work, but in a way that nobody wants.
_VAIN = (
    misuse.CheckOfPresence,
    misuse.RefusedDefault,
    misuse.NoBaseline,
    mislisted.NothingOfItems,
)


def _is_silent(error: Located, rule: ast.Rule, record: dict[str, Value]) -> bool:
    slow = Slow(record, None)
    is_whole = set(_NAMES) <= record.keys()
    if rule.each or not is_whole:
        return True
    statement = rule.statement
    if isinstance(error, misuse.NeverSpeaks):
        return not slow.speaks(rule)
    if isinstance(error, misuse.NeverHolds) and isinstance(statement, ast.Check):
        return slow.skips(statement) or not slow.holds(statement.condition)
    if isinstance(error, misuse.NeverFills):
        return slow.filled(rule, is_new=True) is None
    causes = slow.causes(statement)
    return len(causes) > 1 or not slow.complaints(rule, None)


def _source(lines: list[str]) -> Source:
    return Source("r.rules", "\n".join(["for customers", *lines]))


def _rules(lines: list[str]) -> tuple[ast.Rule, ...]:
    sheet, problems = parse(_source(lines))
    assert problems == ()
    return sheet.sections[0].rules


@settings(
    max_examples=settings().max_examples * 3,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(
    text=_files(_judges),
    seed=_seeds,
    changed=st.none() | st.frozensets(st.sampled_from(_NAMES)),
)
def test_the_compiled_rules_judge_as_the_tables_say(
    text: str, seed: int, changed: frozenset[str] | None
) -> None:
    records = _random_records(seed)
    lines = _loadable(text, records)
    assume(lines)
    book = load_rules([_source(lines)], CUSTOMERS)
    for before, record in pairwise([None, *records]):
        assert record is not None
        found = [
            (
                int(problem.source.rpartition(":")[2]),
                problem.field,
                problem.severity.value,
                problem.parts.get("row", ""),
            )
            for problem in book.judge(
                record, side=Side.LEFT, changed=changed, before=before
            )
        ]
        expected = [
            (rule.span.line, field, severity.value, row)
            for rule in _rules(lines)
            for field, severity, row in Slow(record, before).complaints(rule, changed)
        ]

        assert sorted(found) == sorted(expected), record
        assert [line for line, *_ in found] == sorted(line for line, *_ in found)


@given(text=_files(_defaults()), seed=_seeds, is_new=st.booleans())
def test_the_compiled_defaults_fill_as_the_tables_say(
    text: str, seed: int, *, is_new: bool
) -> None:
    records = _random_records(seed)[:10]
    lines = _loadable(text, records)
    assume(lines)
    book = load_rules([_source(lines)], CUSTOMERS)
    for given_record in records:
        record = given_record
        expected = []
        for rule in _rules(lines):
            value = Slow(record, None).filled(rule, is_new=is_new)
            if value is not None:
                name = rule.statement.field.text  # type: ignore[union-attr] # only defaults
                record = {**record, name: value}
                expected.append((name, value, f"r.rules:{rule.span.line}"))
        found = book.fill(given_record, is_new=is_new)
        assert [(each.field, each.value, each.source) for each in found] == expected


@given(text=_files(_judges | _defaults()))
def test_what_is_written_in_the_other_language_reads_the_same(text: str) -> None:
    english = format_rules(_source(text.split("\n")))
    italian = format_rules(Source("r.rules", english), "it")

    assert format_rules(Source("r.rules", italian), "en") == english
    assert format_rules(Source("r.rules", italian)) == italian
    read = parse(_source(text.split("\n")))[0].sections
    assert parse(Source("r.rules", english))[0].sections == read
    assert parse(Source("r.rules", italian))[0].sections == read


_GOOD = """# language: it
per customers
C-1: obbligatorio uno tra vat_number, tax_code quando country è presente
  messaggio it 'Manca {field}' en "It lacks {field}"
predefinito sempre currency = 'EUR' salvo non (zip è un cap e discount <= 1.5)
vietato vat_zone non in [1, 2] o lunghezza di tags = 3 o country è cambiato
province richiede country # fine
avviso ogni lines: controlla amount = 2 entro 3
controlla tutti lines.product_code nel catalogo
controlla total = somma di lines.amount entro 0.01
vietato zip nella tabella areas
"""
_PIECES = [*_GOOD.split(), "per", "require", "each", "(", ")", "not ", "'", '"', "\n"]
_PIECES += ["[", "]", "  ", "=", "<", ":", "-", ".", "00", "é", "\ufeff", "\x00", "😀"]


def _only_located(text: str) -> None:
    source = Source("r.rules", text)
    with contextlib.suppress(Several):
        load_rules([source], CUSTOMERS)
    with contextlib.suppress(Several):
        format_rules(source, "en")


@given(st.text(max_size=200))
@settings(max_examples=settings().max_examples * 3)
@example("\x0c\x0b\x1c'")
@example("for customers\ncheck zip matches '[[a]'")
def test_random_text_is_told_what_is_wrong(text: str) -> None:
    _only_located(text)
    _only_located(f"for customers\n{text}")


@given(
    st.lists(
        st.tuples(
            st.integers(0, len(_GOOD)), st.integers(0, 12), st.sampled_from(_PIECES)
        ),
        min_size=1,
        max_size=6,
    )
)
@settings(max_examples=settings().max_examples * 5)
def test_a_good_file_with_slips_is_told_what_is_wrong(
    slips: list[tuple[int, int, str]],
) -> None:
    text = _GOOD
    for start, length, piece in slips:
        text = text[:start] + piece + text[start + length :]

    _only_located(text)


@pytest.mark.parametrize("piece", ["(", "not ", "not (", "[", "x = 'a' and ", "a, "])
def test_no_depth_and_no_length_breaks_the_reader(piece: str) -> None:
    for text in (f"check {piece * 20000}", f"require {piece * 20000}"):
        with pytest.raises(Several) as caught:
            load_rules([Source("r.rules", f"for customers\n{text}")], CUSTOMERS)

        assert all(isinstance(error, Located) for error in caught.value.errors)
