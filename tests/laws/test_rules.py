"""The compiled rules against a slow reading of the same trees, on random rules.

The slow reading is `slow_rules.py`, beside this file.
"""

import contextlib
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from engine.errors import Located, Several
from engine.model.side import Side
from engine.rules import ast
from engine.rules.parser import parse
from engine.rules.rulebook import load_rules
from engine.rules.vocabulary import Kind
from engine.source import Source
from engine.values import Value
from tests.laws.slow_rules import Slow
from tests.unit.rules.customers import CUSTOMERS

# The fields that random rules name, by kind.
_OF_KIND = {
    Kind.TEXT: ["country", "zip", "default"],
    Kind.OPTION: ["vat_zone", "customer_group"],
    Kind.NUMBER: ["discount", "balance"],
    Kind.TRUTH: ["barred", "split_payment"],
    Kind.DATE: ["since", "until"],
    Kind.LIST: ["tags"],
}
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
]  # fmt: skip

_names = st.sampled_from(_NAMES)


def _fields(*kinds: Kind) -> st.SearchStrategy[str]:
    return st.sampled_from([name for kind in kinds for name in _OF_KIND[kind]])


@st.composite
def _comparisons(draw: st.DrawFn) -> str:
    kind = draw(st.sampled_from(list(_LITERALS)))
    signs = _SIGNS if kind in (Kind.NUMBER, Kind.DATE) else _SIGNS[:2]
    right = draw(st.sampled_from(_LITERALS[kind]) | _fields(kind))
    return f"{draw(_fields(kind))} {draw(st.sampled_from(signs))} {right}"


@st.composite
def _memberships(draw: st.DrawFn) -> str:
    kind = draw(st.sampled_from(list(_LITERALS)))
    choices = draw(st.lists(st.sampled_from(_LITERALS[kind]), min_size=1, max_size=3))
    word = draw(st.sampled_from(["in", "not in"]))
    return f"{draw(_fields(kind))} {word} [{', '.join(choices)}]"


@st.composite
def _sizes(draw: st.DrawFn) -> str:
    field = draw(_fields(Kind.TEXT, Kind.OPTION, Kind.LIST))
    right = draw(st.sampled_from(["0", "1", "2", "5"]) | _fields(Kind.NUMBER))
    return f"length of {field} {draw(st.sampled_from(_SIGNS))} {right}"


@st.composite
def _states(draw: st.DrawFn) -> str:
    states = ["is set", "is not set", "is changed", "is not changed", ""]
    shaped = ["is a cap", "is not a date", "matches '[0-9]+'", "not matches 'I.'"]
    if draw(st.booleans()):
        return f"{draw(_names)} {draw(st.sampled_from(states))}"
    field = draw(_fields(Kind.TEXT, Kind.OPTION, Kind.DATE))
    return f"{field} {draw(st.sampled_from(shaped))}"


_tests = st.one_of(_comparisons(), _memberships(), _sizes(), _states())
_expressions = st.recursive(
    _tests,
    lambda inner: st.one_of(
        inner.map(lambda text: f"not ({text})"),
        st.tuples(inner, inner).map(lambda two: f"({two[0]}) or {two[1]}"),
        st.tuples(inner, inner).map(lambda two: f"{two[0]} and ({two[1]})"),
        st.tuples(inner, inner).map(" or ".join),
    ),
    max_leaves=5,
)
_lists = st.lists(_names, min_size=1, max_size=3, unique=True).map(", ".join)
_judging = st.one_of(
    _lists.map("require {}".format),
    _lists.map("require one of {}".format),
    st.lists(_names, min_size=2, max_size=3, unique=True).map(
        lambda names: f"{names[0]} requires {', '.join(names[1:])}"
    ),
    _expressions.map("check {}".format),
    _expressions.map("forbid {}".format),
)
_judges = st.tuples(st.sampled_from(["", "warn "]), _judging).map("".join)
_conditions = st.one_of(
    st.just(""),
    _expressions.map(" when {}".format),
    _expressions.map(" unless {}".format),
)


@st.composite
def _defaults(draw: st.DrawFn) -> str:
    kind = draw(st.sampled_from([Kind.TEXT, Kind.OPTION, Kind.TRUTH, Kind.DATE]))
    value = draw(st.sampled_from(_LITERALS[kind]) | _fields(kind))
    always = draw(st.sampled_from(["", "always "]))
    return f"default {always}{draw(_fields(kind))} = {value}"


def _files(statements: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    rule = st.tuples(statements, _conditions).map("".join)
    return st.lists(rule, min_size=1, max_size=4).map("\n".join)


_whole = st.fixed_dictionaries(dict.fromkeys(_NAMES, st.sampled_from(_VALUES)))
_unknown = st.just(frozenset[str]()) | st.frozensets(_names, max_size=2)
_records = st.tuples(_whole, _unknown).map(
    lambda two: {name: value for name, value in two[0].items() if name not in two[1]}
)


def _loaded(text: str) -> tuple[Source, ast.Sheet]:
    source = Source("r.rules", f"for customers\n{text}")
    sheet, problems = parse(source)
    assert not problems
    return source, sheet


@settings(
    max_examples=600,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(
    text=_files(_judges),
    records=st.lists(_records, min_size=4, max_size=4),
    before=st.none() | _records,
    changed=st.none() | st.frozensets(_names),
)
def test_the_compiled_rules_judge_as_the_tables_say(
    text: str,
    records: list[dict[str, Value]],
    before: dict[str, Value] | None,
    changed: frozenset[str] | None,
) -> None:
    source, sheet = _loaded(text)
    try:
        book = load_rules([source], CUSTOMERS)
    except Several as several:
        # the same slip would make every example useless
        assume(not all(type(e).__name__ == "NeverFires" for e in several.errors))
        raise
    for record in records:
        found = [
            (problem.source, problem.field, problem.severity)
            for problem in book.judge(
                record, side=Side.LEFT, changed=changed, before=before
            )
        ]
        expected = [
            (f"rule r.rules:{rule.span.line}", field, severity)
            for rule in sheet.sections[0].rules
            for field, severity in Slow(record, before).complaints(rule, changed)
        ]

        assert found == expected


@settings(max_examples=300, deadline=None)
@given(text=_files(_defaults()), record=_records, is_new=st.booleans())
def test_the_compiled_defaults_fill_as_the_tables_say(
    text: str, record: dict[str, Value], *, is_new: bool
) -> None:
    assume("changed" not in text)  # a default has no baseline to ask
    source, sheet = _loaded(text)
    found = load_rules([source], CUSTOMERS).fill(record, is_new=is_new)

    expected = []
    for rule in sheet.sections[0].rules:
        slow = Slow(record, None)
        value = slow.filled(rule, is_new=is_new)
        if value is not None:
            name = rule.statement.field.text  # type: ignore[union-attr] # only defaults
            record = {**record, name: value}
            expected.append((name, value, f"r.rules:{rule.span.line}"))
    assert [(each.field, each.value, each.source) for each in found] == expected


_GOOD = """# language: it
per customers
C-1: obbligatorio uno tra vat_number, tax_code quando country è presente
  messaggio it 'Manca {field}' en "It lacks {field}"
predefinito sempre currency = 'EUR' salvo non (zip è un cap e discount <= 1.5)
vietato vat_zone non in [1, 2] o lunghezza di tags = 3 o country è cambiato
province richiede country # fine
"""
_PIECES = [*_GOOD.split(), "per", "require", "each", "(", ")", "not ", "'", '"', "\n"]
_PIECES += ["[", "]", "  ", "=", "<", ":", "-", ".", "00", "é", "\ufeff", "\x00", "😀"]


def _only_located(text: str) -> None:
    with contextlib.suppress(Several):
        load_rules([Source("r.rules", text)], CUSTOMERS)


@given(st.text(max_size=200))
@settings(max_examples=300, deadline=None)
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
@settings(max_examples=500, deadline=None)
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
