"""From a filter text to a question that can be put to each record."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from importlib.resources import files
from operator import ge, gt, le, lt
from typing import Any

from lark import Lark, Token, Tree
from lark.exceptions import LarkError

from engine.sandbox.collection import Pick
from engine.sandbox.exact import Fields

Holds = Callable[[Fields], bool]
MOST_VALUES = 200
ORDERINGS: dict[str, Callable[[Any, Any], bool]] = {
    "$gt:": gt,
    "$gte:": ge,
    "$lt:": lt,
    "$lte:": le,
}
SYNTAX = (
    "Syntax error, expected: $eq:, $lt:, $lte:, $gt:, $gte:, $ne:, $like:, $in:, $nin:"
)
ESCAPED = re.compile(r"\$([$()*\[\],])")
DAY_FIRST = re.compile(r"(\d{2})-(\d{2})-(\d{4})")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?")


class Type(Enum):
    """How the values of a property compare."""

    TEXT = "text"
    NUMBER = "number"
    MOMENT = "moment"
    FLAG = "flag"


class BadFilter(Exception):
    """A filter that cannot be answered; its text is CiC's sentence."""


@dataclass(frozen=True, slots=True)
class Property:
    """A property that may be filtered by: its path, and how it compares."""

    path: tuple[str, ...]
    type: Type

    def read(self, fields: Fields) -> Any:  # noqa: ANN401 - JSON
        """Give its value in a record, ready to be compared."""
        value: Any = fields
        for step in self.path:
            value = value.get(step) if isinstance(value, dict) else None
        if self.type is Type.FLAG:
            return bool(value)
        return None if value is None else _comparable(value)


@dataclass(frozen=True, slots=True)
class Question:
    """What a filter asks: whether a record holds, and where to look at all.

    Without picks, every record must be looked at.
    """

    holds: Holds
    picks: tuple[Pick, ...] = ()


def compile_filter(text: str, allowed: Mapping[str, Type]) -> Question:
    """Make the question that a filter asks.

    Raises:
        BadFilter: The filter is not understood, or asks for what is not allowed.
    """
    try:
        tree = _parser().parse(text)
    except LarkError as error:
        raise BadFilter(SYNTAX) from error
    names = {name.lower(): name for name in allowed}
    return _question(tree, names, allowed)


@cache
def _parser() -> Lark:
    grammar = files(__package__).joinpath("filter.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", maybe_placeholders=False)


def _question(
    tree: Tree[Token], names: Mapping[str, str], allowed: Mapping[str, Type]
) -> Question:
    if tree.data in {"any_of", "all_of"}:
        parts = [_question(_branch(part), names, allowed) for part in tree.children]
        return _any_of(parts) if tree.data == "any_of" else _all_of(parts)
    asked, operator = str(tree.children[0]), str(tree.children[1]).lower()
    name = names.get(asked.lower())
    if name is None:
        message = f"Filtering is not allowed on property '{asked}'."
        raise BadFilter(message)
    prop = Property(tuple(name.split(".")), allowed[name])
    values = [_branch(child) for child in tree.children[2:]]
    if tree.data == "membership":
        return _membership(prop, operator, values)
    return _comparison(prop, operator, values[0])


def _any_of(parts: list[Question]) -> Question:
    asked = [part.holds for part in parts]
    picks = tuple(pick for part in parts for pick in part.picks)
    is_narrow = all(part.picks for part in parts)
    return Question(
        lambda fields: any(holds(fields) for holds in asked), picks if is_narrow else ()
    )


def _all_of(parts: list[Question]) -> Question:
    asked = [part.holds for part in parts]
    picks = next((part.picks for part in parts if part.picks), ())
    return Question(lambda fields: all(holds(fields) for holds in asked), picks)


def _branch(child: Tree[Token] | Token) -> Tree[Token]:
    if isinstance(child, Token):
        raise BadFilter(SYNTAX)
    return child


def _membership(prop: Property, operator: str, values: list[Tree[Token]]) -> Question:
    if len(values) > MOST_VALUES:
        message = f"At most {MOST_VALUES} values are allowed in a list."
        raise BadFilter(message)
    wanted = frozenset(_value(prop, value) for value in values)
    if operator == "$in:":
        pick = Pick(".".join(prop.path), prop.read, wanted)
        return Question(lambda fields: prop.read(fields) in wanted, (pick,))
    return Question(lambda fields: prop.read(fields) not in wanted)


def _comparison(prop: Property, operator: str, value: Tree[Token]) -> Question:
    if operator == "$like:":
        return _likeness(prop, value)
    wanted = _value(prop, value)
    if operator == "$eq:":
        pick = Pick(".".join(prop.path), prop.read, frozenset([wanted]))
        return Question(lambda fields: prop.read(fields) == wanted, (pick,))
    if operator == "$ne:":
        return Question(lambda fields: prop.read(fields) != wanted)
    if wanted is None:
        raise BadFilter(SYNTAX)
    holds = ORDERINGS[operator]

    def ordered(fields: Fields) -> bool:
        value = prop.read(fields)
        return value is not None and holds(value, wanted)

    return Question(ordered)


def _likeness(prop: Property, value: Tree[Token]) -> Question:
    if value.data == "null":
        raise BadFilter(SYNTAX)
    raw = str(value.children[0])
    # A star that is escaped stands for itself; any other is a wildcard.
    pieces = re.split(r"(\$.|\*)", raw)
    has_wildcard = "*" in pieces
    pattern = "".join(
        ".*" if piece == "*" else re.escape(_plain(piece)) for piece in pieces
    )
    matches = re.compile(pattern, re.IGNORECASE | re.DOTALL)
    find = matches.fullmatch if has_wildcard else matches.search

    def like(fields: Fields) -> bool:
        value = prop.read(fields)
        return value is not None and find(str(value)) is not None

    return Question(like)


def _plain(raw: str) -> str:
    return ESCAPED.sub(r"\1", raw)


def _value(prop: Property, value: Tree[Token]) -> Any:  # noqa: ANN401 - JSON
    if value.data == "null":
        return None
    text = _plain(str(value.children[0]))
    match prop.type:
        case Type.TEXT:
            return _comparable(text)
        case Type.NUMBER:
            return _number(text)
        case Type.MOMENT:
            return _moment(text)
        case Type.FLAG:
            return _flag(text)


def _comparable(value: object) -> object:
    # A moment without its Z sorts right beside one that has fractions.
    return value.casefold().removesuffix("z") if isinstance(value, str) else value


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation as error:
        message = f"Could not convert '{text}' to a number."
        raise BadFilter(message) from error


def _moment(text: str) -> str:
    turned = DAY_FIRST.fullmatch(text)
    if turned:
        day, month, year = turned.groups()
        text = f"{year}-{month}-{day}"
    text = text.removesuffix("Z")
    if MOMENT.fullmatch(text) is None:
        message = f"Could not convert '{text}' to a date."
        raise BadFilter(message)
    return text.casefold()


def _flag(text: str) -> bool:
    if text.lower() not in {"true", "false"}:
        message = f"Could not convert '{text}' to a boolean."
        raise BadFilter(message)
    return text.lower() == "true"
