"""From an OData filter to a question that can be put to each record."""

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from lark import Lark, Token, Tree
from lark.exceptions import LarkError

from engine.sandbox.collection import Pick
from engine.sandbox.exact import Fields

Value = Any
Term = Callable[[Fields], Value]
Holds = Callable[[Fields], bool]

COMPARISONS: Mapping[str, Callable[[Value, Value], bool]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "gt": operator.gt,
    "ge": operator.ge,
    "lt": operator.lt,
    "le": operator.le,
}
ARITHMETIC: Mapping[str, Callable[[Value, Value], Value]] = {
    "add": operator.add,
    "sub": operator.sub,
    "mul": operator.mul,
    "div": operator.truediv,
    "mod": operator.mod,
}
# Each with how many arguments it takes.
FUNCTIONS: Mapping[str, tuple[tuple[int, ...], Callable[..., Value]]] = {
    "contains": ((2,), lambda text, part: part in text),
    "endswith": ((2,), lambda text, part: text.endswith(part)),
    "indexof": ((2,), lambda text, part: text.find(part)),
    "length": ((1,), len),
    "replace": ((3,), lambda text, old, new: text.replace(old, new)),
    "startswith": ((2,), lambda text, part: text.startswith(part)),
    "substring": ((2, 3), lambda text, at, *n: text[at:][: n[0] if n else None]),
    "substringof": ((2,), lambda part, text: part in text),
    "tolower": ((1,), lambda text: text.lower()),
    "toupper": ((1,), lambda text: text.upper()),
    "trim": ((1,), lambda text: text.strip()),
}


class BadQuery(Exception):
    """A query that cannot be answered; its text says why."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a filter asks: whether a record holds, and where to look at all.

    Without picks, every record must be looked at.
    """

    holds: Holds
    picks: tuple[Pick, ...]


def compile_filter(
    text: str, reader: Callable[[str], Term], indexed: Callable[[str], bool]
) -> Question:
    """Make the question that a filter asks; `reader` knows the properties.

    Raises:
        BadQuery: The filter is not understood, or names an unknown property.
    """
    try:
        tree = _parser().parse(text)
    except LarkError as error:
        message = f"The filter is badly formed: {text}"
        raise BadQuery(message) from error
    term = _term(tree, reader)
    return Question(lambda fields: term(fields) is True, _picks(tree, reader, indexed))


def _picks(
    tree: Tree[Token] | Token,
    reader: Callable[[str], Term],
    indexed: Callable[[str], bool],
) -> tuple[Pick, ...]:
    """Find out which records can hold at all: equal texts, joined by `or`, `and`."""
    if isinstance(tree, Token):
        return ()
    if tree.data in {"any_of", "all_of"}:
        parts = [_picks(child, reader, indexed) for child in tree.children]
        if tree.data == "all_of":
            return next(filter(None, parts), ())
        return sum(parts, ()) if all(parts) else ()
    pick = _pick(tree, reader)
    return (pick,) if pick is not None and indexed(pick.name) else ()


def _pick(tree: Tree[Token], reader: Callable[[str], Term]) -> Pick | None:
    if tree.data != "compare":
        return None
    left, sign, right = tree.children
    if str(sign) != "eq" or isinstance(left, Token) or isinstance(right, Token):
        return None
    if left.data != "name" or right.data not in {"string", "number"}:
        return None
    name = str(left.children[0])
    return Pick(name, reader(name), frozenset([_literal(right)]))


@cache
def _parser() -> Lark:
    grammar = files(__package__).joinpath("odata.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", maybe_placeholders=False)


def _term(tree: Tree[Token] | Token, reader: Callable[[str], Term]) -> Term:
    if isinstance(tree, Token):
        message = f"The filter is badly formed at {tree}"
        raise BadQuery(message)
    match tree.data:
        case "name":
            return reader(str(tree.children[0]))
        case "call":
            return _call(tree, reader)
        case "any_of" | "all_of" | "negate":
            return _logic(tree, reader)
        case "compare" | "arithmetic":
            return _operation(tree, reader)
        case _:
            value = _literal(tree)
            return lambda _: value


def _logic(tree: Tree[Token], reader: Callable[[str], Term]) -> Term:
    parts = [_term(child, reader) for child in tree.children]
    if tree.data == "negate":
        return lambda fields: parts[0](fields) is not True
    together = any if tree.data == "any_of" else all
    return lambda fields: together(part(fields) is True for part in parts)


def _operation(tree: Tree[Token], reader: Callable[[str], Term]) -> Term:
    left, sign, right = tree.children
    one, other = _term(left, reader), _term(right, reader)
    name = str(sign)
    if name in {"eq", "ne"}:
        same = COMPARISONS[name]
        return lambda fields: same(one(fields), other(fields))
    work = COMPARISONS.get(name) or ARITHMETIC[name]

    def operation(fields: Fields) -> Value:
        values = one(fields), other(fields)
        return None if None in values else _together(work, *values)

    return operation


def _together(work: Callable[..., Value], *values: Value) -> Value:
    try:
        return work(*values)
    except (ArithmeticError, AttributeError, TypeError) as error:
        message = f"The filter compares what does not go together: {error}"
        raise BadQuery(message) from error


def _call(tree: Tree[Token], reader: Callable[[str], Term]) -> Term:
    name = str(tree.children[0])
    if name not in FUNCTIONS:
        message = f"An unknown function with name '{name}' was found."
        raise BadQuery(message)
    counts, work = FUNCTIONS[name]
    arguments = [_term(child, reader) for child in tree.children[1:]]
    if len(arguments) not in counts:
        message = f"The function '{name}' takes {counts[0]} arguments."
        raise BadQuery(message)

    def call(fields: Fields) -> Value:
        values = [argument(fields) for argument in arguments]
        return None if None in values else _together(work, *values)

    return call


def _literal(tree: Tree[Token]) -> Value:
    text = str(tree.children[0]) if tree.children else ""
    match tree.data:
        case "string":
            return text[1:-1].replace("''", "'")
        case "number":
            return Decimal(text) if "." in text else int(text)
        case "moment":
            return moment(text)
        case "quoted_moment":
            return moment(re.sub(r"(?i)^datetime'|'$", "", text))
        case "null":
            return None
        case other:
            return other == "true"


def moment(text: str) -> datetime:
    """Read a date or a moment; one without a zone is UTC.

    Raises:
        BadQuery: It is neither.
    """
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        message = f"'{text}' is not a date."
        raise BadQuery(message) from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)
