"""JSON values, read and written with exact decimals; and when a value is not set."""

from decimal import Decimal
from typing import TypeAlias

import simplejson

Value: TypeAlias = "str | int | Decimal | bool | list[Value] | dict[str, Value] | None"
"""What a neutral field can hold: a JSON value whose numbers are exact."""

Json: TypeAlias = dict[str, Value]
"""A JSON object, as a system sends it."""

# Made once: a run reads and writes some dozen small texts for each record.
_READER = simplejson.JSONDecoder(parse_float=Decimal)
_WRITER = simplejson.JSONEncoder(
    use_decimal=True, ensure_ascii=False, separators=(",", ":")
)


def from_json(text: str | bytes) -> Value:
    """Read JSON; a number with a fraction becomes a Decimal, never a float.

    Raises:
        ValueError: The text is not JSON.
    """
    known = text if isinstance(text, str) else text.decode()
    value: Value = _READER.decode(known)
    return value


def to_json(value: object) -> str:
    """Write JSON, without spaces; a Decimal keeps its digits."""
    text: str = _WRITER.encode(value)
    return text


def is_set(value: object) -> bool:
    """Tell whether a value is there: missing, null, '' and [] are one state."""
    return value is not None and value not in ("", [])


def as_part(value: Value) -> str:
    """A value as it stands in the parts of a message, to be shown to a person later."""
    if isinstance(value, bool | list | dict):
        return to_json(value)
    return "" if value is None else str(value)
