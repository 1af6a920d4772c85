"""JSON values, read and written with exact decimals; and when a value is not set."""

from decimal import Decimal
from typing import TypeAlias

import simplejson

Value: TypeAlias = "str | int | Decimal | bool | list[Value] | dict[str, Value] | None"
"""What a neutral field can hold: a JSON value whose numbers are exact."""

Json: TypeAlias = dict[str, Value]
"""A JSON object, as a system sends it."""


def from_json(text: str | bytes) -> Value:
    """Read JSON; a number with a fraction becomes a Decimal, never a float.

    Raises:
        ValueError: The text is not JSON.
    """
    value: Value = simplejson.loads(text, use_decimal=True)
    return value


def to_json(value: object) -> str:
    """Write JSON, without spaces; a Decimal keeps its digits."""
    text: str = simplejson.dumps(
        value, use_decimal=True, ensure_ascii=False, separators=(",", ":")
    )
    return text


def is_set(value: object) -> bool:
    """Tell whether a value is there: missing, null, '' and [] are one state."""
    return value is not None and value not in ("", [])
