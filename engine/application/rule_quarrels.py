"""Two rules that no record can please: one demands a field, the other forbids it.

Only what is certain is told: their conditions are the same, or one has none.
"""

from collections.abc import Collection, Sequence
from itertools import product

from engine import messages
from engine.application.answer import Document
from engine.errors import N_
from engine.rules.ast import Forbid, IsSet, Require, Rule
from engine.rules.coverage import place_of
from engine.rules.reading import Named

_QUARREL = N_("it demands {field}, and {code} ({source}) forbids it: none passes both")
_FIX = N_("take one of the two out, or give them conditions that exclude each other")


def quarrels(
    rules: Sequence[Named], in_force: Collection[str], entity: str, lang: str
) -> list[Document]:
    """The pairs of rules that contradict each other, for a face.

    Args:
        rules: The rules of every file.
        in_force: The places of those that are not off.
        entity: What they speak of.
        lang: The language of the sentences.
    """
    asked = [one for one in rules if place_of(one) in in_force]
    return [
        _document((one, other), field, entity, lang)
        for one, other in product(asked, asked)
        if _may_meet(one.rule, other.rule)
        for field in _demanded(one.rule)
        if field == _forbidden(other.rule)
    ]


def _may_meet(one: Rule, other: Rule) -> bool:
    """Whether both certainly speak of some record."""
    if one.each != other.each:
        return False
    first, second = frozenset(one.conditions), frozenset(other.conditions)
    return first == second or not (first and second)


def _demanded(rule: Rule) -> list[str]:
    statement = rule.statement
    if not isinstance(statement, Require):
        return []
    return [name.text for name in statement.fields]


def _forbidden(rule: Rule) -> str:
    """The field that a rule wants empty, or an empty text."""
    statement = rule.statement
    if isinstance(statement, Forbid) and isinstance(statement.condition, IsSet):
        return statement.condition.field.text
    return ""


def _document(
    pair: tuple[Named, Named], field: str, entity: str, lang: str
) -> Document:
    one, other = pair
    source = place_of(other)
    parts = {"field": field, "code": other.code, "source": source}
    return {
        "entity": entity,
        "code": one.code,
        "source": place_of(one),
        "field": field,
        "other": {"code": other.code, "source": source},
        "message": messages.tell(_QUARREL, lang, **parts),
        "fix": messages.tell(_FIX, lang),
    }
