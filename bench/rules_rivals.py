"""The same twenty rules in other engines, as far as they are installed.

None of them is needed: ``pip install rule-engine zen-engine jsonata-python
jsonschema-rs cel-expr-python pydantic`` brings them.
"""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, TypeAlias

from bench.rules_by_hand import BROKEN, Test
from engine.values import Json

Rival: TypeAlias = Callable[[Json], list[str]]


def rivals() -> Iterator[tuple[str, Rival]]:
    """Those that can be imported, ready to judge."""
    for name, make in _MAKERS.items():
        with suppress(ImportError):
            yield name, make()


def _said(form: dict[str, str], test: Test) -> str:
    """A test in the syntax of one engine."""
    field, asked, value = test
    if asked == "unlike":
        # A pattern in slashes, for who wants it so.
        plain = str(value).replace("/", "\\/")
        return form[asked].format(f=field, v=json.dumps(value), r=f"/{plain}/", p=value)
    return form[asked].format(
        f=field, v=value if asked in _OF_FIELDS else json.dumps(value)
    )


_OF_FIELDS = ("over",)
_COMMON = {
    "set": "{f} != null", "unset": "{f} == null", "=": "{f} == {v}", "!=": "{f} != {v}",
    ">": "{f} > {v}", "<": "{f} < {v}", "over": "{f} > {v}", "under": "{f} < {v}",
}  # fmt: skip


def _expressions(form: dict[str, str], both: str) -> dict[str, str]:
    return {
        code: both.join(_said(form, test) for test in tests)
        for code, tests in BROKEN.items()
    }


def _rule_engine() -> Rival:
    import rule_engine

    form = {
        **_COMMON,
        "not in": "not ({f} in {v})",
        "length !=": "{f}.length != {v}",
        "unlike": "not ({f} =~ {v})",
    }
    context = rule_engine.Context(default_value=None)
    rules = {
        code: rule_engine.Rule(text, context=context)
        for code, text in _expressions(form, " and ").items()
    }
    return lambda record: [code for code, r in rules.items() if r.matches(record)]


def _zen() -> Rival:
    import zen

    form = {
        **_COMMON,
        "not in": "not ({f} in {v})",
        "length !=": "len({f}) != {v}",
        "unlike": "not matches({f}, '{p}')",
    }
    compiled = {
        code: zen.compile_expression(text)
        for code, text in _expressions(form, " and ").items()
    }
    return lambda record: [code for code, e in compiled.items() if e.evaluate(record)]


def _jsonata() -> Rival:
    import jsonata

    form = {name: text.replace("==", "=") for name, text in _COMMON.items()} | {
        "not in": "$not({f} in {v})",
        "length !=": "$length({f}) != {v}",
        "unlike": "$not($contains({f}, {r}))",
    }
    compiled = {
        code: jsonata.Jsonata(text)
        for code, text in _expressions(form, " and ").items()
    }
    return lambda record: [
        code for code, e in compiled.items() if e.evaluate(dict(record)) is True
    ]


def _cel() -> Rival:
    from cel_expr_python import cel

    form = {
        "set": "has(r.{f})",
        "unset": "!has(r.{f})",
        "=": "has(r.{f}) && r.{f} == {v}",
        "!=": "!(has(r.{f}) && r.{f} == {v})",
        ">": "r.{f} > {v}",
        "<": "r.{f} < {v}",
        "over": "r.{f} > r.{v}",
        "not in": "!(r.{f} in {v})",
        "length !=": "size(r.{f}) != {v}",
        "unlike": "!r.{f}.matches({v})",
    }
    environment = cel.NewEnv(variables={"r": cel.Type.DYN})
    compiled = {
        code: environment.compile(text)
        for code, text in _expressions(form, " && ").items()
    }

    def judge(record: Json) -> list[str]:
        held = {name: value for name, value in record.items() if value is not None}
        known = environment.Activation({"r": held})
        return [code for code, e in compiled.items() if e.eval(known).value()]

    return judge


def _jsonschema() -> Rival:
    import jsonschema_rs

    plain = {
        code: [t for t in tests if t[1] not in _OF_FIELDS]
        for code, tests in BROKEN.items()
    }
    validators = {
        code: jsonschema_rs.validator_for(
            {"not": {"allOf": [{"properties": {t[0]: _schema(t)}} for t in tests]}}
        )
        for code, tests in plain.items()
        if len(tests) == len(BROKEN[code])
    }
    # It cannot compare two fields: that rule is asked in Python.
    other = {code: BROKEN[code] for code in BROKEN if code not in validators}

    def judge(record: Json) -> list[str]:
        found = [code for code, v in validators.items() if not v.is_valid(record)]
        return found + [code for code, tests in other.items() if _holds(tests, record)]

    return judge


def _schema(test: Test) -> object:
    _, asked, value = test
    return {
        "unlike": {"not": {"type": "string", "pattern": value}},
        "set": {"not": {"type": "null"}},
        "unset": {"type": "null"},
        "=": {"const": value},
        "!=": {"not": {"const": value}},
        "not in": {"not": {"enum": value}},
        ">": {"exclusiveMinimum": value},
        "<": {"exclusiveMaximum": value},
        "length !=": {
            "not": {"type": "string", "minLength": value, "maxLength": value}
        },
    }[asked]


def _pydantic() -> Rival:
    from pydantic import TypeAdapter
    from typing_extensions import TypedDict  # below 3.12 pydantic wants this one

    # Each rule is a typed dictionary that only a record which breaks it fits.
    fits = {
        code: TypeAdapter(
            TypedDict(code, {t[0]: _annotation(t) for t in tests})
        ).validator.isinstance_python
        for code, tests in _one_a_field().items()
    }
    other = {code: BROKEN[code] for code in BROKEN if code not in fits}

    def judge(record: Json) -> list[str]:
        found = [code for code, fit in fits.items() if fit(record)]
        return found + [code for code, tests in other.items() if _holds(tests, record)]

    return judge


def _one_a_field() -> dict[str, tuple[Test, ...]]:
    """The rules that ask fields one by one; the last test of a field says the most."""
    return {
        code: tests
        for code, tests in BROKEN.items()
        if not any(test[1] in _OF_FIELDS for test in tests)
    }


def _annotation(test: Test) -> object:
    from typing import Annotated, Literal

    from annotated_types import Gt, Lt, Not, Predicate

    _, asked, value = test
    held: Any = value
    within = re.compile(held).search if asked == "unlike" else None
    return {
        "unset": lambda: None,
        "set": lambda: object,
        "=": lambda: Literal[held],
        "!=": lambda: Annotated[object, Predicate(lambda v: v != held)],
        ">": lambda: Annotated[float, Gt(held)],
        "<": lambda: Annotated[float, Lt(held)],
        "not in": lambda: Annotated[str, Not(frozenset(held).__contains__)],
        "length !=": lambda: Annotated[str, Not(lambda v: len(v) == held)],
        "unlike": lambda: Annotated[str, Not(within)],
    }[asked]()


def _holds(tests: tuple[Test, ...], record: Json) -> bool:
    return all(_is_so(test, record) for test in tests)


def _is_so(test: Test, record: Json) -> bool:
    field, asked, value = test
    held: Any = record[field]
    other: Any = record[str(value)] if asked in _OF_FIELDS else value
    match asked:
        case "set":
            return held is not None
        case "over":
            return bool(held > other)
        case _:
            return bool(held == other)


_MAKERS: dict[str, Callable[[], Rival]] = {
    "jsonschema-rs, but for one rule": _jsonschema,
    "zen": _zen,
    "rule-engine": _rule_engine,
    "jsonata-python": _jsonata,
    "cel-expr-python": _cel,
    "pydantic, but for one rule": _pydantic,
}
