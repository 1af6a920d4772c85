"""The value that breaks a rule, as its message quotes it."""

from collections.abc import Mapping
from decimal import Decimal

from engine.rules.tongues import TONGUES
from engine.values import Value, is_set

_LONGEST = 40


def quoted(parts: Mapping[str, str], field: str, value: Value) -> dict[str, str]:
    """The texts of a problem, each message with the label and the value behind it.

    What is long, a list or not set is not quoted.
    """
    found = dict(parts)
    for tongue in TONGUES:
        shown = _shown(value, tongue.truths)
        if shown and tongue.language in found:
            label = parts.get(f"label_{tongue.language}", field)
            called = field.rpartition(".")[2] if label == field else label
            said = f"({called} = {shown})"
            found[tongue.language] = f"{found[tongue.language]} {said}"
    return found


def value_at(record: Mapping[str, Value], field: str, row: int) -> Value:
    """What stands in a field; below a list, in the item of that row."""
    name, _, own = field.partition(".")
    value = record.get(name)
    if not row or not isinstance(value, list):
        return value
    item = value[row - 1] if row <= len(value) else None
    return item.get(own) if own and isinstance(item, dict) else item


def _shown(value: Value, truths: tuple[str, str]) -> str:
    match value:
        case bool():
            return truths[value]
        case int() | Decimal():
            return str(value)
        case str() if is_set(value) and len(value) <= _LONGEST and "\n" not in value:
            return f"'{value}'"
        case _:
            return ""
